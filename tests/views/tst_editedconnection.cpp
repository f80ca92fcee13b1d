// SPDX-License-Identifier: GPL-3.0-or-later
// A connection that is edited to lead elsewhere, while what the old one read is known or still being read.
#include "connection/samedatabase.h"
#include "connections/objectbrowser.h"
#include "registry/drivers.h"
#include "schema/cataloglibrary.h"
#include "views/sqlitefiles.h"
#include "workspace/workspacethread.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestEditedConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void whatWasReadGoesWithTheDatabase();
    void aNameOrColourForgetsNothing();
    void theAnswerToAnEarlierQuestionIsNotTaken();
    void snapshotsOfTheOldDatabaseAreNotShown();
    void afterARestartNeither();

private:
    [[nodiscard]] Services services() const;
    [[nodiscard]] QStringList listed(const ObjectBrowser &browser) const;
    [[nodiscard]] CatalogPtr emptyCatalog() const;

    std::shared_ptr<DriverRegistry> m_registry = std::make_shared<DriverRegistry>();
    std::unique_ptr<SqliteFiles> m_files;
    std::unique_ptr<ProfileList> m_profiles;
    ProfileEntry m_old;
    ProfileEntry m_new;
};

void TestEditedConnection::initTestCase()
{
    registerDrivers(*m_registry);
}

void TestEditedConnection::init()
{
    m_files = std::make_unique<SqliteFiles>();
    QCOMPARE(m_files->execute(u"old"_s, {u"create table of_old(id integer)"_s}), QString());
    QCOMPARE(m_files->execute(u"new"_s, {u"create table of_new(id integer)"_s}), QString());
    m_profiles = std::make_unique<ProfileList>(nullptr, m_registry);
    m_old = m_files->entry(u"old"_s);
    m_new = m_old;
    m_new.endpoint.database = m_files->path(u"new"_s);
    m_profiles->setEntries({m_old});
}

Services TestEditedConnection::services() const
{
    Services services;
    services.registry = m_registry;
    services.profiles = m_profiles.get();
    services.secrets = [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); };
    return services;
}

QStringList TestEditedConnection::listed(const ObjectBrowser &browser) const
{
    QStringList names;
    if (const QList<ObjectName> *objects = browser.objects(m_old.endpoint.profileId)) {
        for (const ObjectName &object : *objects)
            names.append(object.name);
    }
    return names;
}

CatalogPtr TestEditedConnection::emptyCatalog() const
{
    CatalogInfo info;
    info.engine = u"sqlite"_s;
    info.readAt = QDateTime::currentDateTimeUtc();
    return Catalog::make(info, {});
}

void TestEditedConnection::whatWasReadGoesWithTheDatabase()
{
    const QUuid id = m_old.endpoint.profileId;
    ObjectBrowser browser(services());
    CatalogLibrary library(nullptr, *m_profiles);
    const QSignalSpy changed(&library, &CatalogLibrary::changed);
    library.take(id, emptyCatalog());
    browser.readObjects(m_old.endpoint);
    QTRY_COMPARE(listed(browser), QStringList{u"of_old"_s});
    browser.readColumns(m_old.endpoint, {{}, u"of_old"_s, {}});
    QTRY_VERIFY(browser.columns(id, {{}, u"of_old"_s, {}}));

    m_profiles->setEntries({m_new});
    QVERIFY(!browser.objects(id));
    QVERIFY(!browser.columns(id, {{}, u"of_old"_s, {}}));
    QVERIFY(!browser.serverInfo(id));
    QVERIFY(!library.catalog(id));
    QCOMPARE(changed.size(), 2);
    browser.readObjects(m_new.endpoint);
    QTRY_COMPARE(listed(browser), QStringList{u"of_new"_s});
}

void TestEditedConnection::aNameOrColourForgetsNothing()
{
    ObjectBrowser browser(services());
    CatalogLibrary library(nullptr, *m_profiles);
    library.take(m_old.endpoint.profileId, emptyCatalog());
    browser.readObjects(m_old.endpoint);
    QTRY_COMPARE(listed(browser), QStringList{u"of_old"_s});
    m_old.endpoint.name = u"renamed"_s;
    m_old.endpoint.colour = u"#336699"_s;
    m_old.endpoint.readOnly = false;
    m_profiles->setEntries({m_old});
    QCOMPARE(listed(browser), QStringList{u"of_old"_s});
    QVERIFY(library.catalog(m_old.endpoint.profileId));
}

void TestEditedConnection::theAnswerToAnEarlierQuestionIsNotTaken()
{
    const QUuid id = m_old.endpoint.profileId;
    QTcpServer silent; // a PostgreSQL that takes the connection and says nothing, until it is cut
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ProfileEntry far = m_old;
    far.endpoint.engine = u"postgresql"_s;
    far.endpoint.host = u"127.0.0.1"_s;
    far.endpoint.port = silent.serverPort();
    far.endpoint.database = u"shop"_s;
    far.endpoint.options.tls = TlsMode::Disable;
    m_profiles->setEntries({far});
    ObjectBrowser browser(services());
    const QSignalSpy read(&browser, &ObjectBrowser::objectsRead);
    browser.readObjects(far.endpoint);
    QTRY_VERIFY(silent.hasPendingConnections());
    QVERIFY(browser.isReading(id));

    m_profiles->setEntries({m_new});
    QVERIFY(!browser.isReading(id));
    browser.readObjects(m_new.endpoint);
    QTRY_COMPARE(listed(browser), QStringList{u"of_new"_s});
    QTcpSocket *link = silent.nextPendingConnection();
    link->abort();
    silent.close();
    QTest::qWait(300); // the old link's failure comes now
    QCOMPARE(read.size(), 1);
    QVERIFY(!browser.error(id));
    QCOMPARE(listed(browser), QStringList{u"of_new"_s});
}

void TestEditedConnection::snapshotsOfTheOldDatabaseAreNotShown()
{
    const QUuid id = m_old.endpoint.profileId;
    QTemporaryDir folder;
    WorkspaceThread workspace(folder.filePath(u"w.concord"_s));
    const NewSnapshot snapshot{id, u"old"_s, QUuid::createUuid(), QDateTime::currentDateTimeUtc(), emptyCatalog(), {}};
    QVERIFY(workspace.post([snapshot](Workspace &open) { return open.saveSnapshot(snapshot); }).takeResult().has_value());
    CatalogLibrary library(&workspace, *m_profiles);
    QSignalSpy loaded(&library, &CatalogLibrary::loaded);
    library.load();
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(library.catalog(id));

    m_profiles->setEntries({m_new}); // loads again
    QTRY_COMPARE(loaded.size(), 2);
    QVERIFY(!library.catalog(id));
    const NewSnapshot later{id, u"old"_s, QUuid::createUuid(), QDateTime::currentDateTimeUtc(), emptyCatalog(), {}};
    QVERIFY(workspace.post([later](Workspace &open) { return open.saveSnapshot(later); }).takeResult().has_value());
    library.load(); // what was read since then is its own
    QTRY_VERIFY(library.catalog(id));
}

void TestEditedConnection::afterARestartNeither()
{
    const QUuid id = m_old.endpoint.profileId;
    QTemporaryDir folder;
    WorkspaceThread workspace(folder.filePath(u"w.concord"_s));
    const auto read = [&](const Endpoint &endpoint) {
        const QString url = urlOf(endpoint, *m_registry);
        const NewSnapshot snapshot{id, u"old"_s, QUuid::createUuid(), QDateTime::currentDateTimeUtc(), emptyCatalog(), url};
        return workspace.post([snapshot](Workspace &open) { return open.saveSnapshot(snapshot); }).takeResult().has_value();
    };
    Profile profile;
    profile.id = id;
    profile.name = u"old"_s;
    profile.database = m_new.endpoint.database;
    Server server;
    server.engine = u"sqlite"_s;
    const auto save = [server, profile](Workspace &open) { return open.saveConnection(server, profile); };
    QVERIFY(read(m_old.endpoint));
    QVERIFY(workspace.post(save).takeResult().has_value());
    m_profiles->setEntries({m_new});
    CatalogLibrary library(&workspace, *m_profiles);
    const QSignalSpy loaded(&library, &CatalogLibrary::loaded);
    library.load();
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(!library.catalog(id));
    QVERIFY(read(m_new.endpoint));
    library.load();
    QTRY_VERIFY(library.catalog(id));
}

CONCORD_TEST(TestEditedConnection)
#include "tst_editedconnection.moc"
