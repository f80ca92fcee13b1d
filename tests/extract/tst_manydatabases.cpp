// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extractjob.h"
#include "extract/sqlitefile.h"
#include "registry/drivers.h"
#include "support/onserver.h"
#include "support/relay.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspace.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Fifty real databases of three engines in one job, five of them broken in five ways; and what is left on the servers afterwards.
class TestManyDatabases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fiveBrokenOnesHurtNobody();
    void connectionsAreReleased_data();
    void connectionsAreReleased();
    void theServerIsToldToStop();
    void missingRightsCanBeAccepted();

private:
    [[nodiscard]] ExtractTarget onServer(const TestServer &server, const QString &database, const QString &name);
    [[nodiscard]] std::unique_ptr<ExtractJob> job(const ExtractRequest &request) const;
    /// A connection that makes every reader of this database wait at its comments, until it goes.
    [[nodiscard]] std::unique_ptr<Connection> holdUp(const ScratchDatabase &database) const;
    /// A port that nobody listens on.
    [[nodiscard]] static quint16 deadPort();

    std::shared_ptr<DriverRegistry> m_registry = std::make_shared<DriverRegistry>();
    QHash<QUuid, QByteArray> m_secrets; ///< by profile
    QTemporaryDir m_dir;
};

static const QString application = u"extract-test"_s;
static const QString countConnections = u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'extract-test'"_s;

void TestManyDatabases::initTestCase()
{
    registerDrivers(*m_registry);
}

ExtractTarget TestManyDatabases::onServer(const TestServer &server, const QString &database, const QString &name)
{
    ExtractTarget target{serverEndpoint(server, database, true), {}};
    target.endpoint.profileId = QUuid::createUuid();
    target.endpoint.name = name;
    if (server.engine == "postgresql"_L1)
        target.endpoint.options.applicationName = application;
    m_secrets.insert(target.endpoint.profileId, server.password.toUtf8());
    return target;
}

std::unique_ptr<ExtractJob> TestManyDatabases::job(const ExtractRequest &request) const
{
    const SecretProvider secrets = [known = m_secrets](const Endpoint &endpoint, Deadline) -> Result<Secret> {
        const QByteArray secret = known.value(endpoint.profileId);
        return secret.isEmpty() ? fail(ErrorKind::NotFound, {}) : Result<Secret>(Secret(secret));
    };
    return std::make_unique<ExtractJob>(request, m_registry, secrets, snapshotStore(m_dir.filePath(u"workspace.concord"_s)));
}

std::unique_ptr<Connection> TestManyDatabases::holdUp(const ScratchDatabase &database) const
{
    auto connection = open(serverEndpoint(database.server(), database.name()), serverSecret(database.server()));
    if (!connection)
        return nullptr;
    ExecuteLimits limits;
    limits.manualCommit = true;
    const Answer locked = run(**connection, u"LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE"_s, {}, limits);
    if (locked.error)
        qWarning("%s", qPrintable(locked.error->message));
    return locked.error ? nullptr : std::move(*connection);
}

quint16 TestManyDatabases::deadPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 1;
}

void TestManyDatabases::fiveBrokenOnesHurtNobody()
{
    CONCORD_NEED_SERVER(postgresql, "postgresql18");
    CONCORD_NEED_SERVER(mariadb, "mariadb");
    ExtractRequest request;
    request.concurrency = 8;
    std::vector<ScratchDatabase> databases;
    const auto scratch = [&](const TestServer &server, const QStringList &statements) -> const ScratchDatabase & {
        auto made = ScratchDatabase::create(server);
        if (!made || !made->execute(statements).isEmpty())
            qFatal("no scratch database");
        return databases.emplace_back(std::move(*made));
    };
    databases.reserve(50);
    const QStringList shop{u"CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50))"_s,
                           u"CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id))"_s};
    for (int i = 0; i < 25; ++i) {
        const QString path = m_dir.filePath(u"%1.db"_s.arg(i));
        QVERIFY(makeSqlite(path, shop.join(u';').toUtf8()));
        request.targets.append({concord::test::sqliteEndpoint(u"file%1"_s.arg(i), path), {}});
    }
    for (int i = 0; i < 10; ++i) {
        request.targets.append(onServer(postgresql, scratch(postgresql, shop).name(), u"postgresql%1"_s.arg(i)));
        request.targets.append(onServer(mariadb, scratch(mariadb, shop).name(), u"mariadb%1"_s.arg(i)));
    }

    const qsizetype down = request.targets.size();
    request.targets.append(onServer(postgresql, databases[0].name(), u"down"_s));
    request.targets.last().endpoint.port = deadPort();

    request.targets.append(onServer(postgresql, databases[0].name(), u"wrong password"_s));
    request.targets.last().endpoint.user = postgresql.passwordUser;
    m_secrets[request.targets.last().endpoint.profileId] = "not the password";

    const ScratchDatabase &closed = scratch(postgresql, shop + QStringList{u"CREATE SCHEMA hr"_s, u"CREATE TABLE hr.salaries (id INTEGER)"_s});
    request.targets.append(onServer(postgresql, closed.name(), u"no right"_s));
    request.targets.last().endpoint.user = postgresql.passwordUser;
    m_secrets[request.targets.last().endpoint.profileId] = postgresql.passwordOfUser.toUtf8();

    Relay breaking(postgresql.port);
    const ScratchDatabase &midway = scratch(postgresql, shop);
    std::unique_ptr<Connection> lock = holdUp(midway);
    QVERIFY(lock != nullptr);
    const int dropped = static_cast<int>(request.targets.size());
    request.targets.append(onServer(postgresql, midway.name(), u"dropped midway"_s));
    request.targets.last().endpoint.port = breaking.port();

    Relay hole(mariadb.port);
    hole.freeze();
    request.targets.append(onServer(mariadb, databases[1].name(), u"black hole"_s));
    request.targets.last().endpoint.port = hole.port();
    request.targets.last().endpoint.options.connectTimeoutMs = 1500;
    QCOMPARE(request.targets.size(), 50);

    const auto made = job(request);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    QTRY_VERIFY_WITH_TIMEOUT(made->countOf(ExtractState::Done) == 45 && made->outcome(dropped).state == ExtractState::Reading, 60'000);
    breaking.cut();
    QVERIFY(made->isFinished() || ends.wait(30'000));
    lock.reset();

    const QList<std::pair<ErrorKind, QString>> expected{{ErrorKind::Connection, u"whether the server runs"_s},
                                                        {ErrorKind::Authentication, u"user and password"_s},
                                                        {ErrorKind::Permission, u"schema hr: USAGE is missing"_s},
                                                        {ErrorKind::Lost, u"broke while the schema was read"_s},
                                                        {ErrorKind::Timeout, u"Nothing answered at that address"_s}};
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const ExtractOutcome outcome = made->outcome(static_cast<int>(down + i));
        QCOMPARE(outcome.state, ExtractState::Failed);
        QVERIFY2(outcome.error->kind == expected[i].first, qPrintable(errorKindName(outcome.error->kind) + u": "_s + outcome.error->message));
        QVERIFY2(outcome.error->detail.contains(expected[i].second), qPrintable(outcome.error->message + u'\n' + outcome.error->detail));
        QVERIFY(!outcome.snapshot);
    }
    const auto workspace = Workspace::open(m_dir.filePath(u"workspace.concord"_s));
    const auto latest = (*workspace)->latestSnapshots(*m_registry);
    QCOMPARE(latest->size(), 45);
    for (const SnapshotInfo &info : *latest) {
        QCOMPARE(info.run, made->run());
        QCOMPARE(info.counts.value(u"tables"_s), 2);
        QCOMPARE(info.counts.value(u"foreign_keys"_s), 1);
        QCOMPARE(info.unread, 0);
    }

    // What failed is read again, and only that: the broken line is whole again.
    made->retryFailed();
    QVERIFY(made->isFinished() || ends.wait(60'000));
    QCOMPARE(made->countOf(ExtractState::Done), 46);
    QCOMPARE(made->outcome(dropped).state, ExtractState::Done);
    for (const SnapshotInfo &info : *latest)
        QCOMPARE((*workspace)->snapshots(info.profileId)->size(), 1);
    QTRY_COMPARE(ask(postgresql, postgresql.database, countConnections), u"0"_s);
}

void TestManyDatabases::connectionsAreReleased_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("success") << u"success"_s;
    QTest::newRow("failure") << u"failure"_s;
    QTest::newRow("cancel") << u"cancel"_s;
    QTest::newRow("the job goes away") << u"gone"_s;
}

void TestManyDatabases::connectionsAreReleased()
{
    QFETCH(QString, how);
    CONCORD_NEED_SERVER(postgresql, "postgresql18");
    auto database = ScratchDatabase::create(postgresql);
    QVERIFY(database.has_value());
    QCOMPARE(database->execute({u"CREATE TABLE t (id INTEGER)"_s}), QString());
    ExtractRequest request;
    request.targets = {onServer(postgresql, database->name(), u"a"_s)};
    request.timeoutMs = how == "failure"_L1 ? 1000 : 0;
    const std::unique_ptr<Connection> lock = how == "success"_L1 ? nullptr : holdUp(*database);
    auto made = job(request);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    if (lock)
        QTRY_COMPARE(ask(postgresql, postgresql.database, countConnections), u"1"_s);
    if (how == "cancel"_L1)
        made->cancel();
    if (how == "gone"_L1) {
        made.reset();
    } else {
        QVERIFY(made->isFinished() || ends.wait(20'000));
        QCOMPARE(made->outcome(0).state, how == "success"_L1   ? ExtractState::Done
                                         : how == "failure"_L1 ? ExtractState::Failed
                                                               : ExtractState::Cancelled);
    }
    QTRY_COMPARE(ask(postgresql, postgresql.database, countConnections), u"0"_s);
}

void TestManyDatabases::theServerIsToldToStop()
{
    CONCORD_NEED_SERVER(postgresql, "postgresql18");
    auto database = ScratchDatabase::create(postgresql);
    QVERIFY(database.has_value());
    const std::unique_ptr<Connection> lock = holdUp(*database);
    ExtractRequest request;
    request.targets = {onServer(postgresql, database->name(), u"a"_s)};
    const auto made = job(request);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    const QString waiting = u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'extract-test' AND wait_event_type = 'Lock'"_s;
    QTRY_COMPARE(ask(postgresql, postgresql.database, waiting), u"1"_s);
    QElapsedTimer timer;
    timer.start();
    made->cancel(0);
    QVERIFY(made->outcome(0).cancelRequested);
    QVERIFY(ends.wait(30'000));
    QVERIFY2(timer.elapsed() < 15'000, "it was told, and its link not cut");
    QCOMPARE(made->outcome(0).state, ExtractState::Cancelled);
    QCOMPARE(ask(postgresql, postgresql.database, waiting), u"0"_s); // while the lock is still held
}

void TestManyDatabases::missingRightsCanBeAccepted()
{
    CONCORD_NEED_SERVER(postgresql, "postgresql18");
    auto database = ScratchDatabase::create(postgresql);
    QVERIFY(database.has_value());
    QCOMPARE(database->execute({u"CREATE TABLE t (id INTEGER)"_s, u"CREATE SCHEMA hr"_s, u"CREATE TABLE hr.salaries (id INTEGER)"_s}), QString());
    ExtractRequest request;
    request.targets = {onServer(postgresql, database->name(), u"a"_s), onServer(postgresql, database->name(), u"b"_s)};
    for (ExtractTarget &target : request.targets) {
        target.endpoint.user = postgresql.passwordUser;
        m_secrets[target.endpoint.profileId] = postgresql.passwordOfUser.toUtf8();
    }
    request.targets[1].request.exclude = {u"hr.*"_s};
    const auto strict = job(request);
    QSignalSpy strictEnds(strict.get(), &ExtractJob::finished);
    strict->start();
    QVERIFY(strict->isFinished() || strictEnds.wait(20'000));
    QCOMPARE(strict->outcome(0).error->kind, ErrorKind::Permission);
    QCOMPARE(strict->outcome(1).state, ExtractState::Done); // it was not asked for

    request.partial = true;
    const auto partial = job(request);
    QSignalSpy partialEnds(partial.get(), &ExtractJob::finished);
    partial->start();
    QVERIFY(partial->isFinished() || partialEnds.wait(20'000));
    QCOMPARE(partial->outcome(0).state, ExtractState::Done);
    QCOMPARE(partial->outcome(0).missing.size(), 1);
    QVERIFY(partial->outcome(0).snapshot->unread > 0);
    QVERIFY(partial->outcome(0).catalog->findRelation({u"public"_s, u"t"_s}) != nullptr);
}

CONCORD_TEST(TestManyDatabases)
#include "tst_manydatabases.moc"
