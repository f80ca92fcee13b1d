// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/sources.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestOdbcValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeAsTheServerWroteThem_data();
    void valuesComeAsTheServerWroteThem();
    void instantsKeepTheirZone();
    void anEmojiAtABuffersEndStaysWhole_data();
    void anEmojiAtABuffersEndStaysWhole();
    void longBytesComeWhole_data();
    void longBytesComeWhole();
    void blocksLoseNoRowAndNoNull_data();
    void blocksLoseNoRowAndNoNull();
    void aLongValueInTheMiddleOfABlockIsReadWhole();
    void sixteenHundredColumnsAreRead();
    void parametersAreBoundByTheirTypes_data();
    void parametersAreBoundByTheirTypes();
    void severalResultsComeOneByOne_data();
    void severalResultsComeOneByOne();
    void emptyTextIsNotNull_data();
    void emptyTextIsNotNull();
};

static void addSources()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"postgresql", "mariadb", "sqlite"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

#define OPEN(connection, kind) \
    CONCORD_NEED_ODBC(source, kind); \
    const auto connection = source->open(); \
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message))

void TestOdbcValues::valuesComeAsTheServerWroteThem_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Logical>("logical");
    const auto add = [](const char *kind, const char *expression, const char *text, Logical logical) {
        QTest::addRow("%s: %.40s", kind, expression)
            << QString::fromLatin1(kind) << QString::fromUtf8(expression) << QString::fromUtf8(text) << logical;
    };
    add("postgresql", "(-2147483648)::int4", "-2147483648", Logical::Integer);
    add("postgresql", "32767::int2", "32767", Logical::Integer);
    add("postgresql", "9223372036854775807", "9223372036854775807", Logical::Integer);
    add("postgresql", "1.50::numeric(10,2)", "1.50", Logical::Decimal);
    add("postgresql", "(-0.05)::numeric(10,2)", "-0.05", Logical::Decimal);
    add("postgresql", "12345678901234567890123456789.123456789::numeric(38,9)", "12345678901234567890123456789.123456789", Logical::Decimal);
    add("postgresql", "repeat('9', 200)::numeric",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"
        "9999",
        Logical::Decimal);
    add("postgresql", "0.1::float8", "0.1", Logical::Float);
    add("postgresql", "date '2024-02-29'", "2024-02-29", Logical::Date);
    add("postgresql", "timestamp '2024-02-29 23:59:59.123456'", "2024-02-29 23:59:59.123456", Logical::Timestamp);
    add("postgresql", "time '24:00:00'", "24:00:00", Logical::Time);
    add("postgresql", "'\\x00ff00'::bytea", "\\x00ff00", Logical::Binary);
    add("postgresql", "'Привет 😀'::varchar(20)", "Привет 😀", Logical::Text);
    add("postgresql", "repeat('😀', 20)::varchar(20)", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", Logical::Text);
    add("postgresql", "'z'::char(3)", "z  ", Logical::Text);
    add("postgresql", "true", "true", Logical::Boolean);
    add("postgresql", "uuid '6F1E0000-0000-4000-8000-00000000ABCD'", "6f1e0000-0000-4000-8000-00000000abcd", Logical::Uuid);
    add("mariadb", "cast(18446744073709551615 as unsigned)", "18446744073709551615", Logical::Integer);
    add("mariadb", "cast(-5 as signed)", "-5", Logical::Integer);
    add("mariadb", "cast(1.5 as decimal(10,2))", "1.50", Logical::Decimal);
    add("mariadb", "cast('2024-02-29 23:59:59.123456' as datetime(6))", "2024-02-29 23:59:59.123456", Logical::Timestamp);
    add("mariadb", "date '2024-02-29'", "2024-02-29", Logical::Date);
    add("mariadb", "x'00ff00'", "\\x00ff00", Logical::Binary);
    add("mariadb", "convert('Привет 😀' using utf8mb4)", "Привет 😀", Logical::Text);
    add("sqlite", "9223372036854775807", "9223372036854775807", Logical::Integer);
    add("sqlite", "'Привет 😀'", "Привет 😀", Logical::Text);
}

void TestOdbcValues::valuesComeAsTheServerWroteThem()
{
    QFETCH(QString, kind);
    QFETCH(QString, expression);
    QFETCH(QString, text);
    QFETCH(Logical, logical);
    OPEN(connection, kind);
    const Answer answer = run(**connection, u"SELECT "_s + expression + u" AS a"_s);
    QCOMPARE(answer.cell(), text);
    QCOMPARE(answer.results.first().columns.front().name, u"a"_s);
    QCOMPARE(logicalName(answer.results.first().columns.front().logical), logicalName(logical));
}

void TestOdbcValues::instantsKeepTheirZone()
{
    OPEN(connection, u"postgresql"_s);
    const auto native = test::open(source->nativeEndpoint(), source->secret());
    QVERIFY2(native, native ? "" : qPrintable(native.error().message));
    const QString summer = u"SELECT timestamptz '2024-07-01 12:00:00.25+00'"_s;
    for (const QString &zone : {u"America/New_York"_s, u"Asia/Kolkata"_s, u"UTC"_s}) {
        for (Connection *each : {connection->get(), native->get()})
            QVERIFY(!run(*each, u"SET TimeZone = '%1'"_s.arg(zone)).error);
        const Answer over = run(**connection, summer);
        QCOMPARE(over.cell(), run(**native, summer).cell());
        QVERIFY(over.results.first().columns.front().logical == Logical::TimestampTz);
    }
    // An hour that comes twice is not guessed at.
    QVERIFY(!run(**connection, u"SET TimeZone = 'America/New_York'"_s).error);
    QCOMPARE(run(**connection, u"SELECT timestamptz '2024-11-03 05:30+00'"_s).cell(), u"2024-11-03 01:30:00"_s);
    QCOMPARE(run(**connection, u"SELECT NULL::timestamptz"_s).results.first().rows().first().first(), QString());
    QVERIFY(!run(**connection, u"SET TimeZone = 'UTC'"_s).error);
    QCOMPARE(run(**connection, summer).cell(), u"2024-07-01 12:00:00.25+00"_s);
}

void TestOdbcValues::anEmojiAtABuffersEndStaysWhole_data()
{
    addSources();
}

/// Around the ends of what is bound, of the first piece of SQLGetData and of the next ones.
void TestOdbcValues::anEmojiAtABuffersEndStaysWhole()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    for (const int end : {254, 510, 4000, 4094, 16'380, 20'474, 65'534}) {
        for (int before = end - 3; before <= end + 3; ++before) {
            const QString text = QString(before, u'a') + u"😀Жé"_s + QString(20, u'b');
            const Answer answer = run(**connection, u"SELECT '"_s + text + u"' AS t"_s);
            QVERIFY2(answer.cell() == text, qPrintable(u"%1 characters before: %2…"_s.arg(before).arg(answer.cell().right(60))));
        }
    }
}

void TestOdbcValues::longBytesComeWhole_data()
{
    addSources();
}

void TestOdbcValues::longBytesComeWhole()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const bool isPostgresql = kind == u"postgresql"_s;
    for (const int size : {0, 1, 511, 512, 513, 4095, 4096, 4097, 70'000, 1'000'000}) {
        const QString hex = u"00ff80e2"_s.repeated(size / 4 + 1).left(size * 2);
        const QString type = isPostgresql ? u"bytea"_s : kind == u"mariadb"_s ? u"longblob"_s : u"blob"_s;
        const QString literal = isPostgresql ? u"'\\x%1'"_s.arg(hex) : u"x'%1'"_s.arg(hex);
        run(**connection, u"DROP TABLE IF EXISTS b"_s);
        QVERIFY(!run(**connection, u"CREATE TABLE b (v %1)"_s.arg(type)).error);
        QVERIFY(!run(**connection, u"INSERT INTO b VALUES (%1)"_s.arg(literal)).error);
        const Answer answer = run(**connection, u"SELECT v FROM b"_s);
        QVERIFY2(answer.cell() == u"\\x"_s + hex, qPrintable(u"%1 bytes: %2"_s.arg(size).arg(answer.cell().left(80))));
    }
}

void TestOdbcValues::blocksLoseNoRowAndNoNull_data()
{
    addSources();
}

/// 70,003 rows: many blocks, more than a chunk, and a rest.
void TestOdbcValues::blocksLoseNoRowAndNoNull()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const QString numbers = kind == u"postgresql"_s ? u"SELECT i FROM generate_series(1, 70003) AS s(i)"_s
                            : kind == u"mariadb"_s
                                ? u"SELECT seq AS i FROM seq_1_to_70003"_s
                                : u"WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 70003) SELECT i FROM s"_s;
    const QString text = kind == u"mariadb"_s ? u"concat('row ', i)"_s : u"'row ' || i"_s;
    const Answer answer =
        run(**connection, u"SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE %1 END AS t FROM (%2) AS q ORDER BY i"_s.arg(text, numbers));
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    const QList<QStringList> rows = answer.results.first().rows();
    QCOMPARE(rows.size(), 70'003);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const qint64 number = i + 1;
        if (rows[i][0] != QString::number(number) || (number % 7 == 0) != rows[i][1].isNull()
            || (number % 7 != 0 && rows[i][1] != u"row %1"_s.arg(number)))
            QFAIL(qPrintable(u"row %1 is %2, %3"_s.arg(number).arg(rows[i][0], rows[i][1])));
    }
}

/// A column bound short in a block of many rows, some of whose values are longer.
void TestOdbcValues::aLongValueInTheMiddleOfABlockIsReadWhole()
{
    OPEN(connection, u"postgresql"_s);
    const Answer answer =
        run(**connection, u"SELECT i, repeat('Ж', CASE WHEN i % 100 = 50 THEN 3000 ELSE 3 END)::text AS t FROM generate_series(1, 2000) AS s(i)"_s);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    const QList<QStringList> rows = answer.results.first().rows();
    QCOMPARE(rows.size(), 2000);
    for (const QStringList &row : rows) {
        const qsizetype wanted = row[0].toInt() % 100 == 50 ? 3000 : 3;
        QVERIFY2(row[1].size() == wanted && row[1].count(u'Ж') == wanted, qPrintable(u"row "_s + row[0]));
    }
}

void TestOdbcValues::sixteenHundredColumnsAreRead()
{
    OPEN(connection, u"postgresql"_s);
    QStringList columns;
    for (int i = 1; i <= 1600; ++i)
        columns.append(i % 2 == 0 ? u"%1 AS c%1"_s.arg(i) : u"'text %1'::text AS c%1"_s.arg(i));
    const Answer answer = run(**connection, u"SELECT %1 FROM generate_series(1, 50)"_s.arg(columns.join(u", "_s)));
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    const QList<QStringList> rows = answer.results.first().rows();
    QCOMPARE(rows.size(), 50);
    for (const QStringList &row : rows) {
        QCOMPARE(row.size(), 1600);
        QCOMPARE(row[1598], u"text 1599"_s);
        QCOMPARE(row[1599], u"1600"_s);
    }
}

void TestOdbcValues::parametersAreBoundByTheirTypes_data()
{
    addSources();
}

void TestOdbcValues::parametersAreBoundByTheirTypes()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const QString big = kind == u"mariadb"_s ? u"CREATE TABLE p (i bigint, d decimal(20,4), t varchar(100), n varchar(10), f double)"_s
                                             : u"CREATE TABLE p (i bigint, d decimal(20,4), t varchar(100), n varchar(10), f double precision)"_s;
    QVERIFY(!run(**connection, big).error);
    const QList<Parameter> values{{{}, Tag::Integer, u"-9223372036854775807"_s},
                                  {{}, Tag::Decimal, u"12.5000"_s},
                                  {{}, Tag::Text, u"O'Hara 😀"_s},
                                  {{}, Tag::Null, {}},
                                  {{}, Tag::Float, u"0.5"_s}};
    const Answer inserted = run(**connection, u"INSERT INTO p VALUES (?, ?, ?, ?, ?)"_s, values);
    QVERIFY2(!inserted.error, inserted.error ? qPrintable(inserted.error->message) : "");
    QCOMPARE(inserted.results.first().end.affectedRows, 1);
    const QStringList row = run(**connection, u"SELECT i, t, n, f FROM p"_s).results.first().rows().value(0);
    QCOMPARE(row.value(0), u"-9223372036854775807"_s);
    QCOMPARE(row.value(1), u"O'Hara 😀"_s);
    QVERIFY(row.value(2).isNull());
    QCOMPARE(row.value(3), u"0.5"_s);
    QCOMPARE(run(**connection, u"SELECT count(*) FROM p WHERE d = 12.5"_s).cell(), u"1"_s);
}

void TestOdbcValues::severalResultsComeOneByOne_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("postgresql") << u"postgresql"_s;
    QTest::newRow("mariadb") << u"mariadb"_s;
}

void TestOdbcValues::severalResultsComeOneByOne()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    QString text = u"SELECT 1 AS a; SELECT 'two' AS b, 2 AS c; SELECT 3 AS d WHERE 1 = 0"_s;
    if (kind == u"mariadb"_s) {
        QVERIFY(!run(**connection, u"CREATE PROCEDURE several() BEGIN %1; END"_s.arg(text)).error);
        text = u"CALL several()"_s;
    }
    const Answer answer = run(**connection, text);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QVERIFY(answer.results.size() >= 3);
    QCOMPARE(answer.results[0].rows(), QList<QStringList>{{u"1"_s}});
    QCOMPARE(answer.results[1].rows(), (QList<QStringList>{{u"two"_s, u"2"_s}}));
    QCOMPARE(answer.results[1].columns.size(), 2U);
    QCOMPARE(answer.results[2].rowCount(), 0);
    QCOMPARE(answer.results[2].columns.front().name, u"d"_s);
}

void TestOdbcValues::emptyTextIsNotNull_data()
{
    addSources();
}

void TestOdbcValues::emptyTextIsNotNull()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const QStringList row = run(**connection, u"SELECT '' AS a, NULL AS b, ' ' AS c"_s).results.first().rows().value(0);
    QVERIFY(!row.value(0).isNull());
    QCOMPARE(row.value(0), u""_s);
    QVERIFY(row.value(1).isNull());
    QCOMPARE(row.value(2), u" "_s);
}

CONCORD_TEST(TestOdbcValues)
#include "tst_odbcvalues.moc"
