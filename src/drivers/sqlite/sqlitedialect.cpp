// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitedialect.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

const Dialect &sqliteDialect()
{
    static const Dialect dialect = [] {
        Dialect d;
        d.engine = u"sqlite"_s;
        d.displayName = u"SQLite"_s;
        d.highlighting = u"SQL"_s;
        d.backtickIdentifiers = true;
        d.bracketIdentifiers = true;
        d.triggerBodies = true;
        d.explainPrefix = u"EXPLAIN QUERY PLAN "_s;
        d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"EXPLAIN"_s, u"PRAGMA"_s};
        // https://www.sqlite.org/lang_keywords.html, those that cannot be a bare name
        d.reservedWords = {u"ADD"_s, u"ALL"_s, u"ALTER"_s, u"AND"_s, u"AS"_s, u"AUTOINCREMENT"_s, u"BETWEEN"_s, u"CASE"_s, u"CHECK"_s,
            u"COLLATE"_s, u"COMMIT"_s, u"CONSTRAINT"_s, u"CREATE"_s, u"DEFAULT"_s, u"DEFERRABLE"_s, u"DELETE"_s, u"DISTINCT"_s, u"DROP"_s,
            u"ELSE"_s, u"ESCAPE"_s, u"EXCEPT"_s, u"EXISTS"_s, u"FOREIGN"_s, u"FROM"_s, u"GROUP"_s, u"HAVING"_s, u"IN"_s, u"INDEX"_s,
            u"INSERT"_s, u"INTERSECT"_s, u"INTO"_s, u"IS"_s, u"ISNULL"_s, u"JOIN"_s, u"LIMIT"_s, u"NOT"_s, u"NOTHING"_s, u"NOTNULL"_s,
            u"NULL"_s, u"ON"_s, u"OR"_s, u"ORDER"_s, u"PRIMARY"_s, u"REFERENCES"_s, u"RETURNING"_s, u"SELECT"_s, u"SET"_s, u"TABLE"_s,
            u"THEN"_s, u"TO"_s, u"TRANSACTION"_s, u"UNION"_s, u"UNIQUE"_s, u"UPDATE"_s, u"USING"_s, u"VALUES"_s, u"WHEN"_s, u"WHERE"_s};
        return d;
    }();
    return dialect;
}

} // namespace concord
