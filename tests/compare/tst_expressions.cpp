// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressions.h"
#include "testprogram.h"

#include "connection/dialect.h"
#include "mysql/mysqldialect.h"
#include "postgresql/postgresqldialect.h"
#include "sqlite/sqlitedialect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestExpressions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameTokensAreOneExpression_data();
    void sameTokensAreOneExpression();
    void literalsHaveValues_data();
    void literalsHaveValues();
    void numbersAreCanonical_data();
    void numbersAreCanonical();
    void functionsOfManyNames_data();
    void functionsOfManyNames();
};

void TestExpressions::sameTokensAreOneExpression_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("same");
    QTest::newRow("blanks") << u"a>0"_s << u" a > 0 "_s << true;
    QTest::newRow("a comment") << u"a /* ) */ > 0"_s << u"a > 0"_s << true;
    QTest::newRow("quotes around a plain name") << u"\"a\" > 0"_s << u"a > 0"_s << true;
    QTest::newRow("parentheses around all") << u"((a > 0))"_s << u"a > 0"_s << true;
    QTest::newRow("parentheses that are not around all") << u"(a) > (0)"_s << u"a) > (0"_s << false;
    QTest::newRow("case of keywords and names") << u"A IS not null"_s << u"a is NOT NULL"_s << true;
    QTest::newRow("case of text") << u"a = 'X'"_s << u"a = 'x'"_s << false;
    QTest::newRow("blanks in text") << u"a = 'x y'"_s << u"a = 'x  y'"_s << false;
    QTest::newRow("another operator") << u"a >= 0"_s << u"a > 0"_s << false;
    QTest::newRow("order") << u"a AND b"_s << u"b AND a"_s << false;
}

void TestExpressions::sameTokensAreOneExpression()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const bool, same);
    QCOMPARE(sameExpression(left, sqliteDialect(), right, sqliteDialect()), same);
    QCOMPARE(sameExpression(right, sqliteDialect(), left, sqliteDialect()), same);
}

void TestExpressions::literalsHaveValues_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("literal");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << u"'a''b'"_s << true << u"a'b"_s;
    QTest::newRow("a cast") << u"'x'::character varying(20)"_s << true << u"x"_s;
    QTest::newRow("in parentheses") << u"((0))"_s << true << u"0"_s;
    QTest::newRow("negative with a cast") << u"-1.50::numeric"_s << true << u"-1.50"_s;
    QTest::newRow("empty text") << u"''"_s << true << QString();
    QTest::newRow("boolean") << u"TRUE"_s << true << u"true"_s;
    QTest::newRow("a sum") << u"1 + 1"_s << false << QString();
    QTest::newRow("two texts") << u"'a' || 'b'"_s << false << QString();
    QTest::newRow("a function") << u"now()"_s << false << QString();
    QTest::newRow("parentheses in text") << u"'(a'"_s << true << u"(a"_s;
}

void TestExpressions::literalsHaveValues()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, literal);
    QFETCH(const QString, text);
    const auto read = literalOf(sql);
    QCOMPARE(read.has_value(), literal);
    if (read)
        QCOMPARE(read->text, text);
}

void TestExpressions::numbersAreCanonical_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("zeros") << u"007.500"_s << u"7.5"_s;
    QTest::newRow("zero") << u"0.00"_s << u"0"_s;
    QTest::newRow("minus zero") << u"-0"_s << u"0"_s;
    QTest::newRow("negative") << u"-1.50"_s << u"-1.5"_s;
    QTest::newRow("no number") << u"1e5x"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("a dot") << u"."_s << QString();
}

void TestExpressions::numbersAreCanonical()
{
    QFETCH(const QString, text);
    QFETCH(const QString, canonical);
    QCOMPARE(canonicalNumber(text).value_or(QString()), canonical);
}

void TestExpressions::functionsOfManyNames_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("name");
    QTest::newRow("standard") << u"CURRENT_TIMESTAMP"_s << u"now"_s;
    QTest::newRow("PostgreSQL") << u"now()"_s << u"now"_s;
    QTest::newRow("with precision") << u"current_timestamp(6)"_s << u"now"_s;
    QTest::newRow("SQL Server") << u"(getdate())"_s << u"now"_s;
    QTest::newRow("SQLite") << u"datetime('now')"_s << u"now"_s;
    QTest::newRow("a cast") << u"now()::timestamp without time zone"_s << u"now"_s;
    QTest::newRow("date") << u"CURDATE()"_s << u"today"_s;
    QTest::newRow("uuid") << u"gen_random_uuid()"_s << u"uuid"_s;
    QTest::newRow("another one") << u"random()"_s << QString();
    QTest::newRow("a text") << u"'now()'"_s << QString();
}

void TestExpressions::functionsOfManyNames()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, name);
    QCOMPARE(wellKnownFunction(sql), name);
}

CONCORD_TEST(TestExpressions)
#include "tst_expressions.moc"
