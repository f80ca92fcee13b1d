// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "grid/gridfindbar.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/recordview.h"
#include "grid/resultgrid.h"
#include "grid/valueviewer.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

namespace {

/// a: id, name, tier; b: id, name (no tier)
CombinedResult twoShops()
{
    return CombinedResult(
        {source(u"a"_s, table({column(u"id"_s, Physical::Int32, Logical::Integer), column(u"name"_s, Physical::Text, Logical::Text),
                               column(u"tier"_s, Physical::Text, Logical::Text)},
                              [] {
                                  std::vector<ColumnData> c;
                                  c.push_back(int32s({3, 1, 2}));
                                  c.push_back(texts({"Ann", std::nullopt, ""}));
                                  c.push_back(texts({"gold", "silver", std::nullopt}));
                                  return c;
                              }())),
         source(u"b"_s, table({column(u"id"_s, Physical::Int32, Logical::Integer), column(u"name"_s, Physical::Text, Logical::Text)}, [] {
                    std::vector<ColumnData> c;
                    c.push_back(int32s({10, std::nullopt}));
                    c.push_back(texts({"Zoë", "goldsmith\tANNA"}));
                    return c;
                }()))});
}

CombinedResult manyColumns(int count)
{
    std::vector<ColumnInfo> infos;
    std::vector<ColumnData> columns;
    for (int i = 0; i < count; ++i) {
        infos.push_back(column(u"c%1"_s.arg(i), Physical::Int32, Logical::Integer));
        columns.push_back(int32s({i}));
    }
    return CombinedResult({source(u"a"_s, table(infos, std::move(columns)))});
}

} // namespace

/// Finding, records and filters in a grid, by keys.
class TestGridTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsTextInCells();
    void findsInTheOrderThatIsShown();
    void searchingLongResultsCanBeLeft();
    void theRecordStandsUpright();
    void theRecordStepsAndGoesAlong();
    void theRecordForgetsTheOldRun();
    void filtersOpenWhereOneIs();
    void filterBoxesScrollAndWiden();
    void saysThatNoRowMatches();
    void theValueHasOneWindowThatEscCloses();

private:
    [[nodiscard]] QLineEdit *findBox() const;
    [[nodiscard]] GridPlace place() const { return {std::uint64_t(m_grid->view()->currentIndex().row()), m_grid->view()->currentIndex().column()}; }
    std::unique_ptr<ResultGrid> m_grid;
};

void TestGridTools::init()
{
    m_grid = std::make_unique<ResultGrid>(std::make_shared<ComputeEngine>());
    m_grid->resize(700, 400);
    m_grid->show();
    QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
}

QLineEdit *TestGridTools::findBox() const
{
    return m_grid->findBar()->findChild<QLineEdit *>();
}

void TestGridTools::findsTextInCells()
{
    m_grid->setResult(twoShops(), true, false);
    m_grid->view()->setFocus();
    m_grid->findText();
    QCOMPARE(QApplication::focusWidget(), findBox());
    QTest::keyClicks(findBox(), u"ann"_s);
    QTRY_COMPARE(place(), (GridPlace{0, 1}));
    QTRY_COMPARE(m_grid->findBar()->countText(), u"2 cells"_s);
    QTest::keyClick(findBox(), Qt::Key_Return);
    QTRY_COMPARE(place(), (GridPlace{4, 1}));
    QTest::keyClick(findBox(), Qt::Key_Return); // round the end
    QTRY_COMPARE(place(), (GridPlace{0, 1}));
    QTest::keyClick(findBox(), Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(place(), (GridPlace{4, 1}));
    findBox()->selectAll();
    QTest::keyClicks(findBox(), u"NULL"_s); // the word for an empty cell is not a value
    QTRY_COMPARE(m_grid->findBar()->countText(), u"no hits"_s);
    QTest::keyClick(findBox(), Qt::Key_Escape);
    QVERIFY(!m_grid->findBar()->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_grid->view());
}

void TestGridTools::findsInTheOrderThatIsShown()
{
    m_grid->setResult(twoShops(), true, false);
    m_grid->sortBy(0, false); // 1 2 3 10 NULL
    QTRY_VERIFY(m_grid->model()->order());
    m_grid->findText();
    QTest::keyClicks(findBox(), u"gold"_s);
    QTRY_COMPARE(place(), (GridPlace{2, 2}));
    m_grid->setFiltersVisible(true);
    m_grid->view()->gridHeader()->setFilterText(0, u">2"_s); // hits are counted among what is shown
    QTRY_COMPARE(m_grid->model()->rowCount(), 2);
    QTRY_COMPARE(m_grid->findBar()->countText(), u"1 cells"_s);
}

void TestGridTools::searchingLongResultsCanBeLeft()
{
    std::vector<std::optional<std::int32_t>> values(2'000'000, 1);
    values.back() = 77;
    std::vector<ColumnData> columns;
    columns.push_back(int32s(values));
    m_grid->setResult(CombinedResult({source(u"a"_s, table({column(u"n"_s, Physical::Int32, Logical::Integer)}, std::move(columns)))}), true, false);
    m_grid->findText();
    QTest::keyClicks(findBox(), u"7"_s);
    QTest::keyClicks(findBox(), u"7"_s); // the first search is still under way
    QTRY_COMPARE_WITH_TIMEOUT(place().row, std::uint64_t(1'999'999), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_grid->findBar()->countText(), u"1 cells"_s, 20'000);
    QTest::keyClicks(findBox(), u"7"_s);
    m_grid.reset(); // nothing waits for the search
}

void TestGridTools::theRecordStandsUpright()
{
    m_grid->setResult(twoShops(), true, false);
    m_grid->view()->setCurrentIndex(m_grid->model()->index(1, 1));
    m_grid->toggleRecord();
    RecordView *record = m_grid->record();
    QVERIFY(record->isVisible());
    const auto *model = record->table()->model();
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(model->index(1, RecordModel::Name).data().toString(), u"name"_s);
    QCOMPARE(model->index(1, RecordModel::Value).data().toString(), u"NULL"_s);
    QVERIFY(model->index(1, RecordModel::Value).data(Qt::FontRole).value<QFont>().italic());
    QVERIFY(!model->index(0, RecordModel::Type).data().toString().isEmpty());
    QVERIFY2(record->title().contains(u"row 2 of 5"_s) && record->title().contains(u'a'), qPrintable(record->title()));
    QCOMPARE(record->table()->currentIndex().row(), 1);
    QCOMPARE(QApplication::focusWidget(), record->table());
    QTest::keyClick(record->table(), Qt::Key_Escape);
    QVERIFY(!record->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_grid->view());
}

void TestGridTools::theRecordStepsAndGoesAlong()
{
    m_grid->setResult(twoShops(), true, false);
    m_grid->view()->setCurrentIndex(m_grid->model()->index(0, 2));
    m_grid->toggleRecord();
    QTableView *table = m_grid->record()->table();
    QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(place(), (GridPlace{1, 2}));
    QCOMPARE(table->model()->index(2, RecordModel::Value).data().toString(), u"silver"_s);
    QTest::keyClick(table, Qt::Key_Up); // to the column above
    QCOMPARE(place(), (GridPlace{1, 1}));
    m_grid->view()->setCurrentIndex(m_grid->model()->index(3, 1));
    QCOMPARE(table->model()->index(1, RecordModel::Value).data().toString(), u"Zoë"_s);
    QCOMPARE(table->model()->index(2, RecordModel::Value).data(GridModel::StateRole).toInt(), int(CellState::Missing));
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Zoë"_s);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier); // stays at the first
    QCOMPARE(place(), (GridPlace{0, 1}));
}

void TestGridTools::theRecordForgetsTheOldRun()
{
    m_grid->setResult(twoShops(), true, false);
    m_grid->toggleRecord();
    QAbstractItemModelTester tester(m_grid->record()->table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_grid->record()->table()->model()->rowCount(), 3);
    m_grid->begin({});
    QCOMPARE(m_grid->record()->table()->model()->rowCount(), 0);
    m_grid->setResult(manyColumns(160), true, false);
    m_grid->view()->setCurrentIndex(m_grid->model()->index(0, 123));
    QCOMPARE(m_grid->record()->table()->model()->rowCount(), 160);
    QCOMPARE(m_grid->record()->table()->currentIndex().row(), 123);
}

void TestGridTools::filtersOpenWhereOneIs()
{
    m_grid->setResult(manyColumns(200), true, false);
    m_grid->view()->setCurrentIndex(m_grid->model()->index(0, 150));
    m_grid->view()->setFocus();
    m_grid->toggleFilters();
    QCOMPARE(QApplication::focusWidget(), m_grid->view()->gridHeader()->filterBox(150));
    m_grid->toggleFilters();
    m_grid->begin({});
    m_grid->setResult(manyColumns(200), true, false); // no cell has the focus: at what is seen
    m_grid->view()->horizontalScrollBar()->setValue(m_grid->view()->horizontalHeader()->sectionPosition(100));
    m_grid->toggleFilters();
    QCOMPARE(QApplication::focusWidget(), m_grid->view()->gridHeader()->filterBox(100));
}

void TestGridTools::filterBoxesScrollAndWiden()
{
    m_grid->setResult(manyColumns(200), true, false);
    m_grid->setFiltersVisible(true);
    GridHeader *header = m_grid->view()->gridHeader();
    m_grid->view()->horizontalScrollBar()->setValue(header->sectionPosition(40) + 10);
    QTRY_VERIFY(header->filterBox(41));
    QCOMPARE(header->filterBox(41)->x(), header->sectionViewportPosition(41) + 1);
    const int narrow = header->filterBox(41)->width();
    QVERIFY(narrow < header->sectionSize(41));
    header->focusFilter(41);
    QTest::keyClicks(header->filterBox(41), u"!=a text that is long"_s);
    QTRY_VERIFY(header->filterBox(41)->width() > header->fontMetrics().horizontalAdvance(u"!=a text that is long"_s));
    QVERIFY(header->filterBox(41)->x() + header->filterBox(41)->width() <= header->viewport()->width());
    QPointer<QLineEdit> box = header->filterBox(41);
    m_grid->view()->setFocus();
    QTRY_VERIFY(box && box->width() == narrow);
}

void TestGridTools::saysThatNoRowMatches()
{
    m_grid->setResult(twoShops(), true, false);
    QToolButton *clear = nullptr;
    for (QToolButton *button : m_grid->view()->findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Clear the filters"_s)
            clear = button;
    }
    QVERIFY(clear);
    QVERIFY(!clear->isVisible());
    m_grid->toggleFilters();
    QTest::keyClicks(QApplication::focusWidget(), u"99"_s);
    QTRY_COMPARE(m_grid->model()->rowCount(), 0);
    QTRY_VERIFY(clear->isVisible());
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(m_grid->model()->rowCount(), 5);
    QVERIFY(!clear->isVisible());
    QVERIFY(m_grid->view()->gridHeader()->filterTexts().isEmpty());
}

void TestGridTools::theValueHasOneWindowThatEscCloses()
{
    const auto windows = [this] { return m_grid->findChildren<ValueViewer *>(); };
    m_grid->setResult(twoShops(), true, false);
    m_grid->view()->setFocus();
    m_grid->view()->setCurrentIndex(m_grid->model()->index(0, 0));
    QTest::keyClick(m_grid->view(), Qt::Key_Return);
    QCOMPARE(windows().size(), 1);
    QCOMPARE(windows().first()->shownText(), u"3"_s);
    m_grid->window()->activateWindow(); // back to the rows
    QVERIFY(QTest::qWaitForWindowActive(m_grid->window()));
    m_grid->view()->setFocus();
    m_grid->view()->setCurrentIndex(m_grid->model()->index(0, 1));
    QTest::keyClick(m_grid->view(), Qt::Key_Return);
    QCOMPARE(windows().size(), 1);
    QCOMPARE(windows().first()->shownText(), u"Ann"_s);
    m_grid->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_grid->window()));
    m_grid->view()->setFocus();
    QTest::keyClick(m_grid->view(), Qt::Key_Escape);
    QTRY_VERIFY(windows().isEmpty());
}

CONCORD_TEST(TestGridTools)
#include "tst_gridtools.moc"
