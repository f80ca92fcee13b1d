// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/applyreport.h"
#include "compare/compareview.h"
#include "compare/scriptpage.h"
#include "compare/steplist.h"
#include "compare/stepmodel.h"
#include "migrate/stepdependencies.h"
#include "query/approvaldialog.h"
#include "query/sqleditor.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// The script of a comparison in the real window on real SQLite files: ticks, a check on a copy, applying.
class TestCompareScript : public CompareWindow
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { start(); }
    void cleanup() { stop(); }
    void whatLosesDataBeginsWithoutATick();
    void aTickBringsWhatItNeedsAndTakesWhatNeedsIt();
    void whatLosesDataIsNeverTickedByTheWay();
    void ticksStayWhileTheComparisonIsTheSame();
    void whatLosesDataIsNotTickedAgainByItself();
    void whatAFilterShowsIsTickedTogether();
    void severalAreTickedAtOnce();
    void whatIsSelectedInTheComparisonIsTicked();
    void aReadOnlyDatabaseIsNotChanged();
    void aCopyShowsWhatWouldBeLeft();
    void applyingAsksRunsAndShowsWhatIsLeft();
    void whatFailsIsRolledBackAndSaid();
    void whatChangedMeanwhileIsPlannedAnew();
    void whatWaitsForAReadingIsDroppedWithItsScript();
    void aLostServerSaysWhichStatementsRan();
};

static void addWritable(const QString &workspacePath, const QString &name, const QString &path)
{
    const BlockingOnPurpose own;
    const auto workspace = Workspace::open(workspacePath);
    QVERIFY(workspace.has_value());
    Server server;
    server.engine = u"sqlite"_s;
    Profile profile;
    profile.name = name;
    profile.database = path;
    profile.readOnly = false;
    QVERIFY((*workspace)->saveConnection(server, profile).has_value());
}

void TestCompareScript::initTestCase()
{
    makeSqlite(file(u"left"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"CREATE TABLE old(id INTEGER PRIMARY KEY)"_s,
                                 u"INSERT INTO users(email) VALUES ('a'), ('a')"_s});
    makeSqlite(file(u"right"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT, city TEXT)"_s,
                                  u"CREATE TABLE orders(id INTEGER PRIMARY KEY, total INTEGER)"_s, u"CREATE INDEX orders_total ON orders(total)"_s});
    makeSqlite(file(u"unique"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"CREATE TABLE fresh(id INTEGER PRIMARY KEY)"_s,
                                   u"CREATE TABLE old(id INTEGER PRIMARY KEY)"_s, u"CREATE UNIQUE INDEX users_email ON users(email)"_s});
    addProfiles(workspaceFile(), {{u"right"_s, file(u"right"_s)}, {u"unique"_s, file(u"unique"_s)}}, {});
    addWritable(workspaceFile(), u"left"_s, file(u"left"_s));
}

static int stepOf(const StepModel &model, const QString &words)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.migration().steps[static_cast<size_t>(row)].sql.contains(words))
            return row;
    }
    return -1;
}

void TestCompareScript::whatLosesDataBeginsWithoutATick()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    const int drop = stepOf(*page->model(), u"DROP TABLE"_s);
    QVERIFY(drop >= 0);
    QVERIFY(!page->model()->isTicked(drop));
    QVERIFY(page->preview()->contents().section(u'\n', 0, 0).contains(u"left"_s));
    QVERIFY(!page->preview()->contents().contains(u"DROP TABLE"_s));
    page->steps()->setFocus();
    page->steps()->setCurrentIndex(page->model()->index(drop, 0));
    QTest::keyClick(page->steps(), Qt::Key_Space);
    QVERIFY(page->model()->isTicked(drop));
    QVERIFY(page->preview()->contents().contains(u"DROP TABLE"_s));
    QVERIFY(!page->model()->index(drop, StepModel::Cost).data().toString().isEmpty());
}

void TestCompareScript::aTickBringsWhatItNeedsAndTakesWhatNeedsIt()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    StepModel *model = page->model();
    const int table = stepOf(*model, u"CREATE TABLE"_s);
    const int index = stepOf(*model, u"CREATE INDEX"_s);
    QVERIFY(table >= 0 && index > table);
    QVERIFY(model->isTicked(table) && model->isTicked(index));
    model->setData(model->index(table, 0), Qt::Unchecked, Qt::CheckStateRole);
    QVERIFY(!model->isTicked(index)); // an index of no table
    const int column = stepOf(*model, u"city"_s);
    QVERIFY(column >= 0 && model->isTicked(column)); // has nothing to do with it
    model->setData(model->index(index, 0), Qt::Checked, Qt::CheckStateRole);
    QVERIFY(model->isTicked(table));
}

void TestCompareScript::whatLosesDataIsNeverTickedByTheWay()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(page->applyButton()->isEnabled(), 30'000);
    Migration migration;
    for (const char *what : {"drop table old", "create view old", "comment on view old"}) {
        ChangeStep step;
        step.sql = step.purpose = QString::fromLatin1(what);
        migration.steps.push_back(step);
    }
    migration.steps[0].hazards = {Hazard::DataLoss};
    StepModel *model = page->model();
    model->setMigration(migration, {{}, {0}, {1}});
    QVERIFY(!model->isTicked(0) && !model->isTicked(1) && !model->isTicked(2));
    const auto cost = [model](int step) { return model->index(step, StepModel::Cost).data().toString(); };
    QVERIFY2(cost(1).contains(u"waits for “drop table old”"_s), qPrintable(cost(1)));
    QVERIFY2(cost(2).contains(u"waits for “create view old”"_s), qPrintable(cost(2)));
    const auto space = [page, model](int step) {
        page->steps()->setFocus();
        page->steps()->setCurrentIndex(model->index(step, 0));
        QTest::keyClick(page->steps(), Qt::Key_Space);
    };
    const auto question = [page] { return page->findChild<QMessageBox *>(); };
    space(2);
    QVERIFY(question());
    QVERIFY2(question()->informativeText().contains(u"drop table old (✗ loses data)"_s), qPrintable(question()->informativeText()));
    QTest::keyClick(question(), Qt::Key_Return); // Cancel
    QTRY_VERIFY(!question());
    QVERIFY(model->ticked().isEmpty());
    space(2);
    for (auto *button : question()->findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == u"Tick all of them"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(model->ticked().size(), 3);
    const auto told = [page](const QString &words) {
        return std::ranges::any_of(page->findChildren<QLabel *>(),
                                   [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    };
    QVERIFY(told(u"got a tick with it, because it needs them: drop table old (✗ loses data), create view old"_s));
    space(1);
    QVERIFY(model->isTicked(0) && !model->isTicked(2)); // what loses data needs nobody
    QVERIFY(told(u"lost their ticks with it, because they need it: comment on view old"_s));
}

void TestCompareScript::ticksStayWhileTheComparisonIsTheSame()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    const int column = stepOf(*page->model(), u"city"_s);
    QVERIFY(column >= 0 && page->model()->isTicked(column));
    page->steps()->setFocus();
    page->steps()->setCurrentIndex(page->model()->index(column, 0));
    QTest::keyClick(page->steps(), Qt::Key_Space);
    QVERIFY(!page->model()->isTicked(column));
    pair()->showScript(false);
    QSignalSpy planned(page, &ScriptPage::planned);
    pair()->showScript(true);
    QTRY_VERIFY(!planned.isEmpty());
    QVERIFY(!page->model()->isTicked(stepOf(*page->model(), u"city"_s)));
    QVERIFY(page->model()->isTicked(stepOf(*page->model(), u"CREATE TABLE"_s)));
}

void TestCompareScript::whatLosesDataIsNotTickedAgainByItself()
{
    const auto plan = [](const QStringList &statements) {
        Migration migration;
        for (const QString &sql : statements) {
            ChangeStep step;
            step.sql = step.purpose = sql;
            if (sql.startsWith(u"drop"_s))
                step.hazards = {Hazard::DataLoss};
            migration.steps.push_back(step);
        }
        return migration;
    };
    const Migration one = plan({u"drop table old"_s, u"create table fresh"_s});
    const Migration other = plan({u"drop table old"_s, u"create table fresh"_s, u"create table more"_s});
    StepModel model;
    model.setMigration(one, {{}, {}});
    QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole)); // its own box asks nothing
    QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
    model.setMigration(one, {{}, {}});
    QVERIFY(model.isTicked(0) && !model.isTicked(1));
    for (int again = 0; again < 2; ++again) {
        model.setMigration(other, {{}, {}, {}});
        QVERIFY(!model.isTicked(0) && !model.isTicked(1) && model.isTicked(2));
    }
    QSignalSpy asked(&model, &StepModel::destructiveWanted);
    QVERIFY(!model.wishTicked({0}, true)); // by a menu or a filter, be it alone
    QCOMPARE(asked.size(), 1);
    QVERIFY(!model.isTicked(0));
}

/// The link above the statements, by its words.
static void clickLink(const ScriptPage *page, const QString &text)
{
    const auto links = page->findChildren<QToolButton *>();
    const auto link = std::ranges::find_if(links, [&](const QToolButton *each) { return each->text().remove(u'&') == text; });
    QVERIFY(link != links.end());
    QTest::mouseClick(*link, Qt::LeftButton);
}

void TestCompareScript::whatAFilterShowsIsTickedTogether()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    StepModel *model = page->model();
    clickLink(page, u"Tick none"_s);
    QVERIFY(model->ticked().isEmpty());
    page->filter()->setFocus();
    QTest::keyClicks(page->filter(), u"CITY"_s);
    const int column = stepOf(*model, u"city"_s);
    for (int step = 0; step < model->rowCount(); ++step)
        QCOMPARE(page->steps()->isRowHidden(step, {}), !model->migration().steps[static_cast<size_t>(step)].sql.contains(u"city"_s));
    clickLink(page, u"Tick all"_s);
    QCOMPARE(model->ticked(), QList<qsizetype>{column});
    page->filter()->clear();
    clickLink(page, u"Tick all"_s); // DROP TABLE old is among them
    auto *question = page->findChild<QMessageBox *>();
    QVERIFY(question && question->informativeText().contains(u"loses data"_s));
    QTest::keyClick(question, Qt::Key_Return); // Cancel
    QCOMPARE(model->ticked(), QList<qsizetype>{column});
}

void TestCompareScript::severalAreTickedAtOnce()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    StepModel *model = page->model();
    model->setAll(false);
    const int table = stepOf(*model, u"CREATE TABLE"_s);
    const int column = stepOf(*model, u"city"_s);
    page->steps()->setFocus();
    page->steps()->setCurrentIndex(model->index(table, 0));
    page->steps()->selectionModel()->select(model->index(column, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(page->steps(), Qt::Key_Space);
    QVERIFY(model->isTicked(table) && model->isTicked(column));
    QTest::keyClick(page->steps(), Qt::Key_Space);
    QVERIFY(!model->isTicked(table) && !model->isTicked(column));
}

void TestCompareScript::whatIsSelectedInTheComparisonIsTicked()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    page->tickOnly({ObjectRef{{}, u"users"_s}}, {});
    for (const qsizetype step : page->model()->ticked())
        QCOMPARE(page->model()->migration().steps[static_cast<size_t>(step)].object.name, u"users"_s);
    QVERIFY(page->model()->isTicked(stepOf(*page->model(), u"city"_s)));
    QTRY_VERIFY(page->checkButton()->isEnabled());
    QTest::mouseClick(page->checkButton(), Qt::LeftButton);
    QTRY_VERIFY2(page->resultText().contains(u"only what has no tick is left"_s), qPrintable(page->resultText()));
}

void TestCompareScript::aReadOnlyDatabaseIsNotChanged()
{
    ScriptPage *page = openScript(u"right"_s, u"left"_s);
    QVERIFY(page);
    QVERIFY(!page->applyButton()->isEnabled());
    QVERIFY2(page->applyButton()->toolTip().contains(u"read-only"_s), qPrintable(page->applyButton()->toolTip()));
}

void TestCompareScript::aCopyShowsWhatWouldBeLeft()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    QTRY_VERIFY(page->checkButton()->isEnabled());
    QTest::mouseClick(page->checkButton(), Qt::LeftButton);
    QTRY_VERIFY(page->resultText().startsWith(u'✗'));
    QVERIFY2(page->resultText().contains(u"old"_s), qPrintable(page->resultText())); // its DROP has no tick
    page->model()->setAll(true);
    QTest::mouseClick(page->checkButton(), Qt::LeftButton);
    QTRY_VERIFY2(page->resultText().startsWith(u'✓'), qPrintable(page->resultText()));
}

void TestCompareScript::whatFailsIsRolledBackAndSaid()
{
    ScriptPage *page = openScript(u"left"_s, u"unique"_s);
    QVERIFY(page);
    page->model()->setAll(true);
    QVERIFY(apply(page));
    QVERIFY2(page->resultText().startsWith(u"✗ Rolled back on left"_s), qPrintable(page->resultText()));
    QVERIFY2(page->resultText().contains(u"UNIQUE"_s), qPrintable(page->resultText()));
    extract({u"left"_s});
    const CatalogPtr after = m_program->window->schema()->library().catalog(m_program->id(u"left"_s));
    QVERIFY(std::ranges::none_of(after->objects(), [](const ObjectPtr &object) { return object->ref.name == u"fresh"; }));
}

void TestCompareScript::applyingAsksRunsAndShowsWhatIsLeft()
{
    const QString target = file(u"target"_s);
    makeSqlite(target, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"CREATE TABLE old(id INTEGER PRIMARY KEY)"_s});
    addWritable(workspaceFile(), u"target"_s, target);
    m_program->profiles.reload();
    QTRY_VERIFY(!m_program->id(u"target"_s).isNull());
    ScriptPage *page = openScript(u"target"_s, u"right"_s);
    QVERIFY(page);
    QVERIFY(apply(page));
    QVERIFY2(page->resultText().startsWith(u"✓"_s), qPrintable(page->resultText()));
    QTRY_VERIFY2(page->resultText().contains(u"Read again"_s), qPrintable(page->resultText()));
    QCOMPARE(page->model()->rowCount(), 1); // DROP TABLE old, which had no tick
    QVERIFY(!page->model()->isTicked(0));
}

void TestCompareScript::whatChangedMeanwhileIsPlannedAnew()
{
    const QString target = file(u"moving"_s);
    makeSqlite(target, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s});
    addWritable(workspaceFile(), u"moving"_s, target);
    m_program->profiles.reload();
    QTRY_VERIFY(!m_program->id(u"moving"_s).isNull());
    ScriptPage *page = openScript(u"moving"_s, u"right"_s);
    QVERIFY(page);
    const int before = page->model()->rowCount();
    QVERIFY(stepOf(*page->model(), u"CREATE TABLE"_s) >= 0);
    makeSqlite(target, {u"CREATE TABLE another(id INTEGER PRIMARY KEY)"_s}); // by somebody else
    QTRY_VERIFY(page->applyButton()->isEnabled());
    QTest::mouseClick(page->applyButton(), Qt::LeftButton);
    QTRY_VERIFY2(page->resultText().contains(u"has changed since it was read"_s), qPrintable(page->resultText()));
    QVERIFY(!page->findChild<ApprovalDialog *>());
    QTRY_COMPARE(page->model()->rowCount(), before + 1); // now also DROP TABLE another
    QVERIFY(page->resultText().contains(u"has changed since it was read"_s));
    QVERIFY(apply(page));
    QVERIFY2(page->resultText().startsWith(u"✓"_s), qPrintable(page->resultText()));
}

void TestCompareScript::whatWaitsForAReadingIsDroppedWithItsScript()
{
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    QTRY_VERIFY(page->applyButton()->isEnabled());
    QTest::mouseClick(page->applyButton(), Qt::LeftButton);
    page->setKind(ScriptPage::Kind::Data); // while left is read
    QVERIFY(!page->applyButton()->isEnabled());
    QTRY_VERIFY2_WITH_TIMEOUT(page->resultText().contains(u"Nothing was sent"_s), qPrintable(page->resultText()), 20'000);
    page->setKind(ScriptPage::Kind::Schema);
    QTRY_VERIFY(page->applyButton()->isEnabled()); // that reading has ended
    QVERIFY(!page->findChild<ApprovalDialog *>());
    QTest::mouseClick(page->checkButton(), Qt::LeftButton);
    page->setComparison({}, pair()->left(), pair()->right()); // an end was chosen that was never read
    QTRY_VERIFY(page->checkButton()->text() != page->tr("Reading %1…").arg(u"left"_s));
    QVERIFY2(page->resultText().contains(u"Nothing was sent"_s), qPrintable(page->resultText()));
}

void TestCompareScript::aLostServerSaysWhichStatementsRan()
{
    Migration migration;
    migration.database = u"prod"_s;
    for (const char *what : {"first", "second", "third"}) {
        ChangeStep step;
        step.sql = u"ALTER TABLE t ADD COLUMN %1 INT"_s.arg(QString::fromLatin1(what));
        step.purpose = u"add column %1"_s.arg(QString::fromLatin1(what));
        migration.steps.push_back(step);
    }
    Outcome outcome;
    outcome.state = TargetState::Failed;
    outcome.sql = u"ALTER"_s;
    outcome.statement = 1;
    outcome.error = Error{ErrorKind::Lost, u"server closed the connection"_s, {}, {}, -1, 0, 0};
    const auto said = [&] { return applyReport(migration, outcome, Dialect(), u"prod"_s).lines.join(u'\n'); };
    QVERIFY2(said().contains(u"✓ add column first"_s) && said().contains(u"add column second"_s) && said().contains(u"cannot be told"_s),
             qPrintable(said()));
    QVERIFY(!said().contains(u"✓ add column second"_s));
    QVERIFY(applyReport(migration, outcome, Dialect(), u"prod"_s).changed);
    migration.transactional = true; // now BEGIN comes first and all of it goes back
    outcome.statement = 2;
    QVERIFY2(said().startsWith(u"✗ Rolled back"_s), qPrintable(said()));
    outcome.statement = 4; // COMMIT
    QVERIFY2(said().contains(u"cannot tell"_s), qPrintable(said()));
}

CONCORD_TEST(TestCompareScript)
#include "tst_comparescript.moc"
