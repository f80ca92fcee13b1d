// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitedialect.h"

#include "connection/dialect.h"

#include <sqlite3.h>

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
        d.namedPlaceholders = true;
        d.explainPrefix = u"EXPLAIN QUERY PLAN "_s;
        d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"EXPLAIN"_s, u"PRAGMA"_s};
        d.writingFunctions = {u"load_extension"_s, u"writefile"_s, u"edit"_s, u"fts3_tokenizer"_s};
        // https://www.sqlite.org/pragma.html
        d.readPragmas = {u"application_id"_s,
                         u"auto_vacuum"_s,
                         u"automatic_index"_s,
                         u"busy_timeout"_s,
                         u"cache_size"_s,
                         u"cache_spill"_s,
                         u"cell_size_check"_s,
                         u"checkpoint_fullfsync"_s,
                         u"collation_list"_s,
                         u"compile_options"_s,
                         u"data_version"_s,
                         u"database_list"_s,
                         u"defer_foreign_keys"_s,
                         u"encoding"_s,
                         u"foreign_key_check"_s,
                         u"foreign_keys"_s,
                         u"freelist_count"_s,
                         u"fullfsync"_s,
                         u"function_list"_s,
                         u"hard_heap_limit"_s,
                         u"ignore_check_constraints"_s,
                         u"integrity_check"_s,
                         u"journal_mode"_s,
                         u"journal_size_limit"_s,
                         u"legacy_alter_table"_s,
                         u"locking_mode"_s,
                         u"max_page_count"_s,
                         u"mmap_size"_s,
                         u"module_list"_s,
                         u"page_count"_s,
                         u"page_size"_s,
                         u"pragma_list"_s,
                         u"query_only"_s,
                         u"quick_check"_s,
                         u"read_uncommitted"_s,
                         u"recursive_triggers"_s,
                         u"reverse_unordered_selects"_s,
                         u"schema_version"_s,
                         u"secure_delete"_s,
                         u"soft_heap_limit"_s,
                         u"stats"_s,
                         u"synchronous"_s,
                         u"table_list"_s,
                         u"temp_store"_s,
                         u"threads"_s,
                         u"trusted_schema"_s,
                         u"user_version"_s,
                         u"wal_autocheckpoint"_s,
                         u"writable_schema"_s};
        d.readPragmasWithArgument = {u"foreign_key_check"_s, u"foreign_key_list"_s, u"index_info"_s, u"index_list"_s, u"index_xinfo"_s,
                                     u"integrity_check"_s,   u"quick_check"_s,      u"table_info"_s, u"table_list"_s, u"table_xinfo"_s};
        // https://www.sqlite.org/lang_keywords.html, those that cannot be a bare name
        d.reservedWords = {
            u"ADD"_s,     u"ALL"_s,     u"ALTER"_s,      u"AND"_s,    u"AS"_s,      u"AUTOINCREMENT"_s, u"BETWEEN"_s, u"CASE"_s,       u"CHECK"_s,
            u"COLLATE"_s, u"COMMIT"_s,  u"CONSTRAINT"_s, u"CREATE"_s, u"DEFAULT"_s, u"DEFERRABLE"_s,    u"DELETE"_s,  u"DISTINCT"_s,   u"DROP"_s,
            u"ELSE"_s,    u"ESCAPE"_s,  u"EXCEPT"_s,     u"EXISTS"_s, u"FOREIGN"_s, u"FROM"_s,          u"GROUP"_s,   u"HAVING"_s,     u"IN"_s,
            u"INDEX"_s,   u"INSERT"_s,  u"INTERSECT"_s,  u"INTO"_s,   u"IS"_s,      u"ISNULL"_s,        u"JOIN"_s,    u"LIMIT"_s,      u"NOT"_s,
            u"NOTHING"_s, u"NOTNULL"_s, u"NULL"_s,       u"ON"_s,     u"OR"_s,      u"ORDER"_s,         u"PRIMARY"_s, u"REFERENCES"_s, u"RETURNING"_s,
            u"SELECT"_s,  u"SET"_s,     u"TABLE"_s,      u"THEN"_s,   u"TO"_s,      u"TRANSACTION"_s,   u"UNION"_s,   u"UNIQUE"_s,     u"UPDATE"_s,
            u"USING"_s,   u"VALUES"_s,  u"WHEN"_s,       u"WHERE"_s};
        return d;
    }();
    return dialect;
}

QString sqliteIdentifier(const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    const bool keyword = sqlite3_keyword_check(utf8.constData(), static_cast<int>(utf8.size())) != 0;
    return keyword ? sqliteDialect().quoted(name) : sqliteDialect().identifier(name);
}

} // namespace concord
