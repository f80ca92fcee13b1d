// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/stoppedprocess.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Stopping statements from another thread, on real engines.
class TestCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sqliteStops();
    void sqliteHonoursItsDeadline();
    void sqliteStopsWaitingForALock();
    void postgresqlStopsOnTheServer();
    void postgresqlHonoursItsDeadline();
    void aLateCancelHitsNothing_data();
    void aLateCancelHitsNothing();
    void aStoppedServerFreesTheWorker();
    void aSinkThatHasEnoughStopsTheStatement_data();
    void aSinkThatHasEnoughStopsTheStatement();
    void aWriteIsNotUndoneByACap();
    void aCapSparesTheTransactionAround_data();
    void aCapSparesTheTransactionAround();
    void rowsBeforeAnErrorAreKept();
    void rowsBeforeASilenceAreHandedOver_data();
    void rowsBeforeASilenceAreHandedOver();
    void slowRowsComeOneByOne();
};

static const QString endlessOnSqlite = u"WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT count(*) FROM x"_s;

static QString emptyFile(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(u"data.db"_s);
    touch(path);
    return path;
}

void TestCancel::sqliteStops()
{
    QTemporaryDir folder;
    const auto connection = open(sqliteEndpoint(emptyFile(folder)));
    QVERIFY(connection);
    std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        (*connection)->cancel();
    });
    QElapsedTimer timer;
    timer.start();
    const Answer answer = run(**connection, endlessOnSqlite);
    stopper.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(run(**connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestCancel::sqliteHonoursItsDeadline()
{
    QTemporaryDir folder;
    const auto connection = open(sqliteEndpoint(emptyFile(folder)));
    QVERIFY(connection);
    const Answer answer = run(**connection, endlessOnSqlite, {}, {Clock::now() + 200ms, false});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
}

void TestCancel::sqliteStopsWaitingForALock()
{
    QTemporaryDir folder;
    const QString path = emptyFile(folder);
    const auto holder = open(sqliteEndpoint(path));
    run(**holder, u"CREATE TABLE t (a)"_s);
    QVERIFY(!run(**holder, u"BEGIN EXCLUSIVE"_s).error);
    const auto connection = open(sqliteEndpoint(path));
    QVERIFY(!connection); // reading the header waits for the lock, and gives up
    QCOMPARE(connection.error().kind, ErrorKind::Busy);
    QVERIFY(!run(**holder, u"COMMIT"_s).error);

    const auto waiter = open(sqliteEndpoint(path));
    QVERIFY(waiter);
    QVERIFY(!run(**holder, u"BEGIN EXCLUSIVE"_s).error);
    const Answer late = run(**waiter, u"SELECT count(*) FROM t"_s, {}, {Clock::now() + 300ms, false});
    QVERIFY(late.error);
    QCOMPARE(late.error->kind, ErrorKind::Busy);
    std::jthread stopper([&] {
        std::this_thread::sleep_for(100ms);
        (*waiter)->cancel();
    });
    QElapsedTimer timer;
    timer.start();
    const Answer stopped = run(**waiter, u"SELECT count(*) FROM t"_s);
    stopper.join();
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < 10'000);
}

static std::unique_ptr<Connection> opened(const TestServer &server)
{
    auto made = open(serverEndpoint(server, server.database), serverSecret(server));
    return made ? std::move(*made) : nullptr;
}

static QString activeWith(Connection &watcher, const QString &mark)
{
    return run(watcher,
               u"SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%"_s + mark + u"%'"_s)
        .cell();
}

void TestCancel::postgresqlStopsOnTheServer()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = opened(server);
    const auto watcher = opened(server);
    QVERIFY(connection && watcher);
    Answer answer;
    std::jthread worker([&] { answer = run(*connection, u"SELECT pg_sleep(60) /* to be stopped */"_s); });
    QTRY_COMPARE(activeWith(*watcher, u"to be stopped"_s), u"1"_s);
    connection->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(activeWith(*watcher, u"to be stopped"_s), u"0"_s, 30'000);
    worker.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QCOMPARE(answer.error->code, u"57014"_s);
    QCOMPARE(run(*connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestCancel::postgresqlHonoursItsDeadline()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = opened(server);
    QVERIFY(connection);
    const Answer answer = run(*connection, u"SELECT pg_sleep(60)"_s, {}, {Clock::now() + 200ms, false});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QVERIFY(connection->isAlive());
}

void TestCancel::aLateCancelHitsNothing_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("sqlite") << u"sqlite"_s;
    QTest::newRow("postgresql") << u"postgresql"_s;
}

/// Cancels fired around the end of short statements: each statement either answers or says that it was cancelled, and the
/// one after it, for which nobody asked to stop, always answers.
void TestCancel::aLateCancelHitsNothing()
{
    QFETCH(QString, engine);
    QTemporaryDir folder;
    std::unique_ptr<Connection> connection;
    if (engine == u"sqlite"_s) {
        connection = std::move(*open(sqliteEndpoint(emptyFile(folder))));
    } else {
        CONCORD_NEED_SERVER(server, "postgresql17");
        connection = opened(server);
    }
    QVERIFY(connection);
    for (int i = 0; i < 100; ++i) {
        std::jthread stopper([&, i] {
            std::this_thread::sleep_for(std::chrono::microseconds(i * 20));
            connection->cancel();
        });
        const Answer first = run(*connection, u"SELECT 1"_s);
        stopper.join();
        if (first.error)
            QCOMPARE(first.error->kind, ErrorKind::Cancelled);
        const Answer second = run(*connection, u"SELECT 2"_s);
        QVERIFY2(!second.error, second.error ? qPrintable(second.error->message) : "");
        QCOMPARE(second.cell(), u"2"_s);
    }
}

void TestCancel::aStoppedServerFreesTheWorker()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    if (server.pid == 0)
        QSKIP("the server is not ours to stop");
    const auto connection = opened(server);
    QVERIFY(connection);
    StoppedProcess backend(run(*connection, u"SELECT pg_backend_pid()"_s).cell().toLongLong());
    if (!backend.isStopped())
        QSKIP("the server's process cannot be stopped from here");
    QElapsedTimer timer;
    timer.start();
    const Answer answer = run(*connection, u"SELECT 1"_s, {}, {Clock::now() + 500ms, false});
    backend.goOn();
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QVERIFY(!connection->isAlive());
    const Answer after = run(*connection, u"SELECT 1"_s);
    QVERIFY(after.error);
    QCOMPARE(after.error->kind, ErrorKind::Lost);
}

void TestCancel::aSinkThatHasEnoughStopsTheStatement_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<bool>("readOnly");
    QTest::newRow("sqlite") << u"sqlite"_s << false;
    QTest::newRow("postgresql") << u"postgresql"_s << false;
    QTest::newRow("postgresql, read-only") << u"postgresql"_s << true;
}

void TestCancel::aSinkThatHasEnoughStopsTheStatement()
{
    QFETCH(QString, engine);
    QFETCH(bool, readOnly);
    QTemporaryDir folder;
    std::unique_ptr<Connection> connection;
    QString sql = u"WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x"_s;
    if (engine == u"sqlite"_s) {
        connection = std::move(*open(sqliteEndpoint(emptyFile(folder))));
    } else {
        CONCORD_NEED_SERVER(server, "postgresql17");
        auto made = open(serverEndpoint(server, server.database, readOnly));
        QVERIFY(made);
        connection = std::move(*made);
        sql = u"SELECT generate_series(1, 1000000000)"_s;
    }
    RecordingSink sink;
    sink.onRows = [] { return false; };
    const Result<void> outcome = connection->execute({sql, {}}, sink, {Clock::now() + 30s, false});
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(sink.results.size(), 1);
    QVERIFY(sink.results.first().finished);
    QVERIFY(sink.results.first().end.truncated);
    QCOMPARE(connection->transactionState(), TransactionState::Idle);
    QCOMPARE(run(*connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestCancel::aWriteIsNotUndoneByACap()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = opened(server);
    QVERIFY(connection);
    QVERIFY(!run(*connection, u"CREATE TEMP TABLE t (a int)"_s).error);
    RecordingSink sink;
    sink.onRows = [] { return false; };
    QVERIFY(connection->execute({u"INSERT INTO t SELECT generate_series(1, 300000) RETURNING a"_s, {}}, sink));
    QVERIFY(sink.results.first().end.truncated);
    QCOMPARE(run(*connection, u"SELECT count(*) FROM t"_s).cell(), u"300000"_s);
}

void TestCancel::aCapSparesTheTransactionAround_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<bool>("manual");
    QTest::newRow("manual commit") << false << true;
    QTest::newRow("a person's own transaction") << false << false;
    QTest::newRow("read-only, manual commit") << true << true;
    QTest::newRow("read-only, a person's own transaction") << true << false;
}

void TestCancel::aCapSparesTheTransactionAround()
{
    QFETCH(bool, readOnly);
    QFETCH(bool, manual);
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = open(serverEndpoint(server, server.database, readOnly), serverSecret(server));
    QVERIFY(connection);
    const ExecuteLimits limits{noDeadline, manual};
    if (!manual)
        QVERIFY(!run(**connection, u"BEGIN"_s).error);
    if (!readOnly)
        QVERIFY(!run(**connection, u"CREATE TEMP TABLE t AS SELECT 7 AS n"_s, {}, limits).error);
    RecordingSink sink;
    sink.onRows = [] { return false; };
    QVERIFY((*connection)->execute({u"SELECT generate_series(1, 1000000000)"_s, {}}, sink, {Clock::now() + 30s, manual}));
    QVERIFY(sink.results.first().end.truncated);
    QCOMPARE((*connection)->transactionState(), TransactionState::InTransaction);
    QCOMPARE(run(**connection, readOnly ? u"SELECT 7"_s : u"SELECT n FROM t"_s, {}, limits).cell(), u"7"_s);
    QVERIFY(run(**connection, u"SELECT 1 / 0"_s, {}, limits).error); // an error of the person's own still counts
    QCOMPARE((*connection)->transactionState(), TransactionState::Failed);
    QVERIFY(!run(**connection, u"ROLLBACK"_s, {}, limits).error);
}

/// libpq throws away a chunk that an error interrupts; every whole chunk before it is kept.
void TestCancel::rowsBeforeAnErrorAreKept()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = opened(server);
    QVERIFY(connection);
    const Answer answer = run(*connection, u"SELECT n, 1 / (5000 - n) FROM generate_series(1, 10000) AS n"_s);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->code, u"22012"_s);
    QCOMPARE(answer.results.size(), 1);
    QVERIFY2(answer.results.first().rowCount() >= 4000 && answer.results.first().rowCount() < 5000,
             qPrintable(QString::number(answer.results.first().rowCount())));
}

/// 300 rows of 400 letters at once, then nothing for a minute.
void TestCancel::rowsBeforeASilenceAreHandedOver_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("sql");
    const QString counted = u"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 300) "
                            "SELECT REPEAT('x', 400), IF(n < 300, 0, SLEEP(60)) FROM r"_s;
    QTest::newRow("sqlite") << u"sqlite"_s
                            << u"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 300) SELECT n FROM r UNION ALL "
                               "SELECT * FROM (%1)"_s.arg(endlessOnSqlite);
    QTest::newRow("postgresql") << u"postgresql17"_s << u"SELECT repeat('x', 400) FROM generate_series(1, 300) UNION ALL SELECT pg_sleep(60)::text"_s;
    QTest::newRow("mariadb") << u"mariadb"_s << counted;
    QTest::newRow("mysql") << u"mysql"_s << counted;
}

void TestCancel::rowsBeforeASilenceAreHandedOver()
{
    QFETCH(QString, engine);
    QFETCH(QString, sql);
    QTemporaryDir folder;
    const auto server = testServer(engine);
    if (engine != u"sqlite" && !server)
        QSKIP(qPrintable(u"needs the test server "_s + engine));
    const auto connection = server ? open(serverEndpoint(*server, server->database), serverSecret(*server)) : open(sqliteEndpoint(emptyFile(folder)));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    std::atomic<qint64> rows = 0;
    sink.onRows = [&] {
        rows = sink.results.last().rowCount();
        return true;
    };
    std::optional<Error> error;
    std::jthread worker([&] {
        if (const Result<void> ran = (*connection)->execute({sql, {}}, sink); !ran)
            error = ran.error();
    });
    const auto stopped = qScopeGuard([&] { (*connection)->cancel(); });
    QTRY_VERIFY2_WITH_TIMEOUT(rows >= 150, qPrintable(QString::number(rows)), 30'000);
    (*connection)->cancel();
    worker.join();
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Cancelled);
}

/// libpq would keep them until a chunk is full, and lose them to a cancel.
void TestCancel::slowRowsComeOneByOne()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto connection = opened(server);
    QVERIFY(connection);
    RecordingSink sink;
    sink.onRows = [&] {
        if (sink.results.last().rowCount() == 2)
            connection->cancel();
        return true;
    };
    const Result<void> done = connection->execute({u"SELECT g, pg_sleep(0.3), repeat('x', 20000) FROM generate_series(1, 100) AS g"_s, {}}, sink);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QCOMPARE(sink.results.last().rowCount(), 2);
}

CONCORD_TEST(TestCancel)
#include "tst_cancel.moc"
