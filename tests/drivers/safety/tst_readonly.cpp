// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "testprogram.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// What a read-only profile refuses, on real engines: whatever a statement answers, the data must be as before.
class TestReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sqliteKeepsItsData_data();
    void sqliteKeepsItsData();
    void sqliteMakesNoFiles_data();
    void sqliteMakesNoFiles();
    void postgresqlKeepsItsData_data();
    void postgresqlKeepsItsData();
    void postgresqlHoldsInManualCommit();
    void honestReadsRun_data();
    void honestReadsRun();
    void settingsOfTheSessionSurvive();
};

static const QString sqliteState = u"SELECT group_concat(name || coalesce(sql, ''), ';') || (SELECT group_concat(id || v, ',') FROM t)"
                                   " || (SELECT * FROM pragma_user_version) FROM sqlite_schema"_s;

static QString makeSqlite(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"data.db"_s);
    touch(path);
    const auto writer = open(sqliteEndpoint(path));
    run(**writer, u"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)"_s);
    run(**writer, u"INSERT INTO t VALUES (1, 'one'), (2, 'two')"_s);
    return path;
}

void TestReadOnly::sqliteKeepsItsData_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql : {"DELETE FROM t",
                            "/* SELECT */ DELETE FROM t",
                            "WITH x AS (SELECT 1) DELETE FROM t",
                            "REPLACE INTO t VALUES (1, 'x')",
                            "UPDATE t SET v = 'x' RETURNING id",
                            "DROP TABLE t",
                            "CREATE TABLE u (a)",
                            "PRAGMA user_version = 7",
                            "PRAGMA writable_schema = 1",
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA query_only = 0",
                            "VACUUM",
                            "REINDEX",
                            "ANALYZE",
                            "ALTER TABLE t RENAME TO u",
                            "BEGIN IMMEDIATE",
                            "SELECT 1; DELETE FROM t",
                            "EXPLAIN DELETE FROM t",
                            "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
                            "INSERT INTO sqlite_schema VALUES ('table', 'u', 'u', 2, 'CREATE TABLE u (a)')"})
        QTest::addRow("%s", sql) << QString::fromUtf8(sql);
}

void TestReadOnly::sqliteKeepsItsData()
{
    QFETCH(QString, sql);
    QTemporaryDir folder;
    const QString path = makeSqlite(folder);
    const QString before = run(**open(sqliteEndpoint(path)), sqliteState).cell();
    {
        const auto reader = open(sqliteEndpoint(path, true));
        QVERIFY(reader);
        run(**reader, sql);
        run(**reader, u"COMMIT"_s);
    }
    QCOMPARE(run(**open(sqliteEndpoint(path)), sqliteState).cell(), before);
}

void TestReadOnly::sqliteMakesNoFiles_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("vacuum into") << u"VACUUM INTO '%1/made.db'"_s;
    QTest::newRow("vacuum into by an expression") << u"VACUUM main INTO ('%1/' || 'made.db')"_s;
    QTest::newRow("attach") << u"ATTACH '%1/made.db' AS other"_s;
    QTest::newRow("attach by uri") << u"ATTACH 'file:%1/made.db?mode=rwc' AS other"_s;
    QTest::newRow("writefile") << u"SELECT writefile('%1/made.db', 'x')"_s;
    QTest::newRow("load_extension") << u"SELECT load_extension('%1/made.db')"_s;
    QTest::newRow("temp_store_directory") << u"PRAGMA temp_store_directory = '%1'"_s;
}

void TestReadOnly::sqliteMakesNoFiles()
{
    QFETCH(QString, sql);
    QTemporaryDir folder;
    const QString path = makeSqlite(folder);
    const auto reader = open(sqliteEndpoint(path, true));
    QVERIFY(reader);
    const Answer answer = run(**reader, sql.arg(folder.path()));
    QVERIFY(answer.error);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"data.db"_s});
}

void TestReadOnly::postgresqlKeepsItsData_data()
{
    QTest::addColumn<QStringList>("statements");
    const auto add = [](const char *name, const QStringList &statements) { QTest::newRow(name) << statements; };
    add("delete", {u"DELETE FROM t"_s});
    add("comment first", {u"/* SELECT */ DELETE FROM t"_s});
    add("writing WITH", {u"WITH x AS (INSERT INTO t VALUES (9, 'x') RETURNING id) SELECT * FROM x"_s});
    add("explain analyze", {u"EXPLAIN ANALYZE DELETE FROM t"_s});
    add("explain (analyze)", {u"EXPLAIN (COSTS off, ANALYZE) DELETE FROM t"_s});
    add("select into", {u"SELECT * INTO u FROM t"_s});
    add("call", {u"CALL wipe()"_s});
    add("do", {u"DO $$ BEGIN DELETE FROM t; END $$"_s});
    add("do with commit", {u"DO $$ BEGIN COMMIT; DELETE FROM t; END $$"_s});
    add("commit; drop", {u"COMMIT; DROP TABLE t"_s});
    add("lone commit, then delete", {u"COMMIT"_s, u"DELETE FROM t"_s});
    add("commit and chain", {u"COMMIT AND CHAIN"_s, u"DELETE FROM t"_s});
    add("begin read write", {u"BEGIN READ WRITE"_s, u"DELETE FROM t"_s, u"COMMIT"_s});
    add("begin, set, delete", {u"BEGIN"_s, u"SET TRANSACTION READ WRITE"_s, u"DELETE FROM t"_s, u"COMMIT"_s});
    add("default off", {u"SET default_transaction_read_only = off"_s, u"DELETE FROM t"_s});
    add("session characteristics", {u"SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"_s, u"DELETE FROM t"_s});
    add("set_config", {u"SELECT set_config('transaction_read_only', 'off', true), wipe_it()"_s});
    add("set_config of the default", {u"SELECT set_config('default_transaction_read_only', 'off', false)"_s, u"SELECT wipe_it()"_s});
    add("writing function", {u"SELECT wipe_it()"_s});
    add("writing function of a lateral join", {u"SELECT * FROM generate_series(1, 2) g, LATERAL (SELECT wipe_it()) w"_s});
    add("setval", {u"SELECT setval('s', 99)"_s});
    add("nextval", {u"SELECT nextval('s')"_s});
    add("prepare", {u"PREPARE p AS DELETE FROM t"_s, u"EXECUTE p"_s});
    add("copy to program", {u"COPY t TO PROGRAM 'cat > /dev/null'"_s});
    add("copy from program", {u"COPY t FROM PROGRAM 'echo 9'"_s});
    add("select wrapped for copy", {u"select 1) to program 'true' --"_s});
    add("create", {u"CREATE TABLE u (a int)"_s});
    add("temporary table", {u"CREATE TEMP TABLE u (a int)"_s});
    add("truncate", {u"TRUNCATE t"_s});
    add("lock", {u"LOCK TABLE t"_s});
    add("vacuum", {u"VACUUM t"_s});
    add("large object", {u"SELECT lo_from_bytea(4711, 'x')"_s});
    add("dblink", {u"SELECT dblink_exec('dbname=' || current_database() || ' user=postgres host=/nowhere', 'DELETE FROM t')"_s});
    add("merge", {u"MERGE INTO t USING (SELECT 1 AS id) x ON t.id = x.id WHEN MATCHED THEN DELETE"_s});
    add("two statements", {u"SELECT 1; DELETE FROM t"_s});
    add("role", {u"SET ROLE postgres"_s, u"DELETE FROM t"_s});
    add("escape string", {u"SELECT E'\\'; DELETE FROM t; --'"_s});
}

static QString postgresqlState(const ScratchDatabase &database)
{
    const Result<std::unique_ptr<Connection>> look = open(serverEndpoint(database.server(), database.name()));
    return !look ? look.error().message
                 : run(**look, u"SELECT (SELECT string_agg(t::text, ',' ORDER BY id) FROM t) || (SELECT last_value::text || is_called FROM s)"
                               " || (SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
                               " || (SELECT count(*) FROM pg_largeobject_metadata)"_s)
                       .cell();
}

static std::expected<ScratchDatabase, QString> makePostgresql(const TestServer &server)
{
    std::expected<ScratchDatabase, QString> database = ScratchDatabase::create(server);
    if (!database)
        return database;
    const QString error = database->execute({u"CREATE TABLE t (id int PRIMARY KEY, v text)"_s, u"INSERT INTO t VALUES (1, 'one'), (2, 'two')"_s,
                                             u"CREATE SEQUENCE s"_s, u"CREATE PROCEDURE wipe() LANGUAGE sql AS 'DELETE FROM t'"_s,
                                             u"CREATE FUNCTION wipe_it() RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM t; RETURN 1; END'"_s});
    if (!error.isEmpty())
        return std::unexpected(error);
    return database;
}

void TestReadOnly::postgresqlKeepsItsData()
{
    QFETCH(QStringList, statements);
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto database = makePostgresql(server);
    QVERIFY2(database, database ? "" : qPrintable(database.error()));
    const QString before = postgresqlState(*database);
    QVERIFY2(before.startsWith(u"(1,one),(2,two)"_s), qPrintable(before));
    {
        const auto reader = open(serverEndpoint(server, database->name(), true));
        QVERIFY2(reader, reader ? "" : qPrintable(reader.error().message));
        for (const QString &sql : statements)
            run(**reader, sql);
        run(**reader, u"COMMIT"_s);
        QVERIFY((*reader)->isAlive());
        QCOMPARE(run(**reader, u"SELECT 1"_s).cell(), u"1"_s);
    }
    QCOMPARE(postgresqlState(*database), before);
}

void TestReadOnly::postgresqlHoldsInManualCommit()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto database = makePostgresql(server);
    QVERIFY2(database, database ? "" : qPrintable(database.error()));
    const QString before = postgresqlState(*database);
    const auto reader = open(serverEndpoint(server, database->name(), true));
    QVERIFY(reader);
    const ExecuteLimits manual{noDeadline, true};
    QCOMPARE(run(**reader, u"SELECT count(*) FROM t"_s, {}, manual).cell(), u"2"_s);
    QCOMPARE((*reader)->transactionState(), TransactionState::InTransaction);
    QVERIFY(run(**reader, u"SELECT wipe_it()"_s, {}, manual).error);
    QCOMPARE((*reader)->transactionState(), TransactionState::Failed);
    QVERIFY(!run(**reader, u"ROLLBACK"_s, {}, manual).error);
    QCOMPARE((*reader)->transactionState(), TransactionState::Idle);
    QVERIFY(run(**reader, u"SELECT wipe_it()"_s, {}, manual).error);
    QVERIFY(!run(**reader, u"ROLLBACK"_s, {}, manual).error);
    QCOMPARE(postgresqlState(*database), before);
}

void TestReadOnly::honestReadsRun_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("answer");
    QTest::newRow("replace") << u"SELECT REPLACE('DELETE', 'E', 'x')"_s << u"DxLxTx"_s;
    QTest::newRow("with") << u"WITH deleted AS (SELECT 5 AS a) SELECT a FROM deleted"_s << u"5"_s;
    QTest::newRow("words in strings and comments") << u"-- drop table t\nSELECT 'insert; delete' /* update */"_s << u"insert; delete"_s;
    QTest::newRow("names like verbs") << u"SELECT x.\"delete\" FROM (SELECT 1 AS \"delete\") x"_s << u"1"_s;
    QTest::newRow("parenthesis") << u"(SELECT 7)"_s << u"7"_s;
    QTest::newRow("values") << u"VALUES (3)"_s << u"3"_s;
}

void TestReadOnly::honestReadsRun()
{
    QFETCH(QString, sql);
    QFETCH(QString, answer);
    QTemporaryDir folder;
    const QString path = makeSqlite(folder);
    if (!sql.startsWith(u'(')) // SQLite's grammar has no parentheses there
        QCOMPARE(run(**open(sqliteEndpoint(path, true)), sql).cell(), answer);
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto reader = open(serverEndpoint(server, server.database, true));
    QVERIFY(reader);
    QCOMPARE(run(**reader, sql).cell(), answer);
}

void TestReadOnly::settingsOfTheSessionSurvive()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto reader = open(serverEndpoint(server, server.database, true));
    QVERIFY(reader);
    QVERIFY(!run(**reader, u"SET search_path TO pg_catalog, public"_s).error);
    QCOMPARE(run(**reader, u"SHOW search_path"_s).cell(), u"pg_catalog, public"_s);
    QVERIFY((*reader)->hasState());
}

CONCORD_TEST(TestReadOnly)
#include "tst_readonly.moc"
