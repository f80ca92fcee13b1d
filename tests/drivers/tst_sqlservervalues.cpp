// SPDX-License-Identifier: GPL-3.0-or-later
// Values of SQL Server over FreeTDS's driver, from a stand-in that speaks the protocol: every type, blocks of all of them, long texts.
#include "connection/connectionurl.h"
#include "odbc/odbcinstalled.h"
#include "support/opened.h"
#include "support/tdsemulation.h"
#include "support/tdsserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSqlServerValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesAreExact();
    void everyTypeKeepsItsValue_data();
    void everyTypeKeepsItsValue();
    void blocksOfAllTypesComeWhole();
    void pairsOfSurrogatesStayWhole_data();
    void pairsOfSurrogatesStayWhole();

private:
    std::unique_ptr<TdsServer> m_server;
    std::unique_ptr<Connection> m_connection;
};

using Type = tds::Type;

/// A column of each type, as [MS-TDS] writes its values.
struct TypedValue
{
    const char *name;
    Type type;
    QByteArray wire;
    QString text;
};

static QList<TypedValue> typedValues()
{
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    return {{"tinyint", Type::TinyInt, hex("ff"), u"255"_s},
            {"int", Type::Int, hex("00000080"), u"-2147483648"_s},
            {"float", Type::Float, hex("9a9999999999b93f"), u"0.1"_s},
            {"least money", Type::Money, hex("0000008000000000"), u"-922337203685477.5808"_s},
            {"money", Type::Money, hex("0000000001000000"), u"0.0001"_s},
            {"datetime", Type::DateTime, hex("09b50000ff818b01"), u"2026-11-21 23:59:59.997"_s},
            {"first datetime", Type::DateTime, hex("462effff00000000"), u"1753-01-01 00:00:00"_s},
            {"smalldatetime", Type::SmallDateTime, hex("09b5d202"), u"2026-11-21 12:02:00"_s},
            {"last date", Type::Date, hex("dab937"), u"9999-12-31"_s},
            {"time", Type::Time, hex("ffbf692ac9"), u"23:59:59.9999999"_s},
            {"datetimeoffset", Type::DateTimeOffset, hex("87b6479564644a0b7800"), u"2026-11-21 14:00:00.1234567 +02:00"_s},
            {"west of Greenwich", Type::DateTimeOffset, hex("87b6479564644a0be2fe"), u"2026-11-21 07:14:00.1234567 -04:46"_s},
            {"uniqueidentifier", Type::Guid, hex("ff19966f868b11d0b42d00c04fc964ff"), u"6f9619ff-8b86-d011-b42d-00c04fc964ff"_s},
            {"rowversion", Type::RowVersion, hex("00000000000007d1"), u"\\x00000000000007d1"_s},
            {"xml", Type::Xml, hex("3c0061003e00e9003c002f0061003e00"), u"<a>é</a>"_s},
            {"geography", Type::Geography, hex("e6100000010c"), u"\\xe6100000010c"_s},
            {"variant of bigint", Type::Variant, hex("7f00ffffffffffffff7f"), u"9223372036854775807"_s},
            {"variant of int", Type::Variant, hex("3800feffffff"), u"-2"_s},
            {"variant of decimal", Type::Variant, hex("6c0226040198000000000000000000000000000000"), u"0.0152"_s},
            {"variant of bit", Type::Variant, hex("320001"), u"1"_s},
            {"variant of date", Type::Variant, hex("2800dab937"), u"9999-12-31"_s}};
}

/// One row of the block of all types: every third cell is NULL, texts end in an emoji behind `row` letters.
static QVariantList blockRow(int row, qsizetype columns)
{
    const QList<TypedValue> all = typedValues();
    QVariantList values;
    for (qsizetype i = 0; i < all.size() && i < columns; ++i)
        values.append((row + i) % 3 == 0 ? QVariant() : QVariant(all[i].wire));
    return values + QVariantList{row, QString(row % 700, u'я') + u"🙂"_s, row % 2 == 0};
}

/// Types of fixed width and short texts first, so that whole blocks are bound; variants, XML and spatial values are read one by one.
static QList<Type> blockTypes(bool bound)
{
    QList<Type> types;
    for (const TypedValue &value : typedValues()) {
        const bool isLong = value.type == Type::Xml || value.type == Type::Geography || value.type == Type::Variant;
        if (bound && isLong)
            break; // they stand last
        types.append(value.type);
    }
    return types + QList<Type>{Type::BigInt, Type::NVarChar, Type::Bit};
}

constexpr int blockRows = 3000;

/// What tests ask by name.
static QByteArray scripted(const QString &sql)
{
    if (sql.startsWith(u"BLOCK")) {
        const QList<Type> types = blockTypes(sql == u"BLOCK BOUND");
        QStringList names;
        for (qsizetype i = 0; i < types.size(); ++i)
            names.append(u"c%1"_s.arg(i));
        QByteArray bytes = tds::columns(names, types);
        for (int row = 0; row < blockRows; ++row)
            bytes += tds::row(blockRow(row, types.size() - 3), types);
        return bytes + tds::done(false, blockRows);
    }
    if (sql.startsWith(u"SURROGATES ")) {
        const qsizetype length = sql.sliced(11).toInt();
        return oneCell(QString(length, u'я') + u"🙂🙂z"_s, length > 4000 ? Type::NVarCharMax : Type::NVarChar);
    }
    if (sql.startsWith(u"TYPED ")) {
        const TypedValue value = typedValues().value(sql.sliced(6).toInt());
        return tds::columns({u"v"_s}, {value.type}) + tds::row({value.wire}, {value.type}) + tds::row({QVariant()}, {value.type})
               + tds::done(false, 2);
    }
    if (sql == u"VALUES") {
        const QList<Type> types{Type::BigInt,      Type::Bit,     Type::NVarChar,  Type::NVarCharMax,
                                Type::NVarCharMax, Type::Variant, Type::DateTime2, Type::Decimal};
        const qint64 noon = 12LL * 3600 * 10'000'000 + 1'234'567;
        QByteArray bytes = tds::columns({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"h"_s}, types);
        bytes += tds::row(
            {9223372036854775807LL, true, u"привет 🙂 "_s, QString(100'000, u'я'), u""_s, u"вар🙂"_s, QVariantList{noon, 739'940}, 15'000}, types);
        bytes += tds::row(QVariantList(8), types);
        return bytes + tds::done(false, 2);
    }
    return tds::done();
}

void TestSqlServerValues::initTestCase()
{
    if (!installedOdbcDrivers().contains("FreeTDS"_L1))
        QSKIP("needs FreeTDS's ODBC driver");
    m_server = std::make_unique<TdsServer>([] { return TdsServer::Answerer(scripted); });
    const auto url = parseUrl(u"mssql://sa@127.0.0.1:%1/Emulated?driver=FreeTDS"_s.arg(m_server->port()), drivers());
    QVERIFY(url);
    Endpoint endpoint = adHocEndpoint(*url, drivers());
    endpoint.readOnly = false; // what tests ask is no SQL
    auto opened = concord::test::open(endpoint, Secret("right"));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_connection = std::move(*opened);
}

void TestSqlServerValues::valuesAreExact()
{
    const Answer answer = run(*m_connection, u"VALUES"_s);
    QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message : QString()));
    QCOMPARE(answer.results.size(), 1);
    const QList<QStringList> rows = answer.results[0].rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0], (QStringList{u"9223372036854775807"_s, u"true"_s, u"привет 🙂 "_s, QString(100'000, u'я'), u""_s, u"вар🙂"_s,
                                   u"2026-11-21 12:00:00.1234567"_s, u"1.5000"_s}));
    QVERIFY(!rows[0][4].isNull());
    for (const QString &cell : rows[1])
        QVERIFY(cell.isNull());
}

void TestSqlServerValues::everyTypeKeepsItsValue_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("text");
    const QList<TypedValue> all = typedValues();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i << all[i].text;
}

void TestSqlServerValues::everyTypeKeepsItsValue()
{
    QFETCH(const int, number);
    QFETCH(const QString, text);
    const Answer answer = run(*m_connection, u"TYPED %1"_s.arg(number));
    QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message : QString()));
    QCOMPARE(answer.results.size(), 1);
    const QList<QStringList> rows = answer.results[0].rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0][0], text);
    QVERIFY(rows[1][0].isNull());
}

void TestSqlServerValues::blocksOfAllTypesComeWhole()
{
    const QList<TypedValue> all = typedValues();
    for (const bool bound : {true, false}) {
        const Answer answer = run(*m_connection, bound ? u"BLOCK BOUND"_s : u"BLOCK"_s);
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
        QCOMPARE(answer.results.size(), 1);
        const QList<QStringList> rows = answer.results[0].rows();
        QCOMPARE(rows.size(), blockRows);
        for (int row = 0; row < blockRows; ++row) {
            const QStringList &cells = rows[row];
            const qsizetype typed = cells.size() - 3;
            for (qsizetype i = 0; i < typed; ++i) {
                QCOMPARE(cells[i].isNull(), (row + i) % 3 == 0);
                QVERIFY2(cells[i].isNull() || cells[i] == all[i].text,
                         qPrintable(u"row %1, %2: %3"_s.arg(row).arg(QString::fromLatin1(all[i].name), cells[i])));
            }
            QCOMPARE(cells[typed], QString::number(row));
            QCOMPARE(cells[typed + 1], QString(row % 700, u'я') + u"🙂"_s);
            QCOMPARE(cells[typed + 2], row % 2 == 0 ? u"true"_s : u"false"_s);
        }
    }
}

void TestSqlServerValues::pairsOfSurrogatesStayWhole_data()
{
    QTest::addColumn<int>("length");
    // About the ends of the buffers that long values are read into: 4096 characters, then four times that, and FreeTDS's own packets.
    for (const int length :
         {0, 509, 510, 511, 512, 2035, 2036, 2037, 4090, 4091, 4092, 4093, 4094, 4095, 4096, 20475, 20476, 20477, 20478, 20479, 86000})
        QTest::addRow("%d", length) << length;
}

void TestSqlServerValues::pairsOfSurrogatesStayWhole()
{
    QFETCH(const int, length);
    const Answer answer = run(*m_connection, u"SURROGATES %1"_s.arg(length));
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QVERIFY(answer.cell() == QString(length, u'я') + u"🙂🙂z"_s);
}

CONCORD_TEST(TestSqlServerValues)
#include "tst_sqlservervalues.moc"
