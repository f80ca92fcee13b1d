// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "query/sqltext.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// A real server of Firebird's.
class TestFirebird : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeOpenedIsSaid();
    void aUrlNamesAFileOrAnAlias();
    void theServerTellsOfItself();
    void cancelStops();
    void aLateCancelHitsNothing();
    void theDeadlineStops();
    void aSinkThatHasEnoughStopsTheStatement();
    void commitsByHandAreNotSeenByOthers();
    void readOnlyChangesNothing_data();
    void readOnlyChangesNothing();
    void aPlanIsATree();
    void aScriptOfIsqlRuns();
    void longTextsAreParameters();
    void severedLinksAreNoticed();
    void cleanupTestCase() { m_guarded.reset(); }

private:
    std::optional<ScratchDatabase> m_guarded; ///< of readOnlyChangesNothing(), which leaves it as it is
};

static const QString endless = u"EXECUTE BLOCK RETURNS (a INTEGER) AS BEGIN a = 0; WHILE (a >= 0) DO a = BIN_XOR(a, 1); SUSPEND; END"_s;

static std::unique_ptr<Connection> opened(const ScratchDatabase &database, bool readOnly = false)
{
    auto made = open(serverEndpoint(database.server(), database.name(), readOnly), serverSecret(database.server()));
    if (!made)
        qWarning("%s", qUtf8Printable(made.error().message));
    return made ? std::move(*made) : nullptr;
}

/// Declares a database of the test's own, and skips where there is no server.
#define NEED_DATABASE(variable) \
    CONCORD_NEED_SERVER(firebirdServer, "firebird"); \
    const auto variable##Made = ScratchDatabase::create(firebirdServer); \
    QVERIFY2(variable##Made, variable##Made ? "" : qPrintable(variable##Made.error())); \
    const ScratchDatabase &variable = *variable##Made

void TestFirebird::whatCannotBeOpenedIsSaid()
{
    CONCORD_NEED_SERVER(server, "firebird");
    const auto kindOf = [&](const Endpoint &endpoint, const Secret &secret) {
        const auto connection = open(endpoint, secret);
        if (connection)
            return errorKindName(ErrorKind::Internal) + u" opened"_s;
        qInfo("%s", qUtf8Printable(connection.error().message));
        return errorKindName(connection.error().kind);
    };
    const Endpoint good = serverEndpoint(server, server.database);
    QCOMPARE(kindOf(good, Secret("wrong")), u"authentication"_s);
    QCOMPARE(kindOf(serverEndpoint(server, u"/tmp/no/such.fdb"_s), serverSecret(server)), u"not_found"_s);
    Endpoint closed = good;
    closed.port = 1;
    QCOMPARE(kindOf(closed, serverSecret(server)), u"connection"_s);
    Endpoint tls = good;
    tls.options.tls = TlsMode::VerifyFull;
    QCOMPARE(kindOf(tls, serverSecret(server)), u"tls"_s);
    Endpoint option = good;
    option.options.extra.insert(u"nosuch"_s, u"1"_s);
    QCOMPARE(kindOf(option, serverSecret(server)), u"usage"_s);
}

void TestFirebird::aUrlNamesAFileOrAnAlias()
{
    const auto databaseOf = [](const QString &url) {
        const auto parsed = parseUrl(url, drivers());
        return parsed ? parsed->profile.database : parsed.error().message;
    };
    QCOMPARE(databaseOf(u"firebird://sysdba@host:3050/employee"_s), u"employee"_s);
    QCOMPARE(databaseOf(u"firebird://host/var/db/x.fdb"_s), u"var/db/x.fdb"_s);
    QCOMPARE(databaseOf(u"firebird://host//var/db/x.fdb"_s), u"/var/db/x.fdb"_s);
    QCOMPARE(databaseOf(u"firebird://host/C:/db/x.fdb"_s), u"C:/db/x.fdb"_s);

    NEED_DATABASE(database);
    const auto parsed = parseUrl(database.url().toString(QUrl::FullyEncoded).replace("//dev"_L1, "/dev"_L1), drivers());
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    const auto connection = open(adHocEndpoint(*parsed, drivers()), parsed->secret);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
}

void TestFirebird::theServerTellsOfItself()
{
    NEED_DATABASE(database);
    const auto connection = opened(database, true);
    QVERIFY(connection);
    const auto info = connection->serverInfo(Clock::now() + 10s);
    QVERIFY2(info, info ? "" : qPrintable(info.error().message));
    QCOMPARE(info->product, u"Firebird"_s);
    QVERIFY2(info->version.startsWith("4."_L1), qPrintable(info->version));
    QCOMPARE(info->user, u"SYSDBA"_s);
    QCOMPARE(info->database, database.name());
    QVERIFY2(info->tls.startsWith("WireCrypt"_L1), qPrintable(info->tls));
    QVERIFY(info->readOnlyHeld);
    QVERIFY(!info->warnings.isEmpty());
}

void TestFirebird::cancelStops()
{
    NEED_DATABASE(database);
    const auto connection = opened(database);
    QVERIFY(connection);
    std::jthread stopper([&] {
        std::this_thread::sleep_for(300ms);
        connection->cancel();
    });
    const Answer answer = run(*connection, endless);
    stopper.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QVERIFY(connection->isAlive());
    QCOMPARE(connection->transactionState(), TransactionState::Idle);
    QCOMPARE(run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s).cell(), u"1"_s);
}

void TestFirebird::aLateCancelHitsNothing()
{
    NEED_DATABASE(database);
    const auto connection = opened(database);
    QVERIFY(connection);
    std::atomic<bool> done = false;
    std::jthread canceller([&] {
        while (!done)
            connection->cancel();
    });
    for (int i = 0; i < 50; ++i) {
        const Answer answer = run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s);
        QVERIFY2(!answer.error || answer.error->kind == ErrorKind::Cancelled, qPrintable(answer.cell()));
    }
    done = true;
    canceller.join();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s).cell(), u"1"_s);
}

void TestFirebird::theDeadlineStops()
{
    NEED_DATABASE(database);
    const auto connection = opened(database, false);
    QVERIFY(connection);
    const Answer answer = run(*connection, endless, {}, {Clock::now() + 400ms, false});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QCOMPARE(run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s).cell(), u"1"_s);

    Endpoint limited = serverEndpoint(database.server(), database.name());
    limited.options.statementTimeoutMs = 400;
    const auto second = open(limited, serverSecret(database.server()));
    QVERIFY(second);
    const Answer late = run(**second, endless);
    QVERIFY(late.error);
    QCOMPARE(late.error->kind, ErrorKind::Timeout);
    QCOMPARE(run(**second, u"SELECT 1 FROM RDB$DATABASE"_s).cell(), u"1"_s);
}

void TestFirebird::aSinkThatHasEnoughStopsTheStatement()
{
    NEED_DATABASE(database);
    const auto connection = opened(database, true);
    QVERIFY(connection);
    RecordingSink sink;
    sink.onRows = [] { return false; };
    const auto ran = connection->execute({u"WITH RECURSIVE x AS (SELECT 1 AS n FROM RDB$DATABASE UNION ALL SELECT n + 1 FROM x WHERE n < 1000)"
                                          " SELECT a.n FROM x a, x b"_s,
                                          {}},
                                         sink);
    QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message));
    QCOMPARE(sink.results.size(), 1);
    QVERIFY(sink.results.first().end.truncated);
    QVERIFY(sink.results.first().rowCount() < 1'000'000);
    QCOMPARE(run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s).cell(), u"1"_s);
}

void TestFirebird::commitsByHandAreNotSeenByOthers()
{
    NEED_DATABASE(database);
    QCOMPARE(database.execute({u"CREATE TABLE t (a INTEGER)"_s}), QString());
    const auto first = opened(database);
    const auto second = opened(database);
    QVERIFY(first && second);
    ExecuteLimits byHand;
    byHand.manualCommit = true;
    QVERIFY(!run(*first, u"INSERT INTO t VALUES (1)"_s, {}, byHand).error);
    QCOMPARE(first->transactionState(), TransactionState::InTransaction);
    QVERIFY(!run(*first, u"SAVEPOINT s"_s, {}, byHand).error);
    QVERIFY(!run(*first, u"INSERT INTO t VALUES (2)"_s, {}, byHand).error);
    QVERIFY(!run(*first, u"ROLLBACK TO SAVEPOINT s"_s, {}, byHand).error);
    QCOMPARE(first->transactionState(), TransactionState::InTransaction);
    QCOMPARE(run(*second, u"SELECT COUNT(*) FROM t"_s).cell(), u"0"_s);
    QVERIFY(!run(*first, u"COMMIT"_s, {}, byHand).error);
    QCOMPARE(first->transactionState(), TransactionState::Idle);
    QCOMPARE(run(*second, u"SELECT COUNT(*) FROM t"_s).cell(), u"1"_s);
    QVERIFY(!run(*first, u"INSERT INTO t VALUES (3)"_s, {}, byHand).error);
    QVERIFY(!run(*first, u"ROLLBACK"_s, {}, byHand).error);
    QCOMPARE(run(*second, u"SELECT COUNT(*) FROM t"_s).cell(), u"1"_s);
}

void TestFirebird::readOnlyChangesNothing_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const QString &sql) { QTest::newRow(qPrintable(sql)) << sql; };
    row(u"INSERT INTO t VALUES (2)"_s);
    row(u"UPDATE t SET a = 2"_s);
    row(u"UPDATE OR INSERT INTO t VALUES (1) MATCHING (a)"_s);
    row(u"MERGE INTO t USING RDB$DATABASE ON 1 = 0 WHEN NOT MATCHED THEN INSERT VALUES (5)"_s);
    row(u"DELETE FROM t"_s);
    row(u"DROP TABLE t"_s);
    row(u"RECREATE TABLE t (a INTEGER)"_s);
    row(u"EXECUTE BLOCK AS BEGIN INSERT INTO t VALUES (2); END"_s);
    row(u"EXECUTE PROCEDURE writes"_s);
    row(u"SELECT * FROM writes"_s);
    row(u"SELECT * FROM \"WRITES\""_s);
    row(u"SELECT GEN_ID(g, 1) FROM RDB$DATABASE"_s);
    row(u"SELECT \"GEN_ID\"(g, 1) FROM RDB$DATABASE"_s);
    row(u"SELECT NEXT VALUE FOR g FROM RDB$DATABASE"_s);
    row(u"SELECT * FROM moves"_s);
    row(u"SELECT * FROM through"_s);
    row(u"SELECT * FROM hides"_s);
    row(u"SELECT * FROM calls"_s);
    row(u"SELECT b FROM computed"_s);
    row(u"SELECT moved() FROM RDB$DATABASE"_s);
    row(u"SELECT k.n() FROM RDB$DATABASE"_s);
    row(u"SELECT * FROM speaks"_s);
    row(u"SELECT * FROM apart"_s);
    row(u"SELECT a FROM t WITH LOCK"_s);
    row(u"SELECT a FROM t FOR UPDATE WITH LOCK"_s);
    row(u"SET GENERATOR g TO 7"_s);
    row(u"ALTER SEQUENCE g RESTART WITH 7"_s);
    row(u"SET STATISTICS INDEX i"_s);
    row(u"COMMENT ON TABLE t IS 'x'"_s);
    row(u"CREATE USER x PASSWORD 'y'"_s);
    row(u"GRANT SELECT ON t TO PUBLIC"_s);
}

/// A table, a sequence, and all that might change them.
static QStringList toBeGuarded()
{
    return {u"CREATE TABLE t (a INTEGER)"_s,
            u"INSERT INTO t VALUES (1)"_s,
            u"CREATE INDEX i ON t (a)"_s,
            u"CREATE SEQUENCE g"_s,
            u"CREATE PROCEDURE writes RETURNS (a INTEGER) AS BEGIN INSERT INTO t VALUES (3); a = 1; SUSPEND; END"_s,
            u"CREATE PROCEDURE apart RETURNS (a INTEGER) AS BEGIN IN AUTONOMOUS TRANSACTION DO INSERT INTO t VALUES (3); a = 1; SUSPEND; END"_s,
            u"CREATE PROCEDURE moves RETURNS (a BIGINT) AS BEGIN a = GEN_ID(g, 1); SUSPEND; END"_s,
            u"CREATE VIEW through AS SELECT a FROM moves"_s,
            u"CREATE VIEW hides (a) AS SELECT NEXT VALUE FOR g FROM RDB$DATABASE"_s,
            u"CREATE TABLE computed (a INTEGER, b COMPUTED BY (GEN_ID(g, 1)))"_s,
            u"INSERT INTO computed (a) VALUES (1)"_s,
            u"CREATE FUNCTION moved RETURNS BIGINT AS BEGIN RETURN (SELECT a FROM through); END"_s,
            u"CREATE VIEW calls (a) AS SELECT moved() FROM RDB$DATABASE"_s,
            u"CREATE PACKAGE k AS BEGIN FUNCTION n RETURNS BIGINT; END"_s,
            u"CREATE PACKAGE BODY k AS BEGIN FUNCTION n RETURNS BIGINT AS BEGIN RETURN GEN_ID(g, 1); END END"_s,
            u"CREATE PROCEDURE speaks RETURNS (a BIGINT) AS BEGIN EXECUTE STATEMENT 'SELECT GEN_' || 'ID(g, 1) FROM RDB$DATABASE' INTO :a; "
            "SUSPEND; END"_s};
}

void TestFirebird::readOnlyChangesNothing()
{
    QFETCH(QString, sql);
    CONCORD_NEED_SERVER(server, "firebird");
    if (!m_guarded) {
        auto made = ScratchDatabase::create(server);
        QVERIFY2(made, made ? "" : qPrintable(made.error()));
        QCOMPARE(made->execute(toBeGuarded()), QString());
        m_guarded.emplace(std::move(*made));
    }
    const ScratchDatabase &database = *m_guarded;
    const auto reader = opened(database, true);
    QVERIFY(reader);
    QCOMPARE(run(*reader, u"SELECT a FROM t"_s).cell(), u"1"_s);
    const Answer answer = run(*reader, sql);
    QVERIFY2(answer.error, "it was let through");
    QVERIFY2(answer.error->kind == ErrorKind::ReadOnly || answer.error->kind == ErrorKind::Syntax, qPrintable(answer.error->message));
    const auto watcher = opened(database);
    QVERIFY(watcher);
    QCOMPARE(run(*watcher, u"SELECT LIST(a) FROM t"_s).cell(), u"1"_s);
    QCOMPARE(run(*watcher, u"SELECT GEN_ID(g, 0) FROM RDB$DATABASE"_s).cell(), u"0"_s);
    QCOMPARE(run(*watcher, u"SELECT COUNT(*) FROM SEC$USERS WHERE SEC$USER_NAME = 'X'"_s).cell(), u"0"_s);
}

void TestFirebird::aPlanIsATree()
{
    NEED_DATABASE(database);
    QCOMPARE(database.execute({u"CREATE TABLE t (a INTEGER PRIMARY KEY)"_s}), QString());
    const auto connection = opened(database, true);
    QVERIFY(connection);
    const auto plan = connection->explain({u"SELECT x.a FROM t x JOIN t y ON x.a = y.a WHERE x.a > ?"_s, {}}, Clock::now() + 10s);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QCOMPARE(plan->text, u"Select Expression"_s);
    QCOMPARE(plan->children.size(), 1);
    QVERIFY2(!plan->children.first().children.isEmpty(), qPrintable(plan->children.first().text));
    const auto wrong = connection->explain({u"SELECT nosuch FROM t"_s, {}}, Clock::now() + 10s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().offset, 7);
}

void TestFirebird::aScriptOfIsqlRuns()
{
    NEED_DATABASE(database);
    const auto connection = opened(database);
    QVERIFY(connection);
    const auto driver = drivers().find(u"firebird"_s);
    const auto split =
        splitScript(u"CREATE TABLE t (a INTEGER);\nSET TERM ^ ;\nCREATE TRIGGER tr FOR t BEFORE INSERT AS\nBEGIN\n  IF (NEW.a < 0) THEN\n"
                    "  BEGIN NEW.a = 0; END\nEND^\nEXECUTE BLOCK AS BEGIN INSERT INTO t VALUES (-5); END^\nSET TERM ; ^\n"
                    "INSERT INTO t VALUES (2);"_s,
                    driver->dialect());
    QVERIFY2(split, split ? "" : qPrintable(split.error().message));
    QCOMPARE(split->size(), 4);
    for (const ScriptStatement &statement : *split) {
        const Answer answer = run(*connection, statement.text);
        QVERIFY2(!answer.error, qPrintable(answer.cell()));
    }
    QCOMPARE(run(*connection, u"SELECT LIST(a, ';') FROM t"_s).cell(), u"0;2"_s);
}

void TestFirebird::longTextsAreParameters()
{
    NEED_DATABASE(database);
    QCOMPARE(database.execute({u"CREATE TABLE t (a BLOB SUB_TYPE TEXT)"_s}), QString());
    const auto connection = opened(database);
    QVERIFY(connection);
    const QString text = u"ä😀"_s.repeated(50'000);
    const Answer stored = run(*connection, u"INSERT INTO t VALUES (?)"_s, {{{}, Tag::Text, text}});
    QVERIFY2(!stored.error, qPrintable(stored.cell()));
    QCOMPARE(run(*connection, u"SELECT CHAR_LENGTH(a) FROM t"_s).cell(), u"100000"_s);
    QVERIFY(run(*connection, u"SELECT a FROM t"_s).cell() == text);
}

/// An administrator ends the attachment: the next statement must say so, not hang.
void TestFirebird::severedLinksAreNoticed()
{
    NEED_DATABASE(database);
    const auto connection = opened(database);
    const auto administrator = opened(database);
    QVERIFY(connection && administrator);
    const QString id = run(*connection, u"SELECT CURRENT_CONNECTION FROM RDB$DATABASE"_s).cell();
    QVERIFY(!run(*administrator, u"DELETE FROM MON$ATTACHMENTS WHERE MON$ATTACHMENT_ID = %1"_s.arg(id)).error);
    Answer answer;
    QTRY_VERIFY((answer = run(*connection, u"SELECT 1 FROM RDB$DATABASE"_s)).error);
    QCOMPARE(answer.error->kind, ErrorKind::Lost);
    QVERIFY(!connection->isAlive());
}

CONCORD_TEST(TestFirebird)
#include "tst_firebird.moc"
