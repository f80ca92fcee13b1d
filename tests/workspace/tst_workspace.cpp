// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"
#include "workspace/workspacethread.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

Server someServer(const QString &host)
{
    Server server;
    server.engine = u"postgresql"_s;
    server.host = host;
    server.port = 5433;
    server.user = u"\u00e4nn"_s;
    server.options.tls = TlsMode::VerifyFull;
    server.options.tlsCa = u"/c/ca.pem"_s;
    server.options.socket = u"/run/postgresql"_s;
    server.options.connectTimeoutMs = 1234;
    server.options.statementTimeoutMs = 5678;
    server.options.applicationName = u"a b"_s;
    server.options.searchPath = u"x, public"_s;
    server.options.charset = u"latin1"_s;
    server.options.extra.insert(u"options"_s, u"-c geqo=off"_s);
    server.maxConnections = 7;
    return server;
}

Profile someProfile(const QString &name)
{
    Profile profile;
    profile.name = name;
    profile.database = u"shop"_s;
    profile.groups = {u"tenants"_s, u"eu"_s};
    profile.environment = Environment::Staging;
    profile.colour = u"#12abEF"_s;
    profile.readOnly = false;
    return profile;
}

QStringList namesOf(const QList<Endpoint> &endpoints)
{
    QStringList names;
    for (const Endpoint &endpoint : endpoints)
        names.append(endpoint.name);
    return names;
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newWorkspaceIsEmpty();
    void connectionIsReadBackAsItWasSaved();
    void equalServerIsSavedOnce();
    void profilesComeByNameWithoutRegardToCase();
    void takenNameIsRefused();
    void badProfileIsRefused_data();
    void badProfileIsRefused();
    void renamedProfileKeepsItsPlaces();
    void removedProfileTakesItsServerAndItsPlacesWithIt();
    void serverLivesAsLongAsAProfile();
    void removingWhatIsGoneIsAnError();
    void profileMovedToAnotherServerLeavesNoServerBehind();
    void whatChangesOfASharedServer_data();
    void whatChangesOfASharedServer();
    void failedSaveChangesNothing();
    void workSessionIsReadBack();
    void savedTargetsAreReadBack();
    void historyIsReadBackNewestFirst();
    void lastUsesAreOfTheNewestRunHoweverLongAgo();
    void aTextIsKeptOnceForAllTargets_data();
    void aTextIsKeptOnceForAllTargets();
    void historyIsSearched_data();
    void historyIsSearched();
    void unfinishedRunLeavesATrace();
    void runNumbersNeverComeTwice();
    void historyOutlivesItsProfiles();
    void editorIsReadBack();
    void editorIsSavedWhateverBecameOfItsTargets();
    void settingIsReadBack();
    void everythingIsThereAfterReopening();
    void threadRunsJobsInOrder();
    void threadAnswersInTheOrderOfItsJobs();
    void threadTellsWhyItCouldNotOpen();
    void defaultPathFollowsTheEnvironment();

private:
    void reopen();
    Endpoint add(const QString &name, const QString &host = u"h"_s);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
};

void TestWorkspace::reopen()
{
    m_workspace.reset();
    auto workspace = Workspace::open(m_dir->filePath(u"workspace.db"_s));
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().message));
    m_workspace = std::move(*workspace);
}

Endpoint TestWorkspace::add(const QString &name, const QString &host)
{
    auto saved = m_workspace->saveConnection(someServer(host), someProfile(name));
    if (!saved)
        qFatal("%s", qPrintable(saved.error().message));
    return *saved;
}

void TestWorkspace::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestWorkspace::cleanup()
{
    m_workspace.reset();
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"workspace.db"_s}); // no -wal, no -shm
}

void TestWorkspace::newWorkspaceIsEmpty()
{
    QCOMPARE(m_workspace->servers()->size(), 0);
    QCOMPARE(m_workspace->profiles()->size(), 0);
    QCOMPARE(m_workspace->endpoints()->size(), 0);
    QCOMPARE(m_workspace->sessions()->size(), 0);
    QCOMPARE(m_workspace->savedTargets()->size(), 0);
    QCOMPARE(m_workspace->history(10)->size(), 0);
    QCOMPARE(m_workspace->editors()->size(), 0);
    QVERIFY(!m_workspace->activeProfile()->has_value());
}

void TestWorkspace::connectionIsReadBackAsItWasSaved()
{
    const Endpoint saved = add(u"tenant_1"_s);
    QVERIFY(!saved.profileId.isNull());
    QVERIFY(!saved.serverId.isNull());
    const auto servers = m_workspace->servers();
    const auto profiles = m_workspace->profiles();
    QVERIFY(servers && profiles);
    Server server = someServer(u"h"_s);
    server.id = saved.serverId;
    QVERIFY(*servers == QList{server});
    Profile profile = someProfile(u"tenant_1"_s);
    profile.id = saved.profileId;
    profile.serverId = saved.serverId;
    QVERIFY(*profiles == QList{profile});
    QVERIFY(*m_workspace->endpoints() == QList{makeEndpoint(server, profile)});
    QVERIFY(saved == makeEndpoint(server, profile));
}

void TestWorkspace::equalServerIsSavedOnce()
{
    const Endpoint a = add(u"a"_s);
    const Endpoint b = add(u"b"_s);
    const Endpoint c = add(u"c"_s, u"other"_s);
    QCOMPARE(a.serverId, b.serverId);
    QVERIFY(a.serverId != c.serverId);
    QCOMPARE(m_workspace->servers()->size(), 2);
}

void TestWorkspace::profilesComeByNameWithoutRegardToCase()
{
    for (const QString &name : {u"b"_s, u"C"_s, u"a"_s, u"\u00c4"_s})
        add(name);
    QCOMPARE(namesOf(*m_workspace->endpoints()), (QStringList{u"a"_s, u"b"_s, u"C"_s, u"\u00c4"_s}));
}

void TestWorkspace::takenNameIsRefused()
{
    const Endpoint first = add(u"Production"_s);
    for (const QString &name : {u"Production"_s, u"production"_s, u"PRODUCTION"_s}) {
        const auto again = m_workspace->saveConnection(someServer(u"x"_s), someProfile(name));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Usage);
        QVERIFY(again.error().message.contains(u"Production"_s));
    }
    QCOMPARE(m_workspace->servers()->size(), 1); // the server of a refused profile is not kept
    Profile same = m_workspace->profiles()->first();
    same.name = u"PRODUCTION"_s;
    QVERIFY(m_workspace->saveProfile(same)); // its own name in another case is free
    QCOMPARE(m_workspace->endpoints()->first().profileId, first.profileId);
}

void TestWorkspace::badProfileIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("colour");
    QTest::newRow("path") << u"../x"_s << u"g"_s << u""_s;
    QTest::newRow("empty") << u""_s << u"g"_s << u""_s;
    QTest::newRow("group") << u"x"_s << u"a:b"_s << u""_s;
    QTest::newRow("empty group") << u"x"_s << u""_s << u""_s;
    QTest::newRow("colour") << u"x"_s << u"g"_s << u"red; }"_s;
}

void TestWorkspace::badProfileIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, group);
    QFETCH(QString, colour);
    Profile profile = someProfile(name);
    profile.groups = {group};
    profile.colour = colour;
    const auto saved = m_workspace->saveConnection(someServer(u"h"_s), profile);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::Usage);
    QCOMPARE(m_workspace->servers()->size(), 0);
}

void TestWorkspace::renamedProfileKeepsItsPlaces()
{
    const Endpoint a = add(u"a"_s);
    QVERIFY(m_workspace->setActiveProfile(a.profileId));
    QVERIFY(m_workspace->saveSession({{}, u"s"_s, {a.profileId}, {}}));
    Profile renamed = m_workspace->profiles()->first();
    renamed.name = u"z"_s;
    renamed.groups = {u"one"_s};
    QVERIFY(m_workspace->saveProfile(renamed));
    QCOMPARE(m_workspace->profiles()->first().groups, QStringList{u"one"_s});
    QCOMPARE(m_workspace->activeProfile()->value(), a.profileId);
    QCOMPARE(m_workspace->sessions()->first().profiles, QList{a.profileId});
}

void TestWorkspace::removedProfileTakesItsServerAndItsPlacesWithIt()
{
    const Endpoint a = add(u"a"_s);
    const Endpoint b = add(u"b"_s, u"other"_s);
    QVERIFY(m_workspace->setActiveProfile(a.profileId));
    QVERIFY(m_workspace->saveSession({{}, u"s"_s, {b.profileId, a.profileId}, {}}));
    QVERIFY(m_workspace->saveTargets({u"set"_s, {a.profileId, b.profileId}}));
    QVERIFY(m_workspace->removeProfiles({a.profileId}));
    QCOMPARE(namesOf(*m_workspace->endpoints()), QStringList{u"b"_s});
    QCOMPARE(m_workspace->servers()->size(), 1);
    QVERIFY(!m_workspace->activeProfile()->has_value());
    QCOMPARE(m_workspace->sessions()->first().profiles, QList{b.profileId});
    QCOMPARE(m_workspace->savedTargets()->first().profiles, QList{b.profileId});
}

void TestWorkspace::serverLivesAsLongAsAProfile()
{
    const Endpoint a = add(u"a"_s);
    const Endpoint b = add(u"b"_s);
    QVERIFY(m_workspace->removeProfiles({a.profileId}));
    QCOMPARE(m_workspace->servers()->size(), 1);
    const auto unused = m_workspace->removeProfiles({b.profileId});
    QVERIFY(unused);
    QCOMPARE(unused->size(), 1); // whose password nobody needs any more
    QCOMPARE(unused->first().id, b.serverId);
    QCOMPARE(m_workspace->servers()->size(), 0);
}

void TestWorkspace::removingWhatIsGoneIsAnError()
{
    const QUuid nobody = QUuid::createUuid();
    const Endpoint a = add(u"a"_s);
    QCOMPARE(m_workspace->removeProfiles({a.profileId, nobody}).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_workspace->profiles()->size(), 1); // all or none
    QCOMPARE(m_workspace->removeSession(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_workspace->setActiveProfile(nobody).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_workspace->saveSession({{}, u"s"_s, {nobody}, {}}).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_workspace->sessions()->size(), 0);
}

void TestWorkspace::profileMovedToAnotherServerLeavesNoServerBehind()
{
    const Endpoint a = add(u"a"_s);
    const auto moved = m_workspace->saveConnection(someServer(u"new"_s), m_workspace->profiles()->first());
    QVERIFY(moved);
    QCOMPARE(moved->profileId, a.profileId);
    QCOMPARE(m_workspace->servers()->size(), 1);
    QCOMPARE(m_workspace->endpoints()->first().host, u"new"_s);
}

void TestWorkspace::whatChangesOfASharedServer_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("engine"); ///< that the first of two becomes
    QTest::addColumn<bool>("forBoth");
    QTest::newRow("a server's timeout") << u"h"_s << u"postgresql"_s << true;
    QTest::newRow("a server's engine") << u"h"_s << u"mysql"_s << false;
    QTest::newRow("a file's timeout") << QString() << u"sqlite"_s << false;
    QTest::newRow("a file's engine") << QString() << u"mysql"_s << false;
}

void TestWorkspace::whatChangesOfASharedServer()
{
    QFETCH(QString, host);
    QFETCH(QString, engine);
    QFETCH(bool, forBoth);
    Server server;
    server.engine = host.isEmpty() ? u"sqlite"_s : u"postgresql"_s;
    server.host = host;
    Profile first = someProfile(u"a"_s);
    Profile second = someProfile(u"b"_s);
    if (host.isEmpty()) {
        first.database = u"/data/a.db"_s;
        second.database = u"/data/b.db"_s;
    }
    const auto a = m_workspace->saveConnection(server, first);
    const auto b = m_workspace->saveConnection(server, second);
    QVERIFY(a && b);
    QCOMPARE(a->serverId, b->serverId);
    Server changed = m_workspace->servers()->first();
    const Server before = changed;
    changed.engine = engine;
    changed.options.connectTimeoutMs = 3000;
    const auto saved = m_workspace->saveConnection(changed, m_workspace->profiles()->first());
    QVERIFY(saved);
    QCOMPARE(saved->name, u"a"_s);
    QCOMPARE(saved->engine, engine);
    const Endpoint other = m_workspace->endpoints()->last();
    QCOMPARE(other.name, u"b"_s);
    QCOMPARE(other.engine, forBoth ? engine : before.engine);
    QCOMPARE(other.options.connectTimeoutMs, forBoth ? 3000 : before.options.connectTimeoutMs);
    QCOMPARE(other.serverId == saved->serverId, forBoth);
    // Alone, it keeps its server, whatever that becomes.
    changed.id = saved->serverId;
    QVERIFY(m_workspace->removeProfiles({other.profileId}));
    changed.options.connectTimeoutMs = 4000;
    QCOMPARE(m_workspace->saveConnection(changed, m_workspace->profiles()->first())->serverId, saved->serverId);
    QCOMPARE(m_workspace->servers()->size(), 1);
}

void TestWorkspace::failedSaveChangesNothing()
{
    add(u"a"_s);
    Profile orphan = someProfile(u"b"_s);
    orphan.serverId = QUuid::createUuid();
    QCOMPARE(m_workspace->saveProfile(orphan).error().kind, ErrorKind::NotFound);
    QCOMPARE(namesOf(*m_workspace->endpoints()), QStringList{u"a"_s});
    QVERIFY(m_workspace->saveProfile(m_workspace->profiles()->first())); // the transaction of the failed one is over
}

void TestWorkspace::workSessionIsReadBack()
{
    const Endpoint a = add(u"a"_s);
    const Endpoint b = add(u"b"_s);
    auto saved = m_workspace->saveSession({{}, u"migration"_s, {b.profileId, a.profileId, b.profileId}, {}});
    QVERIFY(saved);
    QVERIFY(saved->created.isValid());
    QVERIFY(m_workspace->saveSession({{}, u"empty"_s, {}, {}}));
    const auto sessions = m_workspace->sessions();
    QCOMPARE(sessions->size(), 2);
    QCOMPARE(sessions->at(0).name, u"empty"_s);
    QCOMPARE(sessions->at(1).profiles, (QList{b.profileId, a.profileId}));
    QCOMPARE(sessions->at(1).created, saved->created);
    QCOMPARE(m_workspace->saveSession({{}, u"Migration"_s, {}, {}}).error().kind, ErrorKind::Usage);
    saved->profiles = {a.profileId};
    QVERIFY(m_workspace->saveSession(*saved));
    QCOMPARE(m_workspace->sessions()->at(1).profiles, QList{a.profileId});
    QVERIFY(m_workspace->removeSession(saved->id));
    QCOMPARE(m_workspace->sessions()->size(), 1);
    QCOMPARE(m_workspace->endpoints()->size(), 2);
}

void TestWorkspace::savedTargetsAreReadBack()
{
    const Endpoint a = add(u"a"_s);
    const Endpoint b = add(u"b"_s);
    QVERIFY(m_workspace->saveTargets({u"Both"_s, {b.profileId, a.profileId}}));
    QVERIFY(m_workspace->saveTargets({u"both"_s, {a.profileId}})); // the same set under its newer spelling
    QCOMPARE(m_workspace->savedTargets()->size(), 1);
    QCOMPARE(m_workspace->savedTargets()->first().name, u"both"_s);
    QCOMPARE(m_workspace->savedTargets()->first().profiles, QList{a.profileId});
    QVERIFY(m_workspace->removeTargets(u"BOTH"_s));
    QCOMPARE(m_workspace->savedTargets()->size(), 0);
}

void TestWorkspace::historyIsReadBackNewestFirst()
{
    HistoryEntry entry;
    entry.started = QDateTime::fromString(u"2026-11-21T09:00:00.123Z"_s, Qt::ISODateWithMs);
    entry.text = u"select 'it''s', \u00e4, 1%_\\"_s;
    entry.origin = u"concordctl"_s;
    entry.session = u"s"_s;
    const auto number = m_workspace->beginHistory(entry);
    QVERIFY(number);
    QCOMPARE(*number, 1);
    entry.run = *number;
    entry.elapsedMs = 61.5;
    entry.targets = {{QUuid::createUuid(), u"a"_s, u"sqlite"_s, u"select 1"_s, u"done"_s, 15432, -1, 45.2, {}, {}, {}},
                     {QUuid::createUuid(), u"b"_s, u"mysql"_s, u""_s, u"failed"_s, 0, 3, 0.5, u"timeout"_s, u"57014"_s, u"too late"_s}};
    QVERIFY(m_workspace->finishHistory(entry));
    QCOMPARE(*m_workspace->beginHistory({}), 2);
    const auto all = m_workspace->history(10);
    QCOMPARE(all->size(), 2);
    QCOMPARE(all->at(0).run, 2);
    const HistoryEntry &read = all->at(1);
    QCOMPARE(read.started, entry.started);
    QCOMPARE(read.text, entry.text);
    QCOMPARE(read.origin, entry.origin);
    QCOMPARE(read.elapsedMs, 61.5);
    QCOMPARE(read.targets.size(), 2);
    QCOMPARE(read.targets[0].rows, 15432);
    QCOMPARE(read.targets[0].profileId, entry.targets[0].profileId);
    QCOMPARE(read.targets[1].affectedRows, 3);
    QCOMPARE(read.targets[1].errorCode, u"57014"_s);
    QCOMPARE(read.targets[1].errorMessage, u"too late"_s);
    QCOMPARE(m_workspace->history(1)->size(), 1);
    QCOMPARE(m_workspace->history(10, u"s"_s)->size(), 1);
}

void TestWorkspace::lastUsesAreOfTheNewestRunHoweverLongAgo()
{
    const QUuid once = QUuid::createUuid();
    const QUuid often = QUuid::createUuid();
    QCOMPARE(m_workspace->lastUses()->size(), 0);
    const QDateTime first = QDateTime::fromString(u"2026-11-21T09:00:00.123Z"_s, Qt::ISODateWithMs);
    for (int i = 0; i < 300; ++i) {
        HistoryEntry entry;
        entry.started = first.addSecs(i);
        entry.text = u"select 1"_s;
        entry.targets = {{i == 0 ? once : often, u"a"_s, u"sqlite"_s, {}, u"done"_s, 1, -1, 1.0, {}, {}, {}}};
        QVERIFY(m_workspace->beginHistory(entry));
    }
    const auto uses = m_workspace->lastUses();
    QVERIFY(uses);
    QCOMPARE(uses->size(), 2);
    QCOMPARE(uses->value(once), first);
    QCOMPARE(uses->value(often), first.addSecs(299));
}

void TestWorkspace::aTextIsKeptOnceForAllTargets_data()
{
    QTest::addColumn<QString>("sent");
    QTest::newRow("as typed") << QString(400'000, u'x');
    QTest::newRow("as each dialect splits it") << QString(400'000, u'x').chopped(1);
}

void TestWorkspace::aTextIsKeptOnceForAllTargets()
{
    QFETCH(QString, sent);
    HistoryEntry entry;
    entry.text = QString(400'000, u'x');
    for (int i = 0; i < 20; ++i)
        entry.targets.append({QUuid::createUuid(), u"a"_s, u"sqlite"_s, entry.text, u"waiting"_s, 0, -1, 0, {}, {}, {}});
    const auto number = m_workspace->beginHistory(entry);
    QVERIFY(number);
    entry.run = *number;
    for (HistoryTarget &target : entry.targets)
        target.sql = sent;
    QVERIFY(m_workspace->finishHistory(entry));
    reopen();
    const auto history = m_workspace->history(1);
    QCOMPARE(history->first().text, entry.text);
    QCOMPARE(history->first().targets.size(), 20);
    for (const HistoryTarget &target : history->first().targets)
        QCOMPARE(target.sql, sent);
    const auto beginning = m_workspace->historyEntry(*number, HistoryTexts::Beginnings);
    QCOMPARE(beginning->text, entry.text.first(Workspace::historyBeginning));
    QCOMPARE(beginning->targets.size(), 20);
    QCOMPARE(beginning->targets.first().sql, QString());
    QVERIFY2(QFileInfo(m_workspace->path()).size() < 1'500'000, qPrintable(QString::number(QFileInfo(m_workspace->path()).size())));
}

void TestWorkspace::historyIsSearched_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<int>("found");
    QTest::newRow("part") << u"orders"_s << 1;
    QTest::newRow("case") << u"ORDERS"_s << 1;
    QTest::newRow("percent is itself") << u"%"_s << 1;
    QTest::newRow("underscore is itself") << u"a_b"_s << 1;
    QTest::newRow("backslash is itself") << u"\\"_s << 0;
    QTest::newRow("nothing") << u"zzz"_s << 0;
}

void TestWorkspace::historyIsSearched()
{
    QFETCH(QString, search);
    QFETCH(int, found);
    for (const QString &text : {u"select * from orders"_s, u"select 10 % 3"_s, u"select a_b"_s, u"select axb"_s}) {
        HistoryEntry entry;
        entry.text = text;
        QVERIFY(m_workspace->beginHistory(entry));
    }
    QCOMPARE(m_workspace->history(10, {}, search)->size(), found);
}

void TestWorkspace::unfinishedRunLeavesATrace()
{
    HistoryEntry entry;
    entry.text = u"select pg_sleep(1000)"_s;
    entry.targets = {{QUuid::createUuid(), u"a"_s, u"postgresql"_s, u""_s, u"waiting"_s, 0, -1, 0, {}, {}, {}}};
    QVERIFY(m_workspace->beginHistory(entry));
    reopen();
    QCOMPARE(m_workspace->history(1)->first().text, entry.text);
    QCOMPARE(m_workspace->history(1)->first().targets.first().state, u"waiting"_s);
}

void TestWorkspace::runNumbersNeverComeTwice()
{
    QCOMPARE(*m_workspace->beginHistory({}), 1);
    QCOMPARE(*m_workspace->beginHistory({}), 2);
    QVERIFY(m_workspace->clearHistory());
    reopen();
    QCOMPARE(*m_workspace->beginHistory({}), 3);
    HistoryEntry cleared; // its run was under way when the history was cleared
    cleared.run = 2;
    QVERIFY(m_workspace->finishHistory(cleared));
    QCOMPARE(*m_workspace->beginHistory({}), 4);
    QCOMPARE(m_workspace->history(10)->size(), 3);
}

void TestWorkspace::historyOutlivesItsProfiles()
{
    const Endpoint a = add(u"a"_s);
    HistoryEntry entry;
    entry.targets = {{a.profileId, u"a"_s, u"postgresql"_s, u"select 1"_s, u"done"_s, 1, -1, 1, {}, {}, {}}};
    QVERIFY(m_workspace->beginHistory(entry));
    QVERIFY(m_workspace->removeProfiles({a.profileId}));
    QCOMPARE(m_workspace->history(1)->first().targets.first().name, u"a"_s);
}

void TestWorkspace::editorIsReadBack()
{
    const Endpoint a = add(u"a"_s);
    OpenEditor first{QUuid::createUuid(), 1, u"query 1"_s, u"select \u00e4\n\U0001F600\t'"_s, {}, 7, {a.profileId}, true};
    OpenEditor second{QUuid::createUuid(), 0, u"query 2"_s, QString(3'000'000, u'x'), u"/x.sql"_s, 0, {}, true};
    QVERIFY(m_workspace->saveEditor(first));
    QVERIFY(m_workspace->saveEditor(second));
    auto editors = m_workspace->editors();
    QCOMPARE(editors->size(), 2);
    QCOMPARE(editors->at(0).text, second.text);
    QCOMPARE(editors->at(0).file, second.file);
    QVERIFY(editors->at(0).active);
    QVERIFY(!editors->at(1).active); // only one is
    QCOMPARE(editors->at(1).text, first.text);
    QCOMPARE(editors->at(1).cursor, 7);
    QCOMPARE(editors->at(1).targets, first.targets);
    first.text.clear();
    first.targets.clear();
    QVERIFY(m_workspace->saveEditor(first));
    QVERIFY(m_workspace->removeEditor(second.id));
    editors = m_workspace->editors();
    QCOMPARE(editors->size(), 1);
    QCOMPARE(editors->at(0).text, QString());
    QVERIFY(editors->at(0).targets.isEmpty());
}

void TestWorkspace::editorIsSavedWhateverBecameOfItsTargets()
{
    const QUuid gone = QUuid::createUuid();
    QVERIFY(m_workspace->saveEditor({QUuid::createUuid(), 0, u"q"_s, u"text"_s, {}, 0, {gone, gone}, false}));
    QCOMPARE(m_workspace->editors()->first().text, u"text"_s);
}

void TestWorkspace::settingIsReadBack()
{
    QVERIFY(m_workspace->setting(u"window"_s)->isEmpty());
    const QByteArray bytes("\0\xff\x01", 3);
    QVERIFY(m_workspace->setSetting(u"window"_s, bytes));
    QCOMPARE(*m_workspace->setting(u"window"_s), bytes);
    QVERIFY(m_workspace->setSetting(u"window"_s, {}));
    QVERIFY(m_workspace->setting(u"window"_s)->isEmpty());
}

void TestWorkspace::everythingIsThereAfterReopening()
{
    const Endpoint a = add(u"a"_s);
    QVERIFY(m_workspace->setActiveProfile(a.profileId));
    reopen();
    QVERIFY(*m_workspace->endpoints() == QList{a});
    QCOMPARE(m_workspace->activeProfile()->value(), a.profileId);
    QVERIFY(m_workspace->setActiveProfile(std::nullopt));
    reopen();
    QVERIFY(!m_workspace->activeProfile()->has_value());
}

void TestWorkspace::threadRunsJobsInOrder()
{
    WorkspaceThread thread(m_dir->filePath(u"workspace.db"_s));
    QFuture<Result<qint64>> last;
    QThread *used = nullptr;
    for (int i = 0; i < 50; ++i) {
        last = thread.post([&used](Workspace &workspace) {
            used = QThread::currentThread();
            return workspace.beginHistory({});
        });
    }
    last.waitForFinished();
    QCOMPARE(*last.result(), 50);
    QVERIFY(thread.opened().result());
    QVERIFY(used != QThread::currentThread());
}

void TestWorkspace::threadAnswersInTheOrderOfItsJobs()
{
    WorkspaceThread thread(m_dir->filePath(u"workspace.db"_s));
    QObject context;
    QList<int> answers;
    thread.post([](Workspace &workspace) { return workspace.endpoints(); }).then(&context, [&](const Result<QList<Endpoint>> &) {
        answers.append(1);
    });
    auto second = thread.post([](Workspace &workspace) { return workspace.endpoints(); });
    second.waitForFinished(); // before anybody asks what came of it
    second.then(&context, [&](const Result<QList<Endpoint>> &) { answers.append(2); });
    QVERIFY(answers.isEmpty()); // the caller is not interrupted
    QTRY_COMPARE(answers, (QList{1, 2}));
}

void TestWorkspace::threadTellsWhyItCouldNotOpen()
{
    WorkspaceThread thread(m_dir->path());
    QCOMPARE(thread.opened().result().error().kind, ErrorKind::Io);
    auto job = thread.post([](Workspace &workspace) { return workspace.endpoints(); });
    QCOMPARE(job.result().error(), thread.opened().result().error());
}

void TestWorkspace::defaultPathFollowsTheEnvironment()
{
    qputenv("CONCORD_WORKSPACE", "/x/y.db");
    QCOMPARE(Workspace::defaultPath(), u"/x/y.db"_s);
    qunsetenv("CONCORD_WORKSPACE");
    qputenv("XDG_DATA_HOME", "/data");
    QCOMPARE(Workspace::defaultPath(), u"/data/concord/workspace.db"_s);
    qunsetenv("XDG_DATA_HOME");
}

CONCORD_TEST(TestWorkspace)
#include "tst_workspace.moc"
