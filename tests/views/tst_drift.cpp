// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareview.h"
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "connection/secretprovider.h"
#include "drift/baselinedialog.h"
#include "drift/driftboard.h"
#include "drift/driftpanel.h"
#include "drift/extractiontimer.h"
#include "drift/scheduledialog.h"
#include "drift/timelineview.h"
#include "look/theme.h"
#include "schema/cataloglibrary.h"
#include "schema/extractionjob.h"
#include "schema/extractions.h"
#include "schema/objectpage.h"
#include "schema/snapshotmodel.h"
#include "schema/snapshotsdialog.h"
#include "shell/driftparts.h"
#include "shell/schemaparts.h"
#include "views/windowprogram.h"
#include "testprogram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QScopeGuard>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Drift in the real window, on real SQLite files: baselines, warnings, timelines, the schedule.
class TestDriftWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anExtractionWarnsOfDrift();
    void aDatabaseFollowsAnother();
    void mutedWarnsNobody();
    void timelinesTellWhatChanged();
    void timelinesComeBack();
    void aSnapshotBecomesTheBaseline();
    void theScheduleReadsByItselfAndComesBack();
    void theScheduleTakesNobodyElsesJob();
    void aForgottenJobLeavesTheNextOneAlone();
    void whatAnotherProgramWritesIsShown();
    void theScheduleAsksForNoPassword();
    void theSchedulesDatabasesAreTickedAtOnce();
    void cleanup();

private:
    void extract(const QString &name);
    [[nodiscard]] QTreeWidget *drift() const { return m_program->window->findChild<DriftPanel *>()->view(); }
    [[nodiscard]] QString badge(const QString &name) const;
    [[nodiscard]] QToolButton *button(const QString &text) const;
    /// A picture for a person's eyes, where CONCORD_TEST_PICTURES names a folder.
    void keepPicture(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowProgram> m_program;
};

void TestDriftWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"_s});
    makeSqlite(m_folder->filePath(u"staging.db"_s), {u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"_s});
    const QString workspace = m_folder->filePath(u"w.concord"_s);
    addProfiles(workspace, {{u"shop"_s, m_folder->filePath(u"shop.db"_s)}, {u"staging"_s, m_folder->filePath(u"staging.db"_s)}}, {});
    m_program = std::make_unique<WindowProgram>(workspace);
    m_program->start();
    extract(u"shop"_s);
}

void TestDriftWindow::cleanup()
{
    m_program.reset();
    m_folder.reset();
}

void TestDriftWindow::extract(const QString &name)
{
    const QUuid id = m_program->id(name);
    QSignalSpy changed(&m_program->window->schema()->library(), &CatalogLibrary::changed);
    QSignalSpy finished(&m_program->window->schema()->extractions(), &Extractions::finished);
    m_program->window->schema()->extract({id}, false);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QTRY_VERIFY(std::ranges::any_of(changed, [&](const QList<QVariant> &signal) { return signal.first().toUuid() == id; }));
}

QString TestDriftWindow::badge(const QString &name) const
{
    const QAbstractItemModel *model = m_program->window->tree()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(ConnectionModel::NameRole).toString() == name)
            return model->index(row, 0).data(ConnectionModel::BadgeRole).toString();
    }
    return {};
}

QToolButton *TestDriftWindow::button(const QString &text) const
{
    for (auto *each : m_program->window->findChild<DriftPanel *>()->findChildren<QToolButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

void TestDriftWindow::keepPicture(const QString &name) const
{
    const QString folder = qEnvironmentVariable("CONCORD_TEST_PICTURES");
    if (folder.isEmpty())
        return;
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        applyTheme(theme);
        QTest::qWait(150); // until all is laid out
        QVERIFY(m_program->window->grab().save(u"%1/%2-%3.png"_s.arg(folder, name, themeName(theme))));
    }
}

void TestDriftWindow::anExtractionWarnsOfDrift()
{
    DriftParts *parts = m_program->window->drift();
    parts->chooseBaseline(m_program->id(u"shop"_s));
    auto *dialog = m_program->window->findChild<BaselineDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->findChildren<QComboBox *>().first()->count(), 1); // its snapshot
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(drift()->topLevelItemCount(), 1);
    QVERIFY(drift()->topLevelItem(0)->text(2).contains(u"no drift"_s));
    QVERIFY(!badge(u"shop"_s).contains(u'⚠'));

    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"ALTER TABLE users ADD COLUMN email TEXT"_s, u"CREATE TABLE tmp (id INTEGER)"_s});
    extract(u"shop"_s);
    QTRY_VERIFY(drift()->topLevelItem(0)->text(2).contains(u"1 different"_s));
    QVERIFY(drift()->topLevelItem(0)->text(2).contains(u"1 new"_s));
    QVERIFY(drift()->topLevelItem(0)->text(1).contains(u"shop@1"_s));
    QCOMPARE(drift()->topLevelItem(0)->childCount(), 2);
    QVERIFY2(badge(u"shop"_s).startsWith(u"⚠ 2"_s), qPrintable(badge(u"shop"_s)));
    QTRY_VERIFY(m_program->window->statusBar()->currentMessage().contains(u"shop has drifted"_s));
    QVERIFY(m_program->window->findChild<QDockWidget *>(u"drift"_s)->windowTitle().contains(u'1'));
    auto *dock = m_program->window->findChild<QDockWidget *>(u"drift"_s);
    dock->show();
    dock->raise();
    keepPicture(u"drift"_s);

    // The baseline and the newest side by side, at the object that was clicked.
    for (int i = 0; i < drift()->topLevelItem(0)->childCount(); ++i) {
        if (drift()->topLevelItem(0)->child(i)->text(0).contains(u"email"_s))
            drift()->setCurrentItem(drift()->topLevelItem(0)->child(i));
    }
    drift()->setFocus();
    QTest::keyClick(drift(), Qt::Key_Return);
    auto *view = m_program->window->findChild<CompareView *>();
    QTRY_VERIFY(view && view->isVisible());
    QVERIFY(view->left().isPast());
    QCOMPARE(view->left().number, 1);
    QVERIFY(!view->right().isPast());
    keepPicture(u"drift-compare"_s);

    // What is there now is right.
    drift()->setCurrentItem(drift()->topLevelItem(0));
    QTest::mouseClick(button(u"Accept as new baseline"_s), Qt::LeftButton);
    QTRY_VERIFY(drift()->topLevelItem(0)->text(2).contains(u"no drift"_s));
    QVERIFY(!badge(u"shop"_s).contains(u'⚠'));
}

void TestDriftWindow::aDatabaseFollowsAnother()
{
    extract(u"staging"_s);
    m_program->window->drift()->chooseBaseline(m_program->id(u"staging"_s));
    auto *dialog = m_program->window->findChild<BaselineDialog *>();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChildren<QRadioButton *>().at(1), Qt::LeftButton, {}, QPoint(8, 8));
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_COMPARE(drift()->topLevelItemCount(), 1);
    QCOMPARE(drift()->topLevelItem(0)->text(1), u"shop"_s);
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"ALTER TABLE users ADD COLUMN email_verified BOOLEAN"_s});
    extract(u"shop"_s); // the one that is followed
    QTRY_COMPARE(drift()->topLevelItem(0)->childCount(), 1);
    QCOMPARE(drift()->topLevelItem(0)->child(0)->text(0),
             u"'users' exists in shop and staging; staging lacks email_verified BOOLEAN; rows copied from shop would fail or lose it"_s);
    QVERIFY(badge(u"staging"_s).startsWith(u"⚠ 1"_s));
    QVERIFY(!badge(u"shop"_s).contains(u'⚠'));
    QVERIFY(!button(u"Accept as new baseline"_s)->isEnabled()); // production is what is right
}

void TestDriftWindow::mutedWarnsNobody()
{
    m_program->window->drift()->board().accept(m_program->id(u"shop"_s));
    QTRY_COMPARE(drift()->topLevelItemCount(), 1);
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"CREATE TABLE tmp (id INTEGER)"_s});
    extract(u"shop"_s);
    QTRY_VERIFY(badge(u"shop"_s).contains(u'⚠'));
    drift()->setCurrentItem(drift()->topLevelItem(0));
    QTest::mouseClick(button(u"Mute"_s), Qt::LeftButton);
    QTRY_VERIFY(!badge(u"shop"_s).contains(u'⚠'));
    QVERIFY(drift()->topLevelItem(0)->text(2).contains(u"muted"_s));
    QCOMPARE(m_program->window->drift()->board().warned(), 0);
    QTest::mouseClick(button(u"Warn again"_s), Qt::LeftButton);
    QTRY_VERIFY(badge(u"shop"_s).contains(u'⚠'));
}

void TestDriftWindow::timelinesTellWhatChanged()
{
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"ALTER TABLE users ADD COLUMN email TEXT"_s});
    extract(u"shop"_s);
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"CREATE TABLE orders (id INTEGER)"_s});
    extract(u"shop"_s);
    m_program->window->drift()->showTimeline(m_program->id(u"shop"_s));
    auto *timeline = m_program->window->findChild<TimelineView *>();
    QVERIFY(timeline);
    QTRY_COMPARE_WITH_TIMEOUT(timeline->view()->topLevelItemCount(), 2, 20'000);
    QVERIFY(timeline->view()->topLevelItem(0)->child(0)->text(0).contains(u"table orders"_s));
    QVERIFY(timeline->view()->topLevelItem(1)->child(0)->text(0).contains(u"column email TEXT added"_s));
    keepPicture(u"timeline"_s);
    // Another reading while it is shown brings another step.
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"DROP TABLE orders"_s});
    extract(u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(timeline->view()->topLevelItemCount(), 3, 20'000);
    QVERIFY(timeline->view()->topLevelItem(0)->child(0)->text(0).startsWith(u"− table orders"_s));

    ObjectPage *page = m_program->window->schema()->openObject({m_program->id(u"shop"_s), ObjectKind::Table, {{}, u"users"_s}}, u"history"_s);
    auto *history = page->findChild<TimelineView *>();
    QVERIFY(history && page->pages()->currentWidget() == history);
    QTRY_COMPARE_WITH_TIMEOUT(history->view()->topLevelItemCount(), 1, 20'000);
    QVERIFY(history->view()->topLevelItem(0)->text(0).contains(u"column email TEXT added"_s));
    history->view()->setFocus();
    QTest::keyClick(history->view(), Qt::Key_Return);
    auto *view = m_program->window->findChild<CompareView *>();
    QTRY_VERIFY(view && view->isVisible());
    QCOMPARE(view->left().number, 1);
    QCOMPARE(view->right().number, 2);
}

void TestDriftWindow::timelinesComeBack()
{
    makeSqlite(m_folder->filePath(u"shop.db"_s), {u"ALTER TABLE users ADD COLUMN email TEXT"_s});
    extract(u"shop"_s);
    m_program->window->drift()->showTimeline(m_program->id(u"shop"_s));
    m_program->window->close();
    m_program.reset();
    m_program = std::make_unique<WindowProgram>(m_folder->filePath(u"w.concord"_s));
    m_program->start();
    auto *tabs = qobject_cast<QTabWidget *>(m_program->window->centralWidget());
    QTRY_VERIFY(tabs->findChild<TimelineView *>());
    auto *again = tabs->findChild<TimelineView *>();
    QCOMPARE(tabs->currentWidget(), again); // it was in front
    QTRY_COMPARE(again->view()->topLevelItemCount(), 1);
    // Nothing is half told of a connection that goes while its timeline is open.
    const QUuid shop = m_program->id(u"shop"_s);
    const auto removed = m_program->workspace.post([shop](Workspace &workspace) { return workspace.removeProfiles({shop}); });
    QTRY_VERIFY(removed.isFinished());
    m_program->profiles.reload();
    QTRY_VERIFY(again->findChild<QLabel *>()->text().contains(u"removed"_s));
    QVERIFY(!again->view()->isVisible());
}

void TestDriftWindow::aSnapshotBecomesTheBaseline()
{
    extract(u"shop"_s);
    m_program->window->schema()->showSnapshots(m_program->id(u"shop"_s));
    auto *dialog = m_program->window->findChild<SnapshotsDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->model()->rowCount(), 2);
    dialog->view()->setCurrentIndex(dialog->model()->index(1, 0));
    for (auto *each : dialog->findChildren<QPushButton *>()) {
        if (each->text() == u"Use as &baseline"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QTRY_VERIFY(dialog->model()->index(1, SnapshotModel::Number).data().toString().contains(u"baseline"_s));
    QVERIFY(!dialog->model()->index(0, SnapshotModel::Number).data().toString().contains(u"baseline"_s));
    QTRY_COMPARE(drift()->topLevelItemCount(), 1);
}

void TestDriftWindow::theScheduleReadsByItselfAndComesBack()
{
    DriftParts *parts = m_program->window->drift();
    QVERIFY(!parts->timer()->next().isValid());
    QSignalSpy changed(&m_program->window->schema()->library(), &CatalogLibrary::changed);
    parts->editSchedule();
    auto *dialog = m_program->window->findChild<ScheduleDialog *>();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QCheckBox *>(u"enabled"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(dialog->schedule().enabled);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(changed.size() >= 2); // both were read, at once: they never were by schedule
    QTRY_VERIFY(!parts->timer()->isRunning());
    QVERIFY(parts->timer()->next() > QDateTime::currentDateTime());
    auto *words = m_program->window->findChild<QLabel *>(u"nextExtraction"_s);
    QTRY_VERIFY(words->isVisible() && words->text().contains(u"next extraction"_s));
    changed.clear();
    parts->timer()->look(); // not yet
    QTest::qWait(50);
    QVERIFY(changed.isEmpty());

    const QDateTime next = parts->timer()->next();
    m_program.reset();
    m_program = std::make_unique<WindowProgram>(m_folder->filePath(u"w.concord"_s));
    m_program->start();
    QTRY_VERIFY(m_program->window->drift()->timer()->next().isValid());
    QVERIFY(qAbs(m_program->window->drift()->timer()->next().msecsTo(next)) < 1000);

    // What fails stands in the jobs dock, and the next run is not kept from beginning.
    QVERIFY(QFile::remove(m_folder->filePath(u"staging.db"_s)));
    ExtractionSchedule due = m_program->window->drift()->timer()->schedule();
    due.last = due.last.addDays(-1);
    m_program->window->drift()->timer()->setSchedule(due);
    QTRY_VERIFY(!m_program->window->drift()->timer()->isRunning());
    const auto *jobs = m_program->window->jobs()->model();
    QTRY_VERIFY(jobs->rowCount() > 0);
    QTRY_VERIFY(m_program->window->schema()->library().known(m_program->id(u"staging"_s)).error.has_value());
    QVERIFY(m_program->window->drift()->timer()->next() > QDateTime::currentDateTime());
}

void TestDriftWindow::theScheduleTakesNobodyElsesJob()
{
    Extractions &extractions = m_program->window->schema()->extractions();
    ExtractionTimer *timer = m_program->window->drift()->timer();
    QSignalSpy finished(&extractions, &Extractions::finished);
    QList<QUuid> all;
    for (const ProfileEntry &entry : m_program->profiles.entries())
        all.append(entry.endpoint.profileId);
    QVERIFY(extractions.start(all, extractions.choices()));
    ExtractionSchedule schedule;
    schedule.enabled = true; // and due, as it never ran: but all are being read
    timer->setSchedule(schedule);
    QVERIFY(!timer->schedule().last.isValid());
    timer->setSchedule({});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);

    bool isTaken = false;
    connect(&extractions, &Extractions::started, this, [&] { isTaken = timer->isRunning(); });
    QVERIFY(extractions.start(all, extractions.choices()));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30'000);
    QVERIFY(!isTaken);
}

/// A database is read by one job at a time, also where the job before it is taken from the list meanwhile.
void TestDriftWindow::aForgottenJobLeavesTheNextOneAlone()
{
    Extractions &extractions = m_program->window->schema()->extractions();
    const QList<QUuid> shop{m_program->id(u"shop"_s)};
    QPointer<ExtractionJob> before;
    const auto ended = connect(&extractions, &Extractions::finished, this, [&before](ExtractionJob *job) { before = job; });
    const auto forget = qScopeGuard([&ended] { disconnect(ended); });
    QVERIFY(extractions.start(shop, extractions.choices()));
    QTRY_VERIFY_WITH_TIMEOUT(before, 30'000);
    QSignalSpy finished(&extractions, &Extractions::finished);
    const QPointer<ExtractionJob> old = before;
    QVERIFY(extractions.start(shop, extractions.choices()));
    delete old.data();
    QVERIFY(!extractions.start(shop, extractions.choices()));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QVERIFY(extractions.start(shop, extractions.choices())); // and then again
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30'000);
}

/// What concordctl does to the workspace while the window is open.
void TestDriftWindow::whatAnotherProgramWritesIsShown()
{
    const QUuid shop = m_program->id(u"shop"_s);
    const BlockingOnPurpose own;
    auto other = Workspace::open(m_folder->filePath(u"w.concord"_s));
    QVERIFY(other);
    const auto snapshots = (*other)->snapshots(shop);
    QVERIFY(snapshots && snapshots->size() == 1);
    QVERIFY((*other)->setBaseline({shop, snapshots->first().id, {}, {}, false}));
    QTRY_COMPARE_WITH_TIMEOUT(drift()->topLevelItemCount(), 1, 20'000);
    QVERIFY(drift()->topLevelItem(0)->text(2).contains(u"no drift"_s));

    addProfiles(m_folder->filePath(u"w.concord"_s), {{u"added"_s, m_folder->filePath(u"staging.db"_s)}}, {});
    QTRY_VERIFY_WITH_TIMEOUT(!m_program->id(u"added"_s).isNull(), 20'000);

    // The baseline is removed: the dock says so, and does not forget that there was one.
    QVERIFY((*other)->removeSnapshots({snapshots->first().id}));
    QTRY_VERIFY_WITH_TIMEOUT(drift()->topLevelItemCount() == 1 && drift()->topLevelItem(0)->text(2).startsWith(u'?'), 20'000);
    QTRY_VERIFY2(badge(u"shop"_s).startsWith(u"? drift: cannot tell"_s), qPrintable(badge(u"shop"_s)));
    const QString title = m_program->window->findChild<QDockWidget *>(u"drift"_s)->windowTitle();
    QVERIFY2(title.contains(u"? 1"_s), qPrintable(title));
    drift()->setCurrentItem(drift()->topLevelItem(0));
    QTest::mouseClick(button(u"Mute"_s), Qt::LeftButton);
    QTRY_VERIFY(!badge(u"shop"_s).contains(u'?'));
}

/// A server's password that is not kept: the schedule asks nobody for it, says so, and reads the others.
void TestDriftWindow::theScheduleAsksForNoPassword()
{
    std::atomic_int questions = 0;
    const auto refused = [] { return Error{ErrorKind::Authentication, u"no password supplied."_s, {}, {}, -1, 0, 0}; };
    const auto ask = [&questions](const Endpoint &, const Secret &, const Error &) -> Result<Secret> {
        ++questions;
        return fail(ErrorKind::Cancelled, u"Cancelled."_s);
    };
    const SecretProvider asking([](const Endpoint &, Deadline) -> Result<Secret> { return fail(ErrorKind::NotFound, {}); }, ask);
    const auto attended = std::make_shared<std::atomic_bool>(false);
    const SecretProvider quiet = withoutQuestions(asking, attended);
    const auto attempt = [&](const Secret &) -> Result<void> { return fail(refused()); };
    const Result<void> alone = withSecret({}, quiet, noDeadline, attempt);
    QVERIFY(!alone && alone.error().kind == ErrorKind::Authentication);
    QVERIFY2(alone.error().message.startsWith(u"no password supplied. Nobody was asked"_s), qPrintable(alone.error().message));
    QCOMPARE(questions.load(), 0);
    *attended = true; // a person tries it again
    QVERIFY(!withSecret({}, quiet, noDeadline, attempt));
    QCOMPARE(questions.load(), 1);
}

void TestDriftWindow::theSchedulesDatabasesAreTickedAtOnce()
{
    m_program->window->drift()->editSchedule();
    auto *dialog = m_program->window->findChild<ScheduleDialog *>();
    QVERIFY(dialog);
    const auto link = [dialog](const QString &text) {
        for (auto *each : dialog->findChildren<QToolButton *>()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return static_cast<QToolButton *>(nullptr);
    };
    QTest::mouseClick(dialog->findChild<QCheckBox *>(u"enabled"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QTest::mouseClick(link(u"Tick none"_s), Qt::LeftButton);
    QVERIFY(!dialog->schedule().enabled); // nothing to read
    dialog->findChild<QListWidget *>()->item(1)->setCheckState(Qt::Checked);
    QCOMPARE(dialog->schedule().profiles.size(), 1);
    QTest::mouseClick(link(u"Tick all"_s), Qt::LeftButton);
    QVERIFY(dialog->schedule().enabled && dialog->schedule().profiles.isEmpty()); // all, and those that come later
}

CONCORD_TEST(TestDriftWindow)
#include "tst_drift.moc"
