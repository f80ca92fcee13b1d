// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/column.h"
#include "results/utf8.h"
#include "testprogram.h"

#include <QTest>

#include <limits>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

template<class T>
ColumnData fixed(Physical physical, T value)
{
    ColumnData column(physical);
    column.appendFixed(value);
    return column;
}

ColumnInfo decimals(int scale)
{
    ColumnInfo info;
    info.scale = static_cast<std::uint8_t>(scale);
    return info;
}

ColumnInfo times(int fraction, const QString &zone = {})
{
    ColumnInfo info;
    info.fraction = static_cast<std::uint8_t>(fraction);
    info.zone = zone;
    return info;
}

Int128 int128(const char *digits)
{
    const bool negative = *digits == '-';
    UInt128 value = 0;
    for (const char *c = digits + (negative ? 1 : 0); *c; ++c)
        value = value * 10 + static_cast<unsigned>(*c - '0');
    return static_cast<Int128>(negative ? -value : value);
}

} // namespace

class TestColumn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesValuesExactly_data();
    void writesValuesExactly();
    void tellsNullFromEmpty();
    void keepsNullsInAnyPattern_data();
    void keepsNullsInAnyPattern();
    void joinsColumnsOfAnyNullPattern();
    void becomesVariantWithoutChangingAText();
    void knowsValidUtf8_data();
    void knowsValidUtf8();
    void readsBrokenTextAsLatin1();
};

void TestColumn::writesValuesExactly_data()
{
    QTest::addColumn<ColumnData>("column");
    QTest::addColumn<ColumnInfo>("info");
    QTest::addColumn<QString>("expected");
    const ColumnInfo plain;
    const auto row = [](const char *name, const ColumnData &column, const ColumnInfo &info, const QString &expected) {
        QTest::newRow(name) << column << info << expected;
    };

    row("true", fixed<std::uint8_t>(Physical::Bool, 1), plain, u"true"_s);
    row("false", fixed<std::uint8_t>(Physical::Bool, 0), plain, u"false"_s);
    row("int16 min", fixed<std::int16_t>(Physical::Int16, -32768), plain, u"-32768"_s);
    row("int32 min", fixed<std::int32_t>(Physical::Int32, std::numeric_limits<std::int32_t>::min()), plain, u"-2147483648"_s);
    row("int64 min", fixed<std::int64_t>(Physical::Int64, std::numeric_limits<std::int64_t>::min()), plain, u"-9223372036854775808"_s);
    row("int64 max", fixed<std::int64_t>(Physical::Int64, std::numeric_limits<std::int64_t>::max()), plain, u"9223372036854775807"_s);
    row("uint64 max", fixed<std::uint64_t>(Physical::UInt64, std::numeric_limits<std::uint64_t>::max()), plain, u"18446744073709551615"_s);

    row("decimal keeps zeros", fixed<std::int64_t>(Physical::Decimal64, 150), decimals(2), u"1.50"_s);
    row("decimal below one", fixed<std::int64_t>(Physical::Decimal64, -5), decimals(3), u"-0.005"_s);
    row("decimal zero", fixed<std::int64_t>(Physical::Decimal64, 0), decimals(2), u"0.00"_s);
    row("decimal no scale", fixed<std::int64_t>(Physical::Decimal64, 999999999999999999), decimals(0), u"999999999999999999"_s);
    row("decimal all scale", fixed<std::int64_t>(Physical::Decimal64, 999999999999999999), decimals(18), u"0.999999999999999999"_s);
    row("38 digits", fixed(Physical::Decimal128, int128("99999999999999999999999999999999999999")), decimals(0),
        u"99999999999999999999999999999999999999"_s);
    row("38 digits negative scaled", fixed(Physical::Decimal128, int128("-99999999999999999999999999999999999999")), decimals(10),
        u"-9999999999999999999999999999.9999999999"_s);
    row("zeros inside", fixed(Physical::Decimal128, int128("10000000000000000000000000000000000001")), decimals(37),
        u"1.0000000000000000000000000000000000001"_s);
    row("20 digits", fixed(Physical::Decimal128, int128("10000000000000000000")), decimals(0), u"10000000000000000000"_s);

    const auto number = [&](double value, const QString &expected) {
        QTest::addRow("double %s", qPrintable(expected)) << fixed(Physical::Double, value) << plain << expected;
    };
    number(0.0, u"0"_s);
    number(-0.0, u"-0"_s);
    number(1.0, u"1"_s);
    number(0.1, u"0.1"_s);
    number(-1234.5, u"-1234.5"_s);
    number(0.0001, u"0.0001"_s);
    number(0.00001, u"1e-05"_s);
    number(100000.0, u"100000"_s);
    number(123456789012345.0, u"123456789012345"_s);
    number(1e15, u"1e+15"_s);
    number(1e14, u"100000000000000"_s);
    number(1e20, u"1e+20"_s);
    number(1.2345678901234568e+17, u"1.2345678901234568e+17"_s);
    number(49264905106274384.0, u"4.9264905106274384e+16"_s); // a shorter text lies halfway to the next number
    number(1e23, u"9.999999999999999e+22"_s); // so does this one
    number(1e100, u"1e+100"_s);
    number(std::numeric_limits<double>::max(), u"1.7976931348623157e+308"_s);
    number(5e-324, u"5e-324"_s);
    number(std::numeric_limits<double>::quiet_NaN(), u"NaN"_s);
    number(std::numeric_limits<double>::infinity(), u"Infinity"_s);
    number(-std::numeric_limits<double>::infinity(), u"-Infinity"_s);
    row("float 0.1", fixed(Physical::Float, 0.1F), plain, u"0.1"_s);
    row("float 123456", fixed(Physical::Float, 123456.0F), plain, u"123456"_s);
    row("float 1e+06", fixed(Physical::Float, 1000000.0F), plain, u"1e+06"_s);
    row("float halfway", fixed(Physical::Float, 50331648.0F), plain, u"5.0331648e+07"_s);
    row("float max", fixed(Physical::Float, std::numeric_limits<float>::max()), plain, u"3.4028235e+38"_s);

    const auto date = [&](std::int32_t days, const QString &expected) {
        QTest::addRow("date %s", qPrintable(expected)) << fixed(Physical::Date, days) << plain << expected;
    };
    date(0, u"1970-01-01"_s);
    date(-1, u"1969-12-31"_s);
    date(11016, u"2000-02-29"_s);
    date(19724, u"2024-01-02"_s);
    date(-735160, u"0044-03-15 BC"_s);
    date(-719163, u"0001-12-31 BC"_s);
    date(2932897, u"10000-01-01"_s);
    date(-2440588, u"4714-11-24 BC"_s);
    date(2145042905, u"5874897-12-31"_s);
    date(std::numeric_limits<std::int32_t>::max(), u"infinity"_s);
    date(-std::numeric_limits<std::int32_t>::max(), u"-infinity"_s);

    constexpr std::int64_t micros = 1704164645123456; // 2024-01-02 03:04:05.123456
    const auto stamp = [&](const char *name, std::int64_t value, const ColumnInfo &info, const QString &expected) {
        QTest::newRow(name) << fixed(Physical::Timestamp, value) << info << expected;
    };
    stamp("timestamp", micros, times(6), u"2024-01-02 03:04:05.123456"_s);
    stamp("six digits", 1704164645500000, times(6), u"2024-01-02 03:04:05.500000"_s);
    stamp("as needed", 1704164645500000, times(255), u"2024-01-02 03:04:05.5"_s);
    stamp("as needed, none", 1704164645000000, times(255), u"2024-01-02 03:04:05"_s);
    stamp("three digits", 1704164645120000, times(3), u"2024-01-02 03:04:05.120"_s);
    stamp("no digits", 1704164645000000, times(0), u"2024-01-02 03:04:05"_s);
    stamp("never cut", micros, times(3), u"2024-01-02 03:04:05.123456"_s);
    stamp("never cut to none", micros, times(0), u"2024-01-02 03:04:05.123456"_s);
    stamp("before 1970", -1, times(6), u"1969-12-31 23:59:59.999999"_s);
    stamp("BC", -63517802400000000, times(255), u"0044-03-15 06:00:00 BC"_s);
    stamp("last moment", std::numeric_limits<std::int64_t>::max() - 1, times(255), u"294247-01-10 04:00:54.775806"_s);
    stamp("infinity", std::numeric_limits<std::int64_t>::max(), times(6), u"infinity"_s);
    stamp("-infinity", -std::numeric_limits<std::int64_t>::max(), times(6), u"-infinity"_s);

    const auto zoned = [&](const char *name, std::int64_t value, const QString &zone, const QString &expected) {
        QTest::newRow(name) << fixed(Physical::TimestampTz, value) << times(255, zone) << expected;
    };
    zoned("UTC", micros, u"UTC"_s, u"2024-01-02 03:04:05.123456+00"_s);
    zoned("winter", micros, u"Europe/Berlin"_s, u"2024-01-02 04:04:05.123456+01"_s);
    zoned("summer", 1719878400000000, u"Europe/Berlin"_s, u"2024-07-02 02:00:00+02"_s);
    zoned("just before spring", 1711846799000000, u"Europe/Berlin"_s, u"2024-03-31 01:59:59+01"_s);
    zoned("spring", 1711846800000000, u"Europe/Berlin"_s, u"2024-03-31 03:00:00+02"_s);
    zoned("half hours", micros, u"Asia/Kolkata"_s, u"2024-01-02 08:34:05.123456+05:30"_s);
    zoned("west", micros, u"America/New_York"_s, u"2024-01-01 22:04:05.123456-05"_s);
    zoned("local mean time", -3786825600000000, u"Europe/Paris"_s, u"1850-01-01 00:09:21+00:09:21"_s);
    zoned("far future", 32503680000000000, u"Europe/Berlin"_s, u"3000-01-01 01:00:00+01"_s);
    zoned("fixed", micros, u"+05:30"_s, u"2024-01-02 08:34:05.123456+05:30"_s);
    zoned("POSIX", micros, u"<+02>-02"_s, u"2024-01-02 05:04:05.123456+02"_s);
    zoned("zoned BC", -63517802400000000, u"UTC"_s, u"0044-03-15 06:00:00+00 BC"_s);
    zoned("zoned infinity", std::numeric_limits<std::int64_t>::max(), u"UTC"_s, u"infinity"_s);

    ColumnData bytes(Physical::Bytes);
    bytes.appendBytes(std::string_view("\0\xff"
                                       "a",
                                       3));
    row("bytes", bytes, plain, u"\\x00ff61"_s);
    ColumnData text(Physical::Text);
    text.appendText("Grüße 🐘");
    row("text", text, plain, u"Grüße 🐘"_s);
    ColumnData variant(Physical::Variant);
    variant.appendVariant(Tag::Decimal, "2.1250");
    row("variant", variant, plain, u"2.1250"_s);
}

void TestColumn::writesValuesExactly()
{
    QFETCH(ColumnData, column);
    QFETCH(ColumnInfo, info);
    QFETCH(QString, expected);

    QCOMPARE(cellText(column, info, 0), expected);
    std::string utf8;
    appendCellUtf8(column, info, 0, utf8);
    if (column.physical() != Physical::Bytes)
        QCOMPARE(QString::fromStdString(utf8), expected);
}

void TestColumn::tellsNullFromEmpty()
{
    ColumnData column(Physical::Text);
    column.appendNull();
    column.appendText("");
    column.appendNull();
    QVERIFY(cellText(column, {}, 0).isNull());
    QVERIFY(!cellText(column, {}, 1).isNull());
    QCOMPARE(cellText(column, {}, 1), u""_s);
    QCOMPARE(cellTag(column, {}, 1), Tag::Text);
    QCOMPARE(cellTag(column, {}, 2), Tag::Null);
    QCOMPARE(column.nulls(), 2U);
}

void TestColumn::keepsNullsInAnyPattern_data()
{
    QTest::addColumn<int>("lead");
    QTest::addColumn<int>("period");
    for (const int lead : {0, 1, 63, 64, 65, 200}) {
        for (const int period : {1, 2, 64, 1000})
            QTest::addRow("%d NULLs, then a value every %d", lead, period) << lead << period;
    }
}

static bool hasValue(int row, int lead, int period)
{
    return row >= lead && (row - lead) % period == 0;
}

void TestColumn::keepsNullsInAnyPattern()
{
    QFETCH(int, lead);
    QFETCH(int, period);
    ColumnData numbers(Physical::Int32);
    ColumnData texts(Physical::Text);
    ColumnData variants(Physical::Variant);
    for (int row = 0; row < 500; ++row) {
        if (!hasValue(row, lead, period)) {
            numbers.appendNull();
            texts.appendNull();
            variants.appendNull();
            continue;
        }
        numbers.appendFixed<std::int32_t>(row);
        texts.appendText(std::to_string(row));
        variants.appendVariant(Tag::Integer, std::to_string(row));
    }
    for (int row = 0; row < 500; ++row) {
        const auto at = static_cast<std::uint32_t>(row);
        const QString expected = hasValue(row, lead, period) ? QString::number(row) : QString();
        QCOMPARE(numbers.isNull(at), expected.isNull());
        QCOMPARE(cellText(numbers, {}, at), expected);
        QCOMPARE(cellText(texts, {}, at), expected);
        QCOMPARE(cellText(variants, {}, at), expected);
        QCOMPARE(variants.tag(at), expected.isNull() ? Tag::Null : Tag::Integer);
    }
}

/// Pieces whose lengths fall on both sides of word boundaries, with none, some or only NULLs.
void TestColumn::joinsColumnsOfAnyNullPattern()
{
    for (const Physical physical : {Physical::Int64, Physical::Text, Physical::Variant}) {
        ColumnData joined(physical);
        QStringList expected;
        int number = 0;
        for (const int length : {3, 64, 61, 1, 130, 7, 64}) {
            for (const int nullEvery : {0, 1, 3}) {
                ColumnData piece(physical);
                for (int row = 0; row < length; ++row, ++number) {
                    const bool null = nullEvery != 0 && row % nullEvery == 0;
                    expected.append(null ? QString() : QString::number(number));
                    if (null)
                        piece.appendNull();
                    else if (physical == Physical::Int64)
                        piece.appendFixed<std::int64_t>(number);
                    else if (physical == Physical::Text)
                        piece.appendText(std::to_string(number));
                    else
                        piece.appendVariant(Tag::Integer, std::to_string(number));
                }
                joined.appendColumn(piece, {});
            }
        }
        QCOMPARE(joined.rows(), static_cast<std::uint32_t>(expected.size()));
        for (std::uint32_t row = 0; row < joined.rows(); ++row) {
            QCOMPARE(joined.isNull(row), expected.at(row).isNull());
            QCOMPARE(cellText(joined, {}, row), expected.at(row));
        }
    }
}

void TestColumn::becomesVariantWithoutChangingAText()
{
    ColumnInfo info = decimals(2);
    ColumnData column(Physical::Decimal64);
    column.appendFixed<std::int64_t>(150);
    column.appendNull();
    column.appendFixed<std::int64_t>(-7);
    column.becomeVariant(info);
    column.appendVariant(Tag::Decimal, "2.1250");
    QCOMPARE(column.physical(), Physical::Variant);
    QCOMPARE(cellText(column, info, 0), u"1.50"_s);
    QVERIFY(column.isNull(1));
    QCOMPARE(cellText(column, info, 2), u"-0.07"_s);
    QCOMPARE(cellText(column, info, 3), u"2.1250"_s);
    QCOMPARE(cellTag(column, info, 0), Tag::Decimal);

    ColumnData bytes(Physical::Bytes);
    bytes.appendBytes(std::string_view("\0\xfe", 2));
    bytes.becomeVariant({});
    QCOMPARE(cellTag(bytes, {}, 0), Tag::Bytes);
    QCOMPARE(cellText(bytes, {}, 0), u"\\x00fe"_s);
    QVERIFY(bytes.validUtf8());

    ColumnData numbers(Physical::Int32);
    numbers.appendFixed<std::int32_t>(7);
    ColumnData mixed(Physical::Variant);
    mixed.appendVariant(Tag::Text, "seven");
    numbers.appendColumn(mixed, {});
    QCOMPARE(cellText(numbers, {}, 0), u"7"_s);
    QCOMPARE(cellTag(numbers, {}, 0), Tag::Integer);
    QCOMPARE(cellText(numbers, {}, 1), u"seven"_s);
}

void TestColumn::knowsValidUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("ASCII") << QByteArray("abcdefghijklmnop") << true;
    QTest::newRow("two bytes after eight") << QByteArray("abcdefgh\xc3\xa4") << true;
    QTest::newRow("elephant") << QByteArray("\xf0\x9f\x90\x98") << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << true;
    QTest::newRow("last code point") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("past the last") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("overlong, three") << QByteArray("\xe0\x80\xaf") << false;
    QTest::newRow("overlong, four") << QByteArray("\xf0\x80\x80\xaf") << false;
    QTest::newRow("cut") << QByteArray("abcdefg\xe2\x82") << false;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("latin1") << QByteArray("abcdefghi\xe4xyz") << false;
}

void TestColumn::knowsValidUtf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, valid);
    QCOMPARE(isValidUtf8({bytes.constData(), static_cast<std::size_t>(bytes.size())}), valid);
}

void TestColumn::readsBrokenTextAsLatin1()
{
    ColumnData column(Physical::Text);
    column.appendText("sch\xf6n");
    column.appendText("schön");
    QVERIFY(!column.validUtf8());
    QCOMPARE(cellText(column, {}, 0), u"schön"_s);
    QCOMPARE(cellText(column, {}, 1), u"schön"_s);
    QCOMPARE(column.bytes(0), std::string_view("sch\xf6n"));
}

CONCORD_TEST(TestColumn)
#include "tst_column.moc"
