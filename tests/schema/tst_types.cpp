// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/logicaltype.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

LogicalType integer(int bits, bool isUnsigned = false)
{
    LogicalType type;
    type.family = TypeFamily::Integer;
    type.bits = static_cast<qint16>(bits);
    type.isUnsigned = isUnsigned;
    return type;
}

LogicalType decimal(int precision, int scale)
{
    LogicalType type;
    type.family = TypeFamily::Decimal;
    type.precision = precision;
    type.scale = scale;
    return type;
}

LogicalType text(int length, LogicalType::Unit unit = LogicalType::Unit::Characters)
{
    LogicalType type;
    type.family = TypeFamily::Text;
    type.length = length;
    type.lengthUnit = unit;
    return type;
}

LogicalType timestamp(bool zone, int digits = -1)
{
    LogicalType type;
    type.family = TypeFamily::Timestamp;
    type.withZone = zone;
    type.fractionDigits = static_cast<qint16>(digits);
    return type;
}

LogicalType plain(TypeFamily family)
{
    LogicalType type;
    type.family = family;
    return type;
}

} // namespace

class TestTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversionsSayWhatTheyCost_data();
    void conversionsSayWhatTheyCost();
    void everyFamilyHasAName();
};

void TestTypes::conversionsSayWhatTheyCost_data()
{
    using enum TypeVerdict;
    QTest::addColumn<LogicalType>("from");
    QTest::addColumn<LogicalType>("to");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const LogicalType &from, const LogicalType &to, TypeVerdict verdict) {
        QTest::newRow(name) << from << to << int(verdict);
    };
    row("same integer", integer(32), integer(32), Same);
    row("larger integer", integer(32), integer(64), Widening);
    row("smaller integer", integer(64), integer(32), NeedsCheck);
    row("sign lost", integer(32), integer(64, true), NeedsCheck);
    row("unsigned into larger signed", integer(32, true), integer(64), Widening);
    row("unsigned into equal signed", integer(64, true), integer(64), NeedsCheck);
    row("integer into enough decimals", integer(32), decimal(10, 0), Widening);
    row("integer into too few", integer(32), decimal(10, 2), NeedsCheck);
    row("decimal(10) into integer", decimal(10, 0), integer(32), NeedsCheck);
    row("decimal(9) into integer", decimal(9, 0), integer(32), Widening);
    row("decimals rounded", decimal(10, 2), decimal(10, 1), Lossy);
    row("fewer whole digits", decimal(10, 2), decimal(10, 4), NeedsCheck);
    row("decimal into any", decimal(10, 2), decimal(-1, 0), Widening);
    row("decimal into float", decimal(10, 2), plain(TypeFamily::Float), Lossy);
    row("longer text", text(100), text(200), Widening);
    row("shorter text", text(200), text(100), NeedsCheck);
    row("bytes into characters", text(200, LogicalType::Unit::Bytes), text(200), Widening);
    row("characters into as many bytes", text(200), text(200, LogicalType::Unit::Bytes), NeedsCheck);
    row("unlimited text", text(200), text(-1), Widening);
    row("text into integer", text(20), integer(32), NeedsCheck);
    row("integer into text", integer(32), text(-1), Widening);
    row("zone lost", timestamp(true), timestamp(false), Lossy);
    row("fractions rounded", timestamp(false, 6), timestamp(false, 0), Lossy);
    row("unsaid fractions are six", timestamp(false), timestamp(false, 6), Same);
    row("date into timestamp", plain(TypeFamily::Date), timestamp(false), Widening);
    row("timestamp into date", timestamp(false), plain(TypeFamily::Date), Lossy);
    row("boolean into integer", plain(TypeFamily::Boolean), integer(8), Widening);
    row("integer into boolean", integer(8), plain(TypeFamily::Boolean), NeedsCheck);
    row("uuid into integer", plain(TypeFamily::Uuid), integer(64), None);
    row("unknown into unknown", plain(TypeFamily::Unknown), plain(TypeFamily::Unknown), NeedsCheck);
}

void TestTypes::conversionsSayWhatTheyCost()
{
    QFETCH(const LogicalType, from);
    QFETCH(const LogicalType, to);
    QFETCH(const int, verdict);
    const TypeConversion conversion = convertType(from, to);
    QCOMPARE(typeVerdictName(conversion.verdict), typeVerdictName(static_cast<TypeVerdict>(verdict)));
    QCOMPARE(conversion.reason.isEmpty(), conversion.verdict == TypeVerdict::Same);
}

void TestTypes::everyFamilyHasAName()
{
    for (int i = 0; i <= int(TypeFamily::Any); ++i) {
        TypeFamily family{};
        const QString name = typeFamilyName(static_cast<TypeFamily>(i));
        QVERIFY(typeFamilyFromName(name, family));
        QCOMPARE(int(family), i);
    }
}

CONCORD_TEST(TestTypes)
#include "tst_types.moc"
