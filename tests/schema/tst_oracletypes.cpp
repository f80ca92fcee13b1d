// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracletypes.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestOracleTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nativeTypesAreUnderstood_data();
    void nativeTypesAreUnderstood();
    void otherTypesFindTheirPlace_data();
    void otherTypesFindTheirPlace();
    void factsAreSpelledOut_data();
    void factsAreSpelledOut();
    void ownTypesComeBack_data();
    void ownTypesComeBack();
};

void TestOracleTypes::nativeTypesAreUnderstood_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("logical");
    for (const auto &[native, logical] :
         std::initializer_list<std::pair<const char *, const char *>>{{"NUMBER", "decimal"},
                                                                      {"NUMBER(10)", "decimal(10)"},
                                                                      {"NUMBER(10,2)", "decimal(10,2)"},
                                                                      {"NUMBER(*,0)", "decimal(38)"},
                                                                      {"NUMBER(5,-2)", "decimal(5,-2)"},
                                                                      {"INTEGER", "decimal(38)"},
                                                                      {"numeric(7, 3)", "decimal(7,3)"},
                                                                      {"BINARY_FLOAT", "float(32)"},
                                                                      {"BINARY_DOUBLE", "float(64)"},
                                                                      {"VARCHAR2(200)", "text(200 bytes)"},
                                                                      {"VARCHAR2(200 BYTE)", "text(200 bytes)"},
                                                                      {"VARCHAR2(200 CHAR)", "text(200)"},
                                                                      {"NVARCHAR2(20)", "text(20)"},
                                                                      {"CHAR(3)", "fixed text(3 bytes)"},
                                                                      {"NCHAR(3)", "fixed text(3)"},
                                                                      {"CLOB", "text"},
                                                                      {"NCLOB", "text"},
                                                                      {"LONG", "text"},
                                                                      {"BLOB", "bytes"},
                                                                      {"RAW(16)", "bytes(16)"},
                                                                      {"LONG RAW", "bytes"},
                                                                      {"DATE", "timestamp(0)"},
                                                                      {"TIMESTAMP", "timestamp(6)"},
                                                                      {"TIMESTAMP(9)", "timestamp(9)"},
                                                                      {"TIMESTAMP(3) WITH TIME ZONE", "timestamp(3) with zone"},
                                                                      {"TIMESTAMP(6) WITH LOCAL TIME ZONE", "timestamp(6) with zone"},
                                                                      {"XMLTYPE", "xml"},
                                                                      {"JSON", "json"},
                                                                      {"BOOLEAN", "boolean"},
                                                                      {"SYS.ANYDATA", "any"}})
        QTest::newRow(native) << QString::fromLatin1(native) << QString::fromLatin1(logical);
}

void TestOracleTypes::nativeTypesAreUnderstood()
{
    QFETCH(QString, native);
    QFETCH(QString, logical);
    QCOMPARE(describeType(oracleTypes().logical(native)), logical);
}

void TestOracleTypes::otherTypesFindTheirPlace_data()
{
    QTest::addColumn<LogicalType>("type");
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("verdict");
    const auto of = [](TypeFamily family) {
        LogicalType type;
        type.family = family;
        return type;
    };
    const auto row = [](const char *name, const LogicalType &type, const char *native, const char *verdict) {
        QTest::newRow(name) << type << QString::fromLatin1(native) << QString::fromLatin1(verdict);
    };
    LogicalType integer = of(TypeFamily::Integer);
    for (const auto &[bits, native] : {std::pair(16, "NUMBER(5)"), {32, "NUMBER(10)"}, {64, "NUMBER(19)"}}) {
        integer.bits = static_cast<qint16>(bits);
        row(native, integer, native, "widening");
    }
    row("boolean", of(TypeFamily::Boolean), "NUMBER(1)", "widening");
    LogicalType money = of(TypeFamily::Decimal);
    money.precision = 10;
    money.scale = 2;
    row("decimal", money, "NUMBER(10,2)", "same");
    money.precision = 60;
    row("a decimal of more digits than there are", money, "NUMBER", "widening");
    LogicalType text = of(TypeFamily::Text);
    row("text", text, "CLOB", "same");
    text.length = 200;
    row("varchar", text, "VARCHAR2(200 CHAR)", "same");
    text.length = 100'000;
    row("a longer text", text, "CLOB", "widening");
    LogicalType bytes = of(TypeFamily::Text);
    bytes.length = 20;
    bytes.lengthUnit = LogicalType::Unit::Bytes;
    row("bytes of text", bytes, "VARCHAR2(20 BYTE)", "same");
    row("uuid", of(TypeFamily::Uuid), "RAW(16)", "widening");
    row("json", of(TypeFamily::Json), "CLOB", "widening");
    row("date", of(TypeFamily::Date), "DATE", "widening");
    LogicalType moment = of(TypeFamily::Timestamp);
    moment.withZone = true;
    row("instant", moment, "TIMESTAMP(6) WITH TIME ZONE", "same");
    LogicalType list = of(TypeFamily::Enum);
    list.values = {u"new"_s, u"shipped"_s};
    row("enum", list, "VARCHAR2(7 CHAR)", "widening");
    row("network", of(TypeFamily::Network), "VARCHAR2(64 CHAR)", "widening");
    row("unknown", of(TypeFamily::Unknown), "CLOB", "lossy");
}

void TestOracleTypes::otherTypesFindTheirPlace()
{
    QFETCH(LogicalType, type);
    QFETCH(QString, native);
    QFETCH(QString, verdict);
    const NativeType made = oracleTypes().native(type);
    QCOMPARE(made.text, native);
    QCOMPARE(typeVerdictName(made.conversion.verdict), verdict);
    QVERIFY(verdict == "same"_L1 || !made.conversion.reason.isEmpty());
}

void TestOracleTypes::factsAreSpelledOut_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("used");
    QTest::addColumn<QString>("expected");
    QTest::newRow("any number") << u"NUMBER"_s << 22 << -1 << -1000 << QString() << u"NUMBER"_s;
    QTest::newRow("whole number") << u"NUMBER"_s << 22 << -1 << 0 << QString() << u"NUMBER(*,0)"_s;
    QTest::newRow("digits") << u"NUMBER"_s << 22 << 10 << 0 << QString() << u"NUMBER(10)"_s;
    QTest::newRow("hundreds") << u"NUMBER"_s << 22 << 5 << -2 << QString() << u"NUMBER(5,-2)"_s;
    QTest::newRow("bytes") << u"VARCHAR2"_s << 40 << -1 << -1000 << u"B"_s << u"VARCHAR2(40)"_s;
    QTest::newRow("characters") << u"VARCHAR2"_s << 40 << -1 << -1000 << u"C"_s << u"VARCHAR2(40 CHAR)"_s;
    QTest::newRow("interval") << u"INTERVAL DAY(2) TO SECOND(6)"_s << 11 << 2 << 6 << QString() << u"INTERVAL DAY(2) TO SECOND(6)"_s;
}

void TestOracleTypes::factsAreSpelledOut()
{
    QFETCH(int, length);
    QFETCH(int, precision);
    QFETCH(int, scale);
    OracleTypeFacts facts;
    facts.dataType = *static_cast<QString *>(QTest::qData("type", qMetaTypeId<QString>()));
    facts.charUsed = *static_cast<QString *>(QTest::qData("used", qMetaTypeId<QString>()));
    facts.length = facts.charLength = length;
    facts.precision = precision;
    facts.scale = scale;
    QFETCH(QString, expected);
    QCOMPARE(oracleTypeText(facts), expected);
}

/// What Oracle itself has keeps its values on the way through the logical type.
void TestOracleTypes::ownTypesComeBack_data()
{
    QTest::addColumn<QString>("native");
    for (const char *native : {"NUMBER", "NUMBER(10,2)", "NUMBER(38)", "FLOAT(63)", "BINARY_DOUBLE", "VARCHAR2(40 BYTE)", "VARCHAR2(40 CHAR)",
                               "CHAR(3 BYTE)", "CLOB", "BLOB", "RAW(16)", "TIMESTAMP(6)", "TIMESTAMP(9)", "TIMESTAMP(3) WITH TIME ZONE", "XMLTYPE"})
        QTest::newRow(native) << QString::fromLatin1(native);
}

void TestOracleTypes::ownTypesComeBack()
{
    QFETCH(QString, native);
    const NativeType made = oracleTypes().native(oracleTypes().logical(native));
    QCOMPARE(made.text, native);
    QCOMPARE(made.conversion.verdict, TypeVerdict::Same);
}

CONCORD_TEST(TestOracleTypes)
#include "tst_oracletypes.moc"
