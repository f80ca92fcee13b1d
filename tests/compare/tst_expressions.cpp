// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressionform.h"
#include "compare/expressionrules.h"
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
    void castsOfListsAreCastsOfValues_data();
    void castsOfListsAreCastsOfValues();
    void literalsHaveValues_data();
    void literalsHaveValues();
    void numbersAreCanonical_data();
    void numbersAreCanonical();
    void twoEnginesSayOneThing_data();
    void twoEnginesSayOneThing();
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

void TestExpressions::twoEnginesSayOneThing_data()
{
    QTest::addColumn<QString>("postgresql");
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const QString &left, const char *engine, const QString &right, bool same) {
        QTest::newRow(name) << left << QString::fromLatin1(engine) << right << same;
    };
    row("parentheses", u"((n >= 0) AND (n < 150))"_s, "sqlite", u"n >= 0 AND n < 150"_s, true);
    row("the order of AND", u"((n >= 0) AND (n < 150))"_s, "sqlite", u"n < 150 AND n >= 0"_s, true);
    row("OR inside AND", u"(((n = 1) OR (n = 2)) AND b)"_s, "sqlite", u"n = 1 OR n = 2 AND b"_s, false);
    row("another number", u"(n >= 0)"_s, "sqlite", u"n >= 1"_s, false);
    row("a list", u"((s)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))"_s, "mysql",
        u"`s` in (_utf8mb4'y',_utf8mb4'x')"_s, true);
    row("not in a list", u"((s)::text <> ALL (ARRAY['x'::text, 'y'::text]))"_s, "mysql", u"`s` not in (_utf8mb4'x',_utf8mb4'y')"_s, true);
    row("a list of one", u"((s)::text = 'x'::text)"_s, "sqlite", u"s IN ('x')"_s, true);
    row("texts in another case", u"((s)::text = 'x'::text)"_s, "sqlite", u"s = 'X'"_s, false);
    row("between", u"((n >= 1) AND (n <= 5))"_s, "mysql", u"(`n` between 1 and 5)"_s, true);
    row("not the greater", u"(NOT (n > 5))"_s, "mysql", u"(`n` <= 5)"_s, true);
    row("a negative literal", u"(n <> '-1'::integer)"_s, "sqlite", u"n <> -1"_s, true);
    row("a boolean as a number", u"(b OR (n > 2))"_s, "mysql", u"((0 <> `b`) or (`n` > 2))"_s, true);
    row("a boolean turned round", u"(NOT b)"_s, "mysql", u"(`b` = 0)"_s, true);
    row("a number is no boolean", u"(n = 1)"_s, "sqlite", u"n"_s, false);
    row("like", u"((s)::text ~~ 'A%'::text)"_s, "sqlite", u"s LIKE 'A%'"_s, true);
    row("a function's other name", u"upper((s)::text)"_s, "mariadb", u"ucase(`s`)"_s, true);
    row("characters", u"(char_length((s)::text) <= 10)"_s, "sqlite", u"length(s) <= 10"_s, true);
    row("bytes are no characters", u"(char_length((s)::text) <= 10)"_s, "mysql", u"(length(`s`) <= 10)"_s, false);
    row("whole numbers and others", u"((n)::numeric * p)"_s, "sqlite", u"n * p"_s, true);
    row("whole numbers divide in their own way", u"((n)::numeric / p)"_s, "sqlite", u"n / p"_s, false);
    row("products bind closer", u"((n + n) * n)"_s, "sqlite", u"n + n * n"_s, false);
    row("a cast that rounds", u"((p)::integer > 5)"_s, "sqlite", u"p > 5"_s, false);
    row("joined texts", u"(((s)::text || '-'::text) || (t)::text)"_s, "mysql", u"concat(`s`,'-',`t`)"_s, true);
    row("pipes are OR", u"(b OR b)"_s, "mysql", u"`b` || `b`"_s, false);
    row("a choice", u"CASE WHEN (n > 3) THEN (n < 10) ELSE (n <> 2) END"_s, "mysql",
        u"((case when (`n` > 3) then (`n` < 10) else (`n` <> 2) end) <> 0)"_s, true);
    row("another column", u"(n > 0)"_s, "sqlite", u"p > 0"_s, false);
    row("what nobody else knows", u"(s ~ '^x'::text)"_s, "sqlite", u"s GLOB 'x*'"_s, false);
}

void TestExpressions::twoEnginesSayOneThing()
{
    QFETCH(const QString, postgresql);
    QFETCH(const QString, engine);
    QFETCH(const QString, other);
    QFETCH(const bool, same);
    std::vector<Column> columns;
    const auto column = [&](const QString &name, TypeFamily family) {
        Column &made = columns.emplace_back();
        made.name = name;
        made.type.family = family;
    };
    column(u"n"_s, TypeFamily::Integer);
    column(u"p"_s, TypeFamily::Decimal);
    column(u"b"_s, TypeFamily::Boolean);
    column(u"s"_s, TypeFamily::Text);
    column(u"t"_s, TypeFamily::Text);
    const Dialect &dialect = engine == u"sqlite" ? sqliteDialect() : mysqlDialect();
    const auto left = expressionForm(postgresql, {u"postgresql"_s, &postgresqlDialect(), &columns});
    const auto right = expressionForm(other, {engine, &dialect, &columns});
    QVERIFY2((left && left == right) == same, qPrintable(left.value_or(u"?"_s) + u" | "_s + right.value_or(u"?"_s)));
}

void TestExpressions::castsOfListsAreCastsOfValues_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("same");
    const QString whole = u"((s)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying])::text[]))"_s;
    const QString each = u"((s)::text = ANY (ARRAY[('x'::character varying)::text, ('it''s'::character varying)::text]))"_s;
    QTest::newRow("a list") << u"expression"_s << whole << each << true;
    QTest::newRow("another value") << u"expression"_s << whole << QString(each).replace(u"'x'"_s, u"'y'"_s) << false;
    QTest::newRow("what a person wrote") << u"body"_s << whole << each << false;
    QTest::newRow("a function of that type") << u"expression"_s << u"f(('x'::character varying)::text)"_s << u"f('x'::character varying)"_s << false;
}

void TestExpressions::castsOfListsAreCastsOfValues()
{
    QFETCH(const QString, property);
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const bool, same);
    const Dialect &dialect = postgresqlDialect();
    const RuleInput in{.leftEngine = u"postgresql"_s,
                       .rightEngine = u"postgresql"_s,
                       .leftDialect = &dialect,
                       .rightDialect = &dialect,
                       .kind = u"check"_s,
                       .property = property,
                       .left = left,
                       .right = right};
    QCOMPARE(castOfList(in).has_value(), same);
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
