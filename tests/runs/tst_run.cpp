// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/serverplaces.h"
#include "connection/session.h"
#include "query/run.h"
#include "registry/drivers.h"
#include "results/resultmemory.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace concord;

/// One text on many databases: outcomes, caps, cancelling, deadlines; on real SQLite files.
class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasSentRunsAgain_data();
    void whatWasSentRunsAgain();
    void everyDatabaseAnswersInTargetOrder();
    void oneFailureHurtsNobody();
    void anErrorHasItsPlaceInTheTextAsTyped_data();
    void anErrorHasItsPlaceInTheTextAsTyped();
    void valuesPerTargetOverrideThoseOfTheRun();
    void aCapIsFairSaidAndCanBeLifted();
    void aDeadlineEndsOneTargetAlone();
    void cancelEndsOneTargetAlone();
    void whatWaitsIsCancelledAtOnce();
    void aReadOnlyTargetRefusesAWrite();
    void noMoreRunAtOnceThanAllowed();
    void aServersCapHoldsOverAllThatAsksIt();
    void aDiskThatIsFullEndsOneTargetAlone();
    void aFailedTargetCanBeRetried();
    void theLastStatementOfAScriptFailsAfterItsRowsAreKept();
    void theTimeOfAQuestionIsNotTheTargets();

private:
    [[nodiscard]] Target target(const QString &name, bool readOnly = true) const;
    void makeDatabase(const QString &name, const QByteArray &sql) const;
    /// Runs to the end; the run stays for questions.
    [[nodiscard]] std::unique_ptr<Run> run(RunRequest request);
    [[nodiscard]] RunRequest request(const QString &text, const QStringList &names) const;

    QTemporaryDir m_dir;
    std::shared_ptr<DriverRegistry> m_registry = std::make_shared<DriverRegistry>();
    std::unique_ptr<Session> m_session;
};

static const QString endless = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;

void TestRun::initTestCase()
{
    registerDrivers(*m_registry);
    m_session = std::make_unique<Session>(m_registry, SecretProvider());
    makeDatabase(u"a"_s, "CREATE TABLE t(id INTEGER, name TEXT); INSERT INTO t VALUES (1, 'one'), (2, NULL)");
    makeDatabase(u"b"_s, "CREATE TABLE t(id INTEGER, name TEXT, extra TEXT); INSERT INTO t VALUES (3, '', 'x')");
    makeDatabase(u"c"_s, "CREATE TABLE other(id INTEGER)");
}

void TestRun::makeDatabase(const QString &name, const QByteArray &sql) const
{
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(m_dir.filePath(name + u".db"_s).toUtf8().constData(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

Target TestRun::target(const QString &name, bool readOnly) const
{
    Target target;
    target.endpoint.profileId = QUuid::createUuidV5(QUuid(), name + QString::number(readOnly));
    target.endpoint.name = name;
    target.endpoint.engine = u"sqlite"_s;
    target.endpoint.database = m_dir.filePath(name + u".db"_s);
    target.endpoint.readOnly = readOnly;
    return target;
}

RunRequest TestRun::request(const QString &text, const QStringList &names) const
{
    RunRequest request;
    request.text = text;
    for (const QString &name : names)
        request.targets.append(target(name));
    return request;
}

std::unique_ptr<Run> TestRun::run(RunRequest request)
{
    auto run = std::make_unique<Run>(std::move(request), *m_session);
    QSignalSpy finished(run.get(), &Run::finished);
    run->start();
    if (!run->isFinished())
        finished.wait(20'000);
    return run;
}

void TestRun::whatWasSentRunsAgain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sent");
    QTest::newRow("one statement") << u"-- first\nselect 1;\n"_s << u"select 1"_s;
    QTest::newRow("semicolons") << u"-- first\nselect 1;\nselect 2;\n"_s << u"select 1;\nselect 2"_s;
    QTest::newRow("a delimiter before the first") << u"-- first\nDELIMITER //\n-- p\nselect 1//\nDELIMITER ;\nselect 2;"_s
                                                  << u"DELIMITER //\n-- p\nselect 1//\nDELIMITER ;\nselect 2"_s;
    QTest::newRow("one that is taken back") << u"DELIMITER //\nDELIMITER ;\nselect 1;select 2"_s << u"select 1;select 2"_s;
    QTest::newRow("a delimiter between") << u"select 1;\nDELIMITER //\nselect 2//\n"_s << u"select 1;\nDELIMITER //\nselect 2"_s;
}

/// As history and the JSON of concordctl show it.
void TestRun::whatWasSentRunsAgain()
{
    QFETCH(QString, text);
    QFETCH(QString, sent);
    RunRequest request;
    request.text = text;
    request.targets = {target(u"nobody"_s)};
    request.targets.first().endpoint.engine = u"mysql"_s;
    request.targets.first().endpoint.host = u"127.0.0.1"_s;
    request.targets.first().endpoint.port = 1; // nothing listens there
    QCOMPARE(run(request)->outcome(0).sql, sent);
}

void TestRun::everyDatabaseAnswersInTargetOrder()
{
    const auto done = run(request(u"SELECT * FROM t ORDER BY id"_s, {u"b"_s, u"a"_s}));
    QVERIFY(done->isFinished());
    const CombinedResult combined = done->combined();
    QCOMPARE(combined.rowCount(), 3U);
    QCOMPARE(combined.columns().size(), 3U);
    QCOMPARE(combined.cell(0, 0).text, u"3"_s);
    QCOMPARE(combined.cell(0, 1).state, CellState::Value);
    QCOMPARE(combined.cell(0, 1).text, QString());
    QCOMPARE(combined.cell(1, 1).text, u"one"_s);
    QCOMPARE(combined.cell(2, 1).state, CellState::Null);
    QCOMPARE(combined.cell(1, 2).state, CellState::Missing);
    QCOMPARE(done->coverage().sentence(), u"2 of 2 databases answered"_s);
}

void TestRun::oneFailureHurtsNobody()
{
    const auto done = run(request(u"SELECT id FROM t"_s, {u"a"_s, u"c"_s, u"nosuchfile"_s, u"b"_s}));
    QCOMPARE(done->outcome(0).state, TargetState::Done);
    QCOMPARE(done->outcome(1).state, TargetState::Failed);
    QVERIFY(done->outcome(1).error->message.contains(u"no such table"_s));
    QCOMPARE(done->outcome(2).state, TargetState::Failed);
    QVERIFY(!QFile::exists(m_dir.filePath(u"nosuchfile.db"_s)));
    QCOMPARE(done->outcome(3).state, TargetState::Done);
    QCOMPARE(done->combined().rowCount(), 3U);
    QCOMPARE(done->coverage().sentence(), u"2 of 4 databases answered"_s);
    QCOMPARE(done->coverage().notAnswered.size(), 2);
}

void TestRun::anErrorHasItsPlaceInTheTextAsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("first statement") << u"SELECT nosuch FROM t"_s << 1 << 8;
    QTest::newRow("second statement") << u"SELECT 1;\n\n  SELECT nosuch FROM t"_s << 3 << 10;
    QTest::newRow("after text that is not ASCII") << u"SELECT 'żółw 🐢', nosuch FROM t"_s << 1 << 18;
    QTest::newRow("a statement whose error the engine gives no place") << u"SELECT 1;\n  SELECT abs(-9223372036854775807 - 1)"_s << 2 << 3;
    QTest::newRow("after a parameter") << u"SELECT :value, nosuch FROM t"_s << 1 << 16;
}

void TestRun::anErrorHasItsPlaceInTheTextAsTyped()
{
    QFETCH(QString, text);
    RunRequest asked = request(text, {u"a"_s});
    asked.parameters = {Parameter{u"value"_s, Tag::Integer, u"7"_s}};
    const auto done = run(asked);
    QVERIFY(done->outcome(0).error.has_value());
    QTEST(done->outcome(0).error->line, "line");
    QTEST(done->outcome(0).error->column, "column");
}

void TestRun::valuesPerTargetOverrideThoseOfTheRun()
{
    RunRequest asked = request(u"SELECT :who AS who, :n AS n"_s, {u"a"_s, u"b"_s});
    asked.parameters = {Parameter{u"who"_s, Tag::Text, u"all"_s}, Parameter{u"n"_s, Tag::Integer, u"1"_s}};
    asked.targets[1].parameters = {Parameter{u"who"_s, Tag::Text, u"only b"_s}};
    const auto done = run(asked);
    const CombinedResult combined = done->combined();
    QCOMPARE(combined.cell(0, 0).text, u"all"_s);
    QCOMPARE(combined.cell(1, 0).text, u"only b"_s);
    QCOMPARE(combined.cell(1, 1).text, u"1"_s);
}

void TestRun::aCapIsFairSaidAndCanBeLifted()
{
    RunRequest asked = request(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i FROM n"_s, {u"a"_s, u"b"_s});
    asked.rowCap = 10;
    asked.holdCapped = true;
    const auto done = run(asked);
    QVERIFY(done->isFinished());
    QCOMPARE(done->combined().rowCount(), 20U);
    QCOMPARE(done->outcome(0).state, TargetState::Capped);
    QVERIFY(done->outcome(1).truncated);
    QCOMPARE(done->coverage().capped, QStringList({u"a"_s, u"b"_s}));
    QVERIFY(done->canFetchMore(0));

    done->fetchMore(0, 5);
    QTRY_COMPARE(done->outcome(0).rows, 15);
    QTRY_VERIFY(done->canFetchMore(0));
    done->fetchMore(0, 0);
    QTRY_COMPARE(done->outcome(0).state, TargetState::Done);
    QCOMPARE(done->outcome(0).rows, 1000);
    QVERIFY(!done->outcome(0).truncated);
    QCOMPARE(done->combined().cell(999, 0).text, u"1000"_s);
    QCOMPARE(done->outcome(1).rows, 10);
}

void TestRun::aDeadlineEndsOneTargetAlone()
{
    // b answers at once; a counts for ever.
    RunRequest asked = request(u"SELECT CASE WHEN :endless THEN ("_s + endless + u") ELSE 0 END AS n"_s, {u"a"_s, u"b"_s});
    asked.targets[0].parameters = {Parameter{u"endless"_s, Tag::Integer, u"1"_s}};
    asked.targets[1].parameters = {Parameter{u"endless"_s, Tag::Integer, u"0"_s}};
    asked.timeoutMs = 300;
    const auto done = run(asked);
    QCOMPARE(done->outcome(0).state, TargetState::Failed);
    QCOMPARE(done->outcome(0).error->kind, ErrorKind::Timeout);
    QCOMPARE(done->outcome(1).state, TargetState::Done);
    // The session is free again.
    QCOMPARE(run(request(u"SELECT 1"_s, {u"a"_s}))->outcome(0).state, TargetState::Done);
}

void TestRun::cancelEndsOneTargetAlone()
{
    Run both(request(endless, {u"a"_s, u"b"_s}), *m_session);
    QSignalSpy finished(&both, &Run::finished);
    both.start();
    QTRY_COMPARE(both.outcome(0).state, TargetState::Running);
    QTRY_COMPARE(both.outcome(1).state, TargetState::Running);
    both.cancel(0);
    QTRY_COMPARE(both.outcome(0).state, TargetState::Cancelled);
    QCOMPARE(both.outcome(1).state, TargetState::Running);
    QVERIFY(finished.isEmpty());
    both.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(both.outcome(1).state, TargetState::Cancelled);
}

void TestRun::whatWaitsIsCancelledAtOnce()
{
    RunRequest asked = request(endless, {u"a"_s, u"b"_s});
    asked.concurrency = 1;
    Run one(asked, *m_session);
    one.start();
    QTRY_COMPARE(one.outcome(0).state, TargetState::Running);
    QCOMPARE(one.outcome(1).state, TargetState::Waiting);
    one.cancel(1);
    QCOMPARE(one.outcome(1).state, TargetState::Cancelled);
    QCOMPARE(one.outcome(1).elapsedMs, 0.0);
    QCOMPARE(one.outcome(1).transaction, TransactionState::Unknown); // of an earlier run's it tells nothing
    one.cancel();
    QTRY_VERIFY(one.isFinished());
}

void TestRun::aReadOnlyTargetRefusesAWrite()
{
    RunRequest asked = request(u"INSERT INTO t(id) VALUES (77)"_s, {u"a"_s});
    const auto done = run(asked);
    QCOMPARE(done->outcome(0).state, TargetState::Failed);
    QCOMPARE(done->outcome(0).error->kind, ErrorKind::ReadOnly);
    QCOMPARE(run(request(u"SELECT count(*) FROM t WHERE id = 77"_s, {u"a"_s}))->combined().cell(0, 0).text, u"0"_s);

    asked.targets = {target(u"b"_s, false)};
    QCOMPARE(run(asked)->outcome(0).results.value(0).affectedRows, 1);
    QCOMPARE(run(request(u"SELECT count(*) FROM t WHERE id = 77"_s, {u"b"_s}))->combined().cell(0, 0).text, u"1"_s);
    asked.text = u"DELETE FROM t WHERE id = 77"_s;
    QCOMPARE(run(asked)->outcome(0).state, TargetState::Done);
}

void TestRun::noMoreRunAtOnceThanAllowed()
{
    RunRequest asked = request(u"SELECT 1"_s, {});
    for (int i = 0; i < 12; ++i) {
        asked.targets.append(target(u"a"_s));
        asked.targets.last().endpoint.profileId = QUuid::createUuid();
    }
    asked.concurrency = 3;
    Run many(asked, *m_session);
    int most = 0;
    connect(&many, &Run::outcomeChanged, this, [&] {
        int busy = 0;
        for (int i = 0; i < many.targetCount(); ++i) {
            const TargetState state = many.outcome(i).state;
            busy += state == TargetState::Connecting || state == TargetState::Running;
        }
        most = std::max(most, busy);
    });
    many.start();
    QTRY_VERIFY(many.isFinished());
    QVERIFY2(most >= 1 && most <= 3, qPrintable(QString::number(most)));
    QCOMPARE(many.coverage().answered, 12);
}

void TestRun::aServersCapHoldsOverAllThatAsksIt()
{
    RunRequest wanted = request(u"SELECT id FROM t"_s, {u"a"_s, u"b"_s});
    const QUuid server = QUuid::createUuid();
    for (Target &one : wanted.targets) {
        one.endpoint.serverId = server;
        one.endpoint.maxConnections = 1;
    }
    const Endpoint endpoint = wanted.targets.first().endpoint;
    auto other = std::make_unique<ServerPlaces>(8); // an extraction, say
    QVERIFY(other->isFree(endpoint));
    other->take(endpoint);
    QVERIFY(!other->isFree(endpoint));
    Run waiting(wanted, *m_session);
    waiting.start();
    QTest::qWait(300);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(waiting.outcome(i).state, TargetState::Waiting);
    other.reset(); // gone with what it held
    QTRY_VERIFY(waiting.isFinished());
    QCOMPARE(waiting.outcome(0).state, TargetState::Done);
    QCOMPARE(waiting.outcome(1).state, TargetState::Done);
    QVERIFY(ServerPlaces(1).isFree(endpoint)); // a run that ended holds none
    RunRequest slow = wanted;
    slow.text = endless;
    slow.targets.removeLast();
    {
        Run running(slow, *m_session);
        running.start();
        QVERIFY(!ServerPlaces(8).isFree(endpoint));
        running.cancel();
        QTRY_VERIFY(running.isFinished());
    }
    QVERIFY(ServerPlaces(8).isFree(endpoint));
}

void TestRun::aDiskThatIsFullEndsOneTargetAlone()
{
    const QByteArray cache = qgetenv("XDG_CACHE_HOME");
    qputenv("XDG_CACHE_HOME", "/dev/null"); // where no file can be
    const std::size_t budget = resultmemory::budget();
    resultmemory::setBudget(resultmemory::used() + 1'000'000);
    const QString many = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT i, 'some text' AS t FROM n"_s;
    const auto done = run(request(u"-- @on a\n"_s + many + u"\n-- @on b\nSELECT 1 AS i"_s, {u"a"_s, u"b"_s}));
    resultmemory::setBudget(budget);
    qputenv("XDG_CACHE_HOME", cache);
    const Outcome full = done->outcome(0);
    QCOMPARE(full.state, TargetState::Failed);
    QCOMPARE(full.error->kind, ErrorKind::Io);
    QVERIFY2(full.error->message.contains(u"/dev/null"_s), qPrintable(full.error->message));
    QVERIFY2(full.rows > 0 && full.rows < 1'000'000, qPrintable(QString::number(full.rows)));
    QCOMPARE(static_cast<qint64>(full.results.first().table->rowCount()), full.rows);
    QCOMPARE(done->outcome(1).state, TargetState::Done);
    QVERIFY(done->coverage().sentence().contains(u"1 of 2"_s));
}

void TestRun::aFailedTargetCanBeRetried()
{
    const auto done = run(request(u"SELECT id FROM late"_s, {u"a"_s, u"c"_s}));
    QCOMPARE(done->outcome(1).state, TargetState::Failed);
    makeDatabase(u"c"_s, "CREATE TABLE late(id INTEGER); INSERT INTO late VALUES (5)");
    done->retry(1);
    QTRY_COMPARE(done->outcome(1).state, TargetState::Done);
    QCOMPARE(done->outcome(0).state, TargetState::Failed);
    QCOMPARE(done->combined().cell(0, 0).text, u"5"_s);
    QTRY_VERIFY(done->isFinished());
}

void TestRun::theLastStatementOfAScriptFailsAfterItsRowsAreKept()
{
    const auto done = run(request(u"SELECT id FROM t ORDER BY id; SELECT nosuch"_s, {u"a"_s}));
    QCOMPARE(done->outcome(0).state, TargetState::Failed);
    QCOMPARE(done->outcome(0).statement, 1);
    QCOMPARE(done->resultCount(), 1);
    QCOMPARE(done->combined().rowCount(), 2U);
    QVERIFY2(done->coverage().notAnswered.value(0).contains(u"partial: 2"_s), qPrintable(done->coverage().notAnswered.value(0)));
}

/// SQLite behind a password.
class GuardedDriver : public Driver
{
public:
    explicit GuardedDriver(std::shared_ptr<const Driver> driver) : m_driver(std::move(driver)), m_info(m_driver->info()) { m_info.id = u"guarded"_s; }
    const EngineInfo &info() const override { return m_info; }
    const Dialect &dialect() const override { return m_driver->dialect(); }
    Result<void> check(const Endpoint &endpoint) const override { return m_driver->check(endpoint); }
    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override
    {
        if (secret.isNull())
            return fail(ErrorKind::Authentication, u"a password is wanted"_s);
        return m_driver->open(endpoint, secret, deadline);
    }

private:
    std::shared_ptr<const Driver> m_driver;
    EngineInfo m_info;
};

void TestRun::theTimeOfAQuestionIsNotTheTargets()
{
    auto registry = std::make_shared<DriverRegistry>();
    registry->add(std::make_shared<GuardedDriver>(m_registry->find(u"sqlite"_s)));
    static constexpr int typing = 200;
    const auto ask = [](const Endpoint &, const Secret &, const Error &) -> Result<Secret> {
        QThread::sleep(std::chrono::milliseconds(typing));
        return Secret("typed");
    };
    Session session(registry, SecretProvider([](const Endpoint &, Deadline) -> Result<Secret> { return fail(ErrorKind::NotFound, {}); }, ask));
    RunRequest wanted = request(u"SELECT * FROM t"_s, {u"a"_s});
    wanted.targets.first().endpoint.engine = u"guarded"_s;
    wanted.timeoutMs = typing; // past it, had the person's time counted
    QElapsedTimer outside;
    outside.start();
    Run run(wanted, session);
    QSignalSpy finished(&run, &Run::finished);
    run.start();
    QVERIFY(finished.wait(20'000));
    const double all = static_cast<double>(outside.nsecsElapsed()) / 1e6;
    QCOMPARE(run.outcome(0).state, TargetState::Done);
    QVERIFY2(run.outcome(0).elapsedMs + typing <= all, qPrintable(QString::number(run.outcome(0).elapsedMs)));
    QVERIFY2(run.elapsedMs() + typing <= all, qPrintable(QString::number(run.elapsedMs())));
}

CONCORD_TEST(TestRun)
#include "tst_run.moc"
