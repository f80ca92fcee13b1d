// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/drivers.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspace.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

const QDateTime day1(QDate(2026, 11, 1), QTime(10, 0), QTimeZone::UTC);

std::shared_ptr<Table> table(const QString &name, const QStringList &columns)
{
    auto made = std::make_shared<Table>();
    made->ref = {u"public"_s, name};
    for (const QString &text : columns) {
        Column &column = made->columns.emplace_back();
        column.name = text.section(u' ', 0, 0);
        column.nativeType = text.section(u' ', 1);
        column.type.family = TypeFamily::Text;
    }
    return made;
}

CatalogPtr catalog(std::vector<std::shared_ptr<SchemaObject>> objects, int day, const QStringList &exclude = {})
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.nameRule = u"exact"_s;
    info.defaultSchema = u"public"_s;
    info.readAt = day1.addDays(day);
    info.exclude = exclude;
    auto schema = std::make_shared<Schema>();
    schema->ref = {{}, u"public"_s};
    objects.push_back(schema);
    return Catalog::make(info, std::move(objects));
}

QStringList texts(const DriftFinding &finding)
{
    QStringList all;
    for (const DriftWarning &warning : finding.warnings)
        all.append(warning.text);
    return all;
}

} // namespace

/// Databases measured by their baselines, and what changed between snapshots.
class TestDrift : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readingMeasuresByTheBaseline();
    void aDatabaseFollowsAnother();
    void readingLessIsNoDrift();
    void aBaselineSurvivesPruning();
    void aBaselineThatIsGoneIsTold();
    void mutedStaysMutedWhenRead();
    void theSnapshotNamedBaselineIsOne();
    void ignoredDifferencesAreNoDrift();
    void otherPatternsAloneAreNoChange();
    void theTimelineTellsWhatChangedBetweenWhich();
    void theTimelineOfAThousandSnapshotsIsQuick();

private:
    SnapshotInfo save(const QUuid &profile, const QString &name, const CatalogPtr &catalog)
    {
        const auto kept = snapshotStore(m_path, m_registry)({profile, name, QUuid::createUuid(), day1, catalog});
        if (!kept)
            qFatal("%s", qPrintable(kept.error().message));
        return *kept;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::shared_ptr<DriverRegistry> m_registry;
    std::unique_ptr<Workspace> m_workspace;
    QUuid m_shop = QUuid::createUuid();
    QUuid m_staging = QUuid::createUuid();
};

void TestDrift::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.concord"_s);
    m_registry = std::make_shared<DriverRegistry>();
    registerDrivers(*m_registry);
    auto opened = Workspace::open(m_path);
    QVERIFY(opened);
    m_workspace = std::move(*opened);
}

void TestDrift::readingMeasuresByTheBaseline()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->drifts()->isEmpty()); // nobody asked for it
    QVERIFY(m_workspace->setBaseline({m_shop, first.id, {}, {}, false}));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 1));
    auto findings = m_workspace->drifts();
    QVERIFY(findings);
    QCOMPARE(findings->size(), 1);
    QVERIFY(!findings->first().drifted());
    const SnapshotInfo third = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"email text"_s})}, 2));
    findings = m_workspace->drifts();
    QCOMPARE(findings->size(), 1);
    QVERIFY(findings->first().drifted());
    QCOMPARE(findings->first().baseline, first.id);
    QCOMPARE(findings->first().baselineName, u"shop@1"_s);
    QCOMPARE(findings->first().snapshot, third.id);
    QCOMPARE(findings->first().summary.different, 1);
    QCOMPARE(texts(findings->first()).size(), 1);
    QVERIFY2(texts(findings->first()).first().contains(u"email TEXT"_s), qPrintable(texts(findings->first()).first()));
    // Accepted: what is there now is the baseline.
    QVERIFY(m_workspace->setBaseline({m_shop, third.id, {}, {}, false}));
    const auto again = m_workspace->measureDrift(m_shop, *m_registry);
    QVERIFY(again && *again);
    QVERIFY(!(*again)->drifted());
}

void TestDrift::aDatabaseFollowsAnother()
{
    save(m_shop, u"production"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    save(m_staging, u"staging"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->setBaseline({m_staging, {}, {}, m_shop, false}));
    QVERIFY(!m_workspace->setBaseline({m_staging, {}, {}, m_staging, false}));
    // Reading the one that is followed measures the follower.
    save(m_shop, u"production"_s, catalog({table(u"users"_s, {u"id text"_s, u"email_verified boolean"_s})}, 1));
    const auto findings = m_workspace->drifts();
    QVERIFY(findings);
    QCOMPARE(findings->size(), 1);
    QCOMPARE(findings->first().profileId, m_staging);
    QCOMPARE(findings->first().baselineName, u"production"_s);
    QCOMPARE(
        texts(findings->first()),
        QStringList{u"'public.users' exists in production and staging; staging lacks email_verified BOOLEAN; rows copied from production would fail "
                    "or lose it"_s});
}

void TestDrift::readingLessIsNoDrift()
{
    const SnapshotInfo whole = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s}), table(u"tmp"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->setBaseline({m_shop, whole.id, {}, {}, false}));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 1, {u"tmp"_s}));
    const auto findings = m_workspace->drifts();
    QCOMPARE(findings->size(), 1);
    QVERIFY2(!findings->first().drifted(), qPrintable(texts(findings->first()).join(u'\n')));
}

void TestDrift::aBaselineSurvivesPruning()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    for (int day = 1; day < 5; ++day)
        save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, day));
    QVERIFY(m_workspace->setBaseline({m_shop, first.id, {}, {}, false}));
    PrunePolicy policy;
    policy.newest = 1;
    QCOMPARE(m_workspace->pruneSnapshots(policy).value_or(-1), 3);
    QVERIFY(m_workspace->openSnapshot(first.id));
}

void TestDrift::aBaselineThatIsGoneIsTold()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->setBaseline({m_shop, first.id, {}, {}, false}));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"email text"_s})}, 1));
    QVERIFY(m_workspace->removeSnapshots({first.id}));
    const auto measured = m_workspace->measureDrift(m_shop, *m_registry);
    QVERIFY(measured && *measured);
    QVERIFY(!(*measured)->drifted());
    QVERIFY2((*measured)->problem.contains(u"shop@1"_s), qPrintable((*measured)->problem));
    QCOMPARE(m_workspace->drifts()->first().problem, (*measured)->problem);
}

void TestDrift::mutedStaysMutedWhenRead()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->setBaseline({m_shop, first.id, {}, {}, true}));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"email text"_s})}, 1));
    QVERIFY(m_workspace->drifts()->first().drifted());
    QVERIFY(m_workspace->drifts()->first().muted);
}

void TestDrift::theSnapshotNamedBaselineIsOne()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->nameSnapshot(first.id, u"Baseline"_s));
    const auto found = m_workspace->baseline(m_shop);
    QVERIFY(found && *found);
    QCOMPARE((*found)->snapshot, first.id);
}

void TestDrift::ignoredDifferencesAreNoDrift()
{
    const SnapshotInfo first = save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(m_workspace->setBaseline({m_shop, first.id, {}, {}, false}));
    QVERIFY(m_workspace->setSetting(u"compareIgnore"_s, R"([{"kind":"table","property":"*","name":"tmp_*","schema":""}])"));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s}), table(u"tmp_1"_s, {u"id text"_s})}, 1));
    const auto findings = m_workspace->drifts();
    QCOMPARE(findings->size(), 1);
    QVERIFY(!findings->first().drifted());
    QCOMPARE(findings->first().summary.ignored, 1);
}

void TestDrift::otherPatternsAloneAreNoChange()
{
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 0));
    QVERIFY(!save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s})}, 1, {u"tmp_*"_s})).changed);
    QVERIFY(save(m_shop, u"shop"_s, catalog({table(u"orders"_s, {u"id text"_s})}, 2, {u"users"_s})).changed);
}

void TestDrift::theTimelineTellsWhatChangedBetweenWhich()
{
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"name varchar(10)"_s})}, 0));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"name varchar(10)"_s})}, 1));
    save(m_shop, u"shop"_s,
         catalog({table(u"users"_s, {u"id text"_s, u"name varchar(20)"_s, u"email text"_s}), table(u"orders"_s, {u"id text"_s})}, 2));
    save(m_shop, u"shop"_s, catalog({table(u"users"_s, {u"id text"_s, u"name varchar(20)"_s, u"email text"_s})}, 3));
    save(m_shop, u"shop"_s, catalog({}, 4, {u"users"_s})); // of other patterns: no step from the one before
    const auto timeline = m_workspace->timeline(m_shop, *m_registry);
    QVERIFY(timeline);
    QCOMPARE(timeline->size(), 2UZ);
    const SnapshotChanges &newest = timeline->front();
    QCOMPARE(newest.from.number, 3);
    QCOMPARE(newest.to.number, 4);
    QCOMPARE(newest.changes.size(), 1UZ);
    QCOMPARE(newest.changes.front().sort, ChangeSort::Removed);
    QCOMPARE(newest.changes.front().object.name, u"orders"_s);
    const SnapshotChanges &older = timeline->back();
    QCOMPARE(older.from.number, 2);
    QCOMPARE(older.changes.size(), 2UZ);
    QCOMPARE(changeText(older.changes[0]), u"table public.orders added"_s);
    const QString users = changeText(older.changes[1]);
    QVERIFY2(users.contains(u"column email text added"_s) && users.contains(u"varchar(20)"_s), qPrintable(users));

    TimelineRequest one;
    one.object = std::pair(ObjectKind::Table, ObjectRef{u"public"_s, u"orders"_s});
    const auto ofOne = m_workspace->timeline(m_shop, *m_registry, one);
    QVERIFY(ofOne);
    QCOMPARE(ofOne->size(), 2UZ);
    QCOMPARE(ofOne->back().changes.front().sort, ChangeSort::Added);
    TimelineRequest last;
    last.limit = 1;
    QCOMPARE(m_workspace->timeline(m_shop, *m_registry, last)->size(), 1UZ);
}

void TestDrift::theTimelineOfAThousandSnapshotsIsQuick()
{
    constexpr int count = 300; // each write waits for the disk; the time is asked of the reading, and is for a thousand
    constexpr int tables = 200;
    std::vector<std::shared_ptr<SchemaObject>> same;
    for (int i = 0; i < tables; ++i)
        same.push_back(table(u"t%1"_s.arg(i), {u"id text"_s, u"a text"_s, u"b text"_s}));
    for (int i = 0; i < count; ++i) {
        auto objects = same;
        objects.push_back(table(u"changing"_s, {u"id text"_s, u"c%1 text"_s.arg(i)}));
        QVERIFY(m_workspace->saveSnapshot({m_shop, u"shop"_s, QUuid::createUuid(), day1, catalog(std::move(objects), i)}));
    }
    const auto timeline = m_workspace->timeline(m_shop, *m_registry);
    QVERIFY(timeline);
    QCOMPARE(timeline->size(), size_t(count - 1));
}

CONCORD_TEST(TestDrift)
#include "tst_drift.moc"
