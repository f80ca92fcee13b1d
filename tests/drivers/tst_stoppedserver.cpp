// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/session.h"
#include "query/planrun.h"
#include "registry/drivers.h"
#include "servers/stoppedprocess.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// A MariaDB that is stopped (SIGSTOP) in the middle of its work: the whole ladder, on a server of this test's own, so that
/// no other test meets it meanwhile.
class TestStoppedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aStoppedServerFreesTheWorker();
    void aStoppedServerLetsNobodyIn();
    void aCancelledPlanOfAStoppedServerLeavesTheTabFree();

private:
    [[nodiscard]] bool servers(const QString &verb) const;

    QTemporaryDir m_state;
    std::optional<TestServer> m_server;
};

bool TestStoppedServer::servers(const QString &verb) const
{
    QProcess process;
    process.start(QStringLiteral(CONCORD_SERVERS_SCRIPT), {verb, m_state.path(), u"mariadb"_s});
    return process.waitForFinished(120'000) && process.exitCode() == 0;
}

void TestStoppedServer::initTestCase()
{
    if (servers(u"start"_s)) {
        qputenv("CONCORD_TEST_SERVERS", m_state.filePath(u"servers.json"_s).toUtf8());
        qunsetenv("CONCORD_TEST_MARIADB");
        m_server = testServer(u"mariadb"_s);
    }
    if (!m_server || m_server->pid <= 0)
        QSKIP("no MariaDB of this test's own can be started here");
}

void TestStoppedServer::cleanupTestCase()
{
    QVERIFY(servers(u"stop"_s));
}

void TestStoppedServer::aStoppedServerFreesTheWorker()
{
    auto connection = open(serverEndpoint(*m_server, {}), serverSecret(*m_server));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const StoppedProcess stopped(m_server->pid);
    QVERIFY(stopped.isStopped());
    QElapsedTimer timer;
    timer.start();
    const Answer answer = run(**connection, u"SELECT 1"_s, {}, {Clock::now() + 500ms, false});
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QVERIFY(!(*connection)->isAlive());
    const Answer after = run(**connection, u"SELECT 1"_s);
    QVERIFY(after.error);
    QCOMPARE(after.error->kind, ErrorKind::Lost);
    timer.restart();
    connection->reset(); // closing does not wait for it either
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestStoppedServer::aStoppedServerLetsNobodyIn()
{
    StoppedProcess stopped(m_server->pid);
    QVERIFY(stopped.isStopped());
    Endpoint endpoint = serverEndpoint(*m_server, {});
    endpoint.options.connectTimeoutMs = 700;
    QElapsedTimer timer;
    timer.start();
    const auto refused = open(endpoint, serverSecret(*m_server));
    QVERIFY(!refused);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    stopped.goOn();
    const auto again = open(serverEndpoint(*m_server, {}), serverSecret(*m_server));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
}

void TestStoppedServer::aCancelledPlanOfAStoppedServerLeavesTheTabFree()
{
    const auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    Session session(registry, [secret = serverSecret(*m_server)](const Endpoint &, Deadline) { return Result<Secret>(secret); });
    RunRequest request;
    request.text = u"SELECT 1"_s;
    request.targets = {Target{.endpoint = serverEndpoint(*m_server, {}), .parameters = {}}};
    const auto first = session.connection(request.targets.first().endpoint);
    PlanRun plans(request, session);
    plans.start();
    QTRY_VERIFY_WITH_TIMEOUT(plans.isFinished(), 20'000);
    QVERIFY2(*plans.answer(0), qPrintable((*plans.answer(0)).error_or(Error{}).message));

    const StoppedProcess stopped(m_server->pid);
    QVERIFY(stopped.isStopped());
    PlanRun stuck(request, session);
    stuck.start();
    QTRY_VERIFY(!first->idleSince());
    stuck.cancel();
    QVERIFY(stuck.isFinished());
    QTRY_VERIFY_WITH_TIMEOUT(session.connection(request.targets.first().endpoint) != first, 10'000);
}

CONCORD_TEST(TestStoppedServer)
#include "tst_stoppedserver.moc"
