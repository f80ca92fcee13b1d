// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionthread.h"
#include "testprogram.h"

#include <QTest>
#include <QThread>

#include <condition_variable>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;

namespace {

/// A connection that answers when it is told to, so that the order of things can be chosen.
struct Script
{
    std::mutex mutex;
    std::condition_variable changed;
    int cancels = 0;
    int severed = 0;
    bool go = false;
    bool lateCancel = false; ///< requestCancel() takes its time
    QByteArray password;            ///< that open() wants
    std::vector<Deadline> deadlines; ///< of each open()
    QThread *openedOn = nullptr;
    QThread *closedOn = nullptr;
};

class ScriptedConnection : public Connection
{
public:
    explicit ScriptedConnection(std::shared_ptr<Script> script) : m_shared(std::move(script)), m_script(*m_shared) {}
    ~ScriptedConnection() override { m_script.closedOn = QThread::currentThread(); }
    Result<PlanNode> explain(const Statement &, Deadline) override { return PlanNode{}; }
    Result<ServerInfo> serverInfo(Deadline) override { return ServerInfo{}; }
    Result<QStringList> databases(Deadline) override { return QStringList(); }
    Result<QList<ObjectName>> objects(Deadline) override { return QList<ObjectName>(); }
    Result<QList<ColumnSummary>> columns(const ObjectName &, Deadline) override { return QList<ColumnSummary>(); }
    TransactionState transactionState() const override { return TransactionState::Idle; }
    bool isAlive() const override { return true; }

protected:
    Result<void> doExecute(const Statement &, RowSink &, const ExecuteLimits &) override
    {
        std::unique_lock lock(m_script.mutex);
        m_script.changed.wait(lock, [this] { return m_script.go || m_script.cancels > 0; });
        if (m_script.go)
            return {};
        return fail(ErrorKind::Server, u"stopped by the server"_s, u"57014"_s);
    }
    void requestCancel() override
    {
        {
            const std::scoped_lock lock(m_script.mutex);
            ++m_script.cancels;
        }
        m_script.changed.notify_all();
        if (m_script.lateCancel)
            QThread::sleep(300ms); // a server that answers the request late
    }
    void severLink() override { ++m_script.severed; }

private:
    std::shared_ptr<Script> m_shared; ///< a connection is closed behind the back of the thread that let go of it
    Script &m_script;
};

class ScriptedDriver : public Driver
{
public:
    explicit ScriptedDriver(std::shared_ptr<Script> script) : m_script(std::move(script)) {}
    const EngineInfo &info() const override { return m_info; }
    const Dialect &dialect() const override { return m_dialect; }
    Result<std::unique_ptr<Connection>> open(const Endpoint &, const Secret &secret, Deadline deadline) const override
    {
        m_script->deadlines.push_back(deadline);
        if (secret.reveal() != m_script->password)
            return fail(ErrorKind::Authentication, u"the server refused"_s);
        m_script->openedOn = QThread::currentThread();
        return std::make_unique<ScriptedConnection>(m_script);
    }
    Result<void> check(const Endpoint &) const override { return {}; }

private:
    std::shared_ptr<Script> m_script;
    EngineInfo m_info;
    Dialect m_dialect;
};

class NoRows : public RowSink
{
public:
    bool columns(const std::vector<ColumnInfo> &) override { return true; }
    bool rows(Batch &&) override { return true; }
    void finished(const ResultSetEnd &) override {}
    void notice(const Notice &) override {}
};

} // namespace

/// One thread per connection, and the ladder of cancelling. The order of events matters here, so the engine is scripted;
/// the real ones are in tests/drivers.
class TestConnectionThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndClosesOnItsOwnThread();
    void jobsRunInOrder();
    void aDeadlineIsATimeoutAndKeepsTheServersCode();
    void aCancelIsACancel();
    void aLateCancelNeverHitsTheNextStatement();
    void aPersonIsAskedOnlyWhereTheServerRefuses();
    void theThirdWrongAnswerIsTheLast();
    void theTimeOfAQuestionIsNotTheServers();

private:
    static Result<Secret> nothingKept(const Endpoint &, Deadline) { return fail(ErrorKind::NotFound, {}); }
    [[nodiscard]] static Error openedWith(ConnectionThread &thread, Deadline deadline = noDeadline)
    {
        auto ran = thread.post([](Connection &) -> Result<int> { return 1; }, deadline);
        ran.waitForFinished();
        return ran.result() ? Error{ErrorKind::Internal, u"opened"_s, {}, {}, -1, 0, 0} : ran.result().error();
    }

    static auto execute(Deadline deadline)
    {
        return [deadline](Connection &connection) {
            NoRows sink;
            return connection.execute(Statement{u"x"_s, {}}, sink, ExecuteLimits{deadline});
        };
    }
};

void TestConnectionThread::opensAndClosesOnItsOwnThread()
{
    const auto shared = std::make_shared<Script>();
    Script &script = *shared;
    {
        ConnectionThread thread(std::make_shared<ScriptedDriver>(shared), Endpoint(), {});
        QVERIFY(!thread.isOpen());
        auto ran = thread.post([](Connection &) -> Result<QThread *> { return QThread::currentThread(); });
        QTRY_VERIFY(ran.isFinished());
        QCOMPARE(ran.result().value(), script.openedOn);
        QVERIFY(script.openedOn != QThread::currentThread());
        QVERIFY(thread.isOpen());
    }
    QTRY_COMPARE(script.closedOn, script.openedOn);
}

void TestConnectionThread::jobsRunInOrder()
{
    const auto shared = std::make_shared<Script>();
    ConnectionThread thread(std::make_shared<ScriptedDriver>(shared), Endpoint(), {});
    QList<int> order;
    QFuture<Result<int>> last;
    for (int i = 0; i < 200; ++i) {
        last = thread.post([i, &order](Connection &) -> Result<int> {
            order.append(i);
            return i;
        });
    }
    QTRY_VERIFY(last.isFinished());
    QCOMPARE(order.size(), 200);
    QVERIFY(std::ranges::is_sorted(order));
}

void TestConnectionThread::aDeadlineIsATimeoutAndKeepsTheServersCode()
{
    const auto shared = std::make_shared<Script>();
    ConnectionThread thread(std::make_shared<ScriptedDriver>(shared), Endpoint(), {});
    auto ran = thread.post(execute(Clock::now() + 50ms));
    QTRY_VERIFY(ran.isFinished());
    QCOMPARE(ran.result().error().kind, ErrorKind::Timeout);
    QCOMPARE(ran.result().error().code, u"57014"_s);
}

void TestConnectionThread::aCancelIsACancel()
{
    const auto shared = std::make_shared<Script>();
    Script &script = *shared;
    ConnectionThread thread(std::make_shared<ScriptedDriver>(shared), Endpoint(), {});
    auto ran = thread.post(execute(noDeadline));
    QTRY_VERIFY(thread.isOpen());
    while (!ran.isFinished()) {
        thread.cancel();
        QTest::qWait(5);
    }
    QCOMPARE(ran.result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(script.severed, 0);
}

void TestConnectionThread::aLateCancelNeverHitsTheNextStatement()
{
    const auto shared = std::make_shared<Script>();
    Script &script = *shared;
    script.lateCancel = true;
    ConnectionThread thread(std::make_shared<ScriptedDriver>(shared), Endpoint(), {});
    auto first = thread.post(execute(Clock::now() + 20ms));
    // Queued behind: by the time it begins, the cancel call of the first must have come back.
    auto second = thread.post([&script](Connection &connection) {
        {
            const std::scoped_lock lock(script.mutex);
            script.cancels = 0;
            script.go = true;
        }
        NoRows sink;
        return connection.execute(Statement{u"y"_s, {}}, sink, {});
    });
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(first.result().error().kind, ErrorKind::Timeout);
    QVERIFY(second.result().has_value());
    QCOMPARE(script.cancels, 0);
}

void TestConnectionThread::aPersonIsAskedOnlyWhereTheServerRefuses()
{
    QStringList questions;
    const auto ask = [&](const Endpoint &, const Secret &refused, const Error &why) -> Result<Secret> {
        questions.append(QString::fromUtf8(refused.reveal()) + u'/' + why.message);
        return Secret(questions.size() == 1 ? "wrong" : "right");
    };
    const auto open = std::make_shared<Script>();
    ConnectionThread trusted(std::make_shared<ScriptedDriver>(open), Endpoint(), SecretProvider(nothingKept, ask));
    QCOMPARE(openedWith(trusted).message, u"opened"_s);
    QCOMPARE(questions, QStringList());
    const auto closed = std::make_shared<Script>();
    closed->password = "right";
    QByteArrayList accepted;
    const auto accept = [&](const Endpoint &, const Secret &secret) { accepted.append(secret.reveal()); };
    ConnectionThread refusing(std::make_shared<ScriptedDriver>(closed), Endpoint(), SecretProvider(nothingKept, ask, accept));
    QCOMPARE(openedWith(refusing).message, u"opened"_s);
    QCOMPARE(accepted, QByteArrayList{"right"});
    QCOMPARE(questions, (QStringList{u"/the server refused"_s, u"wrong/the server refused"_s}));
}

void TestConnectionThread::theThirdWrongAnswerIsTheLast()
{
    int questions = 0;
    bool declines = false;
    const auto ask = [&](const Endpoint &, const Secret &, const Error &) -> Result<Secret> {
        ++questions;
        return declines ? Result<Secret>(fail(ErrorKind::Cancelled, u"no"_s)) : Result<Secret>(Secret("wrong"));
    };
    const auto script = std::make_shared<Script>();
    script->password = "right";
    ConnectionThread thread(std::make_shared<ScriptedDriver>(script), Endpoint(), SecretProvider(nothingKept, ask));
    QCOMPARE(openedWith(thread).kind, ErrorKind::Authentication);
    QCOMPARE(questions, 3);
    declines = true;
    QCOMPARE(openedWith(thread).kind, ErrorKind::Cancelled);
    QCOMPARE(questions, 4);
    ConnectionThread nobody(std::make_shared<ScriptedDriver>(script), Endpoint(), nothingKept);
    QCOMPARE(openedWith(nobody).message, u"the server refused"_s);
}

void TestConnectionThread::theTimeOfAQuestionIsNotTheServers()
{
    const auto ask = [](const Endpoint &, const Secret &, const Error &) -> Result<Secret> {
        QThread::sleep(20ms);
        return Secret("right");
    };
    const auto script = std::make_shared<Script>();
    script->password = "right";
    Endpoint patient;
    patient.options.connectTimeoutMs = 100'000'000;
    ConnectionThread thread(std::make_shared<ScriptedDriver>(script), patient, SecretProvider(nothingKept, ask));
    QVERIFY(thread.askedTime() == Clock::duration());
    QCOMPARE(openedWith(thread, Clock::now() + 1h).message, u"opened"_s);
    QVERIFY(thread.askedTime() >= 20ms);
    QVERIFY(!thread.isAsking());
    QCOMPARE(script->deadlines.size(), 2U);
    QVERIFY(script->deadlines[1] - script->deadlines[0] == thread.askedTime());
}

CONCORD_TEST(TestConnectionThread)
#include "tst_connectionthread.moc"
