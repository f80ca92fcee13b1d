// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engine.h"
#include "core/resultbuilder.h"
#include "results/resultexport.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

using Kind = ColumnFilter::Kind;

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine.warmUp(); }
    void readsWhatIsTypedInAFilter_data();
    void readsWhatIsTypedInAFilter();
    void leavesTheOrderAloneWhenNothingIsAsked();
    void ordersNumbersExactlyWhateverTheirType();
    void putsNullsLastAndMissingAfterThem();
    void keepsEqualRowsInTheirOrder();
    void sortsBySource();
    void sortsByTwoColumns();
    void filters_data();
    void filters();
    void filtersDatesAndTimes();
    void filtersBySourceAndMissing();
    void filtersBrokenTextAsShown();
    void reportsABrokenPattern();
    void randomTablesSortLikeANaiveOne();
    void readsOnlyWhatTheResultPinned();
    void sumsExactly();
    void sumsFloatsAsTheyAreWritten_data();
    void sumsFloatsAsTheyAreWritten();
    void stopsWhenCancelled();
    void worksFromSeveralThreads();
    void writesParquet();
    void parquetIsWholeOrNotThere();

private:
    QStringList sorted(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters = {}, int column = 0);
    std::vector<std::uint32_t> rows(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters = {});

    ComputeEngine m_engine;
};

std::vector<std::uint32_t> TestEngine::rows(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters)
{
    CancelToken token;
    const Result<RowOrder> order = m_engine.order(result, keys, filters, token);
    if (!order)
        qWarning().noquote() << order.error().message;
    return order && *order ? **order : std::vector<std::uint32_t>{std::numeric_limits<std::uint32_t>::max()};
}

static QString shown(const Cell &cell)
{
    return cell.state == CellState::Missing ? u"missing"_s : cell.state == CellState::Null ? u"NULL"_s : cell.text;
}

QStringList TestEngine::sorted(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters, int column)
{
    QStringList texts;
    for (const std::uint32_t row : rows(result, keys, filters))
        texts.append(row < result.rowCount() ? shown(result.cell(row, column)) : u"failed"_s);
    return texts;
}

static CombinedResult one(ColumnInfo info, ColumnData data)
{
    return CombinedResult({source(u"a"_s, table({std::move(info)}, {std::move(data)}))});
}

void TestEngine::readsWhatIsTypedInAFilter_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &typed, Kind kind, const QString &text) {
        QTest::addRow("%s", qPrintable(typed)) << typed << static_cast<int>(kind) << text;
    };
    row(u"abc"_s, Kind::Contains, u"abc"_s);
    row(u"=x"_s, Kind::Equals, u"x"_s);
    row(u"="_s, Kind::Equals, u""_s);
    row(u"!=x"_s, Kind::NotEquals, u"x"_s);
    row(u"<5"_s, Kind::Less, u"5"_s);
    row(u"<= 5"_s, Kind::LessOrEqual, u"5"_s);
    row(u">2"_s, Kind::Greater, u"2"_s);
    row(u">=2"_s, Kind::GreaterOrEqual, u"2"_s);
    row(u"~^a.c"_s, Kind::Regex, u"^a.c"_s);
    row(u"null"_s, Kind::IsNull, u""_s);
    row(u"!null"_s, Kind::IsNotNull, u""_s);
    row(u"missing"_s, Kind::IsMissing, u""_s);
    row(u"!abc"_s, Kind::NotContains, u"abc"_s);
    row(u"  "_s, static_cast<Kind>(-1), u""_s);
    row(u"<"_s, static_cast<Kind>(-1), u""_s);
}

void TestEngine::readsWhatIsTypedInAFilter()
{
    QFETCH(QString, typed);
    QFETCH(int, kind);
    QFETCH(QString, text);
    const std::optional<ColumnFilter> filter = parseColumnFilter(3, typed);
    QCOMPARE(filter.has_value(), kind >= 0);
    if (filter)
        QCOMPARE(*filter, (ColumnFilter{3, static_cast<Kind>(kind), text}));
}

void TestEngine::leavesTheOrderAloneWhenNothingIsAsked()
{
    CancelToken token;
    const Result<RowOrder> order = m_engine.order(one(column(u"n"_s, Physical::Int32, Logical::Integer), int32s({1})), {}, {}, token);
    QVERIFY(order);
    QVERIFY(!*order);
}

void TestEngine::ordersNumbersExactlyWhateverTheirType()
{
    const CombinedResult result = one(column(u"v"_s, Physical::Variant, Logical::Mixed), variants({{Tag::Text, "b"},
                                                                                                   {Tag::Decimal, "NaN"},
                                                                                                   {Tag::Integer, "9007199254740993"},
                                                                                                   {Tag::Float, "9007199254740992"},
                                                                                                   {Tag::Decimal, "9007199254740992.5"},
                                                                                                   {Tag::Boolean, "true"},
                                                                                                   {Tag::Integer, "-10"},
                                                                                                   {Tag::Decimal, "-9.99"},
                                                                                                   {Tag::Decimal, "-9.991"},
                                                                                                   {Tag::Float, "Infinity"},
                                                                                                   {Tag::Float, "-Infinity"},
                                                                                                   {Tag::Float, "1e-05"},
                                                                                                   {Tag::Integer, "0"},
                                                                                                   {Tag::Decimal, "0.00001000001"},
                                                                                                   {Tag::Boolean, "false"},
                                                                                                   {Tag::Text, "a"},
                                                                                                   {Tag::Bytes, "a"},
                                                                                                   {Tag::Date, "2024-01-02"},
                                                                                                   {Tag::Timestamp, "2024-01-01 23:59:59.5"},
                                                                                                   {Tag::Date, "0044-03-15 BC"},
                                                                                                   {Tag::Date, "infinity"},
                                                                                                   {Tag::TimestampTz, "2024-01-02 00:30:00+02"},
                                                                                                   {Tag::Time, "25:00:00"},
                                                                                                   {Tag::Time, "9:00:00"},
                                                                                                   {Tag::Integer, "10"},
                                                                                                   {Tag::Integer, "9"}}));
    QCOMPARE(sorted(result, {{0, false}}), QStringList({u"false"_s,
                                                        u"true"_s,
                                                        u"-Infinity"_s,
                                                        u"-10"_s,
                                                        u"-9.991"_s,
                                                        u"-9.99"_s,
                                                        u"0"_s,
                                                        u"1e-05"_s,
                                                        u"0.00001000001"_s,
                                                        u"9"_s,
                                                        u"10"_s,
                                                        u"9007199254740992"_s,
                                                        u"9007199254740992.5"_s,
                                                        u"9007199254740993"_s,
                                                        u"Infinity"_s,
                                                        u"NaN"_s,
                                                        u"0044-03-15 BC"_s,
                                                        u"2024-01-02 00:30:00+02"_s,
                                                        u"2024-01-01 23:59:59.5"_s,
                                                        u"2024-01-02"_s,
                                                        u"infinity"_s,
                                                        u"9:00:00"_s,
                                                        u"25:00:00"_s,
                                                        u"a"_s,
                                                        u"b"_s,
                                                        u"\\x61"_s}));
}

void TestEngine::putsNullsLastAndMissingAfterThem()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const auto m = column(u"m"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result(
        {source(u"lacks"_s, table({m}, {int32s({1})})), source(u"has"_s, table({n, m}, {int32s({std::nullopt, 2, 3}), int32s({1, 1, 1})}))});
    QCOMPARE(sorted(result, {{1, false}}, {}, 1), QStringList({u"2"_s, u"3"_s, u"NULL"_s, u"missing"_s}));
    QCOMPARE(sorted(result, {{1, true}}, {}, 1), QStringList({u"3"_s, u"2"_s, u"NULL"_s, u"missing"_s}));
}

void TestEngine::keepsEqualRowsInTheirOrder()
{
    std::vector<std::optional<std::int32_t>> values;
    for (int i = 0; i < 200'000; ++i)
        values.emplace_back(i % 3);
    const CombinedResult result = one(column(u"n"_s, Physical::Int32, Logical::Integer), int32s(values));
    for (const bool descending : {false, true}) {
        const std::vector<std::uint32_t> order = rows(result, {{0, descending}});
        QCOMPARE(order.size(), 200'000U);
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (order[i] % 3 == order[i - 1] % 3)
                QVERIFY(order[i] > order[i - 1]);
        }
    }
}

void TestEngine::sortsBySource()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result({source(u"b"_s, table({n}, {int32s({1, 2})})), source(u"a"_s, table({n}, {int32s({3})}))});
    QCOMPARE(sorted(result, {{-1, false}}), QStringList({u"3"_s, u"1"_s, u"2"_s}));
    QCOMPARE(sorted(result, {{-1, true}}), QStringList({u"1"_s, u"2"_s, u"3"_s}));
}

void TestEngine::sortsByTwoColumns()
{
    const CombinedResult result(
        {source(u"a"_s, table({column(u"t"_s, Physical::Text, Logical::Text), column(u"n"_s, Physical::Int32, Logical::Integer)},
                              {texts({"b", "a", "b", "a text longer than twelve bytes"}), int32s({1, 2, 3, 4})}))});
    QCOMPARE(sorted(result, {{0, false}, {1, true}}, {}, 1), QStringList({u"2"_s, u"4"_s, u"3"_s, u"1"_s}));
}

void TestEngine::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("which");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](int which, const QString &typed, const QStringList &expected) {
        QTest::addRow("%d: %s", which, qPrintable(typed)) << typed << which << expected;
    };
    using L = QStringList;
    const L all{u"-5"_s, u"0"_s, u"10"_s, u"100"_s};
    row(0, u"=10"_s, {u"10"_s});
    row(0, u"=10.0"_s, {u"10"_s});
    row(0, u"=1e1"_s, {u"10"_s});
    row(0, u"=10.5"_s, {});
    row(0, u"!=10.5"_s, all);
    row(0, u"!=10"_s, {u"-5"_s, u"0"_s, u"100"_s});
    row(0, u"<10"_s, {u"-5"_s, u"0"_s});
    row(0, u"<10.5"_s, {u"-5"_s, u"0"_s, u"10"_s});
    row(0, u">=-4.5"_s, {u"0"_s, u"10"_s, u"100"_s});
    row(0, u">-5.5"_s, all);
    row(0, u"<99999999999999999999999999999999999999999"_s, all);
    row(0, u">99999999999999999999999999999999999999999"_s, {});
    row(0, u">-infinity"_s, all);
    row(0, u"10"_s, {u"10"_s, u"100"_s});
    row(0, u"!10"_s, {u"-5"_s, u"0"_s});
    row(0, u"~^1"_s, {u"10"_s, u"100"_s});
    row(0, u"null"_s, {u"NULL"_s});
    row(0, u"!null"_s, all);
    row(0, u"=abc"_s, {});

    row(1, u"=1.5"_s, {u"1.50"_s});
    row(1, u"<1.505"_s, {u"-0.05"_s, u"1.50"_s});
    row(1, u">1.495"_s, {u"1.50"_s, u"99999999999999.99"_s});
    row(1, u"1.50"_s, {u"1.50"_s});
    row(1, u">=99999999999999.985"_s, {u"99999999999999.99"_s});

    row(2, u"äpfel"_s, {u"Äpfel"_s, u"ÄPFEL-mus in a long text"_s});
    row(2, u"B"_s, {u"abc"_s, u"it's a bit longer than twelve"_s});
    row(2, u"=abc"_s, {u"abc"_s});
    row(2, u"=ABC"_s, {});
    row(2, u"="_s, {u""_s});
    row(2, u"it's"_s, {u"it's a bit longer than twelve"_s});
    row(2, u"~^a.c$"_s, {u"abc"_s});
    row(2, u">b"_s, {u"it's a bit longer than twelve"_s, u"Äpfel"_s, u"ÄPFEL-mus in a long text"_s});
    row(2, u"100%"_s, {u"100% _ \\"_s});
    row(2, u"% _ \\"_s, {u"100% _ \\"_s});

    row(3, u"=0.1"_s, {u"0.1"_s});
    row(3, u"=NaN"_s, {u"NaN"_s});
    row(3, u">1e300"_s, {u"Infinity"_s, u"NaN"_s});
    row(3, u"<0"_s, {u"-2.5"_s});

    row(4, u"=7"_s, {u"7"_s, u"7.0"_s});
    row(4, u">6.5"_s, {u"7"_s, u"7.0"_s, u"123456789012345678901234567890.5"_s});
    row(4, u"=seven"_s, {u"seven"_s});
    row(4, u"SEV"_s, {u"seven"_s});
    row(4, u"=123456789012345678901234567890.50"_s, {u"123456789012345678901234567890.5"_s});
    row(4, u"!=7"_s, {u"seven"_s, u"123456789012345678901234567890.5"_s, u"\\x07ff"_s});
    row(4, u"=\\x07ff"_s, {u"\\x07ff"_s});

    row(5, u"=18446744073709551615"_s, {u"18446744073709551615"_s});
    row(5, u">=9223372036854775808"_s, {u"18446744073709551615"_s});
    row(5, u">-1"_s, {u"0"_s, u"18446744073709551615"_s});
    row(6, u"=true"_s, {u"true"_s});
    row(6, u"fal"_s, {u"false"_s});
    row(7, u"\\x00"_s, {u"\\x00ff"_s});
    row(7, u"=\\x00ff"_s, {u"\\x00ff"_s});
}

void TestEngine::filters()
{
    QFETCH(QString, typed);
    QFETCH(int, which);
    QFETCH(QStringList, expected);
    const auto of = [](Physical physical, Logical logical, int precision = 0, int scale = 0) {
        return column(u"c"_s, physical, logical, precision, scale);
    };
    ColumnData bytes(Physical::Bytes);
    bytes.appendBytes(std::string_view("\0\xff", 2));
    bytes.appendBytes("z");
    const std::vector<CombinedResult> results{
        one(of(Physical::Int32, Logical::Integer), int32s({-5, 0, 10, 100, std::nullopt})),
        one(of(Physical::Decimal64, Logical::Decimal, 16, 2), fixed<std::int64_t>(Physical::Decimal64, {-5, 150, 9999999999999999})),
        one(of(Physical::Text, Logical::Text),
            texts({"abc", "", "it's a bit longer than twelve", "Äpfel", "100% _ \\", std::nullopt, "ÄPFEL-mus in a long text"})),
        one(of(Physical::Double, Logical::Float),
            fixed<double>(Physical::Double, {0.1, -2.5, std::numeric_limits<double>::infinity(), std::nan("")})),
        one(of(Physical::Variant, Logical::Mixed), variants({{Tag::Integer, "7"},
                                                             {Tag::Text, "seven"},
                                                             {Tag::Decimal, "7.0"},
                                                             {Tag::Decimal, "123456789012345678901234567890.5"},
                                                             {Tag::Bytes, "\x07\xff"}})),
        one(of(Physical::UInt64, Logical::Integer), fixed<std::uint64_t>(Physical::UInt64, {0, ~std::uint64_t{0}})),
        one(of(Physical::Bool, Logical::Boolean), fixed<std::uint8_t>(Physical::Bool, {1, 0})),
        one(of(Physical::Bytes, Logical::Binary), bytes)};
    const std::optional<ColumnFilter> filter = parseColumnFilter(0, typed);
    QVERIFY(filter);
    QCOMPARE(sorted(results.at(static_cast<std::size_t>(which)), {}, {*filter}), expected);
}

void TestEngine::filtersDatesAndTimes()
{
    const CombinedResult days = one(column(u"d"_s, Physical::Date, Logical::Date),
                                    fixed<std::int32_t>(Physical::Date, {19724, -735160, std::numeric_limits<std::int32_t>::max()}));
    QCOMPARE(sorted(days, {}, {*parseColumnFilter(0, u"=2024-01-02"_s)}), QStringList({u"2024-01-02"_s}));
    QCOMPARE(sorted(days, {}, {*parseColumnFilter(0, u"<2024-01-02 12:00:00"_s)}), QStringList({u"2024-01-02"_s, u"0044-03-15 BC"_s}));
    QCOMPARE(sorted(days, {}, {*parseColumnFilter(0, u"=infinity"_s)}), QStringList({u"infinity"_s}));
    QCOMPARE(sorted(days, {}, {*parseColumnFilter(0, u"2024"_s)}), QStringList({u"2024-01-02"_s}));

    ColumnInfo info = column(u"t"_s, Physical::TimestampTz, Logical::TimestampTz);
    info.zone = u"Europe/Berlin"_s;
    info.fraction = 255;
    const CombinedResult times = one(info, fixed<std::int64_t>(Physical::TimestampTz, {1704164645123456, 1719878400000000}));
    QCOMPARE(sorted(times, {}, {*parseColumnFilter(0, u"=2024-07-02 02:00:00"_s)}), QStringList({u"2024-07-02 02:00:00+02"_s}));
    QCOMPARE(sorted(times, {}, {*parseColumnFilter(0, u"=2024-07-02 00:00:00Z"_s)}), QStringList({u"2024-07-02 02:00:00+02"_s}));
    QCOMPARE(sorted(times, {}, {*parseColumnFilter(0, u"<2024-01-02 04:04:05.123457"_s)}), QStringList({u"2024-01-02 04:04:05.123456+01"_s}));
}

void TestEngine::filtersBySourceAndMissing()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const auto m = column(u"m"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result({source(u"tenant_1"_s, table({n}, {int32s({1})})),
                                 source(u"tenant_2"_s, table({n, m}, {int32s({2, 3}), int32s({std::nullopt, 5})})),
                                 source(u"other"_s, table({n}, {int32s({4})})), source(u"failed"_s, nullptr)});
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(-1, u"tenant"_s)}), QStringList({u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(1, u"missing"_s)}), QStringList({u"1"_s, u"4"_s}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(1, u"null"_s)}), QStringList({u"2"_s}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(1, u"!null"_s)}), QStringList({u"3"_s}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(1, u"missing"_s), *parseColumnFilter(-1, u"=other"_s)}), QStringList({u"4"_s}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(-1, u"=nobody"_s)}), QStringList());
}

void TestEngine::filtersBrokenTextAsShown()
{
    const CombinedResult result = one(column(u"t"_s, Physical::Text, Logical::Text), texts({"sch\xf6n und lang genug", "schön", "\xff"}));
    QCOMPARE(sorted(result, {}, {*parseColumnFilter(0, u"SCHÖN"_s)}), QStringList({u"schön und lang genug"_s, u"schön"_s}));
    QCOMPARE(sorted(result, {{0, true}}), QStringList({u"ÿ"_s, u"schön und lang genug"_s, u"schön"_s}));
}

void TestEngine::reportsABrokenPattern()
{
    CancelToken token;
    const Result<RowOrder> order =
        m_engine.order(one(column(u"t"_s, Physical::Text, Logical::Text), texts({"a"})), {}, {{0, Kind::Regex, u"["_s}}, token);
    QVERIFY(!order);
    QCOMPARE(order.error().kind, ErrorKind::Usage);
    QVERIFY(!order.error().message.isEmpty());
}

/// Int, text and mixed cells with NULLs in several sources against std::stable_sort.
void TestEngine::randomTablesSortLikeANaiveOne()
{
    QRandomGenerator random(42);
    std::vector<CombinedSource> sources;
    for (int s = 0; s < 3; ++s) {
        ColumnData numbers(s == 0 ? Physical::Int32 : Physical::Int64);
        ColumnData words(Physical::Text);
        ColumnData mixed(Physical::Variant);
        for (int i = 0; i < 40'000; ++i) {
            const int value = random.bounded(-500, 500);
            if (value % 11 == 0)
                numbers.appendNull();
            else if (s == 0)
                numbers.appendFixed<std::int32_t>(value);
            else
                numbers.appendFixed<std::int64_t>(value);
            const std::string word = (value % 2 == 0 ? "word " : "a rather long word ") + std::to_string(random.bounded(300));
            value % 13 == 0 ? words.appendNull() : words.appendText(word);
            if (value % 5 == 0)
                mixed.appendVariant(Tag::Text, word);
            else if (value % 7 == 0)
                mixed.appendNull();
            else
                mixed.appendVariant(Tag::Decimal, std::to_string(value) + (value % 2 == 0 ? ".25" : ""));
        }
        sources.push_back(
            source(u"s%1"_s.arg(s), table({column(u"n"_s, s == 0 ? Physical::Int32 : Physical::Int64, Logical::Integer),
                                           column(u"w"_s, Physical::Text, Logical::Text), column(u"x"_s, Physical::Variant, Logical::Mixed)},
                                          {numbers, words, mixed})));
    }
    const CombinedResult result(std::move(sources));

    struct Known
    {
        bool null;
        int kind;
        double number;
        std::string text;
    };
    for (int c = 0; c < 3; ++c) {
        std::vector<Known> cells;
        for (std::uint64_t row = 0; row < result.rowCount(); ++row) {
            const Cell cell = result.cell(row, c);
            const bool text = cell.tag == Tag::Text;
            cells.push_back(
                {cell.state == CellState::Null, text ? 1 : 0, text ? 0 : cell.text.toDouble(), text ? cell.text.toStdString() : std::string()});
        }
        const auto compare = [](const Known &a, const Known &b) { return std::tie(a.kind, a.number, a.text) < std::tie(b.kind, b.number, b.text); };
        for (const bool descending : {false, true}) {
            std::vector<std::uint32_t> expected(cells.size());
            std::iota(expected.begin(), expected.end(), 0U);
            std::stable_sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
                if (cells[a].null || cells[b].null)
                    return !cells[a].null && cells[b].null;
                return descending ? compare(cells[b], cells[a]) : compare(cells[a], cells[b]);
            });
            QVERIFY2(rows(result, {{c, descending}}) == expected, qPrintable(u"column %1"_s.arg(c)));
        }
        std::vector<std::uint32_t> expected;
        for (std::uint32_t row = 0; row < cells.size(); ++row) {
            if (!cells[row].null && (c == 1 ? cells[row].text.contains("long word 1") : cells[row].kind == 0 && cells[row].number >= 100))
                expected.push_back(row);
        }
        QVERIFY(rows(result, {}, {*parseColumnFilter(c, c == 1 ? u"LONG word 1"_s : u">=100"_s)}) == expected);
    }
}

void TestEngine::readsOnlyWhatTheResultPinned()
{
    auto growing = std::make_shared<ResultTable>(std::vector<ColumnInfo>{column(u"n"_s, Physical::Int32, Logical::Integer)});
    growing->append({2, {int32s({2, 1})}});
    const CombinedResult result({source(u"a"_s, growing, false)});
    growing->append({2, {int32s({0, 3})}});
    QCOMPARE(sorted(result, {{0, false}}), QStringList({u"1"_s, u"2"_s}));
}

void TestEngine::sumsExactly()
{
    const auto sums = [&](const CombinedResult &result) {
        CancelToken token;
        const Result<ColumnAggregate> answer = m_engine.aggregate(result, 0, token);
        if (!answer)
            return QStringList(answer.error().message);
        return QStringList({QString::number(answer->count), QString::number(answer->values), answer->sum, answer->min, answer->max});
    };
    const auto of = [](Physical physical, Logical logical, int precision = 0, int scale = 0) {
        return column(u"c"_s, physical, logical, precision, scale);
    };
    constexpr std::int64_t large = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(sums(one(of(Physical::Int64, Logical::Integer), fixed<std::int64_t>(Physical::Int64, {large, large, large, -5}))),
             QStringList({u"4"_s, u"4"_s, u"27670116110564327416"_s, u"-5"_s, u"9223372036854775807"_s}));
    QCOMPARE(sums(one(of(Physical::Decimal64, Logical::Decimal, 10, 2), fixed<std::int64_t>(Physical::Decimal64, {10, 20, -5}))),
             QStringList({u"3"_s, u"3"_s, u"0.25"_s, u"-0.05"_s, u"0.20"_s}));
    QCOMPARE(sums(one(of(Physical::Double, Logical::Float), fixed<double>(Physical::Double, {0.1, 0.2}))),
             QStringList({u"2"_s, u"2"_s, u"0.3"_s, u"0.1"_s, u"0.2"_s}));
    QCOMPARE(sums(one(of(Physical::Variant, Logical::Decimal), variants({{Tag::Decimal, "99999999999999999999999999999999999999999999.5"},
                                                                         {Tag::Text, "x"},
                                                                         {Tag::Decimal, "0.5"},
                                                                         {Tag::Decimal, "-0.001"},
                                                                         {Tag::Null, ""}}))),
             QStringList({u"5"_s, u"4"_s, u"99999999999999999999999999999999999999999999.999"_s, u"-0.001"_s, u"x"_s}));
    QCOMPARE(sums(one(of(Physical::Text, Logical::Text), texts({"b", "a", std::nullopt}))), QStringList({u"3"_s, u"2"_s, QString(), u"a"_s, u"b"_s}));
    QCOMPARE(sums(one(of(Physical::Int32, Logical::Integer), int32s({std::nullopt}))),
             QStringList({u"1"_s, u"0"_s, QString(), QString(), QString()}));
    QCOMPARE(sums(one(of(Physical::Int32, Logical::Integer), int32s({}))), QStringList({u"0"_s, u"0"_s, QString(), QString(), QString()}));
    QCOMPARE(sums(one(of(Physical::Variant, Logical::Decimal), variants({{Tag::Decimal, "1e999999999"}, {Tag::Decimal, "1"}}))).at(2), u"NaN"_s);
    ColumnData most(Physical::Decimal128);
    Int128 nines = 0;
    for (int i = 0; i < 38; ++i)
        nines = nines * 10 + 9;
    for (int i = 0; i < 1000; ++i)
        most.appendFixed<Int128>(-nines);
    QCOMPARE(sums(one(of(Physical::Decimal128, Logical::Decimal, 38, 0), most)).at(2), QString(u'-') + QString(38, u'9') + u"000"_s);
}

void TestEngine::sumsFloatsAsTheyAreWritten_data()
{
    QTest::addColumn<int>("places");
    QTest::newRow("as PostgreSQL writes them") << 0;
    QTest::newRow("as SQLite writes them") << 1;
}

/// Against the sum of their texts, which is exact by itself.
void TestEngine::sumsFloatsAsTheyAreWritten()
{
    QFETCH(int, places);
    const ColumnInfo info = column(u"c"_s, Physical::Double, Logical::Float, 0, places);
    const auto sum = [&](const ColumnInfo &of, const ColumnData &data) {
        CancelToken token;
        const Result<ColumnAggregate> answer = m_engine.aggregate(one(of, data), 0, token);
        return answer ? answer->sum : answer.error().message;
    };
    QRandomGenerator random(11);
    const std::vector<std::vector<double>> kinds{
        {0.0, -0.0, 0.5, 1, 1e-4, 1e-5, -1e-5, 5e-324}, {999999999999999, 1e15, 1e16, -123456789012345.6, 0.1234567890123456, 1e300}, {}, {}};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        std::vector<double> values = kinds[kind];
        for (int i = 0; values.empty() || i < 3'000; ++i) {
            const double whole = static_cast<double>(random.bounded(2'000'001)) - 1'000'000;
            values.push_back(kind < 2 ? whole / 1000 : kind == 2 ? whole / 1024 : random.generateDouble() * whole);
        }
        ColumnData numbers(Physical::Double);
        ColumnData written(Physical::Variant);
        for (const double value : values)
            numbers.appendFixed(value);
        for (std::uint32_t row = 0; row < numbers.rows(); ++row)
            written.appendVariant(Tag::Float, cellText(numbers, info, row).toStdString());
        QCOMPARE(sum(info, numbers), sum(column(u"c"_s, Physical::Variant, Logical::Float), written));
    }
}

static CombinedResult manyTexts(int count)
{
    auto rows = std::make_shared<ResultTable>(std::vector<ColumnInfo>{column(u"t"_s, Physical::Text, Logical::Text)});
    QRandomGenerator random(7);
    for (int done = 0; done < count; done += 65'536) {
        Batch batch;
        batch.columns.emplace_back(Physical::Text);
        for (batch.rows = 0; batch.rows < 65'536; ++batch.rows)
            batch.columns[0].appendText("a common beginning of the text " + std::to_string(random.generate64()));
        rows->append(std::move(batch));
    }
    return CombinedResult({source(u"a"_s, rows)});
}

void TestEngine::stopsWhenCancelled()
{
    const CombinedResult result = manyTexts(2'000'000);
    CancelToken before;
    before.cancel();
    const Result<RowOrder> refused = m_engine.order(result, {{0, false}}, {}, before);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Cancelled);

    CancelToken token;
    Result<RowOrder> stopped;
    std::atomic<bool> started{false};
    std::thread worker([&] {
        started = true;
        stopped = m_engine.order(result, {{0, false}}, {}, token);
    });
    while (!started)
        std::this_thread::yield();
    token.cancel(); // at whatever moment that is
    worker.join();
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rows(result, {}, {*parseColumnFilter(0, u"no such text"_s)}).size(), 0U);
}

void TestEngine::worksFromSeveralThreads()
{
    std::vector<std::optional<std::int32_t>> values;
    for (int i = 0; i < 100'000; ++i)
        values.emplace_back((i * 7919) % 100'000);
    const CombinedResult result = one(column(u"n"_s, Physical::Int32, Logical::Integer), int32s(values));
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            CancelToken token;
            const Result<RowOrder> order = m_engine.order(result, {{0, t % 2 == 1}}, {}, token);
            right += order && values[(*order)->front()] == (t % 2 == 1 ? 99'999 : 0) ? 1 : 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 4);
}

static const Coverage whole{1, 1, {}, {}};

void TestEngine::writesParquet()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"it's.parquet"_s);
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    const CombinedResult result(
        {source(u"a"_s, table({n, t}, {int32s({1, 2}), texts({"x", "broken \xff"})})), source(u"b"_s, table({n}, {int32s({3})}))});
    CancelToken token;
    QVERIFY(m_engine.writeParquet(result, nullptr, Coverage{18, 20, {u"it's: timeout"_s, u"c: refused"_s}, {u"a"_s}}, path, token));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.startsWith("PAR1") && bytes.endsWith("PAR1"));
    QVERIFY(bytes.contains("t in b"));
    QVERIFY(bytes.contains("18 of 20 databases answered") && bytes.contains("it's: timeout\nc: refused") && bytes.contains("capped"));
    QVERIFY(bytes.contains("broken \xff"));

    const RowOrder order = std::make_shared<const std::vector<std::uint32_t>>(std::vector<std::uint32_t>{2, 0});
    QVERIFY(m_engine.writeParquet(result, order, whole, path, token));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList({u"it's.parquet"_s}));
}

void TestEngine::parquetIsWholeOrNotThere()
{
    QTemporaryDir folder;
    const CombinedResult result = one(column(u"n"_s, Physical::Int32, Logical::Integer), int32s({1}));
    CancelToken token;
    const Result<void> nowhere = m_engine.writeParquet(result, nullptr, whole, folder.filePath(u"none/x.parquet"_s), token);
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, ErrorKind::Io);
    CancelToken cancelled;
    cancelled.cancel();
    QVERIFY(!m_engine.writeParquet(result, nullptr, whole, folder.filePath(u"x.parquet"_s), cancelled));
    QVERIFY(QDir(folder.path()).isEmpty());
}

CONCORD_TEST(TestEngine)
#include "tst_engine.moc"
