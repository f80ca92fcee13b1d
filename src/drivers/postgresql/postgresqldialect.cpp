// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqldialect.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

const Dialect &postgresqlDialect()
{
    static const Dialect dialect = [] {
        Dialect d;
        d.engine = u"postgresql"_s;
        d.displayName = u"PostgreSQL"_s;
        d.highlighting = u"SQL (PostgreSQL)"_s;
        d.escapeStrings = true;
        d.dollarQuotes = true;
        d.nestedComments = true;
        d.castOperator = true;
        d.atomicBodies = true;
        d.schemas = true;
        d.placeholder = Dialect::Placeholder::DollarNumber;
        d.folding = Dialect::Folding::Lower;
        d.explainPrefix = u"EXPLAIN "_s;
        d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"TABLE"_s, u"SHOW"_s, u"EXPLAIN"_s};
        // https://www.postgresql.org/docs/17/sql-keywords-appendix.html, reserved
        d.reservedWords = {u"ALL"_s, u"ANALYSE"_s, u"ANALYZE"_s, u"AND"_s, u"ANY"_s, u"ARRAY"_s, u"AS"_s, u"ASC"_s, u"ASYMMETRIC"_s,
            u"AUTHORIZATION"_s, u"BINARY"_s, u"BOTH"_s, u"CASE"_s, u"CAST"_s, u"CHECK"_s, u"COLLATE"_s, u"COLLATION"_s, u"COLUMN"_s,
            u"CONCURRENTLY"_s, u"CONSTRAINT"_s, u"CREATE"_s, u"CROSS"_s, u"CURRENT_CATALOG"_s, u"CURRENT_DATE"_s, u"CURRENT_ROLE"_s,
            u"CURRENT_SCHEMA"_s, u"CURRENT_TIME"_s, u"CURRENT_TIMESTAMP"_s, u"CURRENT_USER"_s, u"DEFAULT"_s, u"DEFERRABLE"_s, u"DESC"_s,
            u"DISTINCT"_s, u"DO"_s, u"ELSE"_s, u"END"_s, u"EXCEPT"_s, u"FALSE"_s, u"FETCH"_s, u"FOR"_s, u"FOREIGN"_s, u"FREEZE"_s,
            u"FROM"_s, u"FULL"_s, u"GRANT"_s, u"GROUP"_s, u"HAVING"_s, u"ILIKE"_s, u"IN"_s, u"INITIALLY"_s, u"INNER"_s, u"INTERSECT"_s,
            u"INTO"_s, u"IS"_s, u"ISNULL"_s, u"JOIN"_s, u"LATERAL"_s, u"LEADING"_s, u"LEFT"_s, u"LIKE"_s, u"LIMIT"_s, u"LOCALTIME"_s,
            u"LOCALTIMESTAMP"_s, u"NATURAL"_s, u"NOT"_s, u"NOTNULL"_s, u"NULL"_s, u"OFFSET"_s, u"ON"_s, u"ONLY"_s, u"OR"_s, u"ORDER"_s,
            u"OUTER"_s, u"OVERLAPS"_s, u"PLACING"_s, u"PRIMARY"_s, u"REFERENCES"_s, u"RETURNING"_s, u"RIGHT"_s, u"SELECT"_s,
            u"SESSION_USER"_s, u"SIMILAR"_s, u"SOME"_s, u"SYMMETRIC"_s, u"SYSTEM_USER"_s, u"TABLE"_s, u"TABLESAMPLE"_s, u"THEN"_s,
            u"TO"_s, u"TRAILING"_s, u"TRUE"_s, u"UNION"_s, u"UNIQUE"_s, u"USER"_s, u"USING"_s, u"VARIADIC"_s, u"VERBOSE"_s, u"WHEN"_s,
            u"WHERE"_s, u"WINDOW"_s, u"WITH"_s};
        return d;
    }();
    return dialect;
}

} // namespace concord
