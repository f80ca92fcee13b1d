// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparedetail.h"
#include "compare/ddlpair.h"
#include "compare/endchooser.h"
#include "compare/endlabel.h"
#include "compare/ignorerulelist.h"
#include "compare/ignorerulesdialog.h"
#include "compare/pairdialog.h"
#include "compare/pairmappings.h"
#include "compare/pairsdialog.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// What a person decides about a comparison, in the real window by real keys: which ends, which pairs, what does not count.
class TestCompareChoices : public CompareWindow
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { start(); }
    void cleanup() { stop(); }
    void wordsAreComparedWithinLines_data();
    void wordsAreComparedWithinLines();
    void oneSelectedAsksForTheOther();
    void aSnapshotIsAnEndByItsNumber();
    void aPrunedSnapshotIsSaid();
    void readNowReadsTheDatabase();
    void anOfferedPairIsConfirmedAndKept();
    void aRefusedPairIsTwoTables();
    void aGroupStandsForAllItsPairs();
    void anyTwoColumnsBecomeAPair();
    void rulesAreListedWithWhatTheyTake();
    void longEqualPartsAreFolded();

private:
    [[nodiscard]] EndChooser *chooser() const;
    [[nodiscard]] QString verdict(const QString &table) const;
    QPushButton *detailButton(const QString &name) const;
};

void TestCompareChoices::initTestCase()
{
    QStringList wide;
    for (int i = 0; i < 30; ++i)
        wide.append(u"same_%1 INTEGER"_s.arg(i));
    makeSqlite(file(u"shop"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT, full_name TEXT, city TEXT)"_s,
                                 u"CREATE TABLE wide(id INTEGER PRIMARY KEY, %1, last VARCHAR(10))"_s.arg(wide.join(u", "_s))});
    makeSqlite(file(u"store"_s), {u"CREATE TABLE dim_users(id INTEGER PRIMARY KEY, email TEXT, full_name TEXT, town TEXT)"_s,
                                  u"CREATE TABLE wide(id INTEGER PRIMARY KEY, %1, last VARCHAR(20))"_s.arg(wide.join(u", "_s))});
    addProfiles(workspaceFile(), {{u"shop"_s, file(u"shop"_s)}, {u"store"_s, file(u"store"_s)}}, {});
}

EndChooser *TestCompareChoices::chooser() const
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<EndChooser *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

QString TestCompareChoices::verdict(const QString &table) const
{
    return pair()->model()->find(ObjectKind::Table, {{}, table}).siblingAtColumn(CompareModel::VerdictColumn).data().toString();
}

QPushButton *TestCompareChoices::detailButton(const QString &name) const
{
    for (QPushButton *button : pair()->detail()->findChildren<QPushButton *>()) {
        if (button->accessibleName() == name)
            return button;
    }
    return nullptr;
}

void TestCompareChoices::wordsAreComparedWithinLines_data()
{
    using Ranges = QList<WordRange>;
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<Ranges>("leftRanges");
    QTest::addColumn<Ranges>("rightRanges");
    QTest::addRow("a number") << u"  email VARCHAR(10),"_s << u"  email VARCHAR(20)"_s << Ranges{{16, 2}} << Ranges{{16, 2}};
    QTest::addRow("words at the end") << u"a TEXT"_s << u"a TEXT NOT NULL"_s << Ranges{} << Ranges{{7, 8}};
    QTest::addRow("nothing in common") << u"a TEXT"_s << u"b INTEGER"_s << Ranges{} << Ranges{};
}

void TestCompareChoices::wordsAreComparedWithinLines()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    const WordDiff diff = diffWords(left, right);
    QTEST(diff.left, "leftRanges");
    QTEST(diff.right, "rightRanges");
}

void TestCompareChoices::oneSelectedAsksForTheOther()
{
    extract({u"shop"_s, u"store"_s});
    compare({u"shop"_s});
    QTRY_VERIFY(chooser());
    QVERIFY(chooser()->windowTitle().contains(u"shop"_s));
    QTest::keyClicks(chooser()->input(), u"stor"_s);
    QTest::keyClick(chooser()->input(), Qt::Key_Return);
    QTRY_VERIFY(pair() && pair()->model()->comparison());
    QCOMPARE(pair()->title(), u"shop ⇄ store"_s);
}

void TestCompareChoices::aSnapshotIsAnEndByItsNumber()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_R, Qt::AltModifier | Qt::ShiftModifier);
    QTRY_VERIFY(chooser());
    QTest::keyClicks(chooser()->input(), u"shop@1"_s);
    QTRY_COMPARE(chooser()->choice().number, 1);
    QTest::keyClick(chooser()->input(), Qt::Key_Return);
    QTRY_VERIFY(pair()->model()->comparison() && pair()->model()->comparison()->right.name == u"shop@1"_s);
    QCOMPARE(pair()->title(), u"shop ⇄ shop@1"_s);
    QVERIFY(!pair()->model()->comparison()->summary.differs());
    QVERIFY(!pair()->model()->comparison()->right.snapshot.isEmpty());
}

void TestCompareChoices::aPrunedSnapshotIsSaid()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    pair()->setEnd(true, {m_program->id(u"shop"_s), {}, QUuid::createUuid(), 7}, false);
    QTRY_VERIFY(!pair()->model()->comparison());
    const auto said = [this] {
        for (const QLabel *label : pair()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(u"shop@7"_s) && label->text().contains(u"gone"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(said());
    QVERIFY(!pair()->findChild<QPushButton *>(u"extract"_s)->isVisible()); // reading would not bring it back
}

void TestCompareChoices::readNowReadsTheDatabase()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    const QDateTime before = pair()->model()->comparison()->left.catalog->info().readAt;
    QTest::mouseClick(pair()->findChildren<EndLabel *>().first()->readButton(), Qt::LeftButton);
    QTRY_VERIFY(pair()->model()->comparison() && pair()->model()->comparison()->left.catalog->info().readAt > before);
}

void TestCompareChoices::anOfferedPairIsConfirmedAndKept()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    QVERIFY2(verdict(u"users"_s).contains(u'%'), qPrintable(verdict(u"users"_s)));
    pair()->showObject(ObjectKind::Table, {{}, u"users"_s});
    QPushButton *yes = detailButton(u"Confirm the pair"_s);
    QVERIFY(yes && yes->isVisible());
    QTest::mouseClick(yes, Qt::LeftButton);
    QTRY_VERIFY(!verdict(u"users"_s).contains(u'%') && !verdict(u"users"_s).isEmpty());
    QVERIFY(!yes->isVisible());
    m_program.reset(); // it is in the workspace, and holds in the other direction too
    start();
    QVERIFY(openPair(u"store"_s, u"shop"_s));
    QTRY_VERIFY(!verdict(u"users"_s).isEmpty() && !verdict(u"users"_s).contains(u'%'));
}

void TestCompareChoices::aRefusedPairIsTwoTables()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    PairsDialog *dialog = pair()->showPairs();
    QTreeWidget *list = dialog->list();
    QVERIFY(list->topLevelItemCount() > 0);
    QTreeWidgetItem *offered = list->topLevelItem(0)->child(0);
    QCOMPARE(offered->text(0) + u'|' + offered->text(1), u"users|dim_users"_s);
    QVERIFY(!offered->text(2).isEmpty() && !offered->text(3).isEmpty()); // score and reason
    list->setCurrentItem(offered);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == u"&No pair"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(verdict(u"users"_s).contains(u"only left"_s));
    QVERIFY(verdict(u"dim_users"_s).contains(u"only right"_s));
}

void TestCompareChoices::aGroupStandsForAllItsPairs()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    PairsDialog *dialog = pair()->showPairs();
    QTreeWidget *list = dialog->list();
    const int offered = list->topLevelItem(0)->childCount();
    QVERIFY(offered > 0);
    list->setCurrentItem(list->topLevelItem(0));
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == u"&Confirm"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(list->topLevelItem(0)->text(0), u"decided · %1"_s.arg(offered));
    QCOMPARE(list->topLevelItemCount(), 1);
}

void TestCompareChoices::anyTwoColumnsBecomeAPair()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    pair()->setHidesSame(false);
    QModelIndex users = pair()->model()->find(ObjectKind::Table, {{}, u"users"_s});
    QModelIndex city;
    for (int row = 0; row < pair()->model()->rowCount(users); ++row) {
        if (pair()->model()->index(row, 0, users).data().toString() == u"city"_s)
            city = pair()->model()->index(row, 0, users);
    }
    QVERIFY(city.isValid());
    pair()->tree()->setCurrentIndex(city);
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = pair()->findChild<PairDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->list(true)->currentItem()->text(), u"city"_s);
    QTest::keyClicks(dialog->search(false), u"tow"_s);
    QTRY_VERIFY(dialog->isVisible());
    QCOMPARE(dialog->list(false)->currentItem()->text(), u"town"_s);
    QTest::keyClick(dialog->search(false), Qt::Key_Return);
    const auto kept = [this] {
        return mappingToJson(m_program->window->comparisons()->mappings().mapping(m_program->id(u"shop"_s), m_program->id(u"store"_s)));
    };
    QTRY_VERIFY2(kept().contains("\"right\": \"town\""), kept().constData());
}

void TestCompareChoices::rulesAreListedWithWhatTheyTake()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    IgnoreRulesDialog *dialog = pair()->showRules();
    dialog->input()->setFocus();
    QTest::keyClicks(dialog->input(), u"kind=column property=type"_s);
    QTest::keyClick(dialog->input(), Qt::Key_Return);
    QTRY_COMPARE(m_program->window->comparisons()->rules().rules().size(), 2); // beside “owners”, which is there at first
    QTRY_VERIFY(dialog->list()->topLevelItemCount() == 2 && dialog->list()->topLevelItem(1)->text(1) == u"1"_s);
    QTest::keyClicks(dialog->input(), u"name=nothing_like_this property=comment"_s);
    QTest::keyClick(dialog->input(), Qt::Key_Return);
    QTRY_COMPARE(dialog->list()->topLevelItemCount(), 3);
    QTRY_COMPARE(dialog->list()->topLevelItem(2)->text(1), u"nothing"_s);
    QTest::keyClicks(dialog->input(), u"nonsense"_s);
    QTest::keyClick(dialog->input(), Qt::Key_Return);
    QCOMPARE(m_program->window->comparisons()->rules().rules().size(), 3);
}

void TestCompareChoices::longEqualPartsAreFolded()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    pair()->showObject(ObjectKind::Table, {{}, u"wide"_s});
    DdlPair *ddl = pair()->detail()->ddl();
    QVERIFY2(ddl->foldedLines() > 20, qPrintable(QString::number(ddl->foldedLines())));
    QCOMPARE(ddl->wordsLeft().size(), 1);
    QVERIFY(ddl->showAll()->isVisible());
    QTest::keyClick(ddl->showAll(), Qt::Key_Space);
    QCOMPARE(ddl->foldedLines(), 0);
}

CONCORD_TEST(TestCompareChoices)
#include "tst_comparechoices.moc"
