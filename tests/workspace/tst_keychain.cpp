// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/keychain.h"
#include "workspace/secretstore.h"
#include "testprogram.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

/// A wallet of our own behind KWallet's D-Bus interface, in a process of its own, on a bus of its own: what QtKeychain and the
/// bus do is real.
class Wallet : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")

public:
    explicit Wallet(bool isSilent) : m_isSilent(isSilent) {}

public Q_SLOTS:
    QString networkWallet() { return u"kdewallet"_s; }
    int open(const QString &, qlonglong, const QString &)
    {
        if (m_isSilent)
            setDelayedReply(true); // as a wallet does that waits for its owner, for ever
        return 1;
    }
    int entryType(int, const QString &folder, const QString &key, const QString &) { return m_entries.contains(folder + u'/' + key) ? 2 : 0; }
    QByteArray readEntry(int, const QString &folder, const QString &key, const QString &) { return m_entries.value(folder + u'/' + key); }
    int writeEntry(int, const QString &folder, const QString &key, const QByteArray &value, const QString &)
    {
        m_entries.insert(folder + u'/' + key, value);
        return 0;
    }
    int removeEntry(int, const QString &folder, const QString &key, const QString &) { return m_entries.remove(folder + u'/' + key) == 1 ? 0 : -3; }

private:
    bool m_isSilent;
    QMap<QString, QByteArray> m_entries;
};

namespace {

int actAsWallet(const QStringList &arguments)
{
    Wallet wallet(arguments.value(2) == "silent"_L1);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(u"/modules/kwalletd6"_s, &wallet, QDBusConnection::ExportAllSlots) || !bus.registerService(u"org.kde.kwalletd6"_s))
        return 1;
    fputs("ready\n", stdout);
    fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void withoutABusThereIsNoKeyring_data();
    void withoutABusThereIsNoKeyring();
    void secretIsKeptReadAndRemoved();
    void storeKeepsInTheKeyringFirst();
    void silentKeyringIsGivenUpOnceForAll();

private:
    void startWallet(const QString &kind);
    QProcess m_bus;
    std::unique_ptr<QProcess> m_wallet;
    QByteArray m_address;
    QTemporaryDir m_dir;
};

void TestKeychain::initTestCase()
{
    qputenv("HOME", m_dir.path().toUtf8());
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty())
        QSKIP("dbus-daemon is not installed");
    m_bus.start(daemon,
                {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s, u"--address=unix:path=%1"_s.arg(m_dir.filePath(u"bus"_s))});
    QVERIFY(m_bus.waitForStarted());
    QVERIFY(m_bus.waitForReadyRead());
    m_address = m_bus.readAllStandardOutput().trimmed();
    QVERIFY(m_address.startsWith("unix:path="));
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "6");
    qunsetenv("XDG_RUNTIME_DIR");
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
}

void TestKeychain::cleanupTestCase()
{
    if (m_wallet) {
        m_wallet->kill();
        m_wallet->waitForFinished();
    }
    m_bus.kill();
    m_bus.waitForFinished();
}

void TestKeychain::startWallet(const QString &kind)
{
    if (m_wallet) {
        m_wallet->kill();
        QVERIFY(m_wallet->waitForFinished());
    }
    m_wallet = std::make_unique<QProcess>();
    m_wallet->start(QCoreApplication::applicationFilePath(), {u"--wallet"_s, kind});
    QVERIFY(m_wallet->waitForReadyRead());
}

void TestKeychain::withoutABusThereIsNoKeyring_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("a socket that is gone") << QByteArray("unix:path=/nonexistent/bus,guid=1");
}

void TestKeychain::withoutABusThereIsNoKeyring()
{
    QFETCH(QByteArray, address);
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    const auto read = keychain::read(u"x"_s, noDeadline);
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Unsupported);
}

void TestKeychain::secretIsKeptReadAndRemoved()
{
    startWallet(u"answering"_s);
    const QByteArray binary("\0CANARY \xff", 9);
    QCOMPARE(keychain::read(u"x"_s, noDeadline).error().kind, ErrorKind::NotFound);
    const auto written = keychain::write(u"x"_s, Secret(binary), noDeadline);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().message));
    QCOMPARE(keychain::read(u"x"_s, noDeadline)->reveal(), binary);
    QVERIFY(keychain::remove(u"x"_s, noDeadline));
    QCOMPARE(keychain::read(u"x"_s, noDeadline).error().kind, ErrorKind::NotFound);
}

void TestKeychain::storeKeepsInTheKeyringFirst()
{
    startWallet(u"answering"_s);
    SecretStore store(m_dir.filePath(u"vault"_s));
    Endpoint endpoint;
    endpoint.serverId = QUuid::createUuid();
    endpoint.host = u"h"_s;
    QCOMPARE(*store.save(endpoint.serverId, Secret("kept")), SecretStore::Place::Keychain);
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("kept"));
    store.setAsk([](const Endpoint &, const QString &) { return std::optional(Secret("changed")); });
    QVERIFY(store.ask(endpoint, Secret("kept"), u"refused"_s));
    store.accepted(endpoint, Secret("changed")); // a server took it
    QCOMPARE(keychain::read(endpoint.serverId.toString(QUuid::WithoutBraces), noDeadline)->reveal(), QByteArray("changed"));
    QVERIFY(store.remove(endpoint.serverId));
    QVERIFY(!store.find(endpoint, noDeadline));
    QVERIFY(!store.hasVault());
}

void TestKeychain::silentKeyringIsGivenUpOnceForAll()
{
    startWallet(u"silent"_s);
    const auto soon = Clock::now() + std::chrono::milliseconds(200);
    const auto first = keychain::read(u"x"_s, soon); // its own deadline, not the keyring's five seconds
    QVERIFY(!first);
    QCOMPARE(first.error().kind, ErrorKind::Unsupported);
    const auto second = keychain::read(u"x"_s, noDeadline); // while the first is still unanswered, nobody waits again
    QVERIFY(!second);
    QCOMPARE(second.error().message, first.error().message);
    // The wallet goes away: the open question is answered by that, and an answering one is heard again.
    startWallet(u"answering"_s);
    QTRY_VERIFY(keychain::write(u"x"_s, Secret("y"), noDeadline));
    QCOMPARE(keychain::read(u"x"_s, noDeadline)->reveal(), QByteArray("y"));
}

CONCORD_TEST(TestKeychain)
CONCORD_TEST_ROLE("--wallet", actAsWallet)

#include "tst_keychain.moc"
