// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"
#include "schema/logicaltype.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// What SQLite's declared types mean, and which type SQLite gets for what others declare.
class TestSqliteTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatADeclaredTypeMeans_data()
    {
        QTest::addColumn<QString>("native");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const QString &native, const QString &meaning) { QTest::newRow(qPrintable(native + u" ·"_s)) << native << meaning; };
        row(u""_s, u"any"_s);
        row(u"ANY"_s, u"any"_s);
        row(u"integer"_s, u"integer(64)"_s);
        row(u"INT"_s, u"integer(64)"_s);
        row(u"SMALLINT"_s, u"integer(16)"_s);
        row(u"INT UNSIGNED"_s, u"unsigned integer(64)"_s);
        row(u"FLOATING POINT"_s, u"integer(64)"_s); // SQLite's own example: it holds INT
        row(u"VARCHAR(20)"_s, u"text(20)"_s);
        row(u"national character varying ( 70 )"_s, u"text(70)"_s);
        row(u"CLOB"_s, u"text"_s);
        row(u"BLOB"_s, u"bytes"_s);
        row(u"DECIMAL(10,2)"_s, u"decimal(10,2)"_s);
        row(u"NUMERIC"_s, u"decimal"_s);
        row(u"DOUBLE PRECISION"_s, u"float(64)"_s);
        row(u"BOOLEAN"_s, u"boolean"_s);
        row(u"DATE"_s, u"date"_s);
        row(u"DATETIME"_s, u"timestamp"_s);
        row(u"TIMESTAMP WITH TIME ZONE"_s, u"timestamp with zone"_s);
        row(u"UUID"_s, u"uuid"_s);
        row(u"JSON"_s, u"json"_s);
    }
    void tellsWhatADeclaredTypeMeans()
    {
        QFETCH(const QString, native);
        QFETCH(const QString, meaning);
        QCOMPARE(describeType(drivers().find(u"sqlite"_s)->types().logical(native)), meaning);
    }

    void keepsItsOwnTypesOnTheWayBack_data()
    {
        QTest::addColumn<QString>("native");
        for (const QString &native : {u"INTEGER"_s, u"SMALLINT"_s, u"REAL"_s, u"TEXT"_s, u"VARCHAR(20)"_s, u"CHAR(3)"_s, u"BLOB"_s,
                                      u"DECIMAL(10,2)"_s, u"BOOLEAN"_s, u"DATE"_s, u"TIME"_s, u"DATETIME"_s, u"UUID"_s, u"JSON"_s})
            QTest::newRow(qPrintable(native)) << native;
    }
    void keepsItsOwnTypesOnTheWayBack()
    {
        QFETCH(const QString, native);
        const TypeSystem &types = drivers().find(u"sqlite"_s)->types();
        const NativeType back = types.native(types.logical(native));
        QCOMPARE(back.text, native);
        QCOMPARE(typeVerdictName(back.conversion.verdict), u"same"_s);
    }

    void saysWhatADecimalLoses()
    {
        LogicalType money;
        money.family = TypeFamily::Decimal;
        money.precision = 20;
        money.scale = 4;
        const NativeType kept = drivers().find(u"sqlite"_s)->types().native(money);
        QCOMPARE(kept.text, u"DECIMAL(20,4)"_s);
        QCOMPARE(kept.conversion.verdict, TypeVerdict::Lossy);
        QVERIFY(!kept.conversion.reason.isEmpty());
    }
};

CONCORD_TEST(TestSqliteTypes)
#include "tst_sqlitetypes.moc"
