// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"
#include "registry/drivers.h"
#include "schema/logicaltype.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestMysqlTypes : public QObject
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

static const TypeSystem &typesOf(const QString &engine)
{
    static const DriverRegistry registry = [] {
        DriverRegistry all;
        registerDrivers(all);
        return all;
    }();
    return registry.find(engine)->types();
}

void TestMysqlTypes::nativeTypesAreUnderstood_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("described");
    const auto row = [](const char *native, const QString &described) { QTest::newRow(native) << QString::fromUtf8(native) << described; };
    row("int", u"integer(32)"_s);
    row("int(11)", u"integer(32)"_s);
    row("int(5) unsigned zerofill", u"unsigned integer(32)"_s);
    row("bigint unsigned", u"unsigned integer(64)"_s);
    row("mediumint", u"integer(24)"_s);
    row("tinyint", u"integer(8)"_s);
    row("tinyint(1)", u"boolean"_s);
    row("year", u"unsigned integer(16) year"_s);
    row("decimal(10,2)", u"decimal(10,2)"_s);
    row("decimal(10,0) unsigned", u"unsigned decimal(10)"_s);
    row("float", u"float(32)"_s);
    row("double(10,2)", u"float(64)"_s);
    row("bit(5)", u"bits(5)"_s);
    row("char(3)", u"fixed text(3)"_s);
    row("varchar(200)", u"text(200)"_s);
    row("text", u"text(65535 bytes)"_s);
    row("longtext", u"text(4294967295 bytes)"_s);
    row("binary(3)", u"fixed bytes(3)"_s);
    row("varbinary(10)", u"bytes(10)"_s);
    row("mediumblob", u"bytes(16777215)"_s);
    row("enum('a','b''c','d,e',')')", u"enum(a, b'c, d,e, ))"_s);
    row("set('x','y')", u"set(x, y)"_s);
    row("date", u"date"_s);
    row("time(2)", u"time(2)"_s);
    row("datetime(3)", u"timestamp(3)"_s);
    row("timestamp", u"timestamp(0) with zone"_s);
    row("json", u"json"_s);
    row("geometry", u"geometry"_s);
    row("point", u"geometry point"_s);
    row("geomcollection", u"geometry geometrycollection"_s);
    row("uuid", u"uuid"_s);
    row("inet6", u"network inet6"_s);
    row("vector(3)", u"array vector of float(32)"_s);
    row("no_such_type", u"unknown no_such_type"_s);
}

void TestMysqlTypes::nativeTypesAreUnderstood()
{
    QFETCH(const QString, native);
    QTEST(describeType(typesOf(u"mysql"_s).logical(native)), "described");
    QTEST(describeType(typesOf(u"mariadb"_s).logical(native)), "described");
}

void TestMysqlTypes::nativeTypesComeBack_data()
{
    QTest::addColumn<QString>("native");
    for (const char *native : {"int",           "bigint unsigned", "mediumint",   "tinyint unsigned", "tinyint(1)",       "year",
                               "decimal(10,2)", "decimal(65,30)",  "float",       "double",           "bit(5)",           "char(3)",
                               "varchar(200)",  "tinytext",        "text",        "mediumtext",       "longtext",         "binary(3)",
                               "varbinary(10)", "tinyblob",        "blob",        "longblob",         "enum('a','b''c')", "set('x','y')",
                               "date",          "time(2)",         "datetime(3)", "timestamp",        "timestamp(6)",     "json",
                               "geometry",      "point",           "vector(3)"})
        QTest::newRow(native) << QString::fromUtf8(native);
}

void TestMysqlTypes::nativeTypesComeBack()
{
    QFETCH(const QString, native);
    for (const QString &engine : {u"mysql"_s, u"mariadb"_s}) {
        const NativeType back = typesOf(engine).native(typesOf(engine).logical(native));
        QCOMPARE(back.text, native);
        QCOMPARE(typeVerdictName(back.conversion.verdict), u"same"_s);
    }
}

void TestMysqlTypes::logicalTypesFindTheirNearest_data()
{
    QTest::addColumn<LogicalType>("type");
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, TypeFamily family, const QString &native, const QString &verdict, auto... change) {
        LogicalType type;
        type.family = family;
        (change(type), ...);
        QTest::newRow(name) << type << native << verdict;
    };
    using enum TypeFamily;
    row("boolean", Boolean, u"tinyint(1)"_s, u"widening"_s);
    row("text without a limit", Text, u"longtext"_s, u"needs_check"_s);
    row("long varchar", Text, u"mediumtext"_s, u"widening"_s, [](LogicalType &type) { type.length = 20'000; });
    row("numeric without a limit", Decimal, u"decimal(65,30)"_s, u"lossy"_s);
    row("numeric of many digits", Decimal, u"decimal(65,2)"_s, u"needs_check"_s, [](LogicalType &type) {
        type.precision = 100;
        type.scale = 2;
    });
    row("instant", Timestamp, u"timestamp(6)"_s, u"needs_check"_s, [](LogicalType &type) { type.withZone = true; });
    row("uuid", Uuid, u"char(36)"_s, u"widening"_s);
    row("array", Array, u"json"_s, u"widening"_s);
    row("unknown", Unknown, QString(), u"none"_s);
}

void TestMysqlTypes::logicalTypesFindTheirNearest()
{
    QFETCH(const LogicalType, type);
    const NativeType nearest = typesOf(u"mysql"_s).native(type);
    QTEST(nearest.text, "native");
    QTEST(typeVerdictName(nearest.conversion.verdict), "verdict");
    QCOMPARE(nearest.conversion.reason.isEmpty(), nearest.conversion.verdict == TypeVerdict::Same);
}

CONCORD_TEST(TestMysqlTypes)
#include "tst_mysqltypes.moc"
