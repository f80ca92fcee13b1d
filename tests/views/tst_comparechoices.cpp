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
#include "textfile.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
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
    void aSnapshotPrunedMeanwhileIsSaid();
    void readNowReadsTheDatabase();
    void anOfferedPairIsConfirmedAndKept();
    void aRefusedPairIsTwoTables();
    void aLoadedMappingAsksBeforeItReplaces();
    void namesThatAreGoneAreListedAndForgotten();
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

/// What was opened of it stays; that it is kept no more is said where its name stands.
void TestCompareChoices::aSnapshotPrunedMeanwhileIsSaid()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    const QUuid shop = m_program->id(u"shop"_s);
    const auto kept = m_program->workspace.post([shop](Workspace &workspace) { return workspace.snapshots(shop); });
    QTRY_VERIFY(kept.isFinished());
    const Result<QList<SnapshotInfo>> all = kept.result();
    QVERIFY(all && !all->isEmpty());
    pair()->setEnd(true, pastEnd(all->last()), false);
    QTRY_VERIFY(pair()->model()->comparison() && !pair()->model()->comparison()->left.snapshot.isEmpty());
    const auto words = [this] { return pair()->findChildren<EndLabel *>().first()->text(); };
    QVERIFY(!words().contains(u"pruned"_s));
    {
        const BlockingOnPurpose own;
        auto other = Workspace::open(workspaceFile()); // concordctl snapshots prune
        QVERIFY(other && (*other)->removeSnapshots({all->last().id}));
    }
    QTRY_VERIFY2_WITH_TIMEOUT(words().contains(u"pruned"_s), qPrintable(words()), 30'000);
    QVERIFY(pair()->model()->comparison());
    pair()->setEnd(false, pastEnd(all->last()), false); // there is nothing to open any more
    QTRY_VERIFY(!pair()->model()->comparison());
    for (const QToolButton *button : pair()->findChildren<QToolButton *>()) {
        if (button->text() == u"Export…"_s || button->text() == u"Script…"_s)
            QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
    }
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
    const QTreeWidgetItem *refused = list->topLevelItem(0)->child(0);
    QCOMPARE(refused->text(0) + u'|' + refused->text(1), u"users|—"_s);
    QVERIFY(!refused->text(3).isEmpty());
}

static QPushButton *buttonOf(const QWidget *dialog, const QString &text)
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text)
            return button;
    }
    return nullptr;
}

static bool write(const QString &path, const QByteArray &contents)
{
    const BlockingOnPurpose own;
    return writeWhole(path, contents).has_value();
}

/// Loads this file as a person does.
static void load(PairsDialog *dialog, const QString &path)
{
    QTest::mouseClick(buttonOf(dialog, u"Load…"_s), Qt::LeftButton);
    auto *files = dialog->findChild<QFileDialog *>();
    QVERIFY(files);
    files->selectFile(path);
    Q_EMIT files->fileSelected(path);
    files->close();
}

void TestCompareChoices::aLoadedMappingAsksBeforeItReplaces()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    const auto kept = [this] { return m_program->window->comparisons()->mappings().mapping(m_program->id(u"shop"_s), m_program->id(u"store"_s)); };
    PairsDialog *dialog = pair()->showPairs();
    const QString path = m_dir.filePath(u"map.json"_s);
    QVERIFY(write(path, R"({"tables": [{"left": "wide", "right": null}]})"));
    load(dialog, path); // nothing was decided: nothing to ask
    QTRY_COMPARE(kept().tables.size(), 1UL);
    QTRY_VERIFY(verdict(u"wide"_s).contains(u"only"_s));
    QVERIFY(write(path, R"({"tables": [{"left": "users", "right": "dim_users"}]})"));
    load(dialog, path);
    QTRY_VERIFY(dialog->findChild<QMessageBox *>());
    QTest::keyClick(dialog->findChild<QMessageBox *>(), Qt::Key_Return); // Cancel
    QTRY_VERIFY(!dialog->findChild<QMessageBox *>());
    QCOMPARE(kept().tables.size(), 1UL);
    load(dialog, path);
    QTRY_VERIFY(dialog->findChild<QMessageBox *>());
    QTest::mouseClick(buttonOf(dialog->findChild<QMessageBox *>(), u"Add"_s), Qt::LeftButton);
    QTRY_COMPARE(kept().tables.size(), 2UL);
    QTRY_VERIFY(!dialog->findChild<QMessageBox *>());
    QTRY_VERIFY(pair()->model()->comparison() && pair()->model()->comparison()->mapping.tables.size() == 2);
    load(dialog, path);
    QTRY_VERIFY(dialog->findChild<QMessageBox *>());
    QTest::mouseClick(buttonOf(dialog->findChild<QMessageBox *>(), u"Replace"_s), Qt::LeftButton);
    QTRY_COMPARE(kept().tables.size(), 1UL);
    QCOMPARE(kept().tables.front().right.name, u"dim_users"_s);
}

void TestCompareChoices::namesThatAreGoneAreListedAndForgotten()
{
    QVERIFY(openPair(u"shop"_s, u"store"_s));
    const auto kept = [this] { return m_program->window->comparisons()->mappings().mapping(m_program->id(u"shop"_s), m_program->id(u"store"_s)); };
    PairsDialog *dialog = pair()->showPairs();
    const QString path = m_dir.filePath(u"gone.json"_s);
    QVERIFY(write(path, R"({"tables": [{"left": "gone", "right": "dim_users"},
                                            {"left": "wide", "right": "wide", "columns": [{"left": "lost", "right": "last"}]}]})"));
    load(dialog, path);
    const auto lost = [dialog] {
        const auto found = dialog->list()->findItems(u"name what is not there"_s, Qt::MatchStartsWith);
        return found.isEmpty() ? nullptr : found.first();
    };
    QTRY_VERIFY(lost());
    QCOMPARE(lost()->childCount(), 2);
    QCOMPARE(lost()->child(0)->text(0) + u'|' + lost()->child(0)->text(1), u"gone|dim_users"_s);
    QCOMPARE(lost()->child(1)->text(0) + u'|' + lost()->child(1)->text(1), u"wide.lost|wide.last"_s);
    QVERIFY(!lost()->child(1)->text(3).isEmpty());
    dialog->list()->setCurrentItem(lost());
    QTest::mouseClick(buttonOf(dialog, u"Forget"_s), Qt::LeftButton);
    QTRY_VERIFY(!lost());
    QCOMPARE(kept().tables.size(), 1UL);
    QVERIFY(kept().tables.front().columns.empty());
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
