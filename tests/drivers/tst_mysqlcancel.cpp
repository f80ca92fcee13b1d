// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

#include <future>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Statements that are stopped: by a person, a deadline, a sink, a broken line; and what the connection is worth after it.
class TestMysqlCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelEndsTheStatementOnTheServer_data();
    void cancelEndsTheStatementOnTheServer();
    void deadlineEndsTheStatement_data();
    void deadlineEndsTheStatement();
    void aStoppedStatementsFalseAnswerIsNotShown_data();
    void aStoppedStatementsFalseAnswerIsNotShown();
    void ownStatementTimeoutEndsIt_data() { onEachServer(); }
    void ownStatementTimeoutEndsIt();
    void lateCancelSparesTheNextStatement_data() { onEachServer(); }
    void lateCancelSparesTheNextStatement();
    void sinkThatHasEnoughStopsTheServer_data() { onEachServer(); }
    void sinkThatHasEnoughStopsTheServer();
    void sinkThatHasEnoughOfACallLeavesNothingBehind_data() { onEachServer(); }
    void sinkThatHasEnoughOfACallLeavesNothingBehind();
    void silentServerFreesTheWorker_data() { onEachServer(); }
    void silentServerFreesTheWorker();
    void killedConnectionIsLost_data() { onEachServer(); }
    void killedConnectionIsLost();
    void cutLineIsLostMidway_data() { onEachServer(); }
    void cutLineIsLostMidway();

private:
    static void onEachServer();
    static void opened(const QString &serverName, const ConnectOptions &options, std::optional<TestServer> &server,
                       std::unique_ptr<Connection> &connection);
};

#define OPEN_ON_SERVER(options) \
    QFETCH(QString, serverName); \
    std::optional<TestServer> server; \
    std::unique_ptr<Connection> connection; \
    opened(serverName, options, server, connection); \
    if (!connection) \
    return

/// Many rows, slowly counted up, of half a kilobyte each.
static const QString endless = u"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 900) "
                               "SELECT a.n, REPEAT('x', 500) AS pad FROM r a, r b, r c"_s;

void TestMysqlCancel::onEachServer()
{
    QTest::addColumn<QString>("serverName");
    QTest::addRow("mariadb") << u"mariadb"_s;
    QTest::addRow("mysql") << u"mysql"_s;
}

void TestMysqlCancel::opened(const QString &serverName, const ConnectOptions &options, std::optional<TestServer> &server,
                             std::unique_ptr<Connection> &connection)
{
    server = testServer(serverName);
    if (!server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.options = options;
    auto result = open(endpoint, serverSecret(*server));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    connection = std::move(*result);
}

/// How many statements that hold this text the server is working on.
static QString active(const TestServer &server, const QString &text)
{
    const QString sql =
        u"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND <> 'Sleep' AND ID <> CONNECTION_ID() AND INFO LIKE '%%1%'"_s.arg(text);
    QString answer = ask(server, {}, sql);
    // MySQL cannot show the list while another test's statement has a sign of four bytes in it.
    for (int i = 0; answer.contains(u"Cannot convert string") && i < 500; ++i) {
        QTest::qWait(20);
        answer = ask(server, {}, sql);
    }
    return answer;
}

void TestMysqlCancel::cancelEndsTheStatementOnTheServer_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("sql");
    for (const QString &server : {u"mariadb"_s, u"mysql"_s}) {
        QTest::addRow("%s: sleep", qPrintable(server)) << server << u"SELECT /* %1 */ SLEEP(60)"_s;
        QTest::addRow("%s: rows", qPrintable(server)) << server << endless + u" /* %1 */"_s;
        QTest::addRow("%s: aggregate", qPrintable(server))
            << server
            << u"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 900) SELECT COUNT(*) /* %1 */ FROM r a, r b, r c, r d"_s;
    }
}

void TestMysqlCancel::cancelEndsTheStatementOnTheServer()
{
    QFETCH(QString, serverName);
    QFETCH(QString, sql);
    const auto server = testServer(serverName);
    if (!server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    const QString mark = u"concord cancel %1"_s.arg(QRandomGenerator::global()->generate64());
    std::promise<Connection *> opening;
    Answer stopped;
    QString next;
    bool alive = false;
    std::thread worker([&] { // the connection lives there
        const auto connection = open(serverEndpoint(*server, {}), serverSecret(*server));
        opening.set_value(connection ? connection->get() : nullptr);
        if (!connection)
            return;
        stopped = run(**connection, sql.arg(mark));
        alive = (*connection)->isAlive();
        next = run(**connection, u"SELECT 'next'"_s).cell();
    });
    const auto joined = qScopeGuard([&worker] { worker.join(); });
    Connection *connection = opening.get_future().get();
    QVERIFY(connection);
    QTRY_COMPARE_WITH_TIMEOUT(active(*server, mark), u"1"_s, 10'000);
    connection->cancel();
    // By the first step of the ladder: the second comes after 5 s.
    QTRY_COMPARE_WITH_TIMEOUT(active(*server, mark), u"0"_s, 4'000);
    QTRY_COMPARE_WITH_TIMEOUT(next, u"next"_s, 4'000);
    QVERIFY(alive);
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Cancelled);
}

void TestMysqlCancel::deadlineEndsTheStatement_data()
{
    cancelEndsTheStatementOnTheServer_data();
}

void TestMysqlCancel::deadlineEndsTheStatement()
{
    QFETCH(QString, sql);
    OPEN_ON_SERVER({});
    ExecuteLimits limits;
    limits.deadline = Clock::now() + 300ms;
    const Answer stopped = run(*connection, sql.arg(u"deadline"_s), {}, limits);
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Timeout);
    QVERIFY(Clock::now() < limits.deadline + 5s);
    QVERIFY(connection->isAlive());
    QCOMPARE(run(*connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlCancel::aStoppedStatementsFalseAnswerIsNotShown_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("sql");
    for (const QString &server : {u"mariadb"_s, u"mysql"_s}) {
        QTest::addRow("%s: benchmark", qPrintable(server)) << server << u"SELECT BENCHMARK(2000000000, SHA2('x', 256)) AS n"_s;
        QTest::addRow("%s: sleep", qPrintable(server)) << server << u"SELECT SLEEP(60) AS n"_s;
    }
}

void TestMysqlCancel::aStoppedStatementsFalseAnswerIsNotShown()
{
    QFETCH(QString, sql);
    OPEN_ON_SERVER({});
    const Answer stopped = run(*connection, sql, {}, {Clock::now() + 300ms, false});
    QVERIFY(stopped.error);
    QVERIFY2(stopped.error->kind == ErrorKind::Timeout, qPrintable(stopped.error->message));
    QVERIFY(stopped.results.isEmpty() || stopped.results.first().rowCount() == 0);
    QCOMPARE(run(*connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlCancel::ownStatementTimeoutEndsIt()
{
    ConnectOptions options;
    options.statementTimeoutMs = 300;
    OPEN_ON_SERVER(options);
    const Answer stopped = run(*connection, u"SELECT SLEEP(60)"_s);
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Timeout);
    QCOMPARE(run(*connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlCancel::lateCancelSparesTheNextStatement()
{
    OPEN_ON_SERVER({});
    for (int i = 0; i < 20; ++i) {
        std::thread canceller([&] { connection->cancel(); });
        std::ignore = run(*connection, u"SELECT 1"_s);
        canceller.join();
        // The cancel was for the statement above, whether it came in time or not.
        QCOMPARE(run(*connection, u"SELECT SLEEP(0.02)"_s).cell(), u"0"_s);
    }
}

void TestMysqlCancel::sinkThatHasEnoughStopsTheServer()
{
    OPEN_ON_SERVER({});
    RecordingSink sink;
    sink.onRows = [] { return false; };
    const auto outcome = connection->execute({endless + u" /* enough */"_s, {}}, sink);
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(sink.results.size(), 1);
    QVERIFY(sink.results.first().finished);
    QVERIFY(sink.results.first().end.truncated);
    QCOMPARE(sink.results.first().batches.size(), 1U);
    QCOMPARE(active(*server, u"enough"_s), u"0"_s);
    QCOMPARE(run(*connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlCancel::sinkThatHasEnoughOfACallLeavesNothingBehind()
{
    OPEN_ON_SERVER({});
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE PROCEDURE two() BEGIN SELECT 1 AS a UNION SELECT 2; SELECT 3 AS b; END"_s}), QString());
    RecordingSink sink;
    sink.onRows = [] { return false; };
    QVERIFY(connection->execute({u"CALL %1.two()"_s.arg(database->name()), {}}, sink));
    QCOMPARE(sink.results.size(), 1);
    QCOMPARE(run(*connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlCancel::silentServerFreesTheWorker()
{
    QFETCH(QString, serverName);
    const auto server = testServer(serverName);
    if (!server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    Relay relay(server->port);
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.port = relay.port();
    auto connection = open(endpoint, serverSecret(*server));
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));

    relay.freeze();
    ExecuteLimits limits;
    limits.deadline = Clock::now() + 500ms;
    QElapsedTimer timer;
    timer.start();
    const Answer stopped = run(**connection, u"SELECT 1"_s, {}, limits);
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!(*connection)->isAlive());
    const Answer after = run(**connection, u"SELECT 1"_s);
    QVERIFY(after.error);
    QCOMPARE(after.error->kind, ErrorKind::Lost);
    // Closing does not wait for the silent server either.
    timer.restart();
    connection->reset();
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMysqlCancel::killedConnectionIsLost()
{
    OPEN_ON_SERVER({});
    const QString id = run(*connection, u"SELECT CONNECTION_ID()"_s).cell();
    QVERIFY(!ask(*server, {}, u"KILL CONNECTION "_s + id).startsWith("error"_L1));
    const Answer first = run(*connection, u"SELECT 1"_s);
    QVERIFY(first.error);
    QCOMPARE(first.error->kind, ErrorKind::Lost);
    QVERIFY(!connection->isAlive());
    QCOMPARE(connection->transactionState(), TransactionState::Unknown);
    // Never reopened silently, never replayed.
    const Answer second = run(*connection, u"SELECT 1"_s);
    QVERIFY(second.error);
    QCOMPARE(second.error->kind, ErrorKind::Lost);
}

void TestMysqlCancel::cutLineIsLostMidway()
{
    QFETCH(QString, serverName);
    const auto server = testServer(serverName);
    if (!server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    Relay relay(server->port);
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.port = relay.port();
    auto connection = open(endpoint, serverSecret(*server));
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));
    RecordingSink sink;
    sink.onRows = [&relay] {
        relay.cut();
        return true;
    };
    const auto outcome = (*connection)->execute({endless, {}}, sink);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Lost);
    QVERIFY(!(*connection)->isAlive());
    QVERIFY(sink.results.first().rowCount() > 0); // what came is kept
}

CONCORD_TEST(TestMysqlCancel)
#include "tst_mysqlcancel.moc"
