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
        d.customOperators = true;
        d.carriageReturnEndsLine = true;
        d.parenthesesHold = true;
        d.atomicBodies = true;
        d.schemas = true;
        d.placeholder = Dialect::Placeholder::DollarNumber;
        d.folding = Dialect::Folding::Lower;
        d.explainPrefix = u"EXPLAIN "_s;
        d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"TABLE"_s, u"SHOW"_s, u"EXPLAIN"_s};
        // What a READ ONLY transaction does not stop, or what reaches past the database.
        d.writingFunctions = {u"nextval"_s, u"setval"_s, u"set_config"_s, u"lo_create"_s, u"lo_creat"_s, u"lo_import"_s, u"lo_export"_s, u"lo_from_bytea"_s,
            u"lo_put"_s, u"lo_unlink"_s, u"lo_truncate"_s, u"lo_truncate64"_s, u"lowrite"_s, u"lo_open"_s, u"dblink"_s, u"dblink_exec"_s,
            u"dblink_connect"_s, u"dblink_connect_u"_s, u"dblink_open"_s, u"dblink_send_query"_s, u"postgres_fdw_disconnect"_s,
            u"postgres_fdw_disconnect_all"_s, u"pg_terminate_backend"_s, u"pg_cancel_backend"_s, u"pg_reload_conf"_s,
            u"pg_rotate_logfile"_s, u"pg_promote"_s, u"pg_switch_wal"_s, u"pg_create_restore_point"_s, u"pg_backup_start"_s,
            u"pg_backup_stop"_s, u"pg_start_backup"_s, u"pg_stop_backup"_s, u"pg_wal_replay_pause"_s, u"pg_wal_replay_resume"_s,
            u"pg_read_file"_s, u"pg_read_binary_file"_s, u"pg_ls_dir"_s, u"pg_file_write"_s, u"pg_file_rename"_s, u"pg_file_unlink"_s,
            u"pg_file_sync"_s, u"pg_stat_reset"_s, u"pg_stat_reset_shared"_s, u"pg_stat_reset_single_table_counters"_s,
            u"pg_stat_reset_single_function_counters"_s, u"pg_stat_statements_reset"_s, u"pg_create_logical_replication_slot"_s,
            u"pg_create_physical_replication_slot"_s, u"pg_copy_logical_replication_slot"_s, u"pg_copy_physical_replication_slot"_s,
            u"pg_drop_replication_slot"_s, u"pg_replication_slot_advance"_s, u"pg_logical_slot_get_changes"_s,
            u"pg_logical_slot_get_binary_changes"_s, u"pg_logical_emit_message"_s, u"pg_replication_origin_create"_s,
            u"pg_replication_origin_drop"_s, u"pg_replication_origin_advance"_s, u"pg_notify"_s, u"pg_import_system_collations"_s,
            u"query_to_xml"_s, u"query_to_xmlschema"_s, u"query_to_xml_and_xmlschema"_s};
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
