// SPDX-License-Identifier: GPL-3.0-or-later
// A server's cap on connections holds for whatever asks many of its databases at once.
#include "connections/connectiontester.h"
#include "profilelist.h"
#include "registry/drivers.h"
#include "schema/extractdialog.h"
#include "countingport.h"
#include "testprogram.h"

#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestServerCap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void testing();
    void checkingRights();

private:
    static constexpr int tenants = 6;
    static constexpr int cap = 2;

    std::unique_ptr<CountingPort> m_port;
    std::unique_ptr<ProfileList> m_profiles;
    Services m_services;
};

void TestServerCap::init()
{
    m_port = std::make_unique<CountingPort>();
    const auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    QList<ProfileEntry> entries;
    const QUuid server = QUuid::createUuid();
    for (int i = 0; i < tenants; ++i) {
        Endpoint endpoint;
        endpoint.profileId = QUuid::createUuid();
        endpoint.serverId = server;
        endpoint.name = u"tenant_%1"_s.arg(i);
        endpoint.engine = u"postgresql"_s;
        endpoint.host = u"127.0.0.1"_s;
        endpoint.port = m_port->number();
        endpoint.user = u"reader"_s;
        endpoint.database = endpoint.name;
        endpoint.options.tls = TlsMode::Disable;
        endpoint.maxConnections = cap;
        entries.append({endpoint, {}});
    }
    m_profiles = std::make_unique<ProfileList>(nullptr, registry);
    m_profiles->setEntries(entries);
    m_services = {};
    m_services.registry = registry;
    m_services.profiles = m_profiles.get();
    m_services.secrets = [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); };
}

void TestServerCap::testing()
{
    ConnectionTester tester(m_services);
    for (const ProfileEntry &entry : m_profiles->entries())
        tester.test(entry.endpoint);
    const auto isAnswered = [&](const ProfileEntry &entry) { return !tester.answer(entry.endpoint)->asking; };
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(m_profiles->entries(), isAnswered), 20'000);
    QCOMPARE(m_port->all(), tenants);
    QCOMPARE(m_port->most(), cap);
}

void TestServerCap::checkingRights()
{
    QList<QUuid> all;
    for (const ProfileEntry &entry : m_profiles->entries())
        all.append(entry.endpoint.profileId);
    ExtractionChoices choices;
    choices.concurrency = 8;
    ExtractDialog dialog(m_services, all, choices);
    const auto buttons = dialog.findChildren<QPushButton *>();
    const auto check = std::ranges::find(buttons, u"Check &rights"_s, &QPushButton::text);
    QVERIFY(check != buttons.end());
    (*check)->click();
    QVERIFY(!(*check)->isEnabled()); // until all have answered
    const QAbstractItemModel *model = dialog.findChild<QTreeView *>()->model();
    const auto answered = [&] {
        int count = 0;
        for (int row = 0; row < model->rowCount(); ++row)
            count += model->index(row, 2).data().toString().startsWith(u"✗");
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(answered(), tenants, 20'000);
    QCOMPARE(m_port->all(), tenants);
    QCOMPARE(m_port->most(), cap);
    QVERIFY((*check)->isEnabled());
}

CONCORD_TEST(TestServerCap)
#include "tst_servercap.moc"
