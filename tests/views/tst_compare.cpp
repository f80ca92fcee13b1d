// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparedetail.h"
#include "compare/comparemodel.h"
#include "compare/comparereport.h"
#include "compare/compareview.h"
#include "compare/ddlpair.h"
#include "compare/endchooser.h"
#include "compare/endlabel.h"
#include "compare/ignorerulelist.h"
#include "compare/linediff.h"
#include "compare/scriptpage.h"
#include "compare/stepmodel.h"
#include "compare/verdictchips.h"
#include "query/querytab.h"
#include "query/sqleditor.h"
#include "schema/cataloglibrary.h"
#include "shell/compareparts.h"
#include "shell/schemaparts.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>
#include <QPushButton>
#include <QScrollBar>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Two databases side by side, in the real window on real SQLite files.
class TestCompare : public CompareWindow
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { start(); }
    void cleanup() { stop(); }
    void linesAreComparedAsText_data();
    void linesAreComparedAsText();
    void whatWasNeverReadIsReadFirst();
    void theTreeShowsEachObjectOnceByVerdict();
    void chipsHideSameAndSearchFilter();
    void searchOpensWhatItFindsIn();
    void aSearchWithoutHitsSaysSo();
    void shiftF10OpensTheMenuOfARow();
    void theTreeStaysWhereItIs_data();
    void theTreeStaysWhereItIs();
    void rulesAreCountedAsTheSummaryDoes();
    void menusAreGreyWithNothingToActOn();
    void f8StepsThroughDifferencesAndBack();
    void bothSidesAreShownBelow();
    void linesAboutOneThingStandBesideEachOther();
    void aRenamedTablesHeadsStandBesideEachOther();
    void swapTurnsTheSides();
    void aRuleIsMadeKeptSeenAndRemoved();
    void theComparisonIsExported_data();
    void theComparisonIsExported();
    void theScriptOpensAndDoesNotRun();
    void tenThousandObjectsAreShownAndSteppedThrough();

private:
    CompareView *openPair() { return CompareWindow::openPair(u"left"_s, u"right"_s); }
    [[nodiscard]] QStringList shown() const; ///< names of all objects in the tree, left or right

    QTemporaryDir m_output;
};

void TestCompare::initTestCase()
{
    const QString orders = u"CREATE TABLE orders(id INTEGER PRIMARY KEY, total NUMERIC(10,2))"_s;
    makeSqlite(file(u"left"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email VARCHAR(10), age INTEGER)"_s, orders,
                                 u"CREATE TABLE old_audit(id INTEGER PRIMARY KEY)"_s, u"CREATE INDEX users_email ON users(email)"_s});
    makeSqlite(file(u"right"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email VARCHAR(20), verified BOOLEAN)"_s, orders,
                                  u"CREATE TABLE invoices(id INTEGER PRIMARY KEY)"_s, u"CREATE INDEX users_email ON users(email)"_s});
    QList<std::pair<QString, QString>> files{{u"left"_s, file(u"left"_s)}, {u"right"_s, file(u"right"_s)}, {u"late"_s, file(u"left"_s)}};
    addProfiles(m_dir.filePath(u"workspace.db"_s), files, {});
}

QStringList TestCompare::shown() const
{
    QStringList names;
    const CompareModel *model = pair()->model();
    for (int group = 0; group < model->rowCount(); ++group) {
        const QModelIndex parent = model->index(group, 0);
        for (int row = 0; row < model->rowCount(parent); ++row)
            names.append(model->place(model->index(row, 0, parent)).object->any().ref.name);
    }
    names.sort();
    return names;
}

void TestCompare::linesAreComparedAsText_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<QList<int>>("changedLeft");
    QTest::addColumn<QList<int>>("changedRight");
    QTest::addRow("same") << QStringList{u"a"_s, u"b"_s} << QStringList{u"a"_s, u"b"_s} << QList<int>{} << QList<int>{};
    QTest::addRow("one changed") << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"a"_s, u"x"_s, u"c"_s} << QList<int>{1} << QList<int>{1};
    QTest::addRow("inserted") << QStringList{u"a"_s, u"c"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s} << QList<int>{} << QList<int>{1};
    QTest::addRow("removed at the end") << QStringList{u"a"_s, u"b"_s} << QStringList{u"a"_s} << QList<int>{1} << QList<int>{};
    QTest::addRow("a comma more") << QStringList{u"a"_s, u"b,"_s, u"c"_s} << QStringList{u"a"_s, u"b"_s} << QList<int>{2} << QList<int>{};
    QTest::addRow("moved") << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"c"_s, u"a"_s, u"b"_s} << QList<int>{2} << QList<int>{0};
    QTest::addRow("nothing in common") << QStringList{u"a"_s} << QStringList{u"x"_s, u"y"_s} << QList<int>{0} << QList<int>{0, 1};
    QTest::addRow("one empty") << QStringList{} << QStringList{u"x"_s} << QList<int>{} << QList<int>{0};
}

void TestCompare::linesAreComparedAsText()
{
    QFETCH(QStringList, left);
    QFETCH(QStringList, right);
    const LineDiff diff = diffLines(left, right);
    QTEST(diff.changedLeft, "changedLeft");
    QTEST(diff.changedRight, "changedRight");
    for (int i = 0; i < left.size(); ++i) { // lines that stand beside each other do so from both sides
        if (!diff.changedLeft.contains(i))
            QCOMPARE(diff.leftOf.at(diff.rightOf.at(i)), i);
    }
}

void TestCompare::whatWasNeverReadIsReadFirst()
{
    compare({u"late"_s, u"right"_s});
    QVERIFY(pair());
    auto *extractButton = pair()->findChild<QPushButton *>(u"extract"_s);
    QVERIFY(extractButton && extractButton->isVisible());
    QVERIFY(!pair()->model()->comparison());
    QTest::mouseClick(extractButton, Qt::LeftButton);
    QTRY_VERIFY(pair()->model()->comparison());
    QVERIFY(!extractButton->isVisible());
}

void TestCompare::theTreeShowsEachObjectOnceByVerdict()
{
    QVERIFY(openPair());
    CompareModel *model = pair()->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QStringList groups;
    for (int row = 0; row < model->rowCount(); ++row)
        groups.append(model->index(row, 0).data().toString());
    QCOMPARE(groups, (QStringList{u"← only left · 1"_s, u"≠ different · 1"_s, u"→ only right · 1"_s}));
    const QModelIndex users = model->find(ObjectKind::Table, {{}, u"users"_s});
    QVERIFY(users.isValid());
    QCOMPARE(users.siblingAtColumn(CompareModel::VerdictColumn).data().toString(), u"≠ different"_s);
    QMap<QString, QString> members;
    for (int row = 0; row < model->rowCount(users); ++row) {
        const QModelIndex member = model->index(row, 0, users);
        members.insert(member.data().toString() + u'|' + member.siblingAtColumn(CompareModel::Right).data().toString(),
                       member.siblingAtColumn(CompareModel::VerdictColumn).data().toString());
    }
    QCOMPARE(members.value(u"email|email"_s), u"≠ different"_s);
    QCOMPARE(members.value(u"age|—"_s), u"← only left"_s);
    QCOMPARE(members.value(u"—|verified"_s), u"→ only right"_s);
    const auto labels = pair()->findChildren<EndLabel *>();
    QCOMPARE(labels.size(), 2);
    for (const EndLabel *label : labels)
        QVERIFY2(label->text().contains(u"sqlite"_s, Qt::CaseInsensitive) && label->text().contains(u"read "_s), qPrintable(label->text()));
    pair()->findChild<QCheckBox *>()->setChecked(false); // the model is tested through a change of filter too
}

void TestCompare::chipsHideSameAndSearchFilter()
{
    QVERIFY(openPair());
    QCOMPARE(shown(), (QStringList{u"invoices"_s, u"old_audit"_s, u"users"_s}));
    auto *hideSame = pair()->findChild<QCheckBox *>();
    QVERIFY(hideSame->isChecked());
    hideSame->setFocus();
    QTest::keyClick(hideSame, Qt::Key_Space);
    QCOMPARE(shown(), (QStringList{u"invoices"_s, u"old_audit"_s, u"orders"_s, u"users"_s}));
    QTest::keyClick(hideSame, Qt::Key_Space);
    QTest::mouseClick(pair()->chips()->chip(Verdict::OnlyRight), Qt::LeftButton);
    QCOMPARE(shown(), QStringList{u"invoices"_s});
    QTest::mouseClick(pair()->chips()->chip(Verdict::Identical), Qt::LeftButton);
    QCOMPARE(shown(), (QStringList{u"invoices"_s, u"orders"_s}));
    QTest::mouseClick(pair()->chips()->chip(Verdict::OnlyRight), Qt::LeftButton);
    QTest::mouseClick(pair()->chips()->chip(Verdict::Identical), Qt::LeftButton);
    QTest::keyClick(pair()->tree(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(pair()->search()->hasFocus());
    QTest::keyClicks(pair()->search(), u"VERIF"_s); // a column of one side
    QCOMPARE(shown(), QStringList{u"users"_s});
}

void TestCompare::searchOpensWhatItFindsIn()
{
    QVERIFY(openPair());
    QTreeView *tree = pair()->tree();
    const auto users = [this] { return pair()->model()->find(ObjectKind::Table, {{}, u"users"_s}); };
    QVERIFY(!tree->isExpanded(users()));
    pair()->search()->setFocus();
    QTest::keyClicks(pair()->search(), u"verified"_s);
    QVERIFY(tree->isExpanded(users()));
    QTest::keyClick(pair()->search(), Qt::Key_Return);
    QCOMPARE(current(CompareModel::Right), u"verified"_s);
    pair()->search()->clear();
    QCOMPARE(current(CompareModel::Right), u"users"_s); // closed again, as it was
    QVERIFY(!tree->isExpanded(users()));
    QTest::keyClicks(pair()->search(), u"users"_s); // by its own name: nothing to open
    QVERIFY(!tree->isExpanded(users()));
}

void TestCompare::aSearchWithoutHitsSaysSo()
{
    QVERIFY(openPair());
    const auto said = [this](const QString &words) {
        const auto labels = pair()->tree()->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    };
    QVERIFY(!said(u"matches"_s));
    pair()->search()->setFocus();
    QTest::keyClicks(pair()->search(), u"nowhere at all"_s);
    QVERIFY(said(u"Nothing matches “nowhere at all”."_s));
    pair()->search()->clear();
    QVERIFY(!said(u"matches"_s));
}

void TestCompare::shiftF10OpensTheMenuOfARow()
{
    QVERIFY(openPair());
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_F8);
    QStringList entries;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            for (const QAction *action : menu->actions())
                entries.append(action->text());
            menu->close();
            timer.stop();
        }
    });
    timer.start(20);
    QTest::keyClick(pair()->tree(), Qt::Key_F10, Qt::ShiftModifier);
    QTRY_VERIFY(!entries.isEmpty());
    QVERIFY2(std::ranges::any_of(entries, [](const QString &text) { return text.startsWith(u"Ignore"_s); }), qPrintable(entries.join(u'\n')));
}

void TestCompare::theTreeStaysWhereItIs_data()
{
    QTest::addColumn<bool>("rule");
    QTest::newRow("a rule") << true;
    QTest::newRow("an extraction") << false;
}

void TestCompare::theTreeStaysWhereItIs()
{
    QFETCH(const bool, rule);
    QVERIFY(openPair());
    QTreeView *tree = pair()->tree();
    const auto users = [this] { return pair()->model()->find(ObjectKind::Table, {{}, u"users"_s}); };
    tree->setFocus();
    do
        QTest::keyClick(tree, Qt::Key_F8);
    while (current(CompareModel::Right) != u"verified"_s);
    QVERIFY(tree->isExpanded(users()));
    const QModelIndex onlyLeft = pair()->model()->index(0, 0);
    tree->collapse(onlyLeft);
    QSignalSpy compared(pair(), &CompareView::compared);
    if (rule)
        m_program->window->comparisons()->rules().add(*parseIgnoreRule(u"kind=table name=invoices"_s));
    else
        extract({u"left"_s});
    QTRY_VERIFY(!compared.isEmpty());
    QCOMPARE(current(CompareModel::Right), u"verified"_s);
    QVERIFY(tree->isExpanded(users()));
    QVERIFY(!tree->isExpanded(pair()->model()->index(0, 0)));
    QCOMPARE(tree->selectionModel()->selectedRows().size(), 1);
    // What is taken away leaves its place to its table.
    compared.clear();
    m_program->window->comparisons()->rules().add(*parseIgnoreRule(u"kind=column name=verified"_s));
    QTRY_VERIFY(!compared.isEmpty());
    QVERIFY(tree->isExpanded(users()));
    QVERIFY(!pair()->tree()->selectionModel()->selectedRows().isEmpty());
}

void TestCompare::rulesAreCountedAsTheSummaryDoes()
{
    QVERIFY(openPair());
    m_program->window->comparisons()->rules().add(*parseIgnoreRule(u"kind=table name=old_audit"_s));
    QTRY_VERIFY(pair()->model()->comparison()->summary.ignored == 1);
    const QString sum = summaryText(*pair()->model()->comparison());
    QVERIFY2(sum.contains(u"1 ignored by 1 rule"_s), qPrintable(sum));
    const auto buttons = pair()->findChildren<QToolButton *>();
    QVERIFY(std::ranges::any_of(buttons, [](const QToolButton *button) { return button->text().startsWith(u"1 ignored by 1 rule"_s); }));
}

void TestCompare::menusAreGreyWithNothingToActOn()
{
    auto *menu = m_program->window->menuBar()->findChild<QMenu *>(u"compareMenu"_s);
    auto *next = m_program->window->findChild<QAction *>(u"window.of_compare_next"_s);
    QVERIFY(menu && next);
    Q_EMIT menu->aboutToShow();
    QVERIFY(!next->isEnabled());
    Q_EMIT menu->aboutToHide();
    next->trigger(); // by Ctrl+P
    QVERIFY(m_program->window->statusBar()->currentMessage().contains(u"Open a comparison first"_s));
    QVERIFY(openPair());
    Q_EMIT menu->aboutToShow();
    QVERIFY(next->isEnabled());
    Q_EMIT menu->aboutToHide();
    pair()->setEnd(false, {m_program->id(u"left"_s), {}, QUuid::createUuid(), 7}, false); // a snapshot that is gone
    QTRY_VERIFY(!pair()->model()->comparison());
    for (const QToolButton *button : pair()->findChildren<QToolButton *>()) {
        if (button->text() == u"Export…"_s || button->text() == u"Script…"_s)
            QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
    }
}

void TestCompare::f8StepsThroughDifferencesAndBack()
{
    QVERIFY(openPair());
    QTreeView *tree = pair()->tree();
    tree->setFocus();
    const auto name = [this] { return current(CompareModel::Left) + u'|' + current(CompareModel::Right); };
    QStringList way;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(tree, Qt::Key_F8);
        way.append(name());
    }
    QCOMPARE(way.first(), u"old_audit|—"_s);
    QCOMPARE(way.last(), u"—|invoices"_s);
    QStringList between = way.mid(1, 3);
    between.sort();
    QCOMPARE(between, (QStringList{u"age|—"_s, u"email|email"_s, u"—|verified"_s}));
    for (int i = 3; i >= 0; --i) {
        QTest::keyClick(tree, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(name(), way.at(i));
    }
    QTest::keyClick(tree, Qt::Key_F8, Qt::ShiftModifier); // once around
    QCOMPARE(name(), way.last());
}

void TestCompare::bothSidesAreShownBelow()
{
    QVERIFY(openPair());
    pair()->showObject(ObjectKind::Table, {{}, u"users"_s});
    DdlPair *ddl = pair()->detail()->ddl();
    QVERIFY(ddl->left()->contents().contains(u"age"_s) && !ddl->left()->contents().contains(u"verified"_s));
    QVERIFY(ddl->right()->contents().contains(u"verified"_s));
    QVERIFY(ddl->left()->isReadOnly() && ddl->right()->isReadOnly());
    QVERIFY(!ddl->changedLeft().isEmpty() && !ddl->changedRight().isEmpty());
    for (const int line : ddl->changedLeft())
        QVERIFY2(ddl->left()->text(line).contains(u"email"_s) || ddl->left()->text(line).contains(u"age"_s), qPrintable(ddl->left()->text(line)));
    const auto property = [this](int column) { return pair()->detail()->properties()->model()->index(0, column).data().toString(); };
    const QModelIndex users = pair()->tree()->currentIndex();
    for (int row = 0; row < pair()->model()->rowCount(users); ++row) {
        if (const QModelIndex member = pair()->model()->index(row, 0, users); member.data().toString() == u"age"_s)
            pair()->tree()->setCurrentIndex(member);
    }
    QCOMPARE(property(1) + u'|' + property(2) + u'|' + property(3), u"age: INTEGER|–|← only left"_s);
    pair()->showObject(ObjectKind::Table, {{}, u"users"_s});
    const QAbstractItemModel *properties = pair()->detail()->properties()->model();
    QStringList types;
    for (int row = 0; row < properties->rowCount(); ++row)
        types.append(properties->index(row, 1).data().toString() + u'|' + properties->index(row, 2).data().toString());
    QVERIFY2(types.join(u' ').contains(u"10"_s) && types.join(u' ').contains(u"20"_s), qPrintable(types.join(u' ')));
}

void TestCompare::aRenamedTablesHeadsStandBesideEachOther()
{
    DdlPair pair;
    pair.resize(900, 300);
    pair.show();
    const QString left = u"CREATE TABLE orders (\n  id int,\n  note text\n);\nCOMMENT ON COLUMN orders.id IS 'a';"_s;
    const QString right = u"CREATE TABLE fact_orders (\n  id int,\n  note text\n);\nCOMMENT ON COLUMN fact_orders.id IS 'a';"_s;
    pair.setTexts(left, right);
    const QList<AlignedLine> expected{{0, 0, false}, {1, 1, true}, {2, 2, true}, {3, 3, true}, {4, 4, false}};
    QCOMPARE(pair.rows(), expected);
    for (int line = 0; line < 5; ++line) { // also at the top, before anybody scrolls
        const auto height = [line](SqlEditor *editor) {
            return editor->SendScintilla(QsciScintillaBase::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
        };
        QCOMPARE(height(pair.left()), height(pair.right()));
    }
    QCOMPARE(pair.wordsLeft().value(0), (QList<WordRange>{{13, 6}})); // its name alone
    QCOMPARE(pair.wordsRight().value(0), (QList<WordRange>{{13, 11}}));
}

void TestCompare::linesAboutOneThingStandBesideEachOther()
{
    DdlPair pair;
    pair.resize(900, 300);
    pair.show();
    const QString left = u"CREATE TABLE t (\n  cust_name text,\n  gone int,\n  a int,\n  b int\n);\nCREATE INDEX i ON t (a);"_s;
    const QString right = u"CREATE TABLE t (\n  full_name text,\n  a bigint,\n  b int,\n  \"new\" int\n);\nCREATE TRIGGER i AFTER INSERT ON t;"_s;
    pair.setTexts(left, right, {{u"CUST_NAME"_s, u"full_name"_s}});
    const QList<AlignedLine> expected{{0, 0, true},   {1, 1, false}, {2, -1, false}, {3, 2, false}, {4, 3, true},
                                      {-1, 4, false}, {5, 5, true},  {6, -1, false}, {-1, 6, false}};
    QCOMPARE(pair.rows(), expected);
    // A renamed column's name is marked, not its whole line; an index is no trigger.
    QCOMPARE(pair.wordsLeft().value(1).size(), 1);
    QCOMPARE(pair.wordsRight().value(1).size(), 1);
    QVERIFY(!pair.wordsLeft().contains(6) && !pair.wordsRight().contains(6));
    // Equal lines stand at one height: where a side lacks lines it shows as many empty ones.
    const auto height = [](SqlEditor *editor, int line) {
        return editor->SendScintilla(QsciScintillaBase::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(line));
    };
    for (const AlignedLine &row : pair.rows()) {
        if (row.left >= 0 && row.right >= 0)
            QCOMPARE(height(pair.left(), row.left), height(pair.right(), row.right));
    }
    // QScintilla's own annotation() forgets to end the text.
    const auto below = [](SqlEditor *editor, int line) {
        const auto at = static_cast<unsigned long>(line);
        QByteArray text(editor->SendScintilla(QsciScintillaBase::SCI_ANNOTATIONGETTEXT, at), '\0');
        editor->SendScintilla(QsciScintillaBase::SCI_ANNOTATIONGETTEXT, at, static_cast<void *>(text.data()));
        return QString::fromUtf8(text);
    };
    QVERIFY2(below(pair.right(), 1).contains(u'╱'), qPrintable(below(pair.right(), 1)));
    // Long equal parts are folded away on both sides, and a line says how many.
    QString many = u"CREATE TABLE t (\n"_s;
    for (int i = 0; i < 30; ++i)
        many += u"  c%1 int,\n"_s.arg(i);
    pair.setTexts(many + u"  z int\n)"_s, many + u"  z bigint\n)"_s);
    QVERIFY(pair.foldedLines() > 20);
    for (SqlEditor *editor : {pair.left(), pair.right()})
        QVERIFY2(below(editor, 0).contains(QString::number(pair.foldedLines())), qPrintable(below(editor, 0)));
    pair.showAll()->setChecked(true);
    QCOMPARE(below(pair.left(), 0), QString());
}

void TestCompare::swapTurnsTheSides()
{
    QVERIFY(openPair());
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(pair()->model()->comparison() && pair()->model()->comparison()->left.name == u"right"_s);
    QCOMPARE(pair()->title(), u"right ⇄ left"_s);
    const QModelIndex audit = pair()->model()->find(ObjectKind::Table, {{}, u"old_audit"_s});
    QCOMPARE(audit.siblingAtColumn(CompareModel::VerdictColumn).data().toString(), u"→ only right"_s);
    auto *tabs = qobject_cast<QTabWidget *>(m_program->window->centralWidget());
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"right ⇄ left"_s);
}

void TestCompare::aRuleIsMadeKeptSeenAndRemoved()
{
    QVERIFY(openPair());
    const QModelIndex audit = pair()->model()->find(ObjectKind::Table, {{}, u"old_audit"_s});
    pair()->tree()->scrollTo(audit);
    QTimer::singleShot(0, this, [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY2(menu->actions().first()->text().contains(u"old_audit"_s), qPrintable(menu->actions().first()->text()));
        menu->setActiveAction(menu->actions().first());
        QTest::keyClick(menu, Qt::Key_Return);
    });
    Q_EMIT pair()->tree()->customContextMenuRequested(pair()->tree()->visualRect(audit).center());
    QTRY_VERIFY(pair()->model()->comparison() && pair()->model()->comparison()->summary.ignored == 1);
    QCOMPARE(shown(), (QStringList{u"invoices"_s, u"users"_s}));

    m_program.reset(); // it is in the workspace
    start();
    QTRY_COMPARE(m_program->window->comparisons()->rules().rules().size(), 2); // beside “owners”, which is there at first
    QVERIFY(openPair());
    QTRY_COMPARE(shown(), (QStringList{u"invoices"_s, u"users"_s}));
    QToolButton *ignored = nullptr;
    for (QToolButton *button : pair()->findChildren<QToolButton *>()) {
        if (button->text().startsWith(u"1 ignored"_s))
            ignored = button;
    }
    QVERIFY(ignored && ignored->isVisible());
    Q_EMIT ignored->menu()->aboutToShow();
    QCOMPARE(ignored->menu()->actions().size(), 3); // the rule, a line, all rules
    QVERIFY(ignored->menu()->actions().first()->text().contains(u"old_audit"_s));
    ignored->menu()->actions().first()->trigger();
    QTRY_COMPARE(shown(), (QStringList{u"invoices"_s, u"old_audit"_s, u"users"_s}));
    QTRY_VERIFY2(ignored->text().startsWith(u"0 ignored"_s), qPrintable(ignored->text())); // by “owners”, which stays in sight
}

void TestCompare::theComparisonIsExported_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::addRow("HTML") << u"a.html"_s << QByteArray("<!DOCTYPE html>");
    QTest::addRow("Markdown") << u"a.md"_s << QByteArray("# left ↔ right");
    QTest::addRow("JSON") << u"a.json"_s << QByteArray("{");
}

void TestCompare::theComparisonIsExported()
{
    QFETCH(QString, name);
    QVERIFY(openPair());
    QSignalSpy done(pair(), &CompareView::exported);
    pair()->exportTo(m_output.filePath(name));
    QTRY_COMPARE(done.size(), 1);
    QFile written(m_output.filePath(name));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray contents = written.readAll();
    QFETCH(QByteArray, begins);
    QVERIFY2(contents.startsWith(begins), contents.left(80).constData());
    QVERIFY(contents.contains("old_audit") || contents.contains("old\\_audit"));
    if (name.endsWith(u".html"_s)) { // the DDL of both beside each other, what differs marked in it, what is equal folded away
        QVERIFY2(contents.contains("VARCHAR(<mark>10</mark>)") && contents.contains("VARCHAR(<mark>20</mark>)"), contents.constData());
        QVERIFY(contents.contains("<th>left</th><th>right</th>"));
        QVERIFY(contents.contains("<details><summary>= identical \xc2\xb7 1</summary>"));
        QVERIFY(!contents.contains("<script") && !contents.contains("http"));
    }
    QSignalSpy failed(pair(), &CompareView::failed);
    pair()->exportTo(m_output.filePath(u"no/such/folder/"_s + name));
    QTRY_COMPARE(failed.size(), 1);
}

void TestCompare::theScriptOpensAndDoesNotRun()
{
    QVERIFY(openPair());
    pair()->findChild<QAction *>(u"compare.script"_s)->trigger();
    ScriptPage *page = pair()->script();
    QTRY_VERIFY(page->isVisible() && page->model()->rowCount() > 0);
    for (QPushButton *button : page->findChildren<QPushButton *>()) {
        if (button->text().contains(u"editor"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(m_program->window->currentQuery());
    const QueryTab *tab = m_program->window->currentQuery();
    QCOMPARE(tab->targets(), QList<QUuid>{m_program->id(u"left"_s)});
    QVERIFY2(tab->text().section(u'\n', 0, 0).contains(u"left"_s), qPrintable(tab->text().section(u'\n', 0, 0)));
    QVERIFY(tab->text().contains(u"verified"_s));
    QVERIFY(!tab->run());
}

static CatalogPtr wideCatalog(int tables, int different)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (int i = 0; i < tables; ++i) {
        auto table = std::make_shared<Table>();
        table->ref.name = u"table_%1"_s.arg(i, 5, 10, QChar(u'0'));
        for (int c = 0; c < 8; ++c) {
            Column column;
            column.name = u"column_%1"_s.arg(c);
            column.nativeType = i < different && c == 3 ? u"TEXT"_s : u"INTEGER"_s;
            table->columns.push_back(column);
        }
        objects.push_back(table);
    }
    CatalogInfo info;
    info.engine = u"sqlite"_s;
    info.readAt = QDateTime::currentDateTimeUtc();
    return Catalog::make(info, std::move(objects));
}

void TestCompare::tenThousandObjectsAreShownAndSteppedThrough()
{
    CatalogLibrary &library = m_program->window->schema()->library();
    const CatalogPtr left = wideCatalog(10'000, 0);
    const CatalogPtr right = wideCatalog(10'000, 5'000);
    library.take(m_program->id(u"left"_s), left);
    library.take(m_program->id(u"right"_s), right);
    compare({u"left"_s, u"right"_s});
    QTRY_VERIFY_WITH_TIMEOUT(pair() && pair()->model()->comparison(), 60'000);
    pair()->findChild<QCheckBox *>()->setChecked(false); // all of them, the same ones too
    pair()->tree()->grab();
    QCOMPARE(shown().size(), 10'000);
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_F8);
    QCOMPARE(current(CompareModel::Left), u"column_3"_s);
}

CONCORD_TEST(TestCompare)
#include "tst_compare.moc"
