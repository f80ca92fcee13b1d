// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "testprogram.h"

#include <QTest>

#include <limits>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(concord::ColumnInfo)

class TestCombinedResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isEmptyWithoutSources();
    void ordersRowsByTargetAndArrival();
    void tellsMissingFromNullFromEmpty();
    void alignsNames_data();
    void alignsNames();
    void alignsByPosition();
    void findsTheTypeThatHoldsAll_data();
    void findsTheTypeThatHoldsAll();
    void saysWhichTypesMet();
    void staysProvisionalUntilAllSettled();
    void nullsWithoutATypeAgreeWithAnything();
    void cellsKeepTheirOwnText();
    void wideResultsOfManySources();
};

static std::shared_ptr<ResultTable> named(const QStringList &names)
{
    std::vector<ColumnInfo> infos;
    std::vector<ColumnData> columns;
    for (const QString &name : names) {
        infos.push_back(column(name, Physical::Int32, Logical::Integer));
        columns.push_back(int32s({1}));
    }
    return table(std::move(infos), std::move(columns));
}

void TestCombinedResult::isEmptyWithoutSources()
{
    const CombinedResult none;
    QCOMPARE(none.rowCount(), 0U);
    QVERIFY(none.columns().empty());
    QVERIFY(!none.provisional());
    const CombinedResult failed({source(u"a"_s, nullptr)});
    QCOMPARE(failed.rowCount(), 0U);
    QVERIFY(failed.columns().empty());
    QVERIFY(!failed.provisional());
}

void TestCombinedResult::ordersRowsByTargetAndArrival()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result({source(u"a"_s, table({n}, {int32s({1, 2})})), source(u"failed"_s, nullptr),
                                 source(u"empty"_s, table({n}, {int32s({})})), source(u"b"_s, table({n}, {int32s({3})}))});
    QCOMPARE(result.rowCount(), 3U);
    QCOMPARE(result.cell(0, 0).text, u"1"_s);
    QCOMPARE(result.cell(1, 0).text, u"2"_s);
    QCOMPARE(result.cell(2, 0).text, u"3"_s);
    QCOMPARE(result.rowId(1).source, 0);
    QCOMPARE(result.rowId(2).source, 3);
    QCOMPARE(result.rowId(2).ordinal, 0U);
    QCOMPARE(result.firstRow(3), 2U);
    QCOMPARE(result.columns().at(0).missingIn, 0);
}

void TestCombinedResult::tellsMissingFromNullFromEmpty()
{
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    const auto u = column(u"u"_s, Physical::Text, Logical::Text);
    const CombinedResult result({source(u"a"_s, table({t, u}, {texts({"x"}), texts({""})})), source(u"b"_s, table({t}, {texts({std::nullopt})}))});
    QCOMPARE(result.cell(0, 1).state, CellState::Value);
    QCOMPARE(result.cell(0, 1).text, u""_s);
    QCOMPARE(result.cell(1, 0).state, CellState::Null);
    QCOMPARE(result.cell(1, 1).state, CellState::Missing);
    QCOMPARE(result.columns().at(1).missingIn, 1);
}

void TestCombinedResult::alignsNames_data()
{
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<QStringList>("second");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QList<int>>("secondColumns");
    using L = QStringList;
    QTest::newRow("same") << L{u"a"_s, u"b"_s} << L{u"a"_s, u"b"_s} << L{u"a"_s, u"b"_s} << QList<int>{0, 1};
    QTest::newRow("other order") << L{u"a"_s, u"b"_s} << L{u"b"_s, u"a"_s} << L{u"a"_s, u"b"_s} << QList<int>{1, 0};
    QTest::newRow("other case") << L{u"Id"_s} << L{u"ID"_s} << L{u"Id"_s} << QList<int>{0};
    QTest::newRow("both cases in one") << L{u"id"_s, u"ID"_s} << L{u"ID"_s} << L{u"id"_s, u"ID"_s} << QList<int>{-1, 0};
    QTest::newRow("ambiguous in the second") << L{u"Id"_s} << L{u"id"_s, u"ID"_s} << L{u"Id"_s, u"id"_s, u"ID"_s} << QList<int>{-1, 0, 1};
    QTest::newRow("not ASCII") << L{u"Ä"_s} << L{u"ä"_s} << L{u"Ä"_s, u"ä"_s} << QList<int>{-1, 0};
    QTest::newRow("duplicates") << L{u"n"_s, u"n"_s} << L{u"n"_s} << L{u"n"_s, u"n_2"_s} << QList<int>{0, -1};
    QTest::newRow("duplicates in both") << L{u"n"_s, u"n"_s} << L{u"n"_s, u"n"_s} << L{u"n"_s, u"n_2"_s} << QList<int>{0, 1};
    QTest::newRow("taken name") << L{u"n"_s, u"n"_s, u"n_2"_s} << L{u"n_2"_s} << L{u"n"_s, u"n_3"_s, u"n_2"_s} << QList<int>{-1, -1, 0};
    QTest::newRow("new column") << L{u"a"_s} << L{u"b"_s, u"a"_s} << L{u"a"_s, u"b"_s} << QList<int>{1, 0};
    QTest::newRow("no name") << L{u""_s, u""_s} << L{u""_s} << L{u""_s, u"_2"_s} << QList<int>{0, -1};
    QTest::newRow("a percent sign") << L{u"%2"_s, u"%2"_s} << L{u"%2"_s} << L{u"%2"_s, u"%2_2"_s} << QList<int>{0, -1};
}

void TestCombinedResult::alignsNames()
{
    QFETCH(QStringList, first);
    QFETCH(QStringList, second);
    QFETCH(QStringList, names);
    QFETCH(QList<int>, secondColumns);
    const CombinedResult result({source(u"a"_s, named(first)), source(u"b"_s, named(second))});
    QStringList got;
    QList<int> gotColumns;
    for (const CombinedColumn &combined : result.columns()) {
        got.append(combined.info.name);
        gotColumns.append(combined.sourceColumn.at(1));
    }
    QCOMPARE(got, names);
    QCOMPARE(gotColumns, secondColumns);
}

void TestCombinedResult::alignsByPosition()
{
    const std::vector<CombinedSource> sources{source(u"a"_s, named({u"region"_s, u"count"_s})), source(u"b"_s, named({u"Region"_s, u"count(*)"_s})),
                                              source(u"failed"_s, nullptr), source(u"c"_s, named({u"region"_s}))};
    QCOMPARE(expressionApart(CombinedResult(sources)), u"count(*)"_s);
    const CombinedResult result(sources, Alignment::ByPosition);
    QCOMPARE(result.columns().size(), 2U);
    QCOMPARE(result.columns()[1].info.name, u"count"_s);
    QCOMPARE(result.columns()[1].sourceColumn, (std::vector<int>{1, 1, -1, -1}));
    QCOMPARE(result.columns()[1].otherNames, u"count(*) in b"_s);
    QCOMPARE(result.columns()[1].missingIn, 1); // c has no second column; the one that failed lacks none
    QVERIFY(result.columns()[0].otherNames.isEmpty());
    QCOMPARE(result.cell(1, 1).text, u"1"_s);
    QCOMPARE(result.cell(2, 1).state, CellState::Missing);
}

void TestCombinedResult::findsTheTypeThatHoldsAll_data()
{
    QTest::addColumn<ColumnInfo>("a");
    QTest::addColumn<ColumnInfo>("b");
    QTest::addColumn<ColumnInfo>("expected");
    QTest::addColumn<bool>("widened");
    QTest::addColumn<bool>("conflict");
    const auto of = [](Physical physical, Logical logical, int precision = 0, int scale = 0) {
        return column(u"c"_s, physical, logical, precision, scale);
    };
    const ColumnInfo int16 = of(Physical::Int16, Logical::Integer);
    const ColumnInfo int32 = of(Physical::Int32, Logical::Integer);
    const ColumnInfo int64 = of(Physical::Int64, Logical::Integer);
    const ColumnInfo uint64 = of(Physical::UInt64, Logical::Integer);
    const ColumnInfo real = of(Physical::Double, Logical::Float);
    const ColumnInfo text = of(Physical::Text, Logical::Text);
    const ColumnInfo date = of(Physical::Date, Logical::Date);
    const ColumnInfo stamp = of(Physical::Timestamp, Logical::Timestamp);
    const ColumnInfo mixed = of(Physical::Variant, Logical::Mixed);
    const auto decimal = [&](int precision, int scale) {
        return of(precision > 18 ? Physical::Decimal128 : Physical::Decimal64, Logical::Decimal, precision, scale);
    };
    QTest::newRow("same") << int32 << int32 << int32 << false << false;
    QTest::newRow("int16, int64") << int16 << int64 << int64 << true << false;
    QTest::newRow("int64, int32") << int64 << int32 << int64 << true << false;
    QTest::newRow("signed, unsigned") << int64 << uint64 << of(Physical::Decimal128, Logical::Integer, 20, 0) << true << false;
    QTest::newRow("decimal scales") << decimal(10, 2) << decimal(9, 3) << decimal(11, 3) << true << false;
    QTest::newRow("decimal grows to 128 bits") << decimal(18, 0) << decimal(18, 18) << decimal(36, 18) << true << false;
    QTest::newRow("decimal too wide") << decimal(38, 0) << decimal(10, 5) << of(Physical::Variant, Logical::Decimal) << true << false;
    QTest::newRow("integer, decimal") << int32 << decimal(10, 2) << decimal(12, 2) << true << false;
    QTest::newRow("float, double") << of(Physical::Float, Logical::Float) << real << real << true << false;
    QTest::newRow("integer, double") << int32 << real << mixed << true << true;
    QTest::newRow("decimal, double") << decimal(10, 2) << real << mixed << true << true;
    QTest::newRow("date, timestamp") << date << stamp << mixed << true << true;
    QTest::newRow("integer, text") << int32 << text << mixed << true << true;
    QTest::newRow("text, enum") << text << of(Physical::Text, Logical::Enum) << text << true << false;
    QTest::newRow("json, text") << of(Physical::Text, Logical::Json) << text << text << true << false;
    QTest::newRow("text, bytes") << text << of(Physical::Bytes, Logical::Binary) << mixed << true << true;
    QTest::newRow("undeclared numeric, integer") << of(Physical::Variant, Logical::Decimal) << int64 << of(Physical::Variant, Logical::Decimal)
                                                 << true << false;
    QTest::newRow("mixed, text") << mixed << text << mixed << true << false;
}

void TestCombinedResult::findsTheTypeThatHoldsAll()
{
    QFETCH(ColumnInfo, a);
    QFETCH(ColumnInfo, b);
    QFETCH(ColumnInfo, expected);
    QFETCH(bool, widened);
    QFETCH(bool, conflict);
    const CombinedResult result({source(u"a"_s, table({a}, {ColumnData(a.physical)})), source(u"b"_s, table({b}, {ColumnData(b.physical)}))});
    const CombinedColumn &got = result.columns().at(0);
    QCOMPARE(got.info.physical, expected.physical);
    QCOMPARE(got.info.logical, expected.logical);
    if (expected.physical == Physical::Decimal64 || expected.physical == Physical::Decimal128) {
        QCOMPARE(got.info.precision, expected.precision);
        QCOMPARE(got.info.scale, expected.scale);
    }
    QCOMPARE(got.widened, widened);
    QCOMPARE(got.conflict, conflict);
    QCOMPARE(got.note.isEmpty(), !widened);
}

void TestCombinedResult::saysWhichTypesMet()
{
    const auto number = table({column(u"c"_s, Physical::Int32, Logical::Integer)}, {int32s({1})});
    const auto text = table({column(u"C"_s, Physical::Text, Logical::Text)}, {texts({"x"})});
    const CombinedResult result({source(u"a"_s, number), source(u"b"_s, text), source(u"d"_s, number)});
    QCOMPARE(result.columns().at(0).note, u"integer in a, d; text in b"_s);
}

void TestCombinedResult::staysProvisionalUntilAllSettled()
{
    const auto rows = named({u"n"_s});
    QVERIFY(CombinedResult({source(u"a"_s, rows), source(u"b"_s, nullptr, false)}).provisional());
    QVERIFY(!CombinedResult({source(u"a"_s, rows), source(u"b"_s, nullptr, true)}).provisional());
}

void TestCombinedResult::nullsWithoutATypeAgreeWithAnything()
{
    const auto nulls = table({column(u"c"_s, Physical::Text, Logical::Unknown)}, {texts({std::nullopt, std::nullopt})});
    const auto numbers = table({column(u"c"_s, Physical::Int32, Logical::Integer)}, {int32s({1})});
    for (const bool nullsFirst : {true, false}) {
        const CombinedResult result({source(u"a"_s, nullsFirst ? nulls : numbers), source(u"b"_s, nullsFirst ? numbers : nulls)});
        QCOMPARE(result.columns().at(0).info.physical, Physical::Int32);
        QVERIFY(!result.columns().at(0).widened);
        QVERIFY(!result.columns().at(0).conflict);
    }
}

void TestCombinedResult::cellsKeepTheirOwnText()
{
    const auto a = table({column(u"c"_s, Physical::Decimal64, Logical::Decimal, 10, 2)}, {fixed<std::int64_t>(Physical::Decimal64, {150})});
    const auto b = table({column(u"c"_s, Physical::Decimal64, Logical::Decimal, 10, 3)}, {fixed<std::int64_t>(Physical::Decimal64, {2125})});
    const auto c = table({column(u"c"_s, Physical::Int32, Logical::Integer)}, {int32s({7})});
    const CombinedResult result({source(u"a"_s, a), source(u"b"_s, b), source(u"c"_s, c)});
    QCOMPARE(result.cell(0, 0).text, u"1.50"_s);
    QCOMPARE(result.cell(1, 0).text, u"2.125"_s);
    QCOMPARE(result.cell(2, 0).text, u"7"_s);
    QCOMPARE(result.cell(2, 0).tag, Tag::Integer);
}

void TestCombinedResult::wideResultsOfManySources()
{
    QStringList names;
    for (int i = 0; i < 1600; ++i)
        names.append(u"column_%1"_s.arg(i));
    std::vector<CombinedSource> sources;
    for (int i = 0; i < 20; ++i)
        sources.push_back(source(u"s%1"_s.arg(i), named(names)));
    const CombinedResult result(std::move(sources));
    QCOMPARE(result.columns().size(), 1600U);
    QCOMPARE(result.rowCount(), 20U);
    QCOMPARE(result.cell(19, 1599).text, u"1"_s);
}

CONCORD_TEST(TestCombinedResult)
#include "tst_combinedresult.moc"
