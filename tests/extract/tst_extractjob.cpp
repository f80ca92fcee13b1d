// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extractjob.h"
#include "extract/sqlitefile.h"
#include "registry/drivers.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspace.h"
#include "testprogram.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Many schemas in one job, on real SQLite files: bounded, independent of each other, retried, cancelled.
class TestExtractJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyDatabaseBecomesASnapshotOfOneRun();
    void oneFailureLeavesTheOthersWhole();
    void noMoreAtOnceThanAllowed_data();
    void noMoreAtOnceThanAllowed();
    void aServersOwnCapCounts();
    void retryReadsOnlyWhatFailed();
    void whatWaitsIsCancelledAtOnce();
    void oneCanBeCancelledAlone();
    void aJobThatGoesAwayBlocksNobody();
    void patternsChooseWhatIsRead();
    void aSchemaThatCannotBeKeptIsAFailure();
    void anUnknownEngineIsAnError();
    void signalsAreFewAndSoon();

private:
    [[nodiscard]] QString path(int i) const { return m_dir->filePath(u"%1.db"_s.arg(i)); }
    [[nodiscard]] ExtractRequest request(int count);
    [[nodiscard]] std::unique_ptr<ExtractJob> job(const ExtractRequest &request);
    /// Runs to the end.
    [[nodiscard]] std::unique_ptr<ExtractJob> finished(const ExtractRequest &request);

    std::shared_ptr<DriverRegistry> m_registry = std::make_shared<DriverRegistry>();
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_workspace;
};

void TestExtractJob::init()
{
    if (m_registry->all().isEmpty())
        registerDrivers(*m_registry);
    m_dir = std::make_unique<QTemporaryDir>();
    m_workspace = m_dir->filePath(u"workspace.concord"_s);
}

ExtractRequest TestExtractJob::request(int count)
{
    ExtractRequest request;
    for (int i = 0; i < count; ++i) {
        QByteArray sql;
        for (int t = 0; t < 20; ++t)
            sql += "CREATE TABLE t" + QByteArray::number(t) + " (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b REAL);";
        if (!QFile::exists(path(i)) && !makeSqlite(path(i), sql + "CREATE VIEW v AS SELECT a FROM t0;"))
            qFatal("no database");
        request.targets.append({sqliteEndpoint(u"db%1"_s.arg(i), path(i)), {}});
    }
    return request;
}

std::unique_ptr<ExtractJob> TestExtractJob::job(const ExtractRequest &request)
{
    return std::make_unique<ExtractJob>(request, m_registry, SecretProvider(), snapshotStore(m_workspace));
}

std::unique_ptr<ExtractJob> TestExtractJob::finished(const ExtractRequest &request)
{
    auto made = job(request);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    if (!made->isFinished())
        ends.wait(30'000);
    return made;
}

void TestExtractJob::everyDatabaseBecomesASnapshotOfOneRun()
{
    const auto done = finished(request(6));
    QVERIFY(done->isFinished());
    QCOMPARE(done->countOf(ExtractState::Done), 6);
    const auto workspace = Workspace::open(m_workspace);
    const auto latest = (*workspace)->latestSnapshots(*m_registry);
    QCOMPARE(latest->size(), 6);
    for (const SnapshotInfo &info : *latest) {
        QCOMPARE(info.run, done->run());
        QCOMPARE(info.runStarted, done->started());
        QCOMPARE(info.counts.value(u"tables"_s), 20);
        QCOMPARE(info.counts.value(u"views"_s), 1);
    }
    const ExtractOutcome first = done->outcome(0);
    QCOMPARE(first.snapshot->hash, first.catalog->fingerprint());
    QVERIFY(first.elapsedMs > 0);
    QCOMPARE((*(*workspace)->openSnapshot(first.snapshot->id))->fingerprint(), first.catalog->fingerprint());
    // Read again, nothing has changed.
    const auto again = finished(request(6));
    QVERIFY(!again->outcome(3).snapshot->changed);
    QVERIFY(again->run() != done->run());
}

void TestExtractJob::oneFailureLeavesTheOthersWhole()
{
    ExtractRequest three = request(3);
    QFile broken(path(1));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database, whatever its name says, and long enough to be looked at");
    broken.close();
    const auto done = finished(three);
    QCOMPARE(done->outcome(0).state, ExtractState::Done);
    QCOMPARE(done->outcome(1).state, ExtractState::Failed);
    QVERIFY(done->outcome(1).error.has_value());
    QVERIFY(!done->outcome(1).catalog);
    QCOMPARE(done->outcome(2).state, ExtractState::Done);
}

void TestExtractJob::noMoreAtOnceThanAllowed_data()
{
    QTest::addColumn<int>("concurrency");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
    QTest::newRow("4") << 4;
}

/// Counts databases that are being kept at the same moment: the store is a real part of each task, and waits for company.
void TestExtractJob::noMoreAtOnceThanAllowed()
{
    QFETCH(int, concurrency);
    ExtractRequest twelve = request(12);
    twelve.concurrency = concurrency;
    std::atomic<int> now{0};
    std::atomic<int> most{0};
    const SnapshotStore store = [&](const NewSnapshot &) -> Result<SnapshotInfo> {
        const int here = ++now;
        int before = most;
        while (here > before && !most.compare_exchange_weak(before, here)) {
        }
        for (int i = 0; i < 100 && most < concurrency; ++i)
            QThread::msleep(5);
        --now;
        return SnapshotInfo();
    };
    ExtractJob job(twelve, m_registry, SecretProvider(), store);
    QSignalSpy ends(&job, &ExtractJob::finished);
    job.start();
    QVERIFY(ends.wait(30'000));
    QCOMPARE(job.countOf(ExtractState::Done), 12);
    QCOMPARE(most.load(), concurrency);
}

void TestExtractJob::aServersOwnCapCounts()
{
    ExtractRequest eight = request(8);
    eight.concurrency = 8;
    for (ExtractTarget &target : eight.targets)
        target.endpoint.maxConnections = 2;
    auto made = job(eight);
    int most = 0;
    connect(made.get(), &ExtractJob::changed, this, [&] {
        most = std::max(most, made->countOf(ExtractState::Connecting) + made->countOf(ExtractState::Reading) + made->countOf(ExtractState::Storing));
    });
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    QVERIFY(ends.wait(30'000));
    QCOMPARE(made->countOf(ExtractState::Done), 8);
    QCOMPARE(most, 2);
}

void TestExtractJob::retryReadsOnlyWhatFailed()
{
    ExtractRequest three = request(3);
    QVERIFY(QFile::rename(path(2), path(2) + u".away"_s));
    const auto done = finished(three);
    QCOMPARE(done->outcome(2).state, ExtractState::Failed);
    const QUuid kept = done->outcome(0).snapshot->id;
    QVERIFY(QFile::rename(path(2) + u".away"_s, path(2)));
    QSignalSpy ends(done.get(), &ExtractJob::finished);
    done->retryFailed();
    QVERIFY(ends.wait(30'000));
    QCOMPARE(done->countOf(ExtractState::Done), 3);
    QCOMPARE(done->outcome(0).snapshot->id, kept);
    QCOMPARE(done->outcome(2).snapshot->run, done->run());
    const auto workspace = Workspace::open(m_workspace);
    QCOMPARE((*workspace)->snapshots(three.targets[0].endpoint.profileId)->size(), 1);
}

void TestExtractJob::whatWaitsIsCancelledAtOnce()
{
    ExtractRequest many = request(6);
    many.concurrency = 1;
    auto made = job(many);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    made->cancel();
    QCOMPARE(made->outcome(5).state, ExtractState::Cancelled);
    QVERIFY(made->isFinished() || ends.wait(10'000));
    QCOMPARE(made->countOf(ExtractState::Waiting), 0);
    QVERIFY(made->countOf(ExtractState::Cancelled) >= 5);
    made->retryFailed();
    QVERIFY(made->isFinished() || ends.wait(30'000));
    QCOMPARE(made->countOf(ExtractState::Done), 6);
}

void TestExtractJob::oneCanBeCancelledAlone()
{
    ExtractRequest three = request(3);
    three.concurrency = 1;
    auto made = job(three);
    QSignalSpy ends(made.get(), &ExtractJob::finished);
    made->start();
    made->cancel(2);
    QVERIFY(ends.wait(30'000));
    QCOMPARE(made->outcome(0).state, ExtractState::Done);
    QCOMPARE(made->outcome(1).state, ExtractState::Done);
    QCOMPARE(made->outcome(2).state, ExtractState::Cancelled);
}

void TestExtractJob::aJobThatGoesAwayBlocksNobody()
{
    std::atomic<bool> entered{false};
    std::atomic<bool> leave{false};
    auto made = std::make_unique<ExtractJob>(request(1), m_registry, SecretProvider(), [&](const NewSnapshot &) -> Result<SnapshotInfo> {
        entered = true;
        while (!leave)
            QThread::msleep(1);
        return SnapshotInfo();
    });
    made->start();
    QTRY_VERIFY(entered);
    QElapsedTimer timer;
    timer.start();
    made.reset();
    QVERIFY(timer.elapsed() < 10'000); // it would wait for ever
    leave = true;
    QVERIFY(LastingPool::waitForEnds(std::chrono::seconds(10)));
}

void TestExtractJob::patternsChooseWhatIsRead()
{
    ExtractRequest one = request(1);
    one.targets[0].request.include = {u"t1*"_s};
    one.targets[0].request.exclude = {u"t11"_s};
    const auto done = finished(one);
    QCOMPARE(done->outcome(0).snapshot->counts.value(u"tables"_s), 10); // t1, t10, t12 … t19
    QCOMPARE(done->outcome(0).snapshot->include, QStringList{u"t1*"_s});
}

void TestExtractJob::aSchemaThatCannotBeKeptIsAFailure()
{
    ExtractJob job(request(1), m_registry, SecretProvider(), snapshotStore(m_dir->path())); // a folder is no workspace
    QSignalSpy ends(&job, &ExtractJob::finished);
    job.start();
    QVERIFY(ends.wait(30'000));
    QCOMPARE(job.outcome(0).state, ExtractState::Failed);
    QCOMPARE(job.outcome(0).error->kind, ErrorKind::Io);
}

void TestExtractJob::anUnknownEngineIsAnError()
{
    ExtractRequest two = request(2);
    two.targets[0].endpoint.engine = u"dbase"_s;
    const auto done = finished(two);
    QCOMPARE(done->outcome(0).error->kind, ErrorKind::Unsupported);
    QCOMPARE(done->outcome(1).state, ExtractState::Done);
}

void TestExtractJob::signalsAreFewAndSoon()
{
    std::atomic<bool> leave{false};
    ExtractJob job(request(1), m_registry, SecretProvider(), [&](const NewSnapshot &) -> Result<SnapshotInfo> {
        while (!leave)
            QThread::msleep(1);
        return SnapshotInfo();
    });
    QSignalSpy changes(&job, &ExtractJob::changed);
    job.start();
    QTRY_COMPARE_WITH_TIMEOUT(job.outcome(0).state, ExtractState::Storing, 30'000);
    QTRY_VERIFY(!changes.isEmpty());
    changes.clear();
    QElapsedTimer timer;
    timer.start();
    QTest::qWait(1000);
    // Four a second; fewer where the machine is busy.
    QVERIFY2(!changes.isEmpty() && changes.size() <= timer.elapsed() / 250 + 2, QByteArray::number(changes.size()).constData());
    leave = true;
    QTRY_VERIFY(job.isFinished());
}

CONCORD_TEST(TestExtractJob)
#include "tst_extractjob.moc"
