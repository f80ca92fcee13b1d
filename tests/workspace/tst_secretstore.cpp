// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/secretstore.h"
#include "workspace/vault.h"
#include "testprogram.h"

#include <QFile>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

Endpoint someEndpoint(const QString &name = u"tenant-1"_s)
{
    Endpoint endpoint;
    endpoint.name = name;
    endpoint.serverId = QUuid::createUuidV5(QUuid(), name.toUtf8());
    endpoint.engine = u"postgresql"_s;
    endpoint.host = u"h"_s;
    endpoint.user = u"u"_s;
    endpoint.database = u"d"_s;
    return endpoint;
}

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sourcesAreAskedInTheirOrder();
    void fileIsNeverAskedFor();
    void environmentNamesOneProfile();
    void withoutAnyThingNoPasswordIsFound();
    void passedOverFileIsToldInTheDetail();
    void manyTargetsOfOneServerAreOneQuestion();
    void aUrlsPasswordIsItsOwn();
    void refusedAnswerIsAskedAnew();
    void aRightAnswerReplacesWhatTheServerRefused();
    void aConnectionThatLeavesItsServerTakesThePassword();
    void lockedVaultIsUnlockedWhereAServerWantsAPassword();
    void declinedVaultIsNotAskedForAgain();
    void oneNoIsANoForAllWhoWaited();
    void withoutAKeyringNothingIsKept();
    void vaultKeepsSecretsUnderAPassphrase();
    void damagedVaultIsRefusedAndUntouched_data();
    void damagedVaultIsRefusedAndUntouched();
    void vaultIsSharedByPrograms();
    void newVaultIsMadeOnce();

private:
    [[nodiscard]] QString vaultPath() const { return m_dir->filePath(u"workspace.db.vault"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
    QByteArray m_vault; ///< a good vault's file with the passphrase "open sesame"
};

void TestSecretStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_dir->path().toUtf8());
    for (const char *variable : {"CONCORD_PASSWORD", "CONCORD_PASSWORD_TENANT_1", "PGPASSFILE", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"})
        qunsetenv(variable);
}

void TestSecretStore::sourcesAreAskedInTheirOrder()
{
    const Endpoint endpoint = someEndpoint();
    SecretStore store(vaultPath());
    QCOMPARE(store.find(endpoint, noDeadline).error().kind, ErrorKind::NotFound);
    writeAll(m_dir->filePath(u".pgpass"_s), "h:5432:d:u:file\n");
    QVERIFY(QFile::setPermissions(m_dir->filePath(u".pgpass"_s), QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("file"));
    QVERIFY(store.openVault(secret("open sesame")));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("file"));
    QVERIFY(store.save(endpoint.serverId, secret("vault")));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("vault"));
    qputenv("CONCORD_PASSWORD", "environment");
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("environment"));
    store.setForSession({}, secret("for all"));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("for all"));
    store.setForSession(endpoint.serverId, secret("for one"));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("for one"));
    QCOMPARE(store.find(someEndpoint(u"other"_s), noDeadline)->reveal(), QByteArray("for all"));
}

void TestSecretStore::fileIsNeverAskedFor()
{
    SecretStore store(vaultPath());
    bool asked = false;
    store.setAsk([&](const Endpoint &, const QString &) {
        asked = true;
        return std::optional(secret("x"));
    });
    qputenv("CONCORD_PASSWORD", "environment");
    Endpoint endpoint;
    endpoint.engine = u"sqlite"_s;
    endpoint.serverId = QUuid::createUuid();
    endpoint.database = u"/x/y.db"_s;
    QCOMPARE(store.find(endpoint, noDeadline).error().kind, ErrorKind::NotFound);
    QCOMPARE(store.ask(endpoint).error().kind, ErrorKind::NotFound);
    QVERIFY(!asked);
}

void TestSecretStore::environmentNamesOneProfile()
{
    SecretStore store(vaultPath());
    qputenv("CONCORD_PASSWORD", "all");
    qputenv("CONCORD_PASSWORD_TENANT_1", "one");
    QCOMPARE(store.find(someEndpoint(), noDeadline)->reveal(), QByteArray("one"));
    QCOMPARE(store.find(someEndpoint(u"other"_s), noDeadline)->reveal(), QByteArray("all"));
}

void TestSecretStore::withoutAnyThingNoPasswordIsFound()
{
    SecretStore store(vaultPath());
    const auto found = store.find(someEndpoint(), noDeadline);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
}

void TestSecretStore::passedOverFileIsToldInTheDetail()
{
    writeAll(m_dir->filePath(u".pgpass"_s), "h:5432:d:u:file\n");
    QVERIFY(QFile::setPermissions(m_dir->filePath(u".pgpass"_s), QFileDevice::ReadOwner | QFileDevice::ReadOther));
    SecretStore store(vaultPath());
    const auto found = store.find(someEndpoint(), noDeadline);
    QVERIFY(!found);
    QVERIFY(found.error().detail.contains(u".pgpass"_s));
}

void TestSecretStore::manyTargetsOfOneServerAreOneQuestion()
{
    SecretStore store(vaultPath());
    std::atomic<int> questions = 0;
    store.setAsk([&](const Endpoint &, const QString &) {
        ++questions;
        std::this_thread::yield();
        return std::optional(secret("asked"));
    });
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&] {
            const auto found = store.ask(someEndpoint());
            if (found && found->reveal() == "asked")
                ++right;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(questions.load(), 1);
    QCOMPARE(right.load(), 20);
}

void TestSecretStore::aUrlsPasswordIsItsOwn()
{
    SecretStore store(m_dir->filePath(u"none.vault"_s));
    Endpoint right;
    right.profileId = QUuid::createUuid();
    right.serverId = QUuid::createUuid();
    right.engine = u"postgresql"_s;
    right.host = u"db.example"_s;
    right.user = u"app"_s;
    right.name = u"shop"_s;
    Endpoint wrong = right;
    wrong.name = u"wrongpw"_s;
    Endpoint other = right;
    other.profileId = QUuid::createUuid();
    store.setForTarget(right, Secret("good"));
    store.setForTarget(wrong, Secret("bad"));
    store.setForSession(right.serverId, Secret("the server's"));
    QCOMPARE(store.find(right, noDeadline)->reveal(), QByteArray("good"));
    QCOMPARE(store.find(wrong, noDeadline)->reveal(), QByteArray("bad"));
    QCOMPARE(store.find(other, noDeadline)->reveal(), QByteArray("the server's"));
    store.forgetForTarget(wrong);
    QCOMPARE(store.find(wrong, noDeadline)->reveal(), QByteArray("the server's"));
    store.moveTarget(right, other);
    QCOMPARE(store.find(other, noDeadline)->reveal(), QByteArray("good"));
}

void TestSecretStore::refusedAnswerIsAskedAnew()
{
    SecretStore store(vaultPath());
    QStringList reasons;
    store.setAsk([&](const Endpoint &, const QString &why) {
        reasons.append(why);
        return std::optional(secret(reasons.size() == 1 ? "wrong" : "right"));
    });
    const Endpoint endpoint = someEndpoint();
    const auto wrong = store.ask(endpoint, {}, u"no password"_s);
    QCOMPARE(wrong->reveal(), QByteArray("wrong"));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("wrong"));
    QCOMPARE(store.ask(endpoint, {}, u"no password"_s)->reveal(), QByteArray("wrong")); // who waited for it has sent nothing yet
    QCOMPARE(store.ask(endpoint, *wrong, u"wrong password"_s)->reveal(), QByteArray("right"));
    QCOMPARE(store.ask(endpoint, *wrong, u"wrong password"_s)->reveal(), QByteArray("right"));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("right"));
    QCOMPARE(reasons, (QStringList{u"no password"_s, u"wrong password"_s}));
}

void TestSecretStore::aRightAnswerReplacesWhatTheServerRefused()
{
    const Endpoint endpoint = someEndpoint();
    const Endpoint neverKept = someEndpoint(u"other"_s);
    SecretStore store(vaultPath());
    QVERIFY(store.openVault(secret("open sesame")));
    QVERIFY(store.save(endpoint.serverId, secret("old")));
    SecretStore other(vaultPath()); // as another program sees the vault
    QVERIFY(other.openVault(secret("open sesame")));
    const auto kept = [&](const Endpoint &of) { return other.find(of, noDeadline).value_or(Secret()).reveal(); };
    QStringList reasons;
    store.setAsk([&](const Endpoint &, const QString &why) {
        reasons.append(why);
        return std::optional(secret(reasons.size() == 1 ? "mistyped" : "new"));
    });
    QCOMPARE(store.ask(endpoint, secret("old"), u"refused"_s)->reveal(), QByteArray("mistyped"));
    QVERIFY2(reasons[0].startsWith(u"refused"_s) && reasons[0].contains(u"replaces"_s), qPrintable(reasons[0]));
    QCOMPARE(store.ask(endpoint, secret("mistyped"), u"refused"_s)->reveal(), QByteArray("new"));
    QCOMPARE(reasons[1], u"refused"_s);
    QCOMPARE(kept(endpoint), QByteArray("old")); // not before a server took it
    store.provider().accepted(endpoint, secret("new"));
    QCOMPARE(kept(endpoint), QByteArray("new"));
    // What was never kept is not kept now.
    QCOMPARE(store.ask(neverKept, secret("given"), u"refused"_s)->reveal(), QByteArray("new"));
    store.accepted(neverKept, secret("new"));
    QCOMPARE(kept(neverKept), QByteArray());
    // An answer that came on a terminal.
    store.forgetForSession(endpoint.serverId);
    store.setAnswer(endpoint, secret("newer"));
    store.accepted(endpoint, secret("newer"));
    QCOMPARE(kept(endpoint), QByteArray("newer"));
}

void TestSecretStore::aConnectionThatLeavesItsServerTakesThePassword()
{
    SecretStore store(vaultPath());
    QVERIFY(store.openVault(secret("open sesame")));
    const Endpoint shared = someEndpoint(u"shared"_s);
    const Endpoint own = someEndpoint(u"own"_s);
    QVERIFY(shared.serverId != own.serverId);
    QVERIFY(store.copy(shared.serverId, own.serverId)); // nothing is kept, which is no error
    QVERIFY(!store.find(own, noDeadline));
    QVERIFY(store.save(shared.serverId, secret("sealed")));
    QVERIFY(store.copy(shared.serverId, own.serverId));
    SecretStore later(vaultPath());
    QVERIFY(later.openVault(secret("open sesame")));
    QCOMPARE(later.find(own, noDeadline)->reveal(), QByteArray("sealed"));
    QCOMPARE(later.find(shared, noDeadline)->reveal(), QByteArray("sealed"));
}

void TestSecretStore::lockedVaultIsUnlockedWhereAServerWantsAPassword()
{
    const Endpoint endpoint = someEndpoint();
    {
        SecretStore store(vaultPath());
        QVERIFY(store.openVault(secret("open sesame")));
        QVERIFY(store.save(endpoint.serverId, secret("sealed")));
    }
    SecretStore store(vaultPath());
    int passwords = 0;
    QStringList passphrases{u"open sesame"_s, u"open sesam"_s};
    store.setAsk([&](const Endpoint &, const QString &) {
        ++passwords;
        return std::optional(secret("typed"));
    });
    store.setAskPassphrase([&](const Endpoint &, const QString &) { return std::optional(Secret(passphrases.takeLast().toUtf8())); });
    QVERIFY(!store.find(endpoint, noDeadline));
    QCOMPARE(store.ask(endpoint)->reveal(), QByteArray("sealed"));
    QVERIFY(passphrases.isEmpty()); // the wrong one, then the right one
    QCOMPARE(passwords, 0);
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), QByteArray("sealed"));
    QCOMPARE(store.ask(endpoint, secret("sealed"))->reveal(), QByteArray("typed")); // the server refused what the vault has
}

void TestSecretStore::declinedVaultIsNotAskedForAgain()
{
    {
        SecretStore store(vaultPath());
        QVERIFY(store.openVault(secret("open sesame")));
    }
    SecretStore store(vaultPath());
    int questions = 0;
    store.setAsk([&](const Endpoint &, const QString &) { return std::optional(secret("typed")); });
    store.setAskPassphrase([&](const Endpoint &, const QString &) -> std::optional<Secret> {
        ++questions;
        return std::nullopt;
    });
    QCOMPARE(store.ask(someEndpoint())->reveal(), QByteArray("typed"));
    QCOMPARE(store.ask(someEndpoint(u"other"_s))->reveal(), QByteArray("typed"));
    QCOMPARE(questions, 1);
}

void TestSecretStore::oneNoIsANoForAllWhoWaited()
{
    SecretStore store(vaultPath());
    std::atomic<int> questions = 0;
    std::atomic<int> started = 0;
    std::atomic<int> cancelled = 0;
    store.setAsk([&](const Endpoint &, const QString &) -> std::optional<Secret> {
        ++questions;
        while (started < 8) // all have asked before the first is answered
            std::this_thread::yield();
        return std::nullopt;
    });
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            Endpoint endpoint = someEndpoint();
            ++started;
            const auto found = store.ask(endpoint);
            if (!found && found.error().kind == ErrorKind::Cancelled)
                ++cancelled;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(cancelled.load(), 8);
    QVERIFY(questions < 8);
}

void TestSecretStore::withoutAKeyringNothingIsKept()
{
    SecretStore store(vaultPath());
    const auto kept = store.save(QUuid::createUuid(), secret("CANARY"));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Unsupported);
    QVERIFY(!kept.error().message.contains(u"CANARY"_s));
    QVERIFY(!store.hasVault());
    QVERIFY(QDir(m_dir->path()).isEmpty());
}

void TestSecretStore::vaultKeepsSecretsUnderAPassphrase()
{
    const Endpoint endpoint = someEndpoint();
    const QByteArray binary("\0CANARY\xff\n", 9);
    {
        SecretStore store(vaultPath());
        QVERIFY(!store.hasVault());
        QCOMPARE(store.openVault(Secret()).error().kind, ErrorKind::Usage);
        QVERIFY(store.openVault(secret("open sesame")));
        QVERIFY(store.isVaultOpen());
        QCOMPARE(*store.save(endpoint.serverId, Secret(binary)), SecretStore::Place::Vault);
    }
    QCOMPARE(QFile::permissions(vaultPath()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther),
             QFileDevice::Permissions());
    m_vault = readAll(vaultPath());
    QVERIFY(!m_vault.contains("CANARY"));
    SecretStore store(vaultPath());
    QVERIFY(store.hasVault());
    QVERIFY(store.find(endpoint, noDeadline).error().detail.contains(u"locked"_s));
    const auto wrong = store.openVault(secret("open sesam"));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::Authentication);
    QVERIFY(!store.isVaultOpen());
    QCOMPARE(readAll(vaultPath()), m_vault);
    QVERIFY(store.openVault(secret("open sesame")));
    QCOMPARE(store.find(endpoint, noDeadline)->reveal(), binary);
    QVERIFY(store.remove(endpoint.serverId));
    QVERIFY(!store.find(endpoint, noDeadline));
}

void TestSecretStore::damagedVaultIsRefusedAndUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    if (m_vault.isEmpty()) { // the test before did not run
        QTemporaryDir dir;
        Vault vault(dir.filePath(u"v"_s));
        QVERIFY(vault.open(secret("open sesame")));
        QVERIFY(vault.save(QUuid::createUuid(), secret("x")));
        m_vault = readAll(dir.filePath(u"v"_s));
    }
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\n").repeated(50);
    QTest::newRow("cut off") << m_vault.chopped(1);
    QTest::newRow("longer") << m_vault + 'x';
    for (const int at : {0, 8, 12, 16, 24, 40, 60, 75, 100}) {
        QByteArray changed = m_vault;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        QTest::addRow("bit at %d", at) << changed;
    }
}

void TestSecretStore::damagedVaultIsRefusedAndUntouched()
{
    QFETCH(QByteArray, bytes);
    writeAll(vaultPath(), bytes);
    SecretStore store(vaultPath());
    const auto opened = store.openVault(secret("open sesame"));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Damaged);
    QCOMPARE(readAll(vaultPath()), bytes);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"workspace.db.vault"_s});
}

void TestSecretStore::vaultIsSharedByPrograms()
{
    std::vector<std::unique_ptr<Vault>> vaults;
    for (int i = 0; i < 3; ++i) {
        vaults.push_back(std::make_unique<Vault>(vaultPath()));
        QVERIFY(vaults.back()->open(secret("open sesame")));
    }
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    for (std::size_t i = 0; i < vaults.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int n = 0; n < 20; ++n) {
                if (!vaults[i]->save(QUuid::createUuidV5(QUuid(), QByteArray::number(static_cast<int>(i) * 100 + n)), secret("x")))
                    ++failures;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    for (int i = 0; i < 3; ++i) {
        for (int n = 0; n < 20; ++n)
            QVERIFY(vaults[0]->find(QUuid::createUuidV5(QUuid(), QByteArray::number(i * 100 + n))));
    }
}

void TestSecretStore::newVaultIsMadeOnce()
{
    std::atomic<int> opened = 0;
    Vault a(vaultPath());
    Vault b(vaultPath());
    std::thread first([&] { opened += a.open(secret("one")) ? 1 : 0; });
    std::thread second([&] { opened += b.open(secret("two")) ? 1 : 0; });
    first.join();
    second.join();
    QCOMPARE(opened.load(), 1); // the other one meets a vault under another passphrase
}

CONCORD_TEST(TestSecretStore)
#include "tst_secretstore.moc"
