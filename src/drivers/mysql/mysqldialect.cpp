// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqldialect.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

static Dialect base()
{
    Dialect d;
    d.highlighting = u"SQL (MySQL)"_s;
    d.backslashEscapes = true;
    d.hashComments = true;
    d.dashDashNeedsSpace = true;
    d.executableComments = true;
    d.backtickIdentifiers = true;
    d.doubleQuotedStrings = true;
    d.delimiterCommand = true;
    d.userVariables = true;
    d.compoundBodies = true;
    d.identifierQuote = u'`';
    d.explainPrefix = u"EXPLAIN "_s;
    d.readKeywords = {u"SELECT"_s, u"WITH"_s, u"TABLE"_s, u"VALUES"_s, u"SHOW"_s, u"DESCRIBE"_s, u"DESC"_s, u"EXPLAIN"_s};
    d.writingFunctions = {u"load_file"_s,
                          u"nextval"_s,
                          u"setval"_s,
                          u"sys_exec"_s,
                          u"sys_eval"_s,
                          u"sys_set"_s,
                          u"sys_bineval"_s,
                          u"lib_mysqludf_sys_exec"_s,
                          u"do_system"_s,
                          u"xp_cmdshell"_s,
                          u"service_get_write_locks"_s,
                          u"asynchronous_connection_failover_add_source"_s,
                          u"asynchronous_connection_failover_delete_source"_s,
                          u"group_replication_set_as_primary"_s,
                          u"group_replication_switch_to_single_primary_mode"_s,
                          u"group_replication_switch_to_multi_primary_mode"_s,
                          u"keyring_key_store"_s,
                          u"keyring_key_remove"_s,
                          u"keyring_key_generate"_s,
                          u"audit_log_filter_set_filter"_s,
                          u"audit_log_filter_remove_filter"_s,
                          u"audit_log_rotate"_s};
    // https://dev.mysql.com/doc/refman/9.4/en/keywords.html, the reserved ones that are met as names
    d.reservedWords = {u"ADD"_s,          u"ALL"_s,
                       u"ALTER"_s,        u"ANALYZE"_s,
                       u"AND"_s,          u"AS"_s,
                       u"ASC"_s,          u"BEFORE"_s,
                       u"BETWEEN"_s,      u"BIGINT"_s,
                       u"BINARY"_s,       u"BLOB"_s,
                       u"BOTH"_s,         u"BY"_s,
                       u"CALL"_s,         u"CASCADE"_s,
                       u"CASE"_s,         u"CHANGE"_s,
                       u"CHAR"_s,         u"CHARACTER"_s,
                       u"CHECK"_s,        u"COLLATE"_s,
                       u"COLUMN"_s,       u"CONDITION"_s,
                       u"CONSTRAINT"_s,   u"CONTINUE"_s,
                       u"CONVERT"_s,      u"CREATE"_s,
                       u"CROSS"_s,        u"CUBE"_s,
                       u"CUME_DIST"_s,    u"CURRENT_DATE"_s,
                       u"CURRENT_TIME"_s, u"CURRENT_TIMESTAMP"_s,
                       u"CURRENT_USER"_s, u"CURSOR"_s,
                       u"DATABASE"_s,     u"DATABASES"_s,
                       u"DEC"_s,          u"DECIMAL"_s,
                       u"DECLARE"_s,      u"DEFAULT"_s,
                       u"DELAYED"_s,      u"DELETE"_s,
                       u"DENSE_RANK"_s,   u"DESC"_s,
                       u"DESCRIBE"_s,     u"DISTINCT"_s,
                       u"DISTINCTROW"_s,  u"DIV"_s,
                       u"DOUBLE"_s,       u"DROP"_s,
                       u"DUAL"_s,         u"EACH"_s,
                       u"ELSE"_s,         u"ELSEIF"_s,
                       u"EMPTY"_s,        u"ENCLOSED"_s,
                       u"ESCAPED"_s,      u"EXCEPT"_s,
                       u"EXISTS"_s,       u"EXIT"_s,
                       u"EXPLAIN"_s,      u"FALSE"_s,
                       u"FETCH"_s,        u"FLOAT"_s,
                       u"FOR"_s,          u"FORCE"_s,
                       u"FOREIGN"_s,      u"FROM"_s,
                       u"FULLTEXT"_s,     u"FUNCTION"_s,
                       u"GENERATED"_s,    u"GET"_s,
                       u"GRANT"_s,        u"GROUP"_s,
                       u"GROUPING"_s,     u"GROUPS"_s,
                       u"HAVING"_s,       u"HIGH_PRIORITY"_s,
                       u"IF"_s,           u"IGNORE"_s,
                       u"IN"_s,           u"INDEX"_s,
                       u"INFILE"_s,       u"INNER"_s,
                       u"INOUT"_s,        u"INSERT"_s,
                       u"INT"_s,          u"INTEGER"_s,
                       u"INTERSECT"_s,    u"INTERVAL"_s,
                       u"INTO"_s,         u"IS"_s,
                       u"ITERATE"_s,      u"JOIN"_s,
                       u"KEY"_s,          u"KEYS"_s,
                       u"KILL"_s,         u"LAG"_s,
                       u"LATERAL"_s,      u"LEAD"_s,
                       u"LEADING"_s,      u"LEAVE"_s,
                       u"LEFT"_s,         u"LIKE"_s,
                       u"LIMIT"_s,        u"LINEAR"_s,
                       u"LINES"_s,        u"LOAD"_s,
                       u"LOCALTIME"_s,    u"LOCALTIMESTAMP"_s,
                       u"LOCK"_s,         u"LONG"_s,
                       u"LONGBLOB"_s,     u"LONGTEXT"_s,
                       u"LOOP"_s,         u"MATCH"_s,
                       u"MAXVALUE"_s,     u"MOD"_s,
                       u"NATURAL"_s,      u"NOT"_s,
                       u"NULL"_s,         u"NUMERIC"_s,
                       u"OF"_s,           u"ON"_s,
                       u"OPTIMIZE"_s,     u"OPTION"_s,
                       u"OR"_s,           u"ORDER"_s,
                       u"OUT"_s,          u"OUTER"_s,
                       u"OUTFILE"_s,      u"OVER"_s,
                       u"PARTITION"_s,    u"PRECISION"_s,
                       u"PRIMARY"_s,      u"PROCEDURE"_s,
                       u"PURGE"_s,        u"RANGE"_s,
                       u"RANK"_s,         u"READ"_s,
                       u"READS"_s,        u"REAL"_s,
                       u"RECURSIVE"_s,    u"REFERENCES"_s,
                       u"REGEXP"_s,       u"RELEASE"_s,
                       u"RENAME"_s,       u"REPEAT"_s,
                       u"REPLACE"_s,      u"REQUIRE"_s,
                       u"RESTRICT"_s,     u"RETURN"_s,
                       u"REVOKE"_s,       u"RIGHT"_s,
                       u"RLIKE"_s,        u"ROW"_s,
                       u"ROWS"_s,         u"ROW_NUMBER"_s,
                       u"SCHEMA"_s,       u"SELECT"_s,
                       u"SET"_s,          u"SHOW"_s,
                       u"SIGNAL"_s,       u"SMALLINT"_s,
                       u"SQL"_s,          u"SSL"_s,
                       u"STARTING"_s,     u"STORED"_s,
                       u"SYSTEM"_s,       u"TABLE"_s,
                       u"TERMINATED"_s,   u"THEN"_s,
                       u"TINYINT"_s,      u"TO"_s,
                       u"TRAILING"_s,     u"TRIGGER"_s,
                       u"TRUE"_s,         u"UNDO"_s,
                       u"UNION"_s,        u"UNIQUE"_s,
                       u"UNLOCK"_s,       u"UNSIGNED"_s,
                       u"UPDATE"_s,       u"USAGE"_s,
                       u"USE"_s,          u"USING"_s,
                       u"VALUES"_s,       u"VARCHAR"_s,
                       u"VIRTUAL"_s,      u"WHEN"_s,
                       u"WHERE"_s,        u"WHILE"_s,
                       u"WINDOW"_s,       u"WITH"_s,
                       u"WRITE"_s,        u"XOR"_s,
                       u"ZEROFILL"_s};
    return d;
}

const Dialect &mysqlDialect()
{
    static const Dialect dialect = [] {
        Dialect d = base();
        d.engine = u"mysql"_s;
        d.displayName = u"MySQL"_s;
        return d;
    }();
    return dialect;
}

const Dialect &mariadbDialect()
{
    static const Dialect dialect = [] {
        Dialect d = base();
        d.engine = u"mariadb"_s;
        d.displayName = u"MariaDB"_s;
        return d;
    }();
    return dialect;
}

} // namespace concord
