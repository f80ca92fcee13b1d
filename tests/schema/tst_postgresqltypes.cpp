// SPDX-License-Identifier: GPL-3.0-or-later
// PostgreSQL's types as all engines understand them, and back.
#include "schema/logicaltype.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestPostgresqlTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nativeTypeIsUnderstood_data();
    void nativeTypeIsUnderstood();
    void nativeTypeSurvivesThereAndBack_data();
    void nativeTypeSurvivesThereAndBack();
    void foreignTypeGetsTheNearestWithAVerdict_data();
    void foreignTypeGetsTheNearestWithAVerdict();
};

static const TypeSystem &types()
{
    return test::drivers().find(u"postgresql"_s)->types();
}

void TestPostgresqlTypes::nativeTypeIsUnderstood_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("described");
    const auto add = [](const char *native, const char *described) {
        QTest::newRow(native) << QString::fromLatin1(native) << QString::fromLatin1(described);
    };
    add("integer", "integer(32)");
    add("INT4", "integer(32)");
    add("bigserial", "integer(64)");
    add("oid", "unsigned integer(32)");
    add("numeric(10,2)", "decimal(10,2)");
    add("numeric", "decimal");
    add("decimal(5)", "decimal(5)");
    add("real", "float(32)");
    add("character varying(200)", "text(200)");
    add("varchar", "text");
    add("character(3)", "fixed text(3)");
    add("char", "fixed text(1)");
    add("bit varying(5)", "bits(5)");
    add("timestamp(3) with time zone", "timestamp(3) with zone");
    add("timestamptz", "timestamp(6) with zone");
    add("time without time zone", "time(6)");
    add("interval year to month", "interval(6) year to month");
    add("jsonb", "json");
    add("json", "json text");
    add("inet", "network inet");
    add("point", "geometry point");
    add("tsvector", "text search tsvector");
    add("integer[]", "array of integer(32)");
    add("numeric(5,1)[][]", "array of decimal(5,1)");
    add("int4range", "range of integer(32)");
    add("tstzmultirange", "range multirange of timestamp with zone");
    add("public.unheard_of", "unknown public.unheard_of");
}

void TestPostgresqlTypes::nativeTypeIsUnderstood()
{
    QFETCH(QString, native);
    QFETCH(QString, described);
    QCOMPARE(describeType(types().logical(native)), described);
}

void TestPostgresqlTypes::nativeTypeSurvivesThereAndBack_data()
{
    QTest::addColumn<QString>("native");
    for (const char *native : {"boolean",
                               "smallint",
                               "integer",
                               "bigint",
                               "numeric",
                               "numeric(10,2)",
                               "numeric(8)",
                               "money",
                               "real",
                               "double precision",
                               "text",
                               "character varying",
                               "character varying(20)",
                               "character(5)",
                               "bytea",
                               "bit(3)",
                               "bit varying(7)",
                               "date",
                               "time without time zone",
                               "time(3) with time zone",
                               "timestamp without time zone",
                               "timestamp(0) with time zone",
                               "interval",
                               "interval day to second(3)",
                               "uuid",
                               "json",
                               "jsonb",
                               "xml",
                               "inet",
                               "cidr",
                               "macaddr",
                               "point",
                               "polygon",
                               "tsvector",
                               "tsquery",
                               "int4range",
                               "int8range",
                               "numrange",
                               "daterange",
                               "tsrange",
                               "tstzrange",
                               "int4multirange",
                               "integer[]",
                               "text[]"})
        QTest::newRow(native) << QString::fromLatin1(native);
}

void TestPostgresqlTypes::nativeTypeSurvivesThereAndBack()
{
    QFETCH(QString, native);
    const NativeType back = types().native(types().logical(native));
    QCOMPARE(types().logical(back.text), types().logical(native));
    QCOMPARE(back.conversion.verdict, TypeVerdict::Same);
}

void TestPostgresqlTypes::foreignTypeGetsTheNearestWithAVerdict_data()
{
    QTest::addColumn<LogicalType>("type");
    QTest::addColumn<QString>("native");
    QTest::addColumn<TypeVerdict>("verdict");
    using enum TypeFamily;
    const auto make = [](TypeFamily family, auto change) {
        LogicalType type;
        type.family = family;
        change(type);
        return type;
    };
    QTest::newRow("tinyint") << make(Integer, [](LogicalType &t) { t.bits = 8; }) << u"smallint"_s << TypeVerdict::Widening;
    QTest::newRow("int unsigned") << make(Integer, [](LogicalType &t) {
        t.bits = 32;
        t.isUnsigned = true;
    }) << u"bigint"_s << TypeVerdict::Widening;
    QTest::newRow("bigint unsigned") << make(Integer, [](LogicalType &t) {
        t.bits = 64;
        t.isUnsigned = true;
    }) << u"numeric(20)"_s << TypeVerdict::Widening;
    QTest::newRow("varbinary") << make(Bytes, [](LogicalType &t) { t.length = 16; }) << u"bytea"_s << TypeVerdict::Widening;
    QTest::newRow("enum") << make(Enum, [](LogicalType &t) { t.values = {u"a"_s}; }) << u"text"_s << TypeVerdict::Widening;
    QTest::newRow("datetime(9)") << make(Timestamp, [](LogicalType &t) { t.fractionDigits = 9; }) << u"timestamp without time zone"_s
                                 << TypeVerdict::Lossy;
    QTest::newRow("unknown") << make(Unknown, [](LogicalType &t) { t.detail = u"hierarchyid"_s; }) << u"text"_s << TypeVerdict::Lossy;
}

void TestPostgresqlTypes::foreignTypeGetsTheNearestWithAVerdict()
{
    QFETCH(LogicalType, type);
    const NativeType native = types().native(type);
    QTEST(native.text, "native");
    QTEST(native.conversion.verdict, "verdict");
    QCOMPARE(native.conversion.reason.isEmpty(), native.conversion.verdict == TypeVerdict::Same);
}

CONCORD_TEST(TestPostgresqlTypes)
#include "tst_postgresqltypes.moc"
