// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chartview.h"
#include "core/resultbuilder.h"
#include "testprogram.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHelpEvent>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

namespace {

/// a: kind, n; b: kind, n. The text 'NULL' is no NULL.
CombinedResult twoShops()
{
    const QList<ColumnInfo> columns{column(u"kind"_s, Physical::Text, Logical::Text), column(u"n"_s, Physical::Int32, Logical::Integer)};
    const std::vector<ColumnInfo> infos(columns.begin(), columns.end());
    return CombinedResult({source(u"a"_s, table(infos,
                                                [] {
                                                    std::vector<ColumnData> c;
                                                    c.push_back(texts({"red", "blue", "red", std::nullopt, "NULL"}));
                                                    c.push_back(int32s({1, -20, 3, 4, 5}));
                                                    return c;
                                                }())),
                           source(u"b"_s, table(infos, [] {
                                      std::vector<ColumnData> c;
                                      c.push_back(texts({"red", "red"}));
                                      c.push_back(int32s({100, std::nullopt}));
                                      return c;
                                  }()))});
}

QStringList barsOf(const ChartData &data)
{
    QStringList all;
    for (const ChartBar &bar : data.bars)
        all.append(bar.label + u'=' + bar.value);
    return all;
}

} // namespace

class TestChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsBySource();
    void sumsByCategoryAndSource();
    void drawsTheRowsThatAreShown();
    void tooManyBarsAreSaid();
    void choosesColumnsAndTellsValues();
    void drawsNoSumOfKeysUnasked();
    void savesPictures_data();
    void savesPictures();
    void whatCannotBeWrittenIsSaid();
};

void TestChart::sumsBySource()
{
    const ChartData data = chartOf(twoShops(), nullptr, 1, -1, {});
    QCOMPARE(barsOf(data), (QStringList{u"a=-7"_s, u"b=100"_s}));
    QCOMPARE(data.bars.first().rows, std::uint64_t(5));
    QCOMPARE(data.left, std::uint64_t(1)); // NULL is no zero
}

void TestChart::sumsByCategoryAndSource()
{
    QCOMPARE(barsOf(chartOf(twoShops(), nullptr, 1, 0, {})),
             (QStringList{u"red · a=4"_s, u"blue · a=-20"_s, u"NULL · a=4"_s, u"NULL · a=5"_s, u"red · b=100"_s}));
}

void TestChart::drawsTheRowsThatAreShown()
{
    const auto order = std::make_shared<const std::vector<std::uint32_t>>(std::vector<std::uint32_t>{5, 1});
    QCOMPARE(barsOf(chartOf(twoShops(), order, 1, -1, {})), (QStringList{u"b=100"_s, u"a=-20"_s}));
}

void TestChart::tooManyBarsAreSaid()
{
    std::vector<std::optional<std::int32_t>> numbers;
    for (int i = 0; i < 500; ++i)
        numbers.push_back(i);
    std::vector<ColumnData> columns;
    columns.push_back(int32s(numbers));
    const CombinedResult result({source(u"a"_s, table({column(u"n"_s, Physical::Int32, Logical::Integer)}, std::move(columns)))});
    const ChartData data = chartOf(result, nullptr, 0, 0, {});
    QCOMPARE(data.bars.size(), qsizetype(mostBars));
    QCOMPARE(data.groups, std::uint64_t(500));
}

void TestChart::choosesColumnsAndTellsValues()
{
    ChartView view;
    view.resize(600, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.setResult(twoShops(), nullptr, u"2 of 2 databases answered"_s);
    QCOMPARE(view.valueChoice()->count(), 1); // the texts are no numbers
    QTRY_COMPARE(view.canvas()->chart().bars.size(), 2);
    view.categoryChoice()->setFocus();
    QTest::keyClick(view.categoryChoice(), Qt::Key_Down);
    QTRY_COMPARE(view.canvas()->chart().bars.size(), 5);
    QCOMPARE(view.canvas()->wordsOf(0), u"red · a: 4 (sum of 2 rows)"_s);
    QVERIFY(view.canvas()->accessibleDescription().contains(u"blue · a: -20"_s));
    const QPoint first(300, view.canvas()->fontMetrics().height());
    QHelpEvent help(QEvent::ToolTip, first, view.canvas()->mapToGlobal(first));
    QApplication::sendEvent(view.canvas(), &help);
    QVERIFY2(QToolTip::text().contains(u"red · a: 4"_s), qPrintable(QToolTip::text()));
    view.setResult(CombinedResult(), nullptr, {});
    QCOMPARE(view.canvas()->chart().bars.size(), 0);
}

void TestChart::drawsNoSumOfKeysUnasked()
{
    const auto drawn = [](const QStringList &names) {
        std::vector<ColumnInfo> infos;
        std::vector<ColumnData> data;
        QList<int> all;
        for (const QString &name : names) {
            all.append(int(infos.size()));
            infos.push_back(column(name, Physical::Int32, Logical::Integer));
            data.push_back(int32s({1}));
        }
        const int value = likelyValue(CombinedResult({source(u"a"_s, table(infos, std::move(data)))}), all);
        return value < 0 ? QString() : names[value];
    };
    QCOMPARE(drawn({u"id"_s, u"customer_id"_s, u"amount"_s}), u"amount"_s);
    QCOMPARE(drawn({u"CUST_ID"_s, u"customerId"_s, u"Paid"_s}), u"Paid"_s);
    QCOMPARE(drawn({u"id"_s, u"shop_id"_s}), u"id"_s);
    QCOMPARE(drawn({}), QString());
}

void TestChart::savesPictures_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("png") << u"chart.png"_s;
    QTest::newRow("svg") << u"chart.SVG"_s;
}

void TestChart::savesPictures()
{
    QFETCH(QString, name);
    QTemporaryDir folder;
    ChartView view;
    view.resize(600, 300);
    view.show();
    view.setResult(twoShops(), nullptr, u"2 of 3 databases answered"_s);
    QTRY_COMPARE(view.canvas()->chart().bars.size(), 2);
    QSignalSpy saved(&view, &ChartView::saved);
    view.save(folder.filePath(name));
    QTRY_COMPARE(saved.size(), 1);
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    if (name.endsWith(u"SVG"_s)) {
        QVERIFY(bytes.contains("2 of 3 databases answered")); // partial answers say so in every export
        QVERIFY(bytes.contains("-7"));
    } else {
        const QImage image = QImage::fromData(bytes, "PNG");
        QVERIFY(image.width() >= 600);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            colours.insert(image.pixel(image.width() / 2, y));
        QVERIFY(colours.size() > 1);
    }
}

void TestChart::whatCannotBeWrittenIsSaid()
{
    ChartView view;
    view.setResult(twoShops(), nullptr, {});
    QTRY_COMPARE(view.canvas()->chart().bars.size(), 2);
    QSignalSpy problem(&view, &ChartView::problem);
    view.save(u"/nosuchfolder/chart.png"_s);
    QTRY_COMPARE(problem.size(), 1);
    QVERIFY(problem.first().first().toString().contains(u"/nosuchfolder/chart.png"_s));
}

CONCORD_TEST(TestChart)
#include "tst_chart.moc"
