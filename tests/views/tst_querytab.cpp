// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engine.h"
#include "grid/exportdialog.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "look/elidedlabel.h"
#include "query/approvaldialog.h"
#include "query/messagesview.h"
#include "query/outcomestrip.h"
#include "query/parameterstrip.h"
#include "query/partbar.h"
#include "query/planview.h"
#include "query/mergedview.h"
#include "query/querytab.h"
#include "query/resultarea.h"
#include "query/sourceview.h"
#include "query/sqleditor.h"
#include "query/targetbar.h"
#include "registry/drivers.h"
#include "views/sqlitefiles.h"
#include "workspace/workspacethread.h"
#include "testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestQueryTab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void runsOnThreeDatabasesByKey();
    void aFailedOneHurtsNobodyAndCanBeRetried();
    void failuresStayInSightWhenTheStripIsFull();
    void anErrorWithoutAPlaceMarksItsStatement();
    void expressionsThatAreNamedDifferentlyAreToldOf();
    void theStatusLineTellsWhileItRuns();
    void runsTheStatementAtTheCursor();
    void runsScriptsWithSeveralResults();
    void writesAreTypedNotClicked();
    void readOnlyProfilesRefuseInline();
    void saysWhatIsMissing();
    void whatIsRefusedDoesNotWearAnEarlierRunsOutcomes();
    void writesSayWhatTheyChangedWhereRowsWouldBe();
    void parametersUnderTheEditor();
    void parametersPerDatabase();
    void formatsByKey();
    void stopsWhatRuns();
    void cappedRowsCanBeFetched();
    void mergesRowsByTheirKey();
    void exportsWithCoverage_data();
    void exportsWithCoverage();
    void aFileThatIsThereIsReplacedOnlyWhenAsked();
    void exportsWhatTheNamesEndingSays();
    void keepsItsState();
    void writesHistory();
    void runBarMayBeLifted();
    void closesWhileRunning();
    void plansOfEachByKey();
    void languagesHavePartsOfTheirOwn();

private:
    void type(const QString &text);
    void runAndWait();
    [[nodiscard]] GridModel &rows() const { return *m_tab->results()->grid()->model(); }
    [[nodiscard]] QStringList column(int index) const;

    std::unique_ptr<SqliteFiles> m_files;
    std::shared_ptr<DriverRegistry> m_registry;
    std::shared_ptr<ComputeEngine> m_compute;
    std::unique_ptr<ProfileList> m_profiles;
    std::unique_ptr<QueryTab> m_tab;
    QList<QUuid> m_ids;
};

void TestQueryTab::initTestCase()
{
    m_registry = std::make_shared<DriverRegistry>();
    registerDrivers(*m_registry);
    m_compute = std::make_shared<ComputeEngine>();
}

void TestQueryTab::init()
{
    m_files = std::make_unique<SqliteFiles>();
    QCOMPARE(m_files->execute(
                 u"shop"_s, {u"create table users(id integer, name text, tier text)"_s, u"insert into users values (1,'Ann','gold'),(2,'',null)"_s}),
             QString());
    QCOMPARE(m_files->execute(u"tenant_1"_s, {u"create table users(id integer, name text)"_s, u"insert into users values (10,'Zoë')"_s}), QString());
    QCOMPARE(m_files->execute(u"tenant_2"_s,
                              {u"create table users(id integer, name text, tier text)"_s, u"insert into users values (20,'Max','silver')"_s}),
             QString());
    m_profiles = std::make_unique<ProfileList>(nullptr);
    m_profiles->setEntries(
        {m_files->entry(u"shop"_s, false, Environment::Production), m_files->entry(u"tenant_1"_s, false), m_files->entry(u"tenant_2"_s, false)});
    m_ids.clear();
    for (const ProfileEntry &entry : m_profiles->entries())
        m_ids.append(entry.endpoint.profileId);
    Services services;
    services.registry = m_registry;
    services.compute = m_compute;
    services.profiles = m_profiles.get();
    services.secrets = [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); };
    m_tab = std::make_unique<QueryTab>(services);
    m_tab->setTargets(m_ids);
    m_tab->resize(1000, 700);
    m_tab->show();
    QVERIFY(QTest::qWaitForWindowActive(m_tab.get()));
    m_tab->editor()->setFocus();
}

void TestQueryTab::cleanup()
{
    m_tab.reset();
    m_profiles.reset();
    m_files.reset();
}

void TestQueryTab::type(const QString &text)
{
    m_tab->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_tab.get()));
    m_tab->setText(text);
    m_tab->editor()->setFocus();
}

void TestQueryTab::runAndWait()
{
    const QSignalSpy running(m_tab.get(), &QueryTab::runningChanged); // a run may lie where the one before it lay
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(running.size() >= 2 && m_tab->run() && m_tab->run()->isFinished(), 20'000);
    QTRY_VERIFY(m_tab->actions().runStatement->isEnabled());
}

QStringList TestQueryTab::column(int index) const
{
    QStringList all;
    for (int row = 0; row < rows().rowCount(); ++row)
        all.append(rows().index(row, index).data().toString());
    return all;
}

void TestQueryTab::runsOnThreeDatabasesByKey()
{
    type(u"select * from users order by id"_s);
    runAndWait();
    QTRY_COMPARE(rows().rowCount(), 4);
    QCOMPARE(column(0), (QStringList{u"1"_s, u"2"_s, u"10"_s, u"20"_s}));
    QCOMPARE(rows().headerData(2, Qt::Vertical).toString(), u"tenant_1"_s);
    QCOMPARE(rows().index(2, 2).data(GridModel::StateRole).toInt(), int(CellState::Missing));
    QCOMPARE(rows().index(1, 2).data(GridModel::StateRole).toInt(), int(CellState::Null));
    QCOMPARE(rows().index(1, 1).data(GridModel::StateRole).toInt(), int(CellState::Value));
    QVERIFY(m_tab->results()->coverageText().contains(u"3 of 3"_s));
    QVERIFY(m_tab->statusText().contains(u"3 of 3"_s));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_tab->outcomes()->segment(i));
        QTRY_COMPARE(m_tab->outcomes()->segment(i)->state(), TargetState::Done);
    }
}

void TestQueryTab::aFailedOneHurtsNobodyAndCanBeRetried()
{
    QCOMPARE(m_files->execute(u"tenant_2"_s, {u"drop table users"_s}), QString());
    type(u"select 'ü', name from users order by id"_s);
    runAndWait();
    QTRY_COMPARE(rows().rowCount(), 3);
    QVERIFY(m_tab->results()->coverageText().contains(u"2 of 3"_s));
    QTRY_COMPARE(m_tab->outcomes()->segment(2)->state(), TargetState::Failed);
    QCOMPARE(m_tab->results()->grid()->status()->lines().size(), 1);
    QVERIFY(m_tab->results()->grid()->status()->lines().first().text.contains(u"users"_s));
    QCOMPARE(m_tab->results()->messages()->problemCount(), 1);
    QTest::mouseClick(m_tab->outcomes()->segment(2), Qt::LeftButton, {}, QPoint(10, 10));
    QCOMPARE(m_tab->results()->page(), ResultArea::Messages);

    QCOMPARE(m_files->execute(u"tenant_2"_s, {u"create table users(id integer, name text)"_s, u"insert into users values (7,'Eve')"_s}), QString());
    QTest::mouseClick(m_tab->outcomes()->segment(2)->actionButton(), Qt::LeftButton);
    QTRY_COMPARE(rows().rowCount(), 4);
    QTRY_VERIFY(m_tab->results()->coverageText().contains(u"3 of 3"_s));
    QTRY_VERIFY(m_tab->results()->grid()->status()->lines().isEmpty());
    QVERIFY(m_tab->editor()->errors().isEmpty());
}

void TestQueryTab::failuresStayInSightWhenTheStripIsFull()
{
    QList<ProfileEntry> entries;
    for (int i = 1; i <= 14; ++i) {
        const QString name = u"tenant_%1"_s.arg(i + 100);
        QCOMPARE(m_files->execute(name, {i < 13 ? u"create table users(id integer)"_s : u"create table other(id integer)"_s}), QString());
        entries.append(m_files->entry(name));
    }
    m_profiles->setEntries(entries);
    QList<QUuid> ids;
    for (const ProfileEntry &entry : std::as_const(entries))
        ids.append(entry.endpoint.profileId);
    m_tab->setTargets(ids);
    type(u"select id from users"_s);
    runAndWait();
    QVERIFY(m_tab->results()->coverageText().contains(u"12 of 14"_s));
    QTRY_VERIFY(m_tab->outcomes()->hiddenCount() > 0);
    QTRY_COMPARE(m_tab->outcomes()->segment(13)->state(), TargetState::Failed);
    QVERIFY(m_tab->outcomes()->segment(12)->isVisible());
    QVERIFY(m_tab->outcomes()->segment(13)->isVisible());
    QVERIFY(m_tab->outcomes()->segment(13)->actionButton()->isVisible());
    QVERIFY(m_tab->outcomes()->segment(13)->accessibleName().contains(u"tenant_114"_s));
    QCOMPARE(m_tab->results()->grid()->status()->lines().size(), 2);
}

void TestQueryTab::anErrorWithoutAPlaceMarksItsStatement()
{
    const QString overflow = u"select abs(-9223372036854775807 - 1)"_s;
    type(u"select 1;\n\n"_s + overflow);
    m_tab->editor()->setCursorOffset(15);
    runAndWait(); // the statement alone
    QCOMPARE(m_tab->editor()->errors().size(), 3);
    QCOMPARE(m_tab->editor()->errors().first().offset, 11);
    QTest::keyClick(m_tab->editor(), Qt::Key_F5); // and as part of the script
    QTRY_VERIFY(!m_tab->editor()->errors().isEmpty() && !m_tab->isRunning());
    QCOMPARE(m_tab->editor()->errors().first().offset, 11);
}

void TestQueryTab::expressionsThatAreNamedDifferentlyAreToldOf()
{
    QCOMPARE(m_files->execute(u"shop"_s, {u"create view v as select count(*) from users"_s}), QString());
    QCOMPARE(m_files->execute(u"tenant_1"_s, {u"create view v as select count(*) as count from users"_s}), QString());
    m_tab->setTargets({m_ids[0], m_ids[1]});
    type(u"select * from v"_s);
    runAndWait();
    const auto notices = m_tab->findChildren<ElidedLabel *>();
    const auto tells = [](const ElidedLabel *label) { return label->isVisible() && label->text().contains(u"count(*) AS n"_s); };
    QVERIFY(std::ranges::any_of(notices, tells));
    QCOMPARE(rows().columnCount(), 2);
    const auto press = [this](const QString &text) {
        for (QToolButton *button : m_tab->findChildren<QToolButton *>()) {
            if (button->isVisible() && button->text() == text)
                QTest::mouseClick(button, Qt::LeftButton);
        }
    };
    press(u"Match by position"_s);
    QTRY_COMPARE(rows().columnCount(), 1);
    QCOMPARE(column(0), (QStringList{u"2"_s, u"1"_s}));
    QVERIFY(rows().headerData(0, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"count in tenant_1"_s));
    press(u"Match by name"_s);
    QTRY_COMPARE(rows().columnCount(), 2);
    press(u"Match by position"_s);
    QTRY_COMPARE(rows().columnCount(), 1);
    runAndWait(); // by name again for a new run
    QTRY_COMPARE(rows().columnCount(), 2);
    type(u"select count(*) as n from users"_s);
    runAndWait();
    QVERIFY(std::ranges::none_of(notices, tells));
}

void TestQueryTab::theStatusLineTellsWhileItRuns()
{
    m_tab->setTargets({m_ids[0], m_ids[1]});
    QStringList told;
    connect(m_tab.get(), &QueryTab::statusChanged, this, [&] {
        if (m_tab->isRunning())
            told.append(m_tab->statusText());
    });
    // One answers at once, the other has an "endless" table.
    QCOMPARE(
        m_files->execute(u"tenant_1"_s, {u"drop table users"_s, u"create view users as with recursive n(id) as (select 1 union all select id + 1 "
                                                                "from n) select id from n where id < 0"_s}),
        QString());
    type(u"select id from users"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(told.size() > 3 && told.last().contains(u"1 of 2"_s));
    m_tab->stop();
    QTRY_VERIFY(!m_tab->isRunning());
}

void TestQueryTab::runsTheStatementAtTheCursor()
{
    type(u"select 1 as one;\nselect 2 as two;\nselect 3 as three;"_s);
    m_tab->editor()->setCursorOffset(20);
    runAndWait();
    QTRY_COMPARE(rows().columnCount(), 1);
    QCOMPARE(rows().headerData(0, Qt::Horizontal).toString(), u"two"_s);
    m_tab->editor()->select(34, 18);
    runAndWait();
    QTRY_COMPARE(rows().headerData(0, Qt::Horizontal).toString(), u"three"_s);
}

void TestQueryTab::runsScriptsWithSeveralResults()
{
    type(u"select 1 as one; select id from users;"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_F5);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->isFinished());
    QTRY_COMPARE(m_tab->run()->resultCount(), 2);
    QTRY_COMPARE(rows().rowCount(), 3);
    auto *chooser = m_tab->results()->findChild<QComboBox *>();
    QVERIFY(chooser->isVisible());
    chooser->setCurrentIndex(1);
    QTRY_COMPARE(rows().rowCount(), 4);
    QCOMPARE(rows().headerData(0, Qt::Horizontal).toString(), u"id"_s);
    m_tab->results()->showPage(ResultArea::BySource);
    m_tab->results()->sources()->showTarget(2);
    QTRY_COMPARE(m_tab->results()->sources()->grid()->model()->rowCount(), 1);
}

void TestQueryTab::writesAreTypedNotClicked()
{
    type(u"delete from users"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->findChild<ApprovalDialog *>());
    auto *dialog = m_tab->findChild<ApprovalDialog *>();
    QVERIFY(!dialog->runButton()->isEnabled());
    dialog->reject();
    QTRY_VERIFY(!m_tab->findChild<ApprovalDialog *>());
    QVERIFY(!m_tab->run());
    QCOMPARE(m_files->value(u"shop"_s, u"select count(*) from users"_s), u"2"_s);

    type(u"delete from users"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->findChild<ApprovalDialog *>());
    dialog = m_tab->findChild<ApprovalDialog *>();
    QTest::keyClicks(dialog->wordBox(), u"3"_s);
    QVERIFY(dialog->runButton()->isEnabled());
    QTest::mouseClick(dialog->runButton(), Qt::LeftButton);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->isFinished());
    for (const QString &name : {u"shop"_s, u"tenant_1"_s, u"tenant_2"_s})
        QCOMPARE(m_files->value(name, u"select count(*) from users"_s), u"0"_s);
    // Approved once: the same text asks again.
    QTRY_VERIFY(!m_tab->findChild<ApprovalDialog *>());
    type(u"delete from users"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->findChild<ApprovalDialog *>());
}

void TestQueryTab::readOnlyProfilesRefuseInline()
{
    auto entries = m_profiles->entries();
    for (ProfileEntry &entry : entries)
        entry.endpoint.readOnly = true;
    m_profiles->setEntries(entries);
    type(u"update users set name = 'x' where id = 1"_s);
    runAndWait();
    QVERIFY(!m_tab->findChild<QDialog *>());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_tab->run()->outcome(i).state, TargetState::Failed);
        QCOMPARE(m_tab->run()->outcome(i).error->kind, ErrorKind::ReadOnly);
    }
    QTRY_COMPARE(m_tab->results()->messages()->problemCount(), 3);
    QVERIFY(m_tab->results()->coverageText().contains(u"0 of 3"_s));
    QCOMPARE(m_tab->editor()->errors().size(), 3);
    QCOMPARE(m_files->value(u"shop"_s, u"select name from users where id = 1"_s), u"Ann"_s);
}

void TestQueryTab::saysWhatIsMissing()
{
    m_tab->setTargets({});
    type(u"select 1"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_tab->results()->page(), ResultArea::Messages);
    const auto said = [this] { return m_tab->results()->messages()->topLevelItem(0)->child(0)->text(1); };
    QVERIFY2(said().contains(u"No database connections specified"_s), qPrintable(said()));
    m_tab->setTargets(m_ids);
    type(u"-- only a comment"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(said().contains(u"no statement"_s));
    type(u"select 'open"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_F5);
    QTRY_VERIFY2(!said().contains(u"no statement"_s), qPrintable(said()));
    QVERIFY(m_tab->actions().runStatement->isEnabled());
}

void TestQueryTab::whatIsRefusedDoesNotWearAnEarlierRunsOutcomes()
{
    type(u"select id from users"_s);
    runAndWait();
    QVERIFY(m_tab->outcomes()->isVisible());
    type(u"select 'open"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_F5);
    QTRY_COMPARE(m_tab->results()->page(), ResultArea::Messages);
    QVERIFY(!m_tab->outcomes()->isVisible());
    const auto labels = m_tab->results()->findChildren<ElidedLabel *>();
    const auto saysEarlier = [](const ElidedLabel *label) { return label->isVisible() && label->text().startsWith(u"Earlier run"_s); };
    QVERIFY(std::ranges::any_of(labels, saysEarlier));
    QCOMPARE(rows().rowCount(), 4); // and loses none of its rows
    QCOMPARE(m_tab->statusText(), u"Not run"_s);
    type(u"select id from users"_s);
    runAndWait();
    QVERIFY(m_tab->outcomes()->isVisible());
    QTRY_VERIFY(std::ranges::none_of(labels, saysEarlier));
}

void TestQueryTab::writesSayWhatTheyChangedWhereRowsWouldBe()
{
    type(u"insert into users (id) values (7), (8)"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->findChild<ApprovalDialog *>());
    QTest::keyClicks(m_tab->findChild<ApprovalDialog *>()->wordBox(), u"3"_s);
    QTest::mouseClick(m_tab->findChild<ApprovalDialog *>()->runButton(), Qt::LeftButton);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->isFinished());
    const auto says = [](const QLabel *label) { return label->isVisible() && label->text().contains(u"tenant_1: 2 rows changed"_s); };
    QTRY_VERIFY(std::ranges::any_of(m_tab->results()->grid()->findChildren<QLabel *>(), says));
    QVERIFY2(m_tab->statusText().startsWith(u"6 rows changed"_s), qPrintable(m_tab->statusText()));
    m_tab->results()->showPage(ResultArea::Messages);
    QCOMPARE(m_tab->results()->messages()->topLevelItemCount(), 3);
}

void TestQueryTab::parametersUnderTheEditor()
{
    type(u"select :who as who, :n as n"_s);
    QTRY_COMPARE(m_tab->parameters()->names(), (QStringList{u"who"_s, u"n"_s}));
    QVERIFY(m_tab->parameters()->isVisible());
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), m_tab->parameters()->box(u"who"_s));
    QVERIFY(!m_tab->run());
    QTest::keyClicks(m_tab->parameters()->box(u"who"_s), u"O'Hara"_s);
    QTest::keyClicks(m_tab->parameters()->box(u"n"_s), u"42"_s);
    QTest::keyClick(m_tab->parameters()->box(u"n"_s), Qt::Key_Return);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->isFinished());
    QTRY_COMPARE(rows().rowCount(), 3);
    QCOMPARE(rows().index(0, 0).data().toString(), u"O'Hara"_s);
    QCOMPARE(rows().index(0, 1).data(GridModel::TagRole).toInt(), int(Tag::Integer));
    type(u"select 1"_s);
    QTRY_VERIFY(!m_tab->parameters()->isVisible());
    type(u"select :n"_s); // remembered
    QTRY_VERIFY(m_tab->parameters()->box(u"n"_s));
    QCOMPARE(m_tab->parameters()->box(u"n"_s)->text(), u"42"_s);
}

void TestQueryTab::parametersPerDatabase()
{
    type(u"select :n as n"_s);
    QTRY_COMPARE(m_tab->parameters()->names(), QStringList{u"n"_s});
    m_tab->parameters()->setValue(u"n"_s, u"1"_s);
    m_tab->parameters()->setTargetValue(m_ids[1], u"n"_s, u"2"_s);
    runAndWait();
    QTRY_COMPARE(column(0), (QStringList{u"1"_s, u"2"_s, u"1"_s}));
}

void TestQueryTab::formatsByKey()
{
    type(u"select a, b from t where x = 1"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_tab->text().contains(u'\n'));
    QCOMPARE(m_tab->text().simplified(), u"select a, b from t where x = 1"_s);
    m_tab->editor()->undo();
    QCOMPARE(m_tab->text(), u"select a, b from t where x = 1"_s);
}

void TestQueryTab::stopsWhatRuns()
{
    type(u"with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->outcome(0).state == TargetState::Running && m_tab->run()->outcome(2).state == TargetState::Running);
    QVERIFY(m_tab->isRunning());
    QVERIFY(!m_tab->actions().runStatement->isEnabled());
    QTRY_COMPARE(m_tab->outcomes()->segment(1)->state(), TargetState::Running);
    QTest::mouseClick(m_tab->outcomes()->segment(1)->actionButton(), Qt::LeftButton);
    QTRY_COMPARE(m_tab->run()->outcome(1).state, TargetState::Cancelled);
    QCOMPARE(m_tab->run()->outcome(0).state, TargetState::Running);
    QVERIFY(m_tab->actions().stop->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Cancel)));
    m_tab->actions().stop->trigger();
    QTRY_VERIFY(m_tab->run()->isFinished());
    QCOMPARE(m_tab->run()->outcome(0).state, TargetState::Cancelled);
    QTRY_VERIFY(m_tab->actions().runStatement->isEnabled());
}

void TestQueryTab::cappedRowsCanBeFetched()
{
    m_tab->setRowCap(100);
    type(u"with recursive c(n) as (select 1 union all select n + 1 from c where n < 250) select n from c"_s);
    runAndWait();
    QTRY_COMPARE(rows().rowCount(), 300);
    QVERIFY(m_tab->results()->grid()->orderText().contains(u"not all"_s));
    QCOMPARE(m_tab->results()->grid()->status()->lines().size(), 3);
    QVERIFY(m_tab->results()->grid()->status()->lines().first().canFetchMore);
    QToolButton *more = nullptr;
    for (QToolButton *button : m_tab->results()->grid()->status()->findChildren<QToolButton *>())
        more = !more && button->text().contains(u"more"_s) ? button : more;
    QVERIFY(more);
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_COMPARE(rows().rowCount(), 450);
    QTRY_COMPARE(m_tab->results()->grid()->status()->lines().size(), 2);
}

void TestQueryTab::mergesRowsByTheirKey()
{
    type(u"select 'north' as region, 1 as n, 'x' as note union all select 'south', 10, 'y'"_s);
    runAndWait();
    QTRY_COMPARE(rows().rowCount(), 6);
    m_tab->results()->showPage(ResultArea::Merged);
    const MergedView *merged = m_tab->results()->merged();
    const auto cell = [&](int row, int column) { return merged->grid()->model()->index(row, column).data().toString(); };
    QCOMPARE(merged->keys(), QStringList{u"region"_s});
    QTRY_COMPARE(merged->grid()->model()->rowCount(), 2);
    QCOMPARE(m_tab->results()->currentGrid(), merged->grid());
    QCOMPARE(cell(0, 0) + u'|' + cell(0, 1) + u'|' + cell(0, 2), u"north|3|3"_s);
    QCOMPARE(cell(1, 0) + u'|' + cell(1, 1) + u'|' + cell(1, 2), u"south|3|30"_s);
    QVERIFY2(merged->note().contains(u"note"_s), qPrintable(merged->note()));
    // Another key, by the menu that a person opens.
    auto *menu = merged->findChild<QToolButton *>()->menu();
    Q_EMIT menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text() == "note"_L1)
            action->trigger();
    }
    QTRY_COMPARE(merged->note(), QString());
    QCOMPARE(merged->keys(), (QStringList{u"region"_s, u"note"_s}));
    QCOMPARE(cell(1, 1), u"y"_s);
    // What the grid filters out is in no sum, and that is said.
    m_tab->results()->showPage(ResultArea::Combined);
    m_tab->results()->grid()->toggleFilters();
    m_tab->results()->grid()->view()->gridHeader()->filterBox(0)->setText(u"south"_s);
    QTRY_COMPARE(rows().rowCount(), 3);
    m_tab->results()->showPage(ResultArea::Merged);
    QTRY_COMPARE(merged->grid()->model()->rowCount(), 1);
    QVERIFY2(merged->note().contains(u"3 rows"_s), qPrintable(merged->note()));
    // Sums of the first rows are no totals.
    m_tab->setRowCap(1);
    runAndWait();
    m_tab->results()->showPage(ResultArea::Merged);
    QTRY_VERIFY2(merged->note().contains(u"cut at the row cap on"_s), qPrintable(merged->note()));
}

void TestQueryTab::exportsWithCoverage_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("holds");
    QTest::newRow("csv") << int(ExportDialog::Csv) << u"Zoë"_s;
    QTest::newRow("json") << int(ExportDialog::Json) << u"2 of 3"_s;
    QTest::newRow("ndjson") << int(ExportDialog::NdJson) << u"\"Zoë\""_s;
    QTest::newRow("markdown") << int(ExportDialog::Markdown) << u"2 of 3"_s;
    QTest::newRow("parquet") << int(ExportDialog::Parquet) << u"2 of 3 databases answered"_s;
}

void TestQueryTab::exportsWithCoverage()
{
    QFETCH(int, form);
    QFETCH(QString, holds);
    QCOMPARE(m_files->execute(u"tenant_2"_s, {u"drop table users"_s}), QString());
    type(u"select * from users"_s);
    runAndWait();
    QTRY_COMPARE(rows().rowCount(), 3);
    QTest::keyClick(m_tab->editor(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = m_tab->findChild<ExportDialog *>();
    QVERIFY(dialog);
    QVERIFY2(dialog->message().contains(u"2 of 3"_s) && dialog->message().contains(u"tenant_2"_s), qPrintable(dialog->message()));
    const QString path = m_files->path(u"out"_s);
    dialog->setForm(ExportDialog::Form(form));
    dialog->setPath(path);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    dialog->startExport();
    QTRY_VERIFY2(exported.size() == 1, qPrintable(dialog->message()));
    QVERIFY(dialog->message().contains(u"3 rows"_s) && dialog->message().contains(u"2 of 3"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).contains(holds));
    // What has no room for it has a file beside it.
    QFile beside(path + u".coverage.json"_s);
    if (form == ExportDialog::Json || form == ExportDialog::Markdown) {
        QVERIFY(!beside.exists());
    } else {
        QVERIFY(beside.open(QIODevice::ReadOnly));
        const QByteArray said = beside.readAll();
        QVERIFY2(said.contains("2 of 3 databases answered") && said.contains("tenant_2"), said.constData());
        QVERIFY(dialog->message().contains(beside.fileName()));
    }
    dialog->setPath(u"/nowhere/at/all.csv"_s);
    dialog->startExport();
    QTRY_VERIFY(!dialog->isWriting());
    QVERIFY(dialog->message().startsWith(u"✗"_s));
}

void TestQueryTab::aFileThatIsThereIsReplacedOnlyWhenAsked()
{
    type(u"select * from users"_s);
    runAndWait();
    QTest::keyClick(m_tab->editor(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = m_tab->findChild<ExportDialog *>();
    QVERIFY(dialog);
    const QString path = m_files->path(u"mine"_s);
    QFile mine(path);
    QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("dear") == 4);
    mine.close();
    const auto contents = [&mine] {
        const bool opened = mine.open(QIODevice::ReadOnly);
        const QByteArray all = mine.readAll();
        mine.close();
        return opened ? all : QByteArray();
    };
    dialog->setPath(path);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    dialog->startExport();
    QTRY_VERIFY(!dialog->isWriting());
    QVERIFY2(dialog->message().contains(u"is there already"_s), qPrintable(dialog->message()));
    QVERIFY(exported.isEmpty());
    QCOMPARE(contents(), QByteArray("dear"));
    dialog->startExport();
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(contents().startsWith("source,"));
}

void TestQueryTab::exportsWhatTheNamesEndingSays()
{
    type(u"select * from users"_s);
    runAndWait();
    QTest::keyClick(m_tab->editor(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = m_tab->findChild<ExportDialog *>();
    QVERIFY(dialog);
    auto *name = dialog->findChild<QLineEdit *>();
    auto *format = dialog->findChild<QComboBox *>();
    name->selectAll();
    QTest::keyClicks(name, u"/tmp/typed.ndjson"_s);
    QCOMPARE(format->currentIndex(), int(ExportDialog::NdJson));
    QCOMPARE(name->text(), u"/tmp/typed.ndjson"_s);
    format->setCurrentIndex(ExportDialog::Tsv);
    QCOMPARE(name->text(), u"/tmp/typed.tsv"_s);
    name->setText(u"/tmp/typed.xlsx"_s); // a table of text would not open as one
    dialog->startExport();
    QVERIFY(!dialog->isWriting());
    QVERIFY2(dialog->message().startsWith(u"✗"_s), qPrintable(dialog->message()));
}

void TestQueryTab::keepsItsState()
{
    QSignalSpy changed(m_tab.get(), &QueryTab::stateChanged);
    m_tab->setTitle(u"revenue"_s);
    type(u"select 'ü' from t"_s);
    m_tab->editor()->setCursorOffset(9);
    m_tab->setTargets({m_ids[2], m_ids[0]});
    QVERIFY(changed.size() >= 3);
    const OpenEditor state = m_tab->state();
    QCOMPARE(state.text, u"select 'ü' from t"_s);
    QCOMPARE(state.cursor, 9);
    QCOMPARE(state.targets, (QList<QUuid>{m_ids[2], m_ids[0]}));
    Services services;
    services.registry = m_registry;
    services.profiles = m_profiles.get();
    QueryTab other(services);
    other.restore(state);
    QCOMPARE(other.id(), state.id);
    QCOMPARE(other.title(), u"revenue"_s);
    QCOMPARE(other.text(), state.text);
    QCOMPARE(other.state().cursor, 9);
    QCOMPARE(other.targets(), state.targets);
    QCOMPARE(other.environment(), Environment::Production);
    other.editor()->undo(); // nothing to undo: the text stays
    QCOMPARE(other.text(), state.text);
}

void TestQueryTab::writesHistory()
{
    WorkspaceThread workspace(m_files->path(u"workspace"_s));
    Services services;
    services.registry = m_registry;
    services.profiles = m_profiles.get();
    services.workspace = &workspace;
    services.secrets = [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); };
    QueryTab tab(services);
    tab.setTargets(m_ids);
    tab.setText(u"select * from users"_s);
    QSignalSpy written(&tab, &QueryTab::historyChanged);
    tab.runStatement();
    QTRY_COMPARE(written.size(), 2);
    const auto history = workspace.post([](Workspace &open) { return open.history(10); });
    QTRY_VERIFY(history.isFinished());
    const auto entries = history.result();
    QVERIFY(entries.has_value());
    QCOMPARE(entries->size(), 1);
    QCOMPARE(entries->first().origin, u"window"_s);
    QCOMPARE(entries->first().text, u"select * from users"_s);
    QCOMPARE(entries->first().targets.size(), 3);
    QCOMPARE(entries->first().targets[0].state, u"done"_s);
    QCOMPARE(entries->first().targets[0].rows, 2);
}

void TestQueryTab::runBarMayBeLifted()
{
    QWidget shell;
    shell.resize(900, 60);
    m_tab->runBar()->setParent(&shell);
    m_tab->runBar()->show();
    shell.show();
    type(u"select 1"_s);
    runAndWait();
    QPointer<QWidget> bar = m_tab->runBar();
    m_tab.reset();
    QVERIFY(!bar);
}

void TestQueryTab::closesWhileRunning()
{
    type(u"with recursive c(n) as (select 1 union all select n + 1 from c) select n from c"_s);
    m_tab->setRowCap(0);
    QTest::keyClick(m_tab->editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->run() && m_tab->run()->outcome(0).rows > 0);
    QElapsedTimer timer;
    timer.start();
    m_tab.reset();
    QVERIFY(timer.elapsed() < 10'000); // it would count for ever
}

void TestQueryTab::plansOfEachByKey()
{
    type(u"select tier from users where id = 1"_s);
    QTest::keyClick(m_tab->editor(), Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(m_tab->plans() && m_tab->plans()->isFinished());
    QCOMPARE(m_tab->results()->page(), ResultArea::Plan);
    const PlanView &view = *m_tab->results()->plans();
    QCOMPARE(view.topLevelItemCount(), 3);
    QCOMPARE(view.topLevelItem(0)->text(0), u"shop"_s);
    m_tab->results()->plans()->copySelected();
    const QString all = QApplication::clipboard()->text();
    QCOMPARE(all.count(u"SCAN users"_s), 2);
    QVERIFY2(view.topLevelItem(1)->child(0)->text(0).contains(u"tier"_s), qPrintable(all)); // tenant_1 has no such column
    QVERIFY(!m_tab->run()); // nothing ran
    // A write is planned without a question, and leaves the data alone.
    type(u"delete from users"_s);
    m_tab->actions().explain->trigger();
    QTRY_VERIFY(m_tab->plans()->isFinished() && m_tab->plans()->request().text.startsWith(u"delete"_s));
    QCOMPARE(m_files->value(u"shop"_s, u"select count(*) from users"_s), u"2"_s);
    type(u"select id from users order by id"_s);
    runAndWait();
    QCOMPARE(m_tab->results()->page(), ResultArea::Combined);
}

void TestQueryTab::languagesHavePartsOfTheirOwn()
{
    const auto mongodb = m_registry->find(u"mongodb"_s);
    if (!mongodb || !mongodb->dialect().language)
        QSKIP("needs MongoDB's plugin");
    QVERIFY(!m_tab->parts()->isVisible());
    ProfileEntry docs = m_files->entry(u"docs"_s);
    docs.endpoint.engine = u"mongodb"_s;
    docs.endpoint.host = u"127.0.0.1"_s;
    docs.endpoint.port = 1; // nobody answers there
    QList<ProfileEntry> entries = m_profiles->entries();
    entries.append(docs);
    m_profiles->setEntries(entries);
    m_tab->setTargets({m_ids.first(), docs.endpoint.profileId});
    QTRY_VERIFY(m_tab->parts()->isVisible());
    type(u"select id from users"_s);
    const auto button = [this](const QString &text) {
        for (QToolButton *candidate : m_tab->parts()->findChildren<QToolButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return static_cast<QToolButton *>(nullptr);
    };
    QTRY_VERIFY(button(u"+ MongoDB"_s));
    QVERIFY(button(u"SQL"_s)->isChecked());
    QTest::mouseClick(button(u"+ MongoDB"_s), Qt::LeftButton);
    QCOMPARE(m_tab->text(), u"select id from users\n\n// @on mongodb\n"_s);
    QTRY_VERIFY(button(u"MongoDB"_s) && button(u"MongoDB"_s)->isChecked());
    QTRY_COMPARE(m_tab->editor()->dialect().engine, u"mongodb"_s); // its colours, comments and completion
    QTest::keyClicks(m_tab->editor(), u"db.users.find({"_s);
    m_tab->setText(m_tab->text() + u"})"_s);
    QTest::mouseClick(button(u"SQL"_s), Qt::LeftButton);
    QTRY_COMPARE(m_tab->editor()->dialect().engine, u"sqlite"_s);
    m_tab->setTimeout(3000);
    runAndWait();
    QCOMPARE(m_tab->run()->outcome(0).sql, u"select id from users"_s);
    QVERIFY2(m_tab->run()->outcome(1).sql.startsWith(u"db.users.find("_s), qPrintable(m_tab->run()->outcome(1).sql));
    QTRY_COMPARE(rows().rowCount(), 2); // the one that is not there hurts nobody
}

CONCORD_TEST(TestQueryTab)
#include "tst_querytab.moc"
