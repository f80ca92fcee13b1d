// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "results/mergedrows.h"
#include "testprogram.h"

#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

namespace {

std::vector<ColumnData> columns(ColumnData a, ColumnData b, ColumnData c, ColumnData d)
{
    std::vector<ColumnData> all;
    all.push_back(std::move(a));
    all.push_back(std::move(b));
    all.push_back(std::move(c));
    all.push_back(std::move(d));
    return all;
}

/// region, n, paid, note of two shops, and one whose rows have no region.
CombinedResult shops()
{
    const std::vector<ColumnInfo> infos{column(u"region"_s, Physical::Text, Logical::Text), column(u"n"_s, Physical::Int32, Logical::Integer),
                                        column(u"paid"_s, Physical::Decimal64, Logical::Decimal, 18, 2),
                                        column(u"note"_s, Physical::Text, Logical::Text)};
    return CombinedResult({source(u"a"_s, table(infos, columns(texts({"north", "south", std::nullopt}), int32s({1, 2, 4}),
                                                               fixed<std::int64_t>(Physical::Decimal64, {10, 20, 1}), texts({"x", "y", "z"})))),
                           source(u"b"_s, table(infos, columns(texts({"north", "NULL", "north"}), int32s({2147483647, 8, std::nullopt}),
                                                               fixed<std::int64_t>(Physical::Decimal64, {5, 7, 0}), texts({"x", "y", "z"})))),
                           source(u"c"_s, table({column(u"n"_s, Physical::Int32, Logical::Integer)}, [] {
                                      std::vector<ColumnData> one;
                                      one.push_back(int32s({5, 6}));
                                      return one;
                                  }()))});
}

QStringList rowsOf(const MergedRows &merged)
{
    const CombinedResult rows({CombinedSource{{}, merged.table, true}});
    QStringList lines;
    for (std::uint64_t row = 0; row < rows.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < int(rows.columns().size()); ++column) {
            const Cell cell = rows.cell(row, column);
            cells.append(cell.state == CellState::Value ? cell.text : u"-"_s);
        }
        lines.append(cells.join(u'|'));
    }
    return lines;
}

} // namespace

/// Rows of several databases brought together by a key.
class TestMergedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsUpByKey();
    void addsUpBySeveralKeys();
    void sumsHaveTheirTypes();
    void takesTheRowsThatAreChosen();
    void keysAreColumns();
    void canBeStopped();
};

void TestMergedRows::addsUpByKey()
{
    const auto merged = mergeByKey(shops(), {0});
    QVERIFY(merged);
    // NULL is no text that says so, 2^31 and more is no overflow, and an unknown amount adds nothing.
    QCOMPARE(rowsOf(*merged), (QStringList{u"north|2|2147483648|0.15"_s, u"south|1|2|0.20"_s, u"-|1|4|0.01"_s, u"NULL|1|8|0.07"_s}));
    QCOMPARE(merged->leftOut, QStringList{u"note"_s});
    QCOMPARE(merged->without, std::uint64_t(2));
}

void TestMergedRows::addsUpBySeveralKeys()
{
    const auto merged = mergeByKey(shops(), {0, 3});
    QVERIFY(merged);
    QCOMPARE(rowsOf(*merged),
             (QStringList{u"north|x|2|2147483648|0.15"_s, u"south|y|1|2|0.20"_s, u"-|z|1|4|0.01"_s, u"NULL|y|1|8|0.07"_s, u"north|z|1|-|0.00"_s}));
    QVERIFY(merged->leftOut.isEmpty());
}

void TestMergedRows::sumsHaveTheirTypes()
{
    const TableView view = mergeByKey(shops(), {0})->table->view();
    QStringList types;
    for (const ColumnInfo &info : view.columns)
        types.append(info.name + u' ' + logicalName(info.logical));
    QCOMPARE(types, (QStringList{u"region text"_s, u"databases integer"_s, u"n integer"_s, u"paid decimal"_s}));
    // Past int64: still exact.
    const auto huge = fixed<std::int64_t>(Physical::Int64, {INT64_MAX, INT64_MAX});
    std::vector<ColumnData> data;
    data.push_back(texts({"k", "k"}));
    data.push_back(huge);
    const auto merged = mergeByKey(
        CombinedResult({source(
            u"a"_s, table({column(u"k"_s, Physical::Text, Logical::Text), column(u"n"_s, Physical::Int64, Logical::Integer)}, std::move(data)))}),
        {0});
    QCOMPARE(rowsOf(*merged), QStringList{u"k|1|18446744073709551614"_s});
}

void TestMergedRows::takesTheRowsThatAreChosen()
{
    const std::vector<std::uint32_t> rows{4, 0, 1}; // of a filter, in the order of a sort
    const auto merged = mergeByKey(shops(), {0}, {}, &rows);
    QCOMPARE(rowsOf(*merged), (QStringList{u"NULL|1|8|0.07"_s, u"north|1|1|0.10"_s, u"south|1|2|0.20"_s}));
    QCOMPARE(merged->without, std::uint64_t(0));
}

void TestMergedRows::keysAreColumns()
{
    QCOMPARE(*keyColumns(shops(), {u"REGION"_s, u"note"_s, u"region"_s}), (QList<int>{0, 3}));
    const auto wrong = keyColumns(shops(), {u"regoin"_s});
    QCOMPARE(wrong.error().kind, ErrorKind::NotFound);
    QVERIFY2(wrong.error().message.contains(u"“region”"_s), qPrintable(wrong.error().message));
    QCOMPARE(mergeByKey(shops(), {}).error().kind, ErrorKind::Usage);
}

void TestMergedRows::canBeStopped()
{
    QCOMPARE(mergeByKey(shops(), {0}, [] { return true; }).error().kind, ErrorKind::Cancelled);
}

CONCORD_TEST(TestMergedRows)
#include "tst_mergedrows.moc"
