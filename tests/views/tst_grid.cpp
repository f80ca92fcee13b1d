// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "grid/griddelegate.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridselection.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "grid/valueviewer.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

namespace {

ColumnInfo number(const QString &name)
{
    return column(name, Physical::Int32, Logical::Integer);
}
ColumnInfo text(const QString &name)
{
    return column(name, Physical::Text, Logical::Text);
}

/// a: id, name, tier; b: id, name (no tier)
CombinedResult twoShops()
{
    return CombinedResult({source(u"a"_s, table({number(u"id"_s), text(u"name"_s), text(u"tier"_s)},
                                                [] {
                                                    std::vector<ColumnData> c;
                                                    c.push_back(int32s({3, 1, 2}));
                                                    c.push_back(texts({"Ann", std::nullopt, ""}));
                                                    c.push_back(texts({"gold", "silver", std::nullopt}));
                                                    return c;
                                                }())),
                           source(u"b"_s, table({number(u"id"_s), text(u"name"_s)}, [] {
                                      std::vector<ColumnData> c;
                                      c.push_back(int32s({10, std::nullopt}));
                                      c.push_back(texts({"Zoë", "a\tb\nsecond line"}));
                                      return c;
                                  }()))});
}

std::shared_ptr<ResultTable> numbers(int from, int count)
{
    std::vector<std::optional<std::int32_t>> values;
    for (int i = 0; i < count; ++i)
        values.push_back(from + i);
    std::vector<ColumnData> columns;
    columns.push_back(int32s(values));
    return table({number(u"n"_s)}, std::move(columns));
}

void append(ResultTable &rows, int from, int count)
{
    std::vector<std::optional<std::int32_t>> values;
    for (int i = 0; i < count; ++i)
        values.push_back(from + i);
    Batch batch;
    batch.rows = std::uint32_t(count);
    batch.columns.push_back(int32s(values));
    rows.append(std::move(batch));
}

CellState state(const QAbstractItemModel &model, int row, int column)
{
    return CellState(model.index(row, column).data(GridModel::StateRole).toInt());
}

QStringList shownColumn(const QAbstractItemModel &model, int column)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, column).data().toString());
    return all;
}

} // namespace

class TestGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nullEmptyAndMissingDiffer();
    void numbersStandRight();
    void headersSayWhatIsMissing();
    void growingKeepsSelectionAndPlace();
    void lateColumnsComeIntoTheirPlace();
    void aRetriedTargetStartsAnew();
    void windowsOverLongResults();
    void longTextIsCutForPaintingOnly();
    void badBytesAreFlagged();
    void sortsByHeaderClicks();
    void filtersByTyping();
    void sortAndFilterTogetherWhileGrowing();
    void copiesInEachFormat_data();
    void copiesInEachFormat();
    void copyByKeys();
    void sumsTheSelection();
    void findsAColumn();
    void showsStatusLinesWithTheirButtons();
    void valueForms_data();
    void valueForms();
    void paintsWithoutTouchingAllRows();
};

void TestGrid::nullEmptyAndMissingDiffer()
{
    GridModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setResult(twoShops());
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(state(model, 1, 1), CellState::Null);
    QCOMPARE(model.index(1, 1).data().toString(), u"NULL"_s);
    QVERIFY(model.index(1, 1).data(Qt::FontRole).value<QFont>().italic());
    QVERIFY(!model.index(1, 1).data(GridModel::FullTextRole).isValid());
    QCOMPARE(state(model, 2, 1), CellState::Value);
    QCOMPARE(model.index(2, 1).data().toString(), QString());
    QVERIFY(model.index(2, 1).data(GridModel::FullTextRole).isValid());
    QCOMPARE(state(model, 3, 2), CellState::Missing);
    QCOMPARE(model.index(3, 2).data(Qt::BackgroundRole).value<QBrush>().style(), Qt::BDiagPattern);
    QVERIFY(!model.index(2, 2).data(Qt::BackgroundRole).isValid());
    QCOMPARE(model.headerData(3, Qt::Vertical).toString(), u"b"_s);
}

void TestGrid::numbersStandRight()
{
    GridModel model;
    model.setResult(twoShops());
    QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QVERIFY(model.index(4, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight); // NULL in a column of numbers
    QVERIFY(model.index(0, 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
}

void TestGrid::headersSayWhatIsMissing()
{
    GridModel model;
    model.setResult(twoShops());
    QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"tier"_s);
    QVERIFY(model.headerData(2, Qt::Horizontal, GridModel::ColumnNoteRole).toString().contains(u'1'));
    QVERIFY(model.headerData(0, Qt::Horizontal, GridModel::ColumnNoteRole).toString().isEmpty());
    QVERIFY(model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"b"_s));
}

void TestGrid::growingKeepsSelectionAndPlace()
{
    ResultGrid grid(nullptr);
    GridModel &model = *grid.model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    grid.resize(400, 300);
    grid.show();
    auto first = numbers(0, 100);
    auto second = numbers(1000, 100);
    const auto now = [&] { return CombinedResult({source(u"a"_s, first), source(u"b"_s, second)}); };
    grid.setResult(now(), false, false);
    grid.view()->setCurrentIndex(model.index(150, 0));
    grid.view()->scrollTo(model.index(150, 0), QAbstractItemView::PositionAtTop);
    const QString top = model.index(grid.view()->rowAt(1), 0).data().toString();
    QVERIFY(top.toInt() >= 1000);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    append(*first, 100, 5000);
    append(*second, 1100, 10);
    grid.setResult(now(), true, false);

    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.rowCount(), 5210);
    QCOMPARE(grid.view()->currentIndex().data().toString(), u"1050"_s);
    QCOMPARE(grid.view()->selectionModel()->selectedIndexes().size(), 1);
    QCOMPARE(model.index(grid.view()->rowAt(1), 0).data().toString(), top);
    QCOMPARE(model.index(5099, 0).data().toString(), u"5099"_s);
    QCOMPARE(model.index(5100, 0).data().toString(), u"1000"_s);
}

void TestGrid::lateColumnsComeIntoTheirPlace()
{
    GridModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto later = table({text(u"x"_s), text(u"name"_s), number(u"id"_s)}, [] {
        std::vector<ColumnData> c;
        c.push_back(texts({"x1"}));
        c.push_back(texts({"n1"}));
        c.push_back(int32s({7}));
        return c;
    }());
    const auto early = table({number(u"id"_s), text(u"name"_s)}, [] {
        std::vector<ColumnData> c;
        c.push_back(int32s({1}));
        c.push_back(texts({"n2"}));
        return c;
    }());
    model.setResult(CombinedResult({source(u"a"_s, nullptr, false), source(u"b"_s, early)}));
    const QPersistentModelIndex kept = model.index(0, 1);
    QCOMPARE(kept.data().toString(), u"n2"_s);
    model.setResult(CombinedResult({source(u"a"_s, later), source(u"b"_s, early)}));
    QCOMPARE(model.columnCount(), 3);
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), u"x"_s);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"name"_s);
    QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"id"_s);
    QCOMPARE(model.index(0, 2).data().toString(), u"7"_s);
    QCOMPARE(model.index(1, 2).data().toString(), u"1"_s);
    QCOMPARE(kept.row(), 1);
    QCOMPARE(kept.data().toString(), u"n2"_s);
}

void TestGrid::aRetriedTargetStartsAnew()
{
    GridModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setResult(CombinedResult({source(u"a"_s, numbers(0, 50))}));
    model.setResult(CombinedResult({source(u"a"_s, numbers(500, 3))}));
    QCOMPARE(shownColumn(model, 0), (QStringList{u"500"_s, u"501"_s, u"502"_s}));
}

void TestGrid::windowsOverLongResults()
{
    GridModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWindowRows(10);
    auto rows = numbers(0, 25);
    model.setResult(CombinedResult({source(u"a"_s, rows)}));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.totalRows(), std::uint64_t(25));
    model.setWindowStart(20);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, 0).data().toString(), u"20"_s);
    append(*rows, 25, 30);
    model.setResult(CombinedResult({source(u"a"_s, rows)}));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.index(9, 0).data().toString(), u"29"_s);
    QCOMPARE(model.totalRows(), std::uint64_t(55));
}

void TestGrid::longTextIsCutForPaintingOnly()
{
    const std::string longText(3'000'000, 'x');
    GridModel model;
    model.setResult(CombinedResult({source(u"a"_s, table({text(u"t"_s)}, [&] {
                                               std::vector<ColumnData> c;
                                               c.push_back(texts({longText, "first\nsecond"}));
                                               return c;
                                           }()))}));
    QVERIFY(model.shortCell(0, 0).text.size() < 10'000);
    QVERIFY(model.index(0, 0).data().toString().endsWith(u'…'));
    QCOMPARE(model.index(0, 0).data(GridModel::FullTextRole).toString().size(), qsizetype(longText.size()));
    QCOMPARE(model.index(1, 0).data().toString(), u"first…"_s);
}

void TestGrid::badBytesAreFlagged()
{
    GridModel model;
    model.setResult(CombinedResult({source(u"a"_s, table({text(u"t"_s)}, [] {
                                               std::vector<ColumnData> c;
                                               c.push_back(texts({"caf\xe9", "café"}));
                                               return c;
                                           }()))}));
    QVERIFY(model.index(0, 0).data(GridModel::InvalidTextRole).toBool());
    QVERIFY(!model.index(1, 0).data(GridModel::InvalidTextRole).toBool());
}

void TestGrid::sortsByHeaderClicks()
{
    ResultGrid grid(std::make_shared<ComputeEngine>());
    QAbstractItemModelTester tester(grid.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    grid.resize(600, 300);
    grid.show();
    grid.setResult(twoShops(), true, false);
    QVERIFY(grid.orderText().contains(u"by target"_s));
    const auto click = [&](int column) {
        auto *header = grid.view()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + header->sectionSize(column) / 2, 8));
    };
    const int width = grid.view()->columnWidth(1);
    click(0);
    QTRY_COMPARE(shownColumn(*grid.model(), 0), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"10"_s, u"NULL"_s}));
    QVERIFY(grid.orderText().contains(u"sorted by id"_s));
    QCOMPARE(grid.view()->columnWidth(1), width);
    click(0);
    QTRY_VERIFY(!grid.isBusy() && grid.model()->index(0, 0).data().toString() != u"1"_s);
    QVERIFY(shownColumn(*grid.model(), 0).indexOf(u"10"_s) < shownColumn(*grid.model(), 0).indexOf(u"2"_s));
    click(0);
    QTRY_COMPARE(shownColumn(*grid.model(), 0), (QStringList{u"3"_s, u"1"_s, u"2"_s, u"10"_s, u"NULL"_s}));
    QVERIFY(!grid.model()->order());
}

void TestGrid::filtersByTyping()
{
    ResultGrid grid(std::make_shared<ComputeEngine>());
    grid.resize(600, 300);
    grid.show();
    QVERIFY(QTest::qWaitForWindowExposed(&grid));
    grid.setResult(twoShops(), true, false);
    grid.toggleFilters();
    QLineEdit *box = grid.view()->gridHeader()->filterBox(1);
    QVERIFY(box);
    QVERIFY(box->isVisible());
    grid.view()->gridHeader()->focusFilter(1);
    QTest::keyClicks(box, u"null"_s);
    QTRY_COMPARE(grid.model()->rowCount(), 1);
    QCOMPARE(grid.model()->index(0, 0).data().toString(), u"1"_s);
    QVERIFY(grid.orderText().contains(u"1 of 5"_s));
    QTest::keyClick(box, Qt::Key_Tab); // to the next column's box
    QCOMPARE(QApplication::focusWidget(), grid.view()->gridHeader()->filterBox(2));
    box->clear();
    grid.view()->gridHeader()->setFilterText(2, u"missing"_s);
    QTRY_COMPARE(grid.model()->rowCount(), 2);
    QCOMPARE(grid.model()->headerData(0, Qt::Vertical).toString(), u"b"_s);
    grid.view()->gridHeader()->clearFilters();
    grid.view()->corner()->filterBox()->setText(u"=a"_s);
    QTRY_COMPARE(grid.model()->rowCount(), 3);
    grid.toggleFilters(); // hidden filters do not filter
    QTRY_COMPARE(grid.model()->rowCount(), 5);
}

void TestGrid::sortAndFilterTogetherWhileGrowing()
{
    ResultGrid grid(std::make_shared<ComputeEngine>());
    auto rows = numbers(0, 1000);
    grid.setResult(CombinedResult({source(u"a"_s, rows)}), false, false);
    grid.setFiltersVisible(true);
    grid.view()->gridHeader()->setFilterText(0, u">=990"_s);
    QTRY_COMPARE(grid.model()->rowCount(), 10);
    grid.sortBy(0, false);
    grid.sortBy(0, false);
    QTRY_COMPARE(grid.model()->index(0, 0).data().toString(), u"999"_s);
    append(*rows, 1000, 5);
    grid.setResult(CombinedResult({source(u"a"_s, rows)}), true, false);
    QTRY_COMPARE(grid.model()->rowCount(), 15);
    QCOMPARE(grid.model()->index(0, 0).data().toString(), u"1004"_s);
}

void TestGrid::copiesInEachFormat_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("header");
    QTest::addColumn<QString>("expected");
    QTest::newRow("tsv") << int(ExportFormat::Tsv) << false << u"3\tAnn\n1\t"_s;
    QTest::newRow("tsv with headers") << int(ExportFormat::Tsv) << true << u"id\tname\n3\tAnn"_s;
    QTest::newRow("csv") << int(ExportFormat::Csv) << true << u"id,name"_s;
    QTest::newRow("json") << int(ExportFormat::Json) << true << u"\"name\""_s;
    QTest::newRow("markdown") << int(ExportFormat::Markdown) << true << u"| id"_s;
    QTest::newRow("insert") << int(ExportFormat::Insert) << true << u"INSERT INTO shop"_s;
    QTest::newRow("in list") << int(ExportFormat::InList) << true << u"3"_s;
}

void TestGrid::copiesInEachFormat()
{
    QFETCH(int, format);
    QFETCH(bool, header);
    QFETCH(QString, expected);
    ResultGrid grid(nullptr);
    grid.setResult(twoShops(), true, false);
    grid.setInsertTarget(u"shop"_s, nullptr);
    auto *selection = grid.view()->selectionModel();
    selection->select(QItemSelection(grid.model()->index(0, 0), grid.model()->index(1, 1)), QItemSelectionModel::ClearAndSelect);
    QSignalSpy copied(&grid, &ResultGrid::copied);
    QObject::connect(&grid, &ResultGrid::problem, &grid, [](const QString &text) { qWarning("%s", qPrintable(text)); });
    grid.copy(ExportFormat(format), header);
    QTRY_COMPARE(copied.size(), 1);
    const QString got = QGuiApplication::clipboard()->text();
    QVERIFY2(got.contains(expected), qPrintable(got));
    QVERIFY(!got.contains(u"gold"_s)); // a column that is not selected
    QVERIFY(!got.contains(u"Zo"_s));   // a row that is not selected
}

void TestGrid::copyByKeys()
{
    ResultGrid grid(nullptr);
    grid.resize(500, 300);
    grid.show();
    QVERIFY(QTest::qWaitForWindowActive(&grid));
    grid.setResult(twoShops(), true, false);
    grid.view()->setFocus();
    grid.view()->setCurrentIndex(grid.model()->index(3, 1));
    QSignalSpy copied(&grid, &ResultGrid::copied);
    QObject::connect(&grid, &ResultGrid::problem, &grid, [](const QString &text) { qWarning("%s", qPrintable(text)); });
    QTest::keyClick(grid.view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(copied.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Zoë"_s);
    grid.view()->selectAll();
    QTest::keyClick(grid.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(copied.size(), 2);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"source\tid\tname\ttier\na\t3\tAnn\tgold"_s));
}

void TestGrid::sumsTheSelection()
{
    ResultGrid grid(nullptr);
    grid.setResult(twoShops(), true, false);
    QSignalSpy told(&grid, &ResultGrid::selectionMessage);
    grid.view()->selectionModel()->select(QItemSelection(grid.model()->index(0, 0), grid.model()->index(4, 1)), QItemSelectionModel::ClearAndSelect);
    QTRY_VERIFY(!told.isEmpty());
    const QString said = told.last().first().toString();
    QVERIFY2(said.contains(u"10 cells"_s) && said.contains(u"8 values"_s) && said.contains(u"sum 16"_s), qPrintable(said));
}

void TestGrid::findsAColumn()
{
    std::vector<ColumnInfo> infos;
    std::vector<ColumnData> columns;
    for (int i = 0; i < 1600; ++i) {
        infos.push_back(number(u"c%1"_s.arg(i)));
        columns.push_back(int32s({i}));
    }
    ResultGrid grid(nullptr);
    grid.resize(500, 300);
    grid.show();
    QVERIFY(QTest::qWaitForWindowActive(&grid));
    grid.setResult(CombinedResult({source(u"a"_s, table(infos, std::move(columns)))}), true, false);
    grid.findColumn();
    auto *box = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(box);
    QTest::keyClicks(box, u"c1234"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(grid.view()->currentIndex().column(), 1234);
    QVERIFY(grid.view()->viewport()->rect().intersects(grid.view()->visualRect(grid.view()->currentIndex())));
    grid.setFiltersVisible(true);
    QVERIFY(grid.view()->gridHeader()->findChildren<QLineEdit *>().size() < 60);
}

void TestGrid::showsStatusLinesWithTheirButtons()
{
    ResultGrid grid(nullptr);
    grid.resize(500, 300);
    grid.show();
    grid.setResult(twoShops(), true, false);
    Endpoint third;
    third.name = u"tenant_3"_s;
    grid.setStatus({{GridStatusLine::Kind::Failed, 2, third, u"timeout: <b>no answer</b>"_s, false},
                    {GridStatusLine::Kind::Capped, 0, third, u"capped at 100"_s, true}});
    QVERIFY(grid.status()->isVisible());
    QSignalSpy retried(&grid, &ResultGrid::retryRequested);
    QSignalSpy fetched(&grid, &ResultGrid::fetchMoreRequested);
    for (QToolButton *button : grid.status()->findChildren<QToolButton *>()) {
        QVERIFY(!button->accessibleName().isEmpty());
        if (button->text() == u"⟳"_s || button->text().contains(u"more"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(retried.size(), 1);
    QCOMPARE(retried.first().first().toInt(), 2);
    QCOMPARE(fetched.size(), 1);
    QCOMPARE(fetched.first().first().toInt(), 0);
    grid.setStatus({});
    QVERIFY(!grid.status()->isVisible());
}

void TestGrid::valueForms_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("binary");
    QTest::addColumn<QString>("shown");
    QTest::newRow("text") << u"a<b and c>d"_s << false << u"a<b and c>d"_s;
    QTest::newRow("json keeps order and digits") << uR"({"z":1.10,"a":[1,{}],"s":"x, {y}\"q"})"_s << false
                                                 << u"{\n  \"z\": 1.10,\n  \"a\": [\n    1,\n    {}\n  ],\n  \"s\": \"x, {y}\\\"q\"\n}"_s;
    QTest::newRow("broken json is text") << u"{\"a\":"_s << false << u"{\"a\":"_s;
    QTest::newRow("bytes") << u"\\x00ff41"_s << true << u"00000000  00 ff 41                                         ..A\n"_s;
}

void TestGrid::valueForms()
{
    QFETCH(QString, value);
    QFETCH(bool, binary);
    QFETCH(QString, shown);
    ValueViewer viewer;
    viewer.setValue(u"a · t"_s, ValueViewer::State::Value, value, binary);
    QCOMPARE(viewer.shownText(), shown);
    viewer.setValue(u"a · t"_s, ValueViewer::State::Null, {}, false);
    QCOMPARE(viewer.shownText(), u"NULL"_s);
}

void TestGrid::paintsWithoutTouchingAllRows()
{
    auto rows = numbers(0, 65'536);
    for (int i = 1; i < 32; ++i)
        append(*rows, i * 65'536, 65'536);
    ResultGrid grid(nullptr);
    grid.resize(500, 400);
    grid.show();
    grid.setResult(CombinedResult({source(u"a"_s, rows)}), true, false);
    QCOMPARE(grid.model()->rowCount(), 32 * 65'536);
    grid.view()->scrollToBottom();
    const QModelIndex last = grid.model()->index(grid.model()->rowCount() - 1, 0);
    QVERIFY(grid.view()->viewport()->rect().intersects(grid.view()->visualRect(last)));
    QVERIFY(!grid.grab().isNull());
}

CONCORD_TEST(TestGrid)
#include "tst_grid.moc"
