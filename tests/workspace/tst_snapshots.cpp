// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/samedatabase.h"
#include "connection/connectionurl.h"
#include "registry/drivers.h"
#include "schema/catalogjson.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspace.h"
#include "workspace/workspacefile.h"
#include "testprogram.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrentRun>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

std::shared_ptr<Table> table(const QString &schema, const QString &name, int columns = 10)
{
    auto made = std::make_shared<Table>();
    made->ref = {schema, name};
    for (int i = 0; i < columns; ++i) {
        Column &column = made->columns.emplace_back();
        column.name = i == 0 ? u"id"_s : u"%1_%2"_s.arg(name).arg(i);
        column.nativeType = u"integer"_s;
        column.type.family = TypeFamily::Integer;
        column.type.bits = 32;
    }
    made->primaryKey.emplace();
    made->primaryKey->columns = {u"id"_s};
    Index &index = made->indexes.emplace_back();
    index.name = name + u"_idx"_s;
    index.method = u"btree"_s;
    index.parts.resize(1);
    index.parts[0].column = made->columns.back().name;
    made->statistics = {1000, 65536};
    return made;
}

CatalogInfo infoAt(const QDateTime &time)
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.product = u"PostgreSQL"_s;
    info.serverVersion = u"17.5"_s;
    info.database = u"shop"_s;
    info.role = u"reader"_s;
    info.readAt = time;
    info.bytes = 123'456;
    info.unread = {{u"schema hr"_s, {}, u"permission denied"_s}};
    return info;
}

const QDateTime day1(QDate(2026, 11, 1), QTime(10, 0), QTimeZone::UTC);

CatalogPtr catalog(const QStringList &tables, const QDateTime &time = day1, int columns = 10)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    auto schema = std::make_shared<Schema>();
    schema->ref = {{}, u"public"_s};
    objects.push_back(schema);
    for (const QString &name : tables)
        objects.push_back(table(u"public"_s, name, columns));
    return Catalog::make(infoAt(time), std::move(objects));
}

} // namespace

/// Schemas kept in the workspace: equal to what was read, each part once, found by their words, safe for several programs.
class TestSnapshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsOpenedIsWhatWasSaved();
    void anUnchangedSchemaCostsARow();
    void changedMeansTheSchemaNotItsNumbers();
    void patternsThatDifferAreNotCompared();
    void fieldsThatWereOnlySeenCanChangeASchema_data();
    void fieldsThatWereOnlySeenCanChangeASchema();
    void aThousandSnapshotsStaySmall();
    void wordsFindTheirSnapshot_data();
    void wordsFindTheirSnapshot();
    void wordsThatFindNothingNameNearOnes_data();
    void wordsThatFindNothingNameNearOnes();
    void aScopeIsCutFromTheWholeDatabase();
    void anUnknownSchemaIsAnErrorWithNearOnes();
    void aScopeThatIsTheWholeDatabaseIsNoOtherDatabase();
    void whatWasReadByAUrlBecomesTheProfiles();
    void aDatabaseThatIsItsOwnSchemaStaysItsProfiles();
    void aNameIsUniqueAndNoNumber();
    void pruneLeavesNamedKeptAndNewestOnes();
    void partialReadingsTakeNoWholeOnesPlace();
    void whatNobodyRefersToGoesWithPrune();
    void aNumberIsNeverGivenTwice();
    void removingAProfileRemovesWhatNobodyKept();
    void aFileTakesASnapshotToAnotherWorkspace();
    void aFileThatIsNoneIsRefused_data();
    void aFileThatIsNoneIsRefused();
    void fingerprintsOfAnotherModelAreComputedAnew();
    void manyWritersAtOnceLoseNothing();
    void aWorkspaceOfTheFirstVersionIsRaised();
    void whatWasReadElsewhereIsNotTakenForThisDatabase();
    void snapshotsOfAnOlderConcordStayTheProfiles();

private:
    [[nodiscard]] QString path() const { return m_dir->filePath(u"w.db"_s); }
    Endpoint addProfile(const QString &name, const QString &engine = u"postgresql"_s);
    SnapshotInfo save(const Endpoint &endpoint, const CatalogPtr &catalog);
    [[nodiscard]] qint64 count(const QString &table) const;
    void execute(const QString &sql) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
    DriverRegistry m_registry;
};

void TestSnapshots::init()
{
    if (m_registry.all().isEmpty())
        registerDrivers(m_registry);
    m_workspace.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::open(path());
    QVERIFY(workspace.has_value());
    m_workspace = std::move(*workspace);
}

Endpoint TestSnapshots::addProfile(const QString &name, const QString &engine)
{
    Server server;
    server.engine = engine;
    server.host = u"db.example"_s;
    Profile profile;
    profile.name = name;
    profile.database = name;
    return m_workspace->saveConnection(server, profile).value();
}

SnapshotInfo TestSnapshots::save(const Endpoint &endpoint, const CatalogPtr &catalog)
{
    const auto saved = m_workspace->saveSnapshot({endpoint.profileId, endpoint.name, QUuid::createUuid(), day1, catalog});
    if (!saved)
        qFatal("%s", qPrintable(saved.error().message));
    return *saved;
}

qint64 TestSnapshots::count(const QString &table) const
{
    const auto file = WorkspaceFile::open(path());
    auto rows = (*file)->run(u"SELECT count(*) FROM "_s + table);
    return rows && rows->next() ? rows->value(0).toLongLong() : -1;
}

void TestSnapshots::execute(const QString &sql) const
{
    const auto file = WorkspaceFile::open(path());
    const auto done = (*file)->run(sql);
    QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
}

void TestSnapshots::whatIsOpenedIsWhatWasSaved()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const CatalogPtr read = catalog({u"users"_s, u"%s"_s, u"<b>x</b>"_s, u"a \"quoted\" name"_s, u"😀"_s});
    const SnapshotInfo saved = save(endpoint, read);
    QCOMPARE(saved.number, 1);
    QCOMPARE(saved.database, u"production"_s);
    QCOMPARE(saved.taken, day1);
    QCOMPARE(saved.role, u"reader"_s);
    QCOMPARE(saved.serverVersion, u"17.5"_s);
    QCOMPARE(saved.unread, 1);
    QCOMPARE(saved.counts, (EntityCounts{{u"schemas"_s, 1}, {u"tables"_s, 5}, {u"columns"_s, 50}, {u"keys"_s, 5}, {u"indexes"_s, 5}}));
    const auto opened = m_workspace->openSnapshot(saved.id);
    QVERIFY(opened.has_value());
    QCOMPARE(QByteArray::fromStdString(catalogToJson(**opened).dump()), QByteArray::fromStdString(catalogToJson(*read).dump()));
    QCOMPARE((*opened)->fingerprint(), read->fingerprint());
}

void TestSnapshots::anUnchangedSchemaCostsARow()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    save(endpoint, catalog({u"users"_s, u"orders"_s}));
    const qint64 parts = count(u"schema_part"_s);
    for (int i = 1; i < 20; ++i)
        QVERIFY(!save(endpoint, catalog({u"users"_s, u"orders"_s}, day1.addDays(i))).changed);
    QCOMPARE(count(u"snapshot"_s), 20);
    QCOMPARE(count(u"schema_catalog"_s), 1);
    QCOMPARE(count(u"schema_part"_s), parts);
    // Nor do the same tables of another database cost anything.
    save(addProfile(u"staging"_s), catalog({u"users"_s, u"orders"_s}));
    QCOMPARE(count(u"schema_part"_s), parts);
}

void TestSnapshots::changedMeansTheSchemaNotItsNumbers()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    QVERIFY(save(endpoint, catalog({u"users"_s})).changed);
    auto grown = table(u"public"_s, u"users"_s);
    grown->statistics = {5'000'000, 1 << 30};
    auto schema = std::make_shared<Schema>();
    schema->ref = {{}, u"public"_s};
    CatalogInfo info = infoAt(day1.addDays(1));
    info.bytes = 999;
    const SnapshotInfo second = save(endpoint, Catalog::make(info, {schema, grown}));
    QVERIFY(!second.changed);
    const auto opened = m_workspace->openSnapshot(second.id);
    QCOMPARE(static_cast<const Table &>(*(*opened)->findRelation({u"public"_s, u"users"_s})).statistics.rows, 5'000'000);
    QCOMPARE((*opened)->info().bytes, 999);
    // Numbers are those of the newest alone.
    const auto first = m_workspace->openSnapshot(m_workspace->snapshots(endpoint.profileId)->last().id);
    QCOMPARE(static_cast<const Table &>(*(*first)->findRelation({u"public"_s, u"users"_s})).statistics.rows, -1);
    QVERIFY(save(endpoint, catalog({u"users"_s}, day1.addDays(2), 11)).changed);
}

void TestSnapshots::fieldsThatWereOnlySeenCanChangeASchema_data()
{
    QTest::addColumn<QString>("sampling");
    QTest::addColumn<qint64>("documents");
    QTest::addColumn<qint64>("withAge"); ///< in the second reading; in the first all have it
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("changed");
    QTest::newRow("the same again") << u"all"_s << qint64(5) << qint64(5) << u"int"_s << false;
    QTest::newRow("another type in all") << u"all"_s << qint64(5) << qint64(5) << u"string"_s << true;
    QTest::newRow("gone from all") << u"all"_s << qint64(5) << qint64(0) << u"int"_s << true;
    QTest::newRow("a little rarer in a sample") << u"random"_s << qint64(1000) << qint64(999) << u"int"_s << false;
}

void TestSnapshots::fieldsThatWereOnlySeenCanChangeASchema()
{
    QFETCH(QString, sampling);
    QFETCH(qint64, documents);
    QFETCH(qint64, withAge);
    QFETCH(QString, type);
    QFETCH(bool, changed);
    const auto read = [&](const QDateTime &time, qint64 present, const QString &named) {
        auto collection = std::make_shared<Collection>();
        collection->ref = {{}, u"users"_s};
        collection->sampled = documents;
        collection->sampling = sampling;
        collection->fields.push_back({u"_id"_s, {{u"objectId"_s, documents, {}}}, documents, true, {}, documents});
        if (present > 0)
            collection->fields.push_back({u"age"_s, {{named, present, {}}}, present, present == documents, {}, documents});
        return Catalog::make(infoAt(time), {collection});
    };
    const Endpoint endpoint = addProfile(u"docs"_s);
    QVERIFY(save(endpoint, read(day1, documents, u"int"_s)).changed);
    QCOMPARE(save(endpoint, read(day1.addDays(1), withAge, type)).changed, changed);
    const auto timeline = m_workspace->timeline(endpoint.profileId, m_registry, {});
    QVERIFY(timeline);
    QCOMPARE(timeline->size(), changed ? 1U : 0U);
    if (changed)
        QVERIFY2(timeline->front().changes.at(0).details.join(u' ').contains(u"age"_s), qPrintable(changeText(timeline->front().changes.at(0))));
}

void TestSnapshots::patternsThatDifferAreNotCompared()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const auto only = [](const QStringList &include, const QStringList &tables, const QDateTime &time) {
        const CatalogPtr whole = catalog(tables, time);
        CatalogInfo info = whole->info();
        info.include = include;
        return Catalog::makeFromShared(info, whole->objects());
    };
    save(endpoint, catalog({u"users"_s, u"orders"_s}));
    QVERIFY(save(endpoint, only({u"users"_s}, {u"users"_s}, day1.addDays(1))).changed);
    QVERIFY(!save(endpoint, only({u"users"_s}, {u"users"_s}, day1.addDays(2))).changed);
    QVERIFY(!save(endpoint, catalog({u"users"_s, u"orders"_s}, day1.addDays(3))).changed);
}

void TestSnapshots::aThousandSnapshotsStaySmall()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    std::vector<std::shared_ptr<SchemaObject>> first;
    for (int i = 0; i < 500; ++i)
        first.push_back(table(u"public"_s, u"table_%1"_s.arg(i)));
    CatalogPtr now = Catalog::make(infoAt(day1), std::move(first));
#if __has_feature(address_sanitizer)
    const int count = 50; // the code is the same; a thousand would take ten minutes
#else
    const int count = 1000;
#endif
    for (int i = 0; i < count; ++i) {
        if (i > 0) { // three tables of 500 change each time
            std::vector<ObjectPtr> objects = now->objects();
            for (int j = 0; j < 3; ++j) {
                auto changed = table(u"public"_s, u"table_%1"_s.arg((i * 3 + j) % 500));
                changed->columns.back().name = u"column_of_change_%1"_s.arg(i);
                changed->fingerprint = fingerprintOf(*changed);
                objects.push_back(changed);
            }
            now = Catalog::makeFromShared(infoAt(day1.addSecs(60 * i)), std::move(objects));
        }
        QVERIFY(save(endpoint, now).changed);
    }
    const auto all = m_workspace->snapshots(endpoint.profileId);
    QCOMPARE(all->size(), count);
    QCOMPARE((*m_workspace->openSnapshot(all->first().id))->fingerprint(), now->fingerprint());
    m_workspace.reset();
    execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    qInfo("%d snapshots of 500 tables: %.1f MB", count, static_cast<double>(QFileInfo(path()).size()) / 1e6);
    QVERIFY(QFileInfo(path()).size() < 20'000'000);
}

void TestSnapshots::wordsFindTheirSnapshot_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("number");
    QTest::newRow("newest") << u"production"_s << 3;
    QTest::newRow("case") << u"PRODUCTION"_s << 3;
    QTest::newRow("number") << u"production@2"_s << 2;
    QTest::newRow("day") << u"production@2026-11-02"_s << 2;
    QTest::newRow("as of a later day") << u"production@2026-11-09"_s << 2;
    QTest::newRow("moment") << u"production@2026-11-10T09:59:59Z"_s << 2;
    QTest::newRow("name") << u"production@before release"_s << 1;
    QTest::newRow("name, other case") << u"production@Before Release"_s << 1;
    QTest::newRow("scope read by itself") << u"production/sales"_s << 1;
    QTest::newRow("scope's number") << u"production/sales@1"_s << 1;
    QTest::newRow("URL") << u"postgresql://app@db.example/other"_s << 1;
    QTest::newRow("URL's number") << u"postgresql://app@db.example/other@1"_s << 1;
    QTest::newRow("profile that is gone") << u"former@1"_s << 1;
}

void TestSnapshots::wordsFindTheirSnapshot()
{
    QFETCH(QString, word);
    QFETCH(int, number);
    const Endpoint endpoint = addProfile(u"production"_s);
    const SnapshotInfo first = save(endpoint, catalog({u"a"_s}));
    save(endpoint, catalog({u"b"_s}, day1.addDays(1)));
    save(endpoint, catalog({u"c"_s}, day1.addDays(9)));
    QVERIFY(m_workspace->nameSnapshot(first.id, u"before release"_s).has_value());
    const auto known = m_workspace->knownProfiles();
    for (const QString &other : {u"production/sales"_s, u"postgresql://app@db.example/other"_s})
        save(resolveTargets({other}, *known, m_registry)->first().endpoint, catalog({u"x"_s}));
    Endpoint former;
    former.profileId = QUuid::createUuid();
    former.name = u"former"_s;
    save(former, catalog({u"x"_s}));

    const auto found = m_workspace->findSnapshot(word, m_registry);
    QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().message));
    QCOMPARE(found->info.number, number);
    QVERIFY(found->schema.isEmpty());
}

void TestSnapshots::wordsThatFindNothingNameNearOnes_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown database") << u"prodction"_s << u"production"_s;
    QTest::newRow("unknown database with a number") << u"prodction@1"_s << u"production"_s;
    QTest::newRow("unknown name") << u"production@relese"_s << u"release"_s;
    QTest::newRow("unknown number") << u"production@7"_s << u"It has production@1, read on 2026-11-01"_s;
    QTest::newRow("day before the first") << u"production@2020-01-01"_s << u"2026-11-01"_s;
    QTest::newRow("never read") << u"fresh"_s << u"no snapshot of “fresh” yet"_s;
    QTest::newRow("several") << u"group:all"_s << u"There is no group"_s;
}

void TestSnapshots::wordsThatFindNothingNameNearOnes()
{
    QFETCH(QString, word);
    QFETCH(QString, said);
    addProfile(u"fresh"_s);
    const SnapshotInfo saved = save(addProfile(u"production"_s), catalog({u"a"_s}));
    QVERIFY(m_workspace->nameSnapshot(saved.id, u"release"_s).has_value());
    const auto found = m_workspace->findSnapshot(word, m_registry);
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QVERIFY2(found.error().message.contains(said), qPrintable(found.error().message));
}

void TestSnapshots::aScopeIsCutFromTheWholeDatabase()
{
    CatalogInfo info = infoAt(day1);
    auto sales = std::make_shared<Schema>();
    sales->ref = {{}, u"sales"_s};
    save(addProfile(u"production"_s), Catalog::make(info, {sales, table(u"public"_s, u"users"_s), table(u"sales"_s, u"orders"_s)}));
    const auto found = m_workspace->findSnapshot(u"production/sales@1"_s, m_registry);
    QVERIFY(found.has_value());
    QCOMPARE(found->schema, u"sales"_s);
    const auto opened = m_workspace->openSnapshot(*found);
    QCOMPARE((*opened)->count(ObjectKind::Table), 1);
    QCOMPARE((*opened)->count(ObjectKind::Schema), 1);
    QVERIFY((*opened)->findRelation({u"sales"_s, u"orders"_s}) != nullptr);
}

void TestSnapshots::anUnknownSchemaIsAnErrorWithNearOnes()
{
    save(addProfile(u"production"_s), catalog({u"users"_s}));
    const auto found = m_workspace->findSnapshot(u"production/pubic"_s, m_registry);
    QVERIFY(found.has_value());
    const auto opened = m_workspace->openSnapshot(*found);
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().kind, ErrorKind::NotFound);
    QVERIFY2(opened.error().message.contains(u"public"_s), qPrintable(opened.error().message));
}

/// A catalog of MySQL's names its one database as its scope.
void TestSnapshots::aScopeThatIsTheWholeDatabaseIsNoOtherDatabase()
{
    CatalogInfo shop = infoAt(day1);
    shop.scope = u"shop"_s;
    const CatalogPtr whole = Catalog::make(shop, {table(u"shop"_s, u"users"_s)});
    const QString url = u"mysql://db.example/shop"_s;
    const QUuid byUrl = adHocEndpoint(*parseUrl(url, m_registry), m_registry).profileId;
    QVERIFY(m_workspace->saveSnapshot({byUrl, u"from job"_s, QUuid::createUuid(), day1, whole, url}));
    const auto before = m_workspace->databasesWithoutProfile(m_registry);
    QCOMPARE(before->size(), 1);
    QVERIFY(before->first().schema.isEmpty());

    Server server;
    server.engine = u"mysql"_s;
    server.host = u"db.example"_s;
    Profile profile;
    profile.name = u"shop"_s;
    profile.database = u"shop"_s;
    const QUuid id = m_workspace->saveConnection(server, profile).value().profileId;
    QCOMPARE(m_workspace->adoptSnapshots(m_registry).value_or(-1), 1);
    QCOMPARE(m_workspace->snapshots(id)->size(), 1);
    QVERIFY(m_workspace->saveSnapshot({id, u"shop"_s, QUuid::createUuid(), day1.addDays(1), whole, url}));
    QCOMPARE(m_workspace->databasesWithoutProfile(m_registry)->size(), 0);
}

void TestSnapshots::whatWasReadByAUrlBecomesTheProfiles()
{
    const QString url = u"postgresql://db.example:5432/production"_s; // the port is the engine's own
    const QUuid byUrl = QUuid::createUuid();
    const QUuid scope = QUuid::createUuid();
    CatalogInfo sales = infoAt(day1);
    sales.scope = u"sales"_s;
    const auto read = [&](const QUuid &id, const CatalogPtr &catalog) {
        const auto saved = m_workspace->saveSnapshot({id, u"from job"_s, QUuid::createUuid(), day1, catalog, url});
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    };
    read(byUrl, catalog({u"users"_s}));
    read(byUrl, catalog({u"users"_s, u"orders"_s}, day1.addDays(2)));
    read(scope, Catalog::make(sales, {table(u"sales"_s, u"invoices"_s)}));
    const auto before = m_workspace->databasesWithoutProfile(m_registry);
    QCOMPARE(before->size(), 2);
    QCOMPARE(before->first().host, u"db.example"_s);
    QCOMPARE(m_workspace->findSnapshot(u"from job"_s, m_registry)->info.number, 2);

    const Endpoint profile = addProfile(u"production"_s);
    save(profile, catalog({u"users"_s}, day1.addDays(1)));
    QCOMPARE(m_workspace->adoptSnapshots(m_registry).value_or(-1), 2);
    QCOMPARE(m_workspace->databasesWithoutProfile(m_registry)->size(), 0);
    const auto all = m_workspace->snapshots(profile.profileId);
    QCOMPARE(all->size(), 3);
    QSet<int> numbers;
    for (const SnapshotInfo &one : *all)
        numbers.insert(one.number);
    QCOMPARE(numbers, (QSet<int>{1, 2, 3}));
    QCOMPARE(all->first().taken, day1.addDays(2));
    QCOMPARE((*m_workspace->openSnapshot(all->first().id))->findRelation({u"public"_s, u"users"_s})->kind, ObjectKind::Table);
    QCOMPARE(m_workspace->findSnapshot(u"production/sales"_s, m_registry)->info.scope, u"sales"_s);
    QCOMPARE(m_workspace->latestSnapshots(m_registry)->size(), 2);
    QCOMPARE(save(profile, catalog({u"users"_s}, day1.addDays(3))).number, 4);
    QCOMPARE(m_workspace->adoptSnapshots(m_registry).value_or(-1), 0);
}

void TestSnapshots::aDatabaseThatIsItsOwnSchemaStaysItsProfiles()
{
    const Endpoint profile = addProfile(u"shop"_s, u"mysql"_s);
    CatalogInfo whole = infoAt(day1);
    whole.scope = u"shop"_s; // as MySQL and MariaDB tell of all that a database has
    const CatalogPtr read = Catalog::make(whole, {table(u"shop"_s, u"users"_s)});
    const QString url = u"mysql://db.example/shop"_s;
    const auto saved = [&](const QUuid &id) { return m_workspace->saveSnapshot({id, u"shop"_s, QUuid::createUuid(), day1, read, url}).has_value(); };
    QVERIFY(saved(profile.profileId));
    QCOMPARE(m_workspace->adoptSnapshots(m_registry).value_or(-1), 0);
    QCOMPARE(m_workspace->snapshots(profile.profileId)->size(), 1);

    QVERIFY(saved(QUuid::createUuid()));                                  // by its URL
    QVERIFY(saved(QUuid::createUuidV5(profile.profileId, "shop")));       // where an earlier Concord put it
    QVERIFY(m_workspace->databasesWithoutProfile(m_registry)->first().schema.isEmpty());
    QCOMPARE(m_workspace->adoptSnapshots(m_registry).value_or(-1), 2);
    QCOMPARE(m_workspace->snapshots(profile.profileId)->size(), 3);
}

void TestSnapshots::aNameIsUniqueAndNoNumber()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const SnapshotInfo first = save(endpoint, catalog({u"a"_s}));
    const SnapshotInfo second = save(endpoint, catalog({u"a"_s}, day1.addDays(1)));
    QVERIFY(m_workspace->nameSnapshot(first.id, u"release"_s).has_value());
    QCOMPARE(m_workspace->nameSnapshot(second.id, u"Release"_s).error().kind, ErrorKind::Usage);
    for (const QString &bad : {u"12"_s, u"2026-11-20"_s, u"a@b"_s, u"a/b"_s})
        QCOMPARE(m_workspace->nameSnapshot(first.id, bad).error().kind, ErrorKind::Usage);
    QVERIFY(m_workspace->nameSnapshot(first.id, {}).has_value());
    QVERIFY(m_workspace->nameSnapshot(second.id, {}).has_value());
    QVERIFY(m_workspace->nameSnapshot(second.id, u"release"_s).has_value());
    QCOMPARE(m_workspace->nameSnapshot(QUuid::createUuid(), u"x"_s).error().kind, ErrorKind::NotFound);
}

void TestSnapshots::pruneLeavesNamedKeptAndNewestOnes()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const Endpoint other = addProfile(u"staging"_s);
    QList<SnapshotInfo> saved;
    for (int i = 0; i < 10; ++i)
        saved.append(save(endpoint, catalog({u"a"_s}, day1.addDays(i))));
    save(other, catalog({u"a"_s}));
    QVERIFY(m_workspace->nameSnapshot(saved[0].id, u"release"_s).has_value());
    QVERIFY(m_workspace->keepSnapshot(saved[1].id, true).has_value());
    QCOMPARE(m_workspace->pruneSnapshots({.newest = 3, .olderThan = day1.addDays(4), .profileId = endpoint.profileId}).value(), 2);
    QCOMPARE(m_workspace->pruneSnapshots({.newest = 3, .olderThan = {}, .profileId = {}}).value(), 3);
    QList<int> numbers;
    const auto left = m_workspace->snapshots(endpoint.profileId);
    for (const SnapshotInfo &one : *left)
        numbers.append(one.number);
    QCOMPARE(numbers, (QList{10, 9, 8, 2, 1}));
    QCOMPARE(m_workspace->snapshots(other.profileId)->size(), 1);
    QVERIFY(m_workspace->keepSnapshot(saved[1].id, false).has_value());
    QCOMPARE(m_workspace->pruneSnapshots({.newest = 0, .olderThan = {}, .profileId = {}}).value(), 3); // the newest always stays
}

void TestSnapshots::partialReadingsTakeNoWholeOnesPlace()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const auto part = [](int day, const QString &pattern) {
        CatalogInfo info = infoAt(day1.addDays(day));
        info.include = {pattern};
        return Catalog::make(info, {table(u"public"_s, u"users"_s)});
    };
    save(endpoint, catalog({u"users"_s, u"orders"_s}));     // @1
    save(endpoint, catalog({u"users"_s}, day1.addDays(1))); // @2
    save(endpoint, part(2, u"user*"_s));                    // @3
    save(endpoint, part(3, u"user*"_s));                    // @4
    save(endpoint, part(4, u"u*"_s));                       // @5
    QCOMPARE(m_workspace->pruneSnapshots({.newest = 1, .olderThan = {}, .profileId = {}}).value(), 2);
    QList<int> numbers;
    const auto left = m_workspace->snapshots(endpoint.profileId);
    for (const SnapshotInfo &one : *left)
        numbers.append(one.number);
    QCOMPARE(numbers, (QList{5, 4, 2})); // the newest whole one, and the newest of each patterns since
}

void TestSnapshots::whatNobodyRefersToGoesWithPrune()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    save(endpoint, catalog({u"shared"_s, u"gone_1"_s, u"gone_2"_s}));
    const SnapshotInfo last = save(endpoint, catalog({u"shared"_s}, day1.addDays(1)));
    QCOMPARE(count(u"schema_part"_s), 5); // three tables, the schema, the circumstances
    const qint64 before = m_workspace->snapshotUsage()->bytes;
    QVERIFY(before > m_workspace->pruneSnapshots({.newest = 1, .olderThan = {}, .profileId = {}}).value());
    QCOMPARE(count(u"schema_part"_s), 3);
    QCOMPARE(count(u"schema_catalog"_s), 1);
    QVERIFY(m_workspace->snapshotUsage()->bytes < before);
    QCOMPARE(m_workspace->snapshotUsage()->byProfile.value(endpoint.profileId), m_workspace->snapshotUsage()->bytes);
    QCOMPARE((*m_workspace->openSnapshot(last.id))->count(ObjectKind::Table), 1);
}

void TestSnapshots::aNumberIsNeverGivenTwice()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    save(endpoint, catalog({u"a"_s}));
    QVERIFY(m_workspace->removeSnapshots({save(endpoint, catalog({u"b"_s})).id}).has_value());
    QCOMPARE(save(endpoint, catalog({u"c"_s})).number, 3);
}

void TestSnapshots::removingAProfileRemovesWhatNobodyKept()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    save(endpoint, catalog({u"a"_s}));
    CatalogInfo info = infoAt(day1);
    info.scope = u"sales"_s;
    save(resolveTargets({u"production/sales"_s}, *m_workspace->knownProfiles(), m_registry)->first().endpoint,
         Catalog::make(info, {table(u"sales"_s, u"b"_s)}));
    const SnapshotInfo kept = save(endpoint, catalog({u"c"_s}, day1.addDays(1)));
    const SnapshotInfo others = save(addProfile(u"staging"_s), catalog({u"d"_s}));
    QVERIFY(m_workspace->keepSnapshot(kept.id, true).has_value());
    QVERIFY(m_workspace->removeProfiles({endpoint.profileId}).has_value());
    QCOMPARE(count(u"snapshot"_s), 2);
    QVERIFY(m_workspace->openSnapshot(others.id).has_value());
    QCOMPARE(m_workspace->findSnapshot(u"production@2"_s, m_registry)->info.id, kept.id);
}

void TestSnapshots::aFileTakesASnapshotToAnotherWorkspace()
{
    const SnapshotInfo saved = save(addProfile(u"production"_s), catalog({u"users"_s, u"orders"_s}));
    const QString file = m_dir->filePath(u"production.json"_s);
    QVERIFY(m_workspace->exportSnapshot(saved.id, file).has_value());
    m_workspace = std::move(*Workspace::open(m_dir->filePath(u"other.db"_s)));
    const Endpoint copy = addProfile(u"copy"_s);
    const auto imported = m_workspace->importSnapshot(file, copy.profileId, copy.name);
    QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->hash, saved.hash);
    QCOMPARE(imported->taken, saved.taken);
    QCOMPARE(imported->run, saved.run);
    QCOMPARE(imported->database, u"copy"_s);
    const auto opened = m_workspace->openSnapshot(imported->id);
    QCOMPARE(static_cast<const Table &>(*(*opened)->findRelation({u"public"_s, u"users"_s})).statistics.rows, 1000);
    // What `schema --format json` writes is a snapshot too.
    QFile plain(m_dir->filePath(u"plain.json"_s));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write(QByteArray::fromStdString(catalogToJson(**opened).dump()));
    plain.close();
    QVERIFY(!m_workspace->importSnapshot(plain.fileName(), copy.profileId, copy.name)->changed);
}

void TestSnapshots::aFileThatIsNoneIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("empty") << QByteArray() << ErrorKind::Damaged;
    QTest::newRow("text") << QByteArray("hello") << ErrorKind::Damaged;
    QTest::newRow("other JSON") << QByteArray("{\"a\": 1}") << ErrorKind::Damaged;
    QTest::newRow("list") << QByteArray("[]") << ErrorKind::Damaged;
    QTest::newRow("newer") << QByteArray("{\"concord_snapshot\": 99, \"catalog\": {}}") << ErrorKind::Damaged;
    QTest::newRow("catalog of another shape") << QByteArray("{\"concord_snapshot\": 1, \"catalog\": []}") << ErrorKind::Damaged;
}

void TestSnapshots::aFileThatIsNoneIsRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(ErrorKind, kind);
    const Endpoint endpoint = addProfile(u"production"_s);
    QFile file(m_dir->filePath(u"x.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto imported = m_workspace->importSnapshot(file.fileName(), endpoint.profileId, endpoint.name);
    QVERIFY(!imported.has_value());
    QCOMPARE(imported.error().kind, kind);
    QCOMPARE(count(u"snapshot"_s), 0);
    QCOMPARE(m_workspace->importSnapshot(u"/no/such/file"_s, endpoint.profileId, endpoint.name).error().kind, ErrorKind::Io);
}

void TestSnapshots::fingerprintsOfAnotherModelAreComputedAnew()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    const SnapshotInfo saved = save(endpoint, catalog({u"users"_s}));
    execute(u"UPDATE schema_catalog SET model = 0, fingerprint = '00000000000000010000000000000001', counts = '{}'"_s);
    QVERIFY(!save(endpoint, catalog({u"users"_s}, day1.addDays(1))).changed); // a new Concord is no change of the schema
    const auto all = m_workspace->snapshots(endpoint.profileId);
    QCOMPARE(all->last().hash, saved.hash);
    QCOMPARE(all->last().counts, saved.counts);
}

void TestSnapshots::manyWritersAtOnceLoseNothing()
{
    const Endpoint endpoint = addProfile(u"production"_s);
    constexpr int writers = 4;
    constexpr int each = 15;
    QThreadPool pool;
    pool.setMaxThreadCount(writers + 1);
    QList<QFuture<QString>> futures;
    for (int w = 0; w < writers; ++w) {
        futures.append(QtConcurrent::run(&pool, [this, endpoint, w] {
            const SnapshotStore store = snapshotStore(path()); // of its own, as another program's
            for (int i = 0; i < each; ++i) {
                const auto saved =
                    store({endpoint.profileId, endpoint.name, {}, day1, catalog({u"t_%1"_s.arg(i), u"w_%1_%2"_s.arg(w).arg(i)}, day1.addSecs(i))});
                if (!saved)
                    return saved.error().message;
            }
            return QString();
        }));
    }
    futures.append(QtConcurrent::run(&pool, [this] { // and one that cleans up meanwhile
        for (int i = 0; i < each; ++i) {
            auto workspace = Workspace::open(path());
            const auto pruned =
                workspace ? (*workspace)->pruneSnapshots({.newest = 1000, .olderThan = {}, .profileId = {}}) : fail(workspace.error());
            if (!pruned)
                return pruned.error().message;
        }
        return QString();
    }));
    for (const QFuture<QString> &future : std::as_const(futures))
        QCOMPARE(future.result(), QString());
    const auto all = m_workspace->snapshots(endpoint.profileId);
    QCOMPARE(all->size(), writers * each);
    QSet<int> numbers;
    for (const SnapshotInfo &one : *all) {
        numbers.insert(one.number);
        const auto opened = m_workspace->openSnapshot(one.id);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
        QCOMPARE((*opened)->fingerprint(), one.hash);
    }
    QCOMPARE(numbers.size(), writers * each);
}

void TestSnapshots::aWorkspaceOfTheFirstVersionIsRaised()
{
    m_workspace.reset();
    const QString old = m_dir->filePath(u"old.db"_s);
    {
        const auto first = WorkspaceFile::open(old, workspaceSteps().first(1));
        QVERIFY(first.has_value());
        QVERIFY((*first)->run(u"INSERT INTO setting (key, value) VALUES ('a', x'31')"_s).has_value());
    }
    m_workspace = std::move(*Workspace::open(old));
    QCOMPARE(m_workspace->setting(u"a"_s).value(), QByteArray("1"));
    QCOMPARE(save(addProfile(u"production"_s), catalog({u"users"_s})).number, 1);
    QVERIFY(QFileInfo::exists(old + u".v1.bak"_s));
}

void TestSnapshots::whatWasReadElsewhereIsNotTakenForThisDatabase()
{
    const Endpoint profile = addProfile(u"production"_s);
    const auto leadTo = [&](const QString &host) {
        Server server;
        server.id = profile.serverId;
        server.engine = profile.engine;
        server.host = host;
        Profile same;
        same.id = profile.profileId;
        same.name = profile.name;
        same.database = profile.database;
        return m_workspace->saveConnection(server, same).value();
    };
    const auto read = [&](const Endpoint &endpoint, int day) {
        return m_workspace->saveSnapshot(
            {endpoint.profileId, endpoint.name, QUuid::createUuid(), day1, catalog({u"users"_s}, day1.addDays(day)), urlOf(endpoint, m_registry)});
    };
    QCOMPARE(read(profile, 0)->number, 1);
    QVERIFY(!m_workspace->findSnapshot(u"production"_s, m_registry)->info.elsewhere);

    const Endpoint moved = leadTo(u"other.example"_s);
    const auto none = m_workspace->findSnapshot(u"production"_s, m_registry);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
    QVERIFY2(none.error().message.contains(u"production@1"_s) && none.error().message.contains(u"db.example"_s), qPrintable(none.error().message));
    QVERIFY(!m_workspace->findSnapshot(u"production/public"_s, m_registry));
    QVERIFY(m_workspace->findSnapshot(u"production@1"_s, m_registry)->info.elsewhere); // by its number it is meant
    QVERIFY(m_workspace->latestSnapshots(m_registry)->first().elsewhere);

    QCOMPARE(read(moved, 1)->number, 2);
    QCOMPARE(m_workspace->findSnapshot(u"production"_s, m_registry)->info.number, 2);
    QCOMPARE(m_workspace->latestSnapshots(m_registry)->first().number, 2);
    leadTo(u"db.example"_s);
    QCOMPARE(m_workspace->findSnapshot(u"production"_s, m_registry)->info.number, 1); // back where the first one was read
    const auto latest = m_workspace->latestSnapshots(m_registry);
    QCOMPARE(latest->size(), 1);
    QCOMPARE(latest->first().number, 1);
    const auto all = m_workspace->snapshots(profile.profileId, m_registry);
    QCOMPARE(all->size(), 2);
    QVERIFY(all->first().elsewhere && !all->last().elsewhere);
}

void TestSnapshots::snapshotsOfAnOlderConcordStayTheProfiles()
{
    const Endpoint profile = addProfile(u"production"_s);
    save(profile, catalog({u"users"_s}));
    m_workspace.reset();
    const int before = static_cast<int>(workspaceSteps().size()) - 1;
    {
        const auto file = WorkspaceFile::open(path());
        QVERIFY((*file)->run(u"ALTER TABLE snapshot DROP COLUMN url"_s).has_value());
        QVERIFY((*file)->run(u"PRAGMA user_version=%1"_s.arg(before)).has_value());
    }
    m_workspace = std::move(*Workspace::open(path()));
    QVERIFY(QFileInfo::exists(path() + u".v%1.bak"_s.arg(before)));
    const auto found = m_workspace->findSnapshot(u"production"_s, m_registry);
    QVERIFY(found.has_value());
    QCOMPARE(found->info.url, QString());
    QVERIFY(!found->info.elsewhere);
}

CONCORD_TEST(TestSnapshots)
#include "tst_snapshots.moc"
