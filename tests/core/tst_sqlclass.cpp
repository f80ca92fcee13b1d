// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"
#include "testprogram.h"

#include "query/sqltext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// "Write DELETE !where", "Ddl DROP TABLE !drop"
static QString described(const StatementClass &what)
{
    static const QStringList kinds{u"Empty"_s, u"Read"_s, u"Write"_s, u"Ddl"_s, u"Transaction"_s, u"Session"_s, u"Unknown"_s};
    QString text = kinds[static_cast<int>(what.kind)];
    if (!what.verb.isEmpty())
        text += u' ' + what.verb;
    if (what.withoutWhere)
        text += u" !where"_s;
    if (what.destructive)
        text += u" !drop"_s;
    return text;
}

class SqlClassTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statementsAreClassified_data();
    void statementsAreClassified();
    void readOnlyLetsReadsThrough_data();
    void readOnlyLetsReadsThrough();
    void readOnlyRefuses_data();
    void readOnlyRefuses();
    void sessionStatementsAreKnown_data();
    void sessionStatementsAreKnown();
};

void SqlClassTest::statementsAreClassified_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    const auto rows = [](const QString &engine, const QList<std::pair<QString, QString>> &list) {
        int n = 0;
        for (const auto &[statement, expected] : list)
            QTest::addRow("%s %d %s", qPrintable(engine), ++n, qPrintable(statement.left(40))) << engine << statement << expected;
    };
    const QList<std::pair<QString, QString>> everywhere{
        {u""_s, u"Empty"_s},
        {u" ; -- nothing\n"_s, u"Empty"_s},
        {u"select 1"_s, u"Read SELECT"_s},
        {u"/* a */ -- b\n select 1;"_s, u"Read SELECT"_s},
        {u"SELECT 'drop table t', \"update\", delete_me FROM t"_s, u"Read SELECT"_s},
        {u"SELECT REPLACE(a, 'x', 'y') FROM t WHERE b = 'x INTO y'"_s, u"Read SELECT"_s},
        {u"SELECT a FROM t WHERE b = ';'"_s, u"Read SELECT"_s},
        {u"WITH x AS (SELECT 1) SELECT * FROM x"_s, u"Read SELECT"_s},
        {u"WITH RECURSIVE x(n) AS (SELECT 1 UNION SELECT n + 1 FROM x), y AS (SELECT 2) SELECT * FROM x"_s, u"Read SELECT"_s},
        {u"WITH x AS (SELECT 1 WHERE 1) DELETE FROM t"_s, u"Write DELETE !where"_s},
        {u"WITH x AS (SELECT 1) DELETE FROM t WHERE a = 1"_s, u"Write DELETE"_s},
        {u"INSERT INTO t VALUES (1)"_s, u"Write INSERT"_s},
        {u"UPDATE t SET a = 1"_s, u"Write UPDATE !where"_s},
        {u"UPDATE t SET a = (SELECT b FROM u WHERE c = 1)"_s, u"Write UPDATE !where"_s},
        {u"UPDATE t SET a = 1 WHERE b IN (SELECT 1)"_s, u"Write UPDATE"_s},
        {u"DELETE FROM t -- WHERE a = 1"_s, u"Write DELETE !where"_s},
        {u"DELETE FROM t WHERE 'where'"_s, u"Write DELETE"_s},
        {u"DELETE FROM \"where\""_s, u"Write DELETE !where"_s},
        {u"delete from t; select 1"_s, u"Write DELETE !where"_s},
        {u"SELECT 1; DROP TABLE t"_s, u"Ddl DROP TABLE !drop"_s},
        {u"REPLACE INTO t VALUES (1)"_s, u"Write REPLACE"_s},
        {u"CREATE TABLE t AS SELECT 1"_s, u"Ddl CREATE TABLE"_s},
        {u"DROP TABLE t"_s, u"Ddl DROP TABLE !drop"_s},
        {u"ALTER TABLE t ADD COLUMN a int"_s, u"Ddl ALTER TABLE"_s},
        {u"ALTER TABLE t DROP COLUMN a"_s, u"Ddl ALTER TABLE !drop"_s},
        {u"ROLLBACK TO SAVEPOINT a"_s, u"Transaction ROLLBACK"_s},
        {u"VACUUM"_s, u"Write VACUUM"_s},
        {u"frobnicate t"_s, u"Unknown FROBNICATE"_s},
        {u"1"_s, u"Unknown"_s},
        {u"\u017FELECT 1"_s, u"Unknown \u017FELECT"_s},
        {u"SELECT 'a"_s, u"Unknown SELECT"_s},
    };
    for (const SqlCorpus &corpus : sqlCorpora())
        rows(corpus.dialect->engine, everywhere);
    for (const QString &engine : {u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"sqlite"_s})
        rows(engine, {{u"BEGIN"_s, u"Transaction BEGIN"_s}});

    rows(u"postgresql"_s,
         {
             {u"WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x"_s, u"Write DELETE !where"_s},
             {u"WITH x AS (DELETE FROM t WHERE a RETURNING *) SELECT * FROM x WHERE b"_s, u"Write DELETE"_s},
             {u"WITH x AS (SELECT 1), y AS MATERIALIZED (UPDATE t SET a = 1) SELECT 1 WHERE true"_s, u"Write UPDATE !where"_s},
             {u"WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x"_s, u"Write INSERT"_s},
             {u"WITH x AS NOT MATERIALIZED (SELECT 1) SEARCH DEPTH FIRST BY a, b SET o CYCLE a SET c USING p (SELECT 1)"_s, u"Read SELECT"_s},
             {u"WITH RECURSIVE x AS (SELECT 1) SEARCH DEPTH FIRST BY values SET o DELETE FROM t"_s, u"Write DELETE !where"_s},
             {u"WITH x(values) AS (SELECT 1) DELETE FROM t WHERE true"_s, u"Write DELETE"_s},
             {u"WITH delete AS (SELECT 1), update(a) AS (SELECT 2) SELECT * FROM delete"_s, u"Read SELECT"_s},
             {u"WITH x AS (SELECT 1) (SELECT * FROM x)"_s, u"Read SELECT"_s},
             {u"WITH x AS SELECT 1"_s, u"Unknown WITH"_s},
             {u"SELECT (1; DROP TABLE t)"_s, u"Unknown SELECT"_s},
             {u"(SELECT 1) UNION (SELECT 2)"_s, u"Read SELECT"_s},
             {u"TABLE t"_s, u"Read TABLE"_s},
             {u"VALUES (1), (2)"_s, u"Read VALUES"_s},
             {u"SHOW search_path"_s, u"Read SHOW"_s},
             {u"SELECT t.into, 1 AS into FROM t"_s, u"Read SELECT"_s},
             {u"SELECT * INTO x FROM t"_s, u"Ddl SELECT INTO"_s},
             {u"SELECT 1INTO x"_s, u"Ddl SELECT INTO"_s},
             {u"SELECT * FROM t FOR UPDATE"_s, u"Write SELECT FOR UPDATE"_s},
             {u"SELECT * FROM t FOR NO KEY UPDATE"_s, u"Write SELECT FOR SHARE"_s},
             {u"SELECT substring('a' FOR 1)"_s, u"Read SELECT"_s},
             {u"SELECT nextval('s')"_s, u"Unknown SELECT"_s},
             {u"SELECT pg_catalog.\"setval\" ('s', 1)"_s, u"Unknown SELECT"_s},
             {u"SELECT U&\"\\006eextval\"('s')"_s, u"Unknown SELECT"_s},
             {u"SELECT nextval FROM t"_s, u"Read SELECT"_s},
             {u"SELECT 'nextval(1)' -- nextval(1)"_s, u"Read SELECT"_s},
             {u"EXPLAIN DELETE FROM t"_s, u"Read EXPLAIN"_s},
             {u"EXPLAIN ANALYZE SELECT 1"_s, u"Read EXPLAIN ANALYZE SELECT"_s},
             {u"EXPLAIN ANALYZE VERBOSE DELETE FROM t"_s, u"Write EXPLAIN ANALYZE DELETE !where"_s},
             {u"EXPLAIN (VERBOSE, ANALYZE) DELETE FROM t WHERE a"_s, u"Write EXPLAIN ANALYZE DELETE"_s},
             {u"EXPLAIN (ANALYZE on) DELETE FROM t WHERE a"_s, u"Write EXPLAIN ANALYZE DELETE"_s},
             {u"EXPLAIN (ANALYZE 1) DELETE FROM t WHERE a"_s, u"Write EXPLAIN ANALYZE DELETE"_s},
             {u"EXPLAIN (\"analyze\") DELETE FROM t WHERE a"_s, u"Write EXPLAIN ANALYZE DELETE"_s},
             {u"EXPLAIN (ANALYZE false) DELETE FROM t"_s, u"Read EXPLAIN"_s},
             {u"EXPLAIN (ANALYZE off, ANALYZE) DELETE FROM t WHERE a"_s, u"Write EXPLAIN ANALYZE DELETE"_s},
             {u"EXPLAIN (FORMAT json, COSTS off) SELECT 1"_s, u"Read EXPLAIN"_s},
             {u"EXPLAIN (SELECT 1)"_s, u"Read EXPLAIN"_s},
             {u"EXPLAIN ANALYZE EXECUTE p"_s, u"Unknown EXPLAIN ANALYZE EXECUTE"_s},
             {u"COPY t TO STDOUT"_s, u"Write COPY"_s},
             {u"COPY (DELETE FROM t RETURNING *) TO PROGRAM 'x'"_s, u"Write COPY !where"_s},
             {u"CALL p()"_s, u"Unknown CALL"_s},
             {u"DO $$ BEGIN DELETE FROM t; END $$"_s, u"Unknown DO"_s},
             {u"EXECUTE p"_s, u"Unknown EXECUTE"_s},
             {u"PREPARE p AS DELETE FROM t"_s, u"Session PREPARE"_s},
             {u"PREPARE TRANSACTION 'x'"_s, u"Transaction PREPARE"_s},
             {u"SET search_path = x"_s, u"Session SET"_s},
             {u"SET x = nextval('s')"_s, u"Unknown SET"_s},
             {u"SET TRANSACTION READ WRITE"_s, u"Transaction SET"_s},
             {u"LOCK TABLE t"_s, u"Write LOCK"_s},
             {u"TRUNCATE t"_s, u"Ddl TRUNCATE !drop"_s},
             {u"ALTER TABLE t ALTER a DROP NOT NULL, ALTER b DROP DEFAULT"_s, u"Ddl ALTER TABLE"_s},
             {u"CREATE OR REPLACE VIEW v AS SELECT 1"_s, u"Ddl CREATE VIEW"_s},
             {u"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC DELETE FROM t; END"_s, u"Ddl CREATE FUNCTION"_s},
             {u"GRANT SELECT ON t TO x"_s, u"Ddl GRANT"_s},
             {u"MERGE INTO t USING s ON a WHEN MATCHED THEN DELETE"_s, u"Write MERGE"_s},
             {u"INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1"_s, u"Write INSERT"_s},
             {u"DESCRIBE t"_s, u"Unknown DESCRIBE"_s},
         });
    rows(u"mysql"_s, {
                         {u"SELECT 1 INTO OUTFILE '/tmp/x'"_s, u"Write SELECT INTO"_s},
                         {u"SELECT 1.INTO OUTFILE '/tmp/x'"_s, u"Write SELECT INTO"_s},
                         {u"SELECT 1 INTO @v"_s, u"Session SELECT INTO"_s},
                         {u"SELECT * FROM (SELECT 1 INTO DUMPFILE 'x') t"_s, u"Write SELECT INTO"_s},
                         {u"TABLE t INTO OUTFILE 'x'"_s, u"Write SELECT INTO"_s},
                         {u"SELECT * FROM t LOCK IN SHARE MODE"_s, u"Write SELECT FOR SHARE"_s},
                         {u"SELECT load_file('/etc/passwd')"_s, u"Unknown SELECT"_s},
                         {u"SELECT \"update t\", `delete` FROM `drop`"_s, u"Read SELECT"_s},
                         {u"SELECT /*!99999 1 */"_s, u"Unknown SELECT"_s},
                         {u"DELETE FROM t /*!99999 WHERE a = 1 */"_s, u"Write DELETE !where"_s},
                         {u"/*!40101 SET NAMES utf8 */"_s, u"Session SET"_s},
                         {u"/*! */"_s, u"Unknown"_s},
                         {u"/*!50000 DROP TABLE t */"_s, u"Ddl DROP TABLE !drop"_s},
                         {u"SELECT /*+ NO_MERGE() */ 1"_s, u"Read SELECT"_s},
                         {u"DELETE a, b FROM a JOIN b ON a.x = b.x"_s, u"Write DELETE !where"_s},
                         {u"UPDATE a JOIN b ON a.x = b.x SET a.y = 1 WHERE b.z"_s, u"Write UPDATE"_s},
                         {u"SHOW TABLES"_s, u"Read SHOW"_s},
                         {u"DESC t"_s, u"Read DESC"_s},
                         {u"DESC ANALYZE DELETE FROM t"_s, u"Write EXPLAIN ANALYZE DELETE !where"_s},
                         {u"EXPLAIN FORMAT=JSON DELETE FROM t"_s, u"Read EXPLAIN"_s},
                         {u"EXPLAIN FORMAT=JSON INTO @v SELECT 1"_s, u"Unknown EXPLAIN"_s},
                         {u"EXPLAIN INSERT INTO t SELECT 1"_s, u"Read EXPLAIN"_s},
                         {u"EXPLAIN ANALYZE FORMAT=TREE SELECT 1"_s, u"Read EXPLAIN ANALYZE SELECT"_s},
                         {u"EXPLAIN FOR CONNECTION 5"_s, u"Read EXPLAIN"_s},
                         {u"SET @x = 1"_s, u"Session SET"_s},
                         {u"SET GLOBAL x = 1"_s, u"Write SET"_s},
                         {u"SET @a = 1, PERSIST x = 1"_s, u"Write SET"_s},
                         {u"SET @@global.x = 1"_s, u"Write SET"_s},
                         {u"SET PASSWORD = 'x'"_s, u"Ddl SET"_s},
                         {u"LOAD DATA INFILE 'x' INTO TABLE t"_s, u"Write LOAD"_s},
                         {u"START REPLICA"_s, u"Unknown START"_s},
                         {u"RESET MASTER"_s, u"Unknown RESET"_s},
                         {u"DROP PREPARE p"_s, u"Session DROP PREPARE"_s},
                         {u"CREATE PROCEDURE p() BEGIN DELETE FROM t; END"_s, u"Ddl CREATE PROCEDURE"_s},
                         {u"CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = 1"_s, u"Ddl CREATE TRIGGER"_s},
                         {u"ALTER TABLE t TRUNCATE PARTITION p"_s, u"Ddl ALTER TABLE !drop"_s},
                         {u"HANDLER t OPEN"_s, u"Unknown HANDLER"_s},
                         {u"DELIMITER //\nSELECT 1//"_s, u"Unknown DELIMITER"_s},
                     });
    rows(u"mariadb"_s, {
                           {u"SET STATEMENT tx_read_only = 0 FOR DELETE FROM t"_s, u"Write SET STATEMENT DELETE !where"_s},
                           {u"SET STATEMENT max_statement_time = 1 FOR SELECT 1"_s, u"Unknown SET STATEMENT SELECT"_s},
                           {u"ANALYZE FORMAT=JSON DELETE FROM t"_s, u"Write ANALYZE DELETE !where"_s},
                           {u"ANALYZE SELECT 1"_s, u"Read ANALYZE SELECT"_s},
                           {u"ANALYZE TABLE t"_s, u"Write ANALYZE"_s},
                           {u"SELECT NEXT VALUE FOR s"_s, u"Unknown SELECT"_s},
                           {u"SELECT 1 /*M! + 1 */"_s, u"Unknown SELECT"_s},
                           {u"SELECT \\NINTO @v"_s, u"Session SELECT INTO"_s},
                           {u"CREATE OR REPLACE TABLE t (a int)"_s, u"Ddl CREATE TABLE !drop"_s},
                           {u"BEGIN NOT ATOMIC DELETE FROM t; END"_s, u"Unknown BEGIN"_s},
                           {u"SELECT * FROM t FOR SYSTEM_TIME ALL"_s, u"Read SELECT"_s},
                       });
    rows(u"oracle"_s,
         {
             {u"SELECT q'[it's; DROP TABLE t]' FROM dual"_s, u"Read SELECT"_s},
             {u"SELECT * FROM t FOR UPDATE OF a NOWAIT"_s, u"Write SELECT FOR UPDATE"_s},
             {u"SELECT /*+ FULL(t) */ * FROM t AS OF TIMESTAMP SYSTIMESTAMP"_s, u"Read SELECT"_s},
             {u"WITH FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; SELECT f FROM dual;"_s, u"Unknown WITH FUNCTION"_s},
             {u"WITH function AS (SELECT 1 FROM dual) SELECT * FROM function"_s, u"Unknown WITH FUNCTION"_s},
             {u"SELECT * FROM (WITH FUNCTION f RETURN NUMBER IS BEGIN DELETE FROM t; RETURN 1; END; SELECT f FROM dual)"_s, u"Unknown SELECT"_s},
             {u"INSERT INTO t WITH FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; SELECT f FROM dual;"_s, u"Write INSERT"_s},
             {u"SELECT {call f()} FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT {? = call f()} FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT {:x = call f()} FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT s.NEXTVAL FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT s.\"NEXTVAL\" FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT s.CURRVAL FROM dual"_s, u"Read SELECT"_s},
             {u"SELECT DBMS_LOCK.REQUEST(1) FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT utl_inaddr.get_host_name FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT sys.\"DBMS_PIPE\".create_pipe('a') FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT HTTPURITYPE('http://a').getclob() FROM dual"_s, u"Unknown SELECT"_s},
             {u"SELECT dbms_lob.substr(a, 10) FROM t"_s, u"Read SELECT"_s},
             {u"SELECT 'dbms_lock.sleep(1)' FROM dual"_s, u"Read SELECT"_s},
             {u"EXPLAIN PLAN FOR SELECT 1 FROM dual"_s, u"Unknown EXPLAIN"_s},
             {u"EXPLAIN PLAN SET STATEMENT_ID = 'a' INTO t FOR DELETE FROM u"_s, u"Unknown EXPLAIN"_s},
             {u"BEGIN NULL; END;"_s, u"Unknown BEGIN"_s},
             {u"DECLARE a NUMBER; BEGIN DELETE FROM t; END;"_s, u"Unknown DECLARE"_s},
             {u"<<a>> BEGIN NULL; END;"_s, u"Unknown"_s},
             {u"CALL p()"_s, u"Unknown CALL"_s},
             {u"EXEC p"_s, u"Unknown EXEC"_s},
             {u"PROMPT It's done"_s, u"Session PROMPT"_s},
             {u"SET DEFINE OFF"_s, u"Session SET"_s},
             {u"@run.sql"_s, u"Unknown @RUN.SQL"_s},
             {u"SET TRANSACTION READ WRITE"_s, u"Transaction SET"_s},
             {u"ALTER SESSION SET NLS_LANGUAGE = 'GERMAN'"_s, u"Session ALTER"_s},
             {u"ALTER SYSTEM KILL SESSION '1,2'"_s, u"Ddl ALTER SYSTEM"_s},
             {u"PURGE RECYCLEBIN"_s, u"Ddl PURGE !drop"_s},
             {u"FLASHBACK TABLE t TO BEFORE DROP"_s, u"Ddl FLASHBACK !drop"_s},
             {u"CREATE OR REPLACE PROCEDURE p IS BEGIN DELETE FROM t; END;"_s, u"Ddl CREATE PROCEDURE"_s},
             {u"CREATE PACKAGE BODY k AS PROCEDURE p IS BEGIN NULL; END; END;"_s, u"Ddl CREATE PACKAGE"_s},
             {u"CREATE OR REPLACE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN :new.a := 1; END;"_s, u"Ddl CREATE TRIGGER"_s},
             {u"ALTER TABLE t DROP (a)"_s, u"Ddl ALTER TABLE !drop"_s},
             {u"INSERT ALL INTO t VALUES (1) SELECT * FROM dual"_s, u"Write INSERT"_s},
             {u"MERGE INTO t USING s ON (a = b) WHEN MATCHED THEN DELETE WHERE 1 = 1"_s, u"Write MERGE"_s},
         });
    rows(u"sqlite"_s, {
                          {u"PRAGMA table_info(t)"_s, u"Read PRAGMA"_s},
                          {u"PRAGMA main.table_info('t')"_s, u"Read PRAGMA"_s},
                          {u"PRAGMA user_version"_s, u"Read PRAGMA"_s},
                          {u"PRAGMA user_version = 1"_s, u"Write PRAGMA"_s},
                          {u"PRAGMA journal_mode = wal"_s, u"Write PRAGMA"_s},
                          {u"PRAGMA foreign_keys = on"_s, u"Session PRAGMA"_s},
                          {u"PRAGMA user_version(1)"_s, u"Write PRAGMA"_s},
                          {u"PRAGMA wal_checkpoint"_s, u"Write PRAGMA"_s},
                          {u"ATTACH 'x' AS y"_s, u"Write ATTACH"_s},
                          {u"VACUUM INTO 'x'"_s, u"Write VACUUM"_s},
                          {u"SELECT load_extension('x')"_s, u"Unknown SELECT"_s},
                          {u"SELECT [writefile]('x', 1)"_s, u"Unknown SELECT"_s},
                          {u"SELECT [update], `delete` FROM t"_s, u"Read SELECT"_s},
                          {u"EXPLAIN QUERY PLAN DELETE FROM t"_s, u"Read EXPLAIN"_s},
                          {u"TABLE t"_s, u"Unknown TABLE"_s},
                          {u"CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM t; END"_s, u"Ddl CREATE TRIGGER"_s},
                          {u"CREATE VIRTUAL TABLE t USING fts5(a)"_s, u"Ddl CREATE TABLE"_s},
                      });
}

void SqlClassTest::statementsAreClassified()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    const StatementClass what = classify(statement, dialectNamed(engine));
    QCOMPARE(described(what), expected);
    QCOMPARE(what.dangerous(), what.withoutWhere || what.destructive);
    // A read passes the check of a read-only profile, and nothing else but an empty statement does.
    const bool readWord = !statement.startsWith(u"ANALYZE"); // reads, but not an allowed first word
    QCOMPARE(checkReadOnly(statement, dialectNamed(engine)).has_value(), !what.mayWrite() && readWord);
}

void SqlClassTest::readOnlyLetsReadsThrough_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    const QStringList statements{u"SELECT REPLACE('a', 'b', 'c')"_s,
                                 u"SELECT 'x INTO y'"_s,
                                 u"SELECT 1 /* INTO OUTFILE */ -- ; DROP TABLE t"_s,
                                 u"SELECT \"INSERT\" FROM t"_s,
                                 u"SELECT CASE WHEN a THEN 'DELETE' END FROM t"_s,
                                 u" (SELECT 1);"_s,
                                 u""_s,
                                 u"WITH update_log AS (SELECT 1) SELECT * FROM update_log"_s,
                                 u"SELECT count(*) FROM deleted WHERE updated > 1 ORDER BY created"_s};
    for (const SqlCorpus &corpus : sqlCorpora()) {
        for (const QString &statement : statements)
            QTest::addRow("%s %s", qPrintable(corpus.dialect->engine), qPrintable(statement.left(40))) << corpus.dialect->engine << statement;
    }
}

void SqlClassTest::readOnlyLetsReadsThrough()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    const auto checked = checkReadOnly(statement, dialectNamed(engine));
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
}

void SqlClassTest::readOnlyRefuses_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement"); // ^ stands where the reason is
    QTest::addColumn<QString>("word");
    const auto row = [](const QString &engine, const QString &statement, const QString &word) {
        QTest::addRow("%s", qPrintable(statement.left(60))) << engine << statement << word;
    };
    const QString pg = u"postgresql"_s;
    const QString my = u"mysql"_s;
    row(pg, u"/* a */ ^DELETE FROM t"_s, u"DELETE"_s);
    row(pg, u"WITH x AS (^INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x"_s, u"INSERT"_s);
    row(pg, u"WITH x AS (SELECT 1) ^DELETE FROM t"_s, u"DELETE"_s);
    row(pg, u"EXPLAIN ANALYZE ^DELETE FROM t"_s, u"DELETE"_s);
    row(pg, u"SELECT * ^INTO t FROM u"_s, u"INTO"_s);
    row(pg, u"SELECT 1 ^FOR UPDATE"_s, u"FOR"_s);
    row(pg, u"SELECT ^setval('s', 1)"_s, u"setval"_s);
    row(pg, u"SELECT ^dblink_exec('x', 'y')"_s, u"dblink_exec"_s);
    row(pg, u"^COMMIT; DROP TABLE t"_s, u"DROP"_s);
    row(pg, u"SELECT 1; ^DROP TABLE t"_s, u"DROP"_s);
    row(pg, u"SELECT 1; ^SELECT 2"_s, u"SELECT 2"_s);
    row(pg, u"^COPY (SELECT 1) TO PROGRAM 'x'"_s, u"COPY"_s);
    row(pg, u"^DO $$ $$"_s, u"DO"_s);
    row(pg, u"^CALL p()"_s, u"CALL"_s);
    row(pg, u"^SET default_transaction_read_only = off"_s, u"SET"_s);
    row(my, u"SELECT 1 ^INTO OUTFILE 'x'"_s, u"INTO"_s);
    row(my, u"SELECT 1 ^/*!99999 + 1 */"_s, u"/*!"_s);
    row(my, u"^/*! DROP TABLE t */"_s, u"/*!"_s);
    row(my, u"^SET GLOBAL x = 1"_s, u"SET"_s);
    row(my, u"^PREPARE s FROM 'DROP TABLE t'"_s, u"PREPARE"_s);
    row(my, u"^START TRANSACTION READ WRITE"_s, u"START"_s);
    row(my, u"SELECT\ndelimiter + 1 ^INTO OUTFILE 'x' FROM t"_s, u"INTO"_s);
    row(u"mariadb"_s, u"^SET STATEMENT tx_read_only = 0 FOR DELETE FROM t"_s, u"SET"_s);
    row(u"mariadb"_s, u"^SET STATEMENT max_statement_time = 1 FOR SELECT 1"_s, u"SET"_s);
    row(u"mariadb"_s, u"^ANALYZE SELECT 1"_s, u"ANALYZE"_s);
    row(u"sqlite"_s, u"^VACUUM INTO 'x'"_s, u"VACUUM"_s);
    row(u"sqlite"_s, u"PRAGMA ^journal_mode = wal"_s, u"journal_mode"_s);
    row(u"sqlite"_s, u"^ATTACH 'x' AS y"_s, u"ATTACH"_s);
    row(u"sqlite"_s, u"SELECT ^'a"_s, u"closed"_s);
}

void SqlClassTest::readOnlyRefuses()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    QFETCH(QString, word);
    const auto at = static_cast<int>(statement.indexOf(u'^'));
    statement.remove(at, 1);
    const auto checked = checkReadOnly(statement, dialectNamed(engine));
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::ReadOnly);
    QVERIFY2(checked.error().message.contains(word), qPrintable(checked.error().message));
    if (!statement.startsWith(u"COMMIT"))
        QCOMPARE(checked.error().offset, at);
    QVERIFY(checked.error().line >= 1);
}

void SqlClassTest::sessionStatementsAreKnown_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("expected");
    const auto rows = [](const QString &engine, bool expected, const QStringList &statements) {
        for (const QString &statement : statements)
            QTest::addRow("%s %s", qPrintable(engine), qPrintable(statement)) << engine << statement << expected;
    };
    rows(u"postgresql"_s, true,
         {u"SET search_path = a"_s, u"RESET search_path"_s, u"BEGIN READ ONLY"_s, u"COMMIT"_s, u"SAVEPOINT a"_s, u"ROLLBACK"_s});
    rows(u"postgresql"_s, false,
         {u"SET default_transaction_read_only = off"_s, u"SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"_s, u"BEGIN READ WRITE"_s,
          u"RESET ALL"_s, u"SET ROLE x"_s, u"SET standard_conforming_strings = off"_s, u"SET \"transaction_read_only\" = off"_s,
          u"SET U&\"x\" = off"_s, u"SELECT 1"_s, u"DELETE FROM t"_s, u"COMMIT; DROP TABLE t"_s, u"PREPARE p AS SELECT 1"_s, u"DISCARD ALL"_s});
    rows(u"mysql"_s, true, {u"SET @x = 1"_s, u"USE db"_s, u"START TRANSACTION"_s, u"SET time_zone = '+00:00'"_s});
    rows(u"mysql"_s, false,
         {u"SET GLOBAL x = 1"_s, u"SET @@global.x = 1"_s, u"SET sql_mode = ''"_s, u"SET @@session.transaction_read_only = 0"_s, u"SET NAMES gbk"_s,
          u"SET STATEMENT x = 1 FOR SELECT 1"_s, u"SET /*! @x = 1 */"_s, u"SET @x = load_file('x')"_s, u"SET `tx_read_only` = 0"_s});
}

void SqlClassTest::sessionStatementsAreKnown()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    QFETCH(bool, expected);
    QCOMPARE(isSessionStatement(statement, dialectNamed(engine)), expected);
}

CONCORD_TEST(SqlClassTest)
#include "tst_sqlclass.moc"
