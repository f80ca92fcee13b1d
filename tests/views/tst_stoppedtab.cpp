// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engine.h"
#include "look/elidedlabel.h"
#include "query/outcomestrip.h"
#include "query/querytab.h"
#include "query/sqleditor.h"
#include "profilelist.h"
#include "registry/drivers.h"
#include "servers/stoppedprocess.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QAction>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// A query on a MariaDB that is stopped (SIGSTOP) while it works: the tab is free at once, whatever becomes of the old connection.
/// On a server of this test's own, so that no other test meets it meanwhile.
class TestStoppedTab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aNewRunNeedNotWaitForAServerThatIsSilent();

private:
    [[nodiscard]] bool servers(const QString &verb) const;

    QTemporaryDir m_state;
    std::optional<TestServer> m_server;
};

bool TestStoppedTab::servers(const QString &verb) const
{
    QProcess process;
    process.start(QStringLiteral(CONCORD_SERVERS_SCRIPT), {verb, m_state.path(), u"mariadb"_s});
    return process.waitForFinished(120'000) && process.exitCode() == 0;
}

void TestStoppedTab::initTestCase()
{
    if (servers(u"start"_s)) {
        qputenv("CONCORD_TEST_SERVERS", m_state.filePath(u"servers.json"_s).toUtf8());
        qunsetenv("CONCORD_TEST_MARIADB");
        m_server = testServer(u"mariadb"_s);
    }
    if (!m_server || m_server->pid <= 0)
        QSKIP("no MariaDB of this test's own can be started here");
}

void TestStoppedTab::cleanupTestCase()
{
    QVERIFY(servers(u"stop"_s));
}

void TestStoppedTab::aNewRunNeedNotWaitForAServerThatIsSilent()
{
    auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    ProfileList profiles(nullptr);
    ProfileEntry entry;
    entry.endpoint = serverEndpoint(*m_server, {});
    entry.endpoint.profileId = QUuid::createUuid();
    entry.endpoint.name = u"shop"_s;
    profiles.setEntries({entry});
    Services services;
    services.registry = registry;
    services.compute = std::make_shared<ComputeEngine>();
    services.profiles = &profiles;
    services.secrets = [secret = serverSecret(*m_server)](const Endpoint &, Deadline) -> Result<Secret> { return secret; };
    QueryTab tab(services);
    tab.setTargets({entry.endpoint.profileId});
    tab.resize(1000, 700);
    tab.show();

    tab.setText(u"select sleep(600)"_s);
    tab.runStatement();
    QTRY_VERIFY(tab.run() && tab.run()->outcome(0).state == TargetState::Running);
    QVERIFY(!tab.actions().runStatement->isEnabled());
    StoppedProcess stopped(m_server->pid);
    QVERIFY(stopped.isStopped());
    tab.stop();
    QVERIFY(tab.actions().runStatement->isEnabled()); // before anything came of it
    QVERIFY(!tab.run()->isFinished());

    tab.setText(u"select 42 as answer"_s);
    tab.runStatement();
    // Before the ladder is at its end (15 s) the old run has given up, says so, and the new one has taken its place.
    QTRY_VERIFY_WITH_TIMEOUT(tab.run()->request().text.contains(u"answer"_s), 8'000);
    const auto tells = [](const ElidedLabel *label) { return label->isVisible() && label->text().contains(u"shop: not confirmed"_s); };
    QVERIFY(std::ranges::any_of(tab.findChildren<ElidedLabel *>(), tells));
    stopped.goOn();
    QTRY_VERIFY_WITH_TIMEOUT(tab.run()->isFinished(), 20'000);
    QCOMPARE(tab.run()->outcome(0).state, TargetState::Done);
    QCOMPARE(tab.run()->combined().cell(0, 0).text, u"42"_s);
    // The statement that was left was told to stop all the same.
    const auto sleeping = [this] { // a question to a server, so on a thread of its own
        const QString sql = u"select count(*) from information_schema.processlist where info like 'select sleep%'"_s;
        return std::async(std::launch::async, [this, sql] { return ask(*m_server, {}, sql); }).get();
    };
    QTRY_COMPARE_WITH_TIMEOUT(sleeping(), u"0"_s, 20'000);
}

CONCORD_TEST(TestStoppedTab)
#include "tst_stoppedtab.moc"
