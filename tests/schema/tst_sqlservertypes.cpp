// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/logicaltype.h"
#include "sqlserver/sqlservertypes.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestSqlServerTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nativeTypesAreUnderstood_data();
    void nativeTypesAreUnderstood();
    void nativeTypesComeBack_data();
    void nativeTypesComeBack();
    void logicalTypesFindTheirNearest_data();
    void logicalTypesFindTheirNearest();
};

void TestSqlServerTypes::nativeTypesAreUnderstood_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("described");
    const auto row = [](const char *native, const QString &described) { QTest::newRow(native) << QString::fromUtf8(native) << described; };
    row("bit", u"boolean"_s);
    row("tinyint", u"unsigned integer(8)"_s);
    row("smallint", u"integer(16)"_s);
    row("int", u"integer(32)"_s);
    row("bigint", u"integer(64)"_s);
    row("decimal(10,2)", u"decimal(10,2)"_s);
    row("numeric(38,0)", u"decimal(38)"_s);
    row("decimal", u"decimal(18)"_s);
    row("money", u"decimal(19,4) money"_s);
    row("smallmoney", u"decimal(10,4) money"_s);
    row("real", u"float(32)"_s);
    row("float", u"float(64)"_s);
    row("float(24)", u"float(32)"_s);
    row("char(10)", u"fixed text(10 bytes)"_s);
    row("varchar(200)", u"text(200 bytes)"_s);
    row("varchar(max)", u"text"_s);
    row("nchar(5)", u"fixed text(5)"_s);
    row("nvarchar(160)", u"text(160)"_s);
    row("nvarchar(max)", u"text"_s);
    row("ntext", u"text"_s);
    row("sysname", u"text(128)"_s);
    row("binary(16)", u"fixed bytes(16)"_s);
    row("varbinary(max)", u"bytes"_s);
    row("image", u"bytes"_s);
    row("date", u"date"_s);
    row("time(3)", u"time(3)"_s);
    row("datetime", u"timestamp(3)"_s);
    row("datetime2(7)", u"timestamp(7)"_s);
    row("smalldatetime", u"timestamp(0) minute"_s);
    row("datetimeoffset(2)", u"timestamp(2) with zone"_s);
    row("uniqueidentifier", u"uuid"_s);
    row("xml", u"xml"_s);
    row("json", u"json"_s);
    row("geography", u"geometry geography"_s);
    row("hierarchyid", u"bytes hierarchyid"_s);
    row("rowversion", u"row version"_s);
    row("timestamp", u"row version"_s);
    row("sql_variant", u"any"_s);
    row("[nvarchar](10)", u"text(10)"_s);
    row("no_such_type", u"unknown no_such_type"_s);
}

void TestSqlServerTypes::nativeTypesAreUnderstood()
{
    QFETCH(const QString, native);
    QTEST(describeType(sqlServerTypes().logical(native)), "described");
}

void TestSqlServerTypes::nativeTypesComeBack_data()
{
    QTest::addColumn<QString>("native");
    for (const char *native : {"bit",      "tinyint",          "smallint",      "int",          "bigint",        "decimal(10,2)",
                               "money",    "smallmoney",       "real",          "float",        "char(10)",      "varchar(200)",
                               "nchar(5)", "nvarchar(160)",    "nvarchar(max)", "binary(16)",   "varbinary(8)",  "varbinary(max)",
                               "date",     "time(3)",          "xml",           "datetime2(7)", "smalldatetime", "datetimeoffset(2)",
                               "geometry", "uniqueidentifier", "hierarchyid",   "rowversion",   "geography",     "sql_variant"})
        QTest::newRow(native) << QString::fromUtf8(native);
}

void TestSqlServerTypes::nativeTypesComeBack()
{
    QFETCH(const QString, native);
    const NativeType back = sqlServerTypes().native(sqlServerTypes().logical(native));
    QCOMPARE(back.text, native);
    QVERIFY(back.conversion.verdict == TypeVerdict::Same || back.conversion.verdict == TypeVerdict::Widening);
}

void TestSqlServerTypes::logicalTypesFindTheirNearest_data()
{
    QTest::addColumn<LogicalType>("type");
    QTest::addColumn<QString>("native");
    QTest::addColumn<TypeVerdict>("verdict");
    const auto row = [](const char *name, const LogicalType &type, const QString &native, TypeVerdict verdict) {
        QTest::newRow(name) << type << native << verdict;
    };
    LogicalType type;
    type.family = TypeFamily::Integer;
    type.bits = 32;
    type.isUnsigned = true;
    row("unsigned integer", type, u"bigint"_s, TypeVerdict::Widening);
    type = {};
    type.family = TypeFamily::Json;
    row("json", type, u"nvarchar(max)"_s, TypeVerdict::Widening);
    type = {};
    type.family = TypeFamily::Text;
    type.length = 5000;
    row("long text", type, u"nvarchar(max)"_s, TypeVerdict::Widening);
    type = {};
    type.family = TypeFamily::Decimal;
    type.precision = 65;
    type.scale = 2;
    row("more digits than it has", type, u"decimal(38,2)"_s, TypeVerdict::NeedsCheck);
    type = {};
    type.family = TypeFamily::Timestamp;
    type.fractionDigits = 6;
    type.withZone = true;
    row("instant", type, u"datetimeoffset(6)"_s, TypeVerdict::Widening);
    type = {};
    type.family = TypeFamily::Enum;
    type.values = {u"new"_s, u"shipped"_s};
    row("enum", type, u"nvarchar(7)"_s, TypeVerdict::NeedsCheck);
    type = {};
    type.family = TypeFamily::Unknown;
    row("unknown", type, {}, TypeVerdict::None);
}

void TestSqlServerTypes::logicalTypesFindTheirNearest()
{
    QFETCH(const LogicalType, type);
    const NativeType native = sqlServerTypes().native(type);
    QTEST(native.text, "native");
    QTEST(native.conversion.verdict, "verdict");
}

CONCORD_TEST(TestSqlServerTypes)
#include "tst_sqlservertypes.moc"
