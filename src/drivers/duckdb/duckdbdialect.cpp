// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbdialect.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

/// From duckdb_keywords(): those that cannot be a bare name of a table or column.
static QSet<QString> reservedWords()
{
    static constexpr QLatin1StringView words(
        "ALL ANALYSE ANALYZE AND ANTI ANY ARRAY AS ASC ASOF ASYMMETRIC AT AUTHORIZATION BINARY BOTH CASE CAST CHECK COLLATE COLLATION COLUMN COLUMNS "
        "CONCURRENTLY CONSTRAINT CREATE CROSS DEFAULT DEFERRABLE DESC DESCRIBE DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR FOREIGN FREEZE FROM FULL "
        "GENERATED GLOB GRANT GROUP HAVING ILIKE IN INITIALLY INNER INTERSECT INTO IS ISNULL JOIN LAMBDA LATERAL LEADING LEFT LIKE LIMIT MAP NATURAL "
        "NOT NOTNULL NULL OFFSET ON ONLY OR ORDER OUTER OVERLAPS PIVOT PIVOT_LONGER PIVOT_WIDER PLACING POSITIONAL PRIMARY QUALIFY REFERENCES "
        "RETURNING "
        "RIGHT SELECT SEMI SHOW SIMILAR SOME STRUCT SUMMARIZE SYMMETRIC TABLE TABLESAMPLE THEN TO TRAILING TRUE TRY_CAST UNION UNIQUE UNPACK UNPIVOT "
        "USING VARIADIC VERBOSE WHEN WHERE WINDOW WITH");
    QSet<QString> set;
    for (const QLatin1StringView word : words.tokenize(u' '))
        set.insert(QString(word));
    return set;
}

const Dialect &duckdbDialect()
{
    static const Dialect dialect = [] {
        Dialect d;
        d.engine = u"duckdb"_s;
        d.displayName = u"DuckDB"_s;
        d.highlighting = u"SQL (PostgreSQL)"_s;
        d.escapeStrings = true;
        d.dollarQuotes = true;
        d.nestedComments = true;
        d.castOperator = true;
        d.parenthesesHold = true;
        d.schemas = true;
        d.explainPrefix = u"EXPLAIN "_s;
        d.readKeywords = {u"SELECT"_s,   u"WITH"_s,      u"VALUES"_s,  u"TABLE"_s, u"FROM"_s,    u"SHOW"_s,
                          u"DESCRIBE"_s, u"SUMMARIZE"_s, u"EXPLAIN"_s, u"PIVOT"_s, u"UNPIVOT"_s, u"PRAGMA"_s};
        // What takes a number, or reaches other files than the database's own.
        d.writingFunctions = {u"nextval"_s,
                              u"read_csv"_s,
                              u"read_csv_auto"_s,
                              u"sniff_csv"_s,
                              u"read_parquet"_s,
                              u"parquet_scan"_s,
                              u"parquet_metadata"_s,
                              u"parquet_schema"_s,
                              u"read_json"_s,
                              u"read_json_auto"_s,
                              u"read_json_objects"_s,
                              u"read_json_objects_auto"_s,
                              u"read_ndjson"_s,
                              u"read_ndjson_auto"_s,
                              u"read_ndjson_objects"_s,
                              u"parquet_file_metadata"_s,
                              u"read_text"_s,
                              u"read_blob"_s,
                              u"parquet_kv_metadata"_s,
                              u"parquet_bloom_probe"_s,
                              u"glob"_s,
                              u"read_duckdb"_s,
                              u"parquet_full_metadata"_s,
                              u"write_log"_s,
                              u"checkpoint"_s,
                              u"force_checkpoint"_s,
                              u"enable_logging"_s,
                              u"disable_logging"_s,
                              u"enable_profiling"_s};
        d.readPragmas = {u"version"_s,        u"database_list"_s, u"database_size"_s, u"show_tables"_s, u"show_tables_expanded"_s,
                         u"show_databases"_s, u"functions"_s,     u"collations"_s,    u"platform"_s,    u"user_agent"_s};
        d.readPragmasWithArgument = {u"table_info"_s, u"storage_info"_s, u"show"_s};
        d.reservedWords = reservedWords();
        return d;
    }();
    return dialect;
}

} // namespace concord
