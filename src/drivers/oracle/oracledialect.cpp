// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracledialect.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

const Dialect &oracleDialect()
{
    static const Dialect dialect = [] {
        Dialect d;
        d.engine = u"oracle"_s;
        d.displayName = u"Oracle"_s;
        d.highlighting = u"SQL"_s;
        d.alternativeQuotes = true;
        d.programUnits = true;
        d.emptyTextIsNull = true;
        d.schemas = true;
        d.folding = Dialect::Folding::Upper;
        d.explainPrefix = u"EXPLAIN PLAN FOR "_s;
        // EXPLAIN PLAN is none of them: it writes into PLAN_TABLE.
        d.readKeywords = {u"SELECT"_s, u"WITH"_s};
        // What a read-only transaction does not stop: mail, files, web calls, locks, jobs, autonomous transactions of packages.
        d.writingPackages = {u"dbms_"_s, u"utl_"_s, u"owa"_s, u"htp"_s, u"htf"_s, u"apex_"_s, u"ctx_"_s, u"wpg_"_s};
        d.readPackages = {u"dbms_assert"_s, u"dbms_crypto"_s, u"dbms_lob"_s,     u"dbms_metadata"_s, u"dbms_metadata_diff"_s,
                          u"dbms_random"_s, u"dbms_rowid"_s,  u"dbms_sqlhash"_s, u"dbms_xplan"_s,    u"utl_call_stack"_s,
                          u"utl_encode"_s,  u"utl_i18n"_s,    u"utl_match"_s,    u"utl_raw"_s,       u"utl_url"_s};
        // EXTERNAL (…) reads a file, through a program where it names one, and writes a log.
        d.writingFunctions = {u"external"_s, u"httpuritype"_s, u"dburitype"_s, u"xdburitype"_s, u"bfilename"_s};
        d.writingPseudocolumns = {u"NEXTVAL"_s};
        // SQL*Plus User's Guide and Reference, "SQL*Plus Command Reference"
        d.clientCommands = {u"@"_s,      u"!"_s,      u"ACCEPT"_s,   u"APPEND"_s,   u"ARCHIVE"_s,    u"ATTRIBUTE"_s, u"BREAK"_s,     u"BTITLE"_s,
                            u"CHANGE"_s, u"CLEAR"_s,  u"COL"_s,      u"COLUMN"_s,   u"COMPUTE"_s,    u"CONN"_s,      u"CONNECT"_s,   u"COPY"_s,
                            u"DEFINE"_s, u"DESC"_s,   u"DESCRIBE"_s, u"DISC"_s,     u"DISCONNECT"_s, u"EDIT"_s,      u"EXEC"_s,      u"EXECUTE"_s,
                            u"EXIT"_s,   u"GET"_s,    u"HELP"_s,     u"HOST"_s,     u"LIST"_s,       u"PASSWORD"_s,  u"PAUSE"_s,     u"PRINT"_s,
                            u"PROMPT"_s, u"QUIT"_s,   u"RECOVER"_s,  u"REM"_s,      u"REMARK"_s,     u"REPFOOTER"_s, u"REPHEADER"_s, u"RUN"_s,
                            u"SAVE"_s,   u"SET"_s,    u"SHOW"_s,     u"SHUTDOWN"_s, u"SPOOL"_s,      u"START"_s,     u"STARTUP"_s,   u"STORE"_s,
                            u"TIMING"_s, u"TTITLE"_s, u"UNDEFINE"_s, u"VAR"_s,      u"VARIABLE"_s,   u"WHENEVER"_s,  u"XQUERY"_s};
        // Oracle Database SQL Language Reference, appendix "Oracle SQL Reserved Words"
        d.reservedWords = {u"ACCESS"_s,
                           u"ADD"_s,
                           u"ALL"_s,
                           u"ALTER"_s,
                           u"AND"_s,
                           u"ANY"_s,
                           u"AS"_s,
                           u"ASC"_s,
                           u"AUDIT"_s,
                           u"BETWEEN"_s,
                           u"BY"_s,
                           u"CHAR"_s,
                           u"CHECK"_s,
                           u"CLUSTER"_s,
                           u"COLUMN"_s,
                           u"COLUMN_VALUE"_s,
                           u"COMMENT"_s,
                           u"COMPRESS"_s,
                           u"CONNECT"_s,
                           u"CREATE"_s,
                           u"CURRENT"_s,
                           u"DATE"_s,
                           u"DECIMAL"_s,
                           u"DEFAULT"_s,
                           u"DELETE"_s,
                           u"DESC"_s,
                           u"DISTINCT"_s,
                           u"DROP"_s,
                           u"ELSE"_s,
                           u"EXCLUSIVE"_s,
                           u"EXISTS"_s,
                           u"FILE"_s,
                           u"FLOAT"_s,
                           u"FOR"_s,
                           u"FROM"_s,
                           u"GRANT"_s,
                           u"GROUP"_s,
                           u"HAVING"_s,
                           u"IDENTIFIED"_s,
                           u"IMMEDIATE"_s,
                           u"IN"_s,
                           u"INCREMENT"_s,
                           u"INDEX"_s,
                           u"INITIAL"_s,
                           u"INSERT"_s,
                           u"INTEGER"_s,
                           u"INTERSECT"_s,
                           u"INTO"_s,
                           u"IS"_s,
                           u"LEVEL"_s,
                           u"LIKE"_s,
                           u"LOCK"_s,
                           u"LONG"_s,
                           u"MAXEXTENTS"_s,
                           u"MINUS"_s,
                           u"MLSLABEL"_s,
                           u"MODE"_s,
                           u"MODIFY"_s,
                           u"NESTED_TABLE_ID"_s,
                           u"NOAUDIT"_s,
                           u"NOCOMPRESS"_s,
                           u"NOT"_s,
                           u"NOWAIT"_s,
                           u"NULL"_s,
                           u"NUMBER"_s,
                           u"OF"_s,
                           u"OFFLINE"_s,
                           u"ON"_s,
                           u"ONLINE"_s,
                           u"OPTION"_s,
                           u"OR"_s,
                           u"ORDER"_s,
                           u"PCTFREE"_s,
                           u"PRIOR"_s,
                           u"PUBLIC"_s,
                           u"RAW"_s,
                           u"RENAME"_s,
                           u"RESOURCE"_s,
                           u"REVOKE"_s,
                           u"ROW"_s,
                           u"ROWID"_s,
                           u"ROWNUM"_s,
                           u"ROWS"_s,
                           u"SELECT"_s,
                           u"SESSION"_s,
                           u"SET"_s,
                           u"SHARE"_s,
                           u"SIZE"_s,
                           u"SMALLINT"_s,
                           u"START"_s,
                           u"SUCCESSFUL"_s,
                           u"SYNONYM"_s,
                           u"SYSDATE"_s,
                           u"TABLE"_s,
                           u"THEN"_s,
                           u"TO"_s,
                           u"TRIGGER"_s,
                           u"UID"_s,
                           u"UNION"_s,
                           u"UNIQUE"_s,
                           u"UPDATE"_s,
                           u"USER"_s,
                           u"VALIDATE"_s,
                           u"VALUES"_s,
                           u"VARCHAR"_s,
                           u"VARCHAR2"_s,
                           u"VIEW"_s,
                           u"WHENEVER"_s,
                           u"WHERE"_s,
                           u"WITH"_s};
        return d;
    }();
    return dialect;
}

} // namespace concord
