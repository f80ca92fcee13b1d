// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"
#include "testprogram.h"

#include "query/sqltext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class SqlParametersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreFound_data();
    void namesAreFound();
    void namesBecomePlaceholders_data();
    void namesBecomePlaceholders();
    void missingValuesAreErrors();
    void ownPlaceholdersDoNotMix_data();
    void ownPlaceholdersDoNotMix();
    void positionsLeadBack();
    void assignmentsAreParsed_data();
    void assignmentsAreParsed();
    void malformedAssignmentsAreErrors_data();
    void malformedAssignmentsAreErrors();
};

void SqlParametersTest::namesAreFound_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QString &engine, const QString &statement, const QStringList &names) {
        QTest::newRow(name) << engine << statement << names;
    };
    const QString pg = u"postgresql"_s;
    const QString my = u"mysql"_s;
    row("first appearance", pg, u"SELECT :b, :a, :b"_s, {u"b"_s, u"a"_s});
    row("not in strings and comments", pg, u"SELECT ':a', $$:b$$, \":c\" -- :d\n /* :e */ , :f"_s, {u"f"_s});
    row("not a cast", pg, u"SELECT a::int, b ::text, :c::date"_s, {u"c"_s});
    row("not a cast where there is none", u"sqlite"_s, u"SELECT 1::text, :c"_s, {u"c"_s});
    row("not a cast in MySQL", my, u"SELECT 1::text"_s, {});
    row("not a struct's value", pg, u"SELECT {'a':b, 'c': d, e:f}, :g"_s, {u"g"_s});
    row("not a slice", pg, u"SELECT a[1:2], a[x:y], a[:i], a[1:(:j)]"_s, {u"i"_s, u"j"_s});
    row("not an assignment", my, u"SELECT @v := 1, @w:=:x"_s, {u"x"_s});
    row("not a time or a path", pg, u"SELECT '12:30:00'::time, j -> 'a:b', :t"_s, {u"t"_s});
    row("not a label", my, u"CREATE PROCEDURE p() l:BEGIN END"_s, {});
    row("not a variable of PSQL", u"firebird"_s, u"EXECUTE BLOCK (a INTEGER = :x) AS DECLARE y INTEGER; BEGIN SELECT 1 FROM t INTO :y; END"_s,
        {u"x"_s});
    row("sqlite's own", u"sqlite"_s, u"SELECT :a, [b:c], @d, $e, '$.f:g'"_s, {u"a"_s});
    row("without blanks", my, u"SELECT 1 WHERE a=:a AND(b>:b)"_s, {u"a"_s, u"b"_s});
    row("digits and underscores", pg, u"SELECT :tenant_id2, :_x, :1"_s, {u"tenant_id2"_s, u"_x"_s});
}

void SqlParametersTest::namesAreFound()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    QFETCH(QStringList, names);
    QCOMPARE(parameterNames(statement, dialectNamed(engine)), names);
}

void SqlParametersTest::namesBecomePlaceholders_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char *name, const QString &engine, const QString &statement, const QString &text, const QStringList &values) {
        QTest::newRow(name) << engine << statement << text << values;
    };
    row("numbered", u"postgresql"_s, u"SELECT :b, :a, :b, ':a'"_s, u"SELECT $1, $2, $1, ':a'"_s, {u"two"_s, u"one"_s});
    row("questions", u"mysql"_s, u"SELECT :b, :a, :b, ':a'"_s, u"SELECT ?, ?, ?, ':a'"_s, {u"two"_s, u"one"_s, u"two"_s});
    row("sqlite", u"sqlite"_s, u"SELECT :a"_s, u"SELECT ?"_s, {u"one"_s});
    row("cast after", u"postgresql"_s, u"SELECT :a::int"_s, u"SELECT $1::int"_s, {u"one"_s});
    row("word right before", u"postgresql"_s, u"LIMIT:a"_s, u"LIMIT $1"_s, {u"one"_s});
    row("none", u"postgresql"_s, u"SELECT a ? 'b', $1"_s, u"SELECT a ? 'b', $1"_s, {});
    row("operator beside names", u"postgresql"_s, u"SELECT a ? :a"_s, u"SELECT a ? $1"_s, {u"one"_s});
}

void SqlParametersTest::namesBecomePlaceholders()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    QFETCH(QString, text);
    QFETCH(QStringList, values);
    const QList<Parameter> given{{u"unused"_s, Tag::Null, {}}, {u"a"_s, Tag::Text, u"one"_s}, {u"b"_s, Tag::Text, u"two"_s}};
    const auto bound = bindParameters(statement, given, dialectNamed(engine));
    QVERIFY2(bound, qPrintable(bound ? QString() : bound.error().message));
    QCOMPARE(bound->text, text);
    QStringList texts;
    for (const Parameter &parameter : bound->parameters)
        texts << parameter.text;
    QCOMPARE(texts, values);
}

void SqlParametersTest::missingValuesAreErrors()
{
    const auto bound = bindParameters(u"SELECT :a,\n :b"_s, {{u"a"_s, Tag::Null, {}}}, dialectNamed(u"postgresql"_s));
    QVERIFY(!bound);
    QCOMPARE(bound.error().kind, ErrorKind::Usage);
    QVERIFY(bound.error().message.contains(u":b"));
    QCOMPARE(bound.error().line, 2);
    QCOMPARE(bound.error().column, 2);
}

void SqlParametersTest::ownPlaceholdersDoNotMix_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    QTest::newRow("postgresql") << u"postgresql"_s << u"SELECT :a, $1"_s;
    QTest::newRow("mysql") << u"mysql"_s << u"SELECT ?, :a"_s;
    QTest::newRow("sqlite") << u"sqlite"_s << u"SELECT @x, :a"_s;
}

void SqlParametersTest::ownPlaceholdersDoNotMix()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    const auto bound = bindParameters(statement, {{u"a"_s, Tag::Integer, u"1"_s}}, dialectNamed(engine));
    QVERIFY(!bound);
    QCOMPARE(bound.error().kind, ErrorKind::Usage);
    QVERIFY(bound.error().offset > 0);
}

/// Whatever follows a placeholder lies where it was typed.
void SqlParametersTest::positionsLeadBack()
{
    const QString statement = u"SELECT :a + :name, LIMIT:a, ':a' FROM nowhere"_s;
    for (const SqlCorpus &corpus : sqlCorpora()) {
        const auto bound = bindParameters(statement, {{u"a"_s, Tag::Null, {}}, {u"name"_s, Tag::Null, {}}}, *corpus.dialect);
        QVERIFY(bound);
        for (const QString &word : {u"SELECT"_s, u" + "_s, u", LIMIT"_s, u", ':a'"_s, u"nowhere"_s}) {
            QCOMPARE(unboundOffset(statement, static_cast<int>(bound->text.indexOf(word)), *corpus.dialect), statement.indexOf(word));
        }
        QCOMPARE(unboundOffset(statement, 7, *corpus.dialect), 7);
        QCOMPARE(unboundOffset(statement, static_cast<int>(bound->text.size()), *corpus.dialect), statement.size());
    }
}

void SqlParametersTest::assignmentsAreParsed_data()
{
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &assignment, Tag type, const QString &text) {
        QTest::addRow("%s", qPrintable(assignment)) << assignment << u"k"_s << static_cast<int>(type) << text;
    };
    row(u"k=42"_s, Tag::Integer, u"42"_s);
    row(u"k=-42"_s, Tag::Integer, u"-42"_s);
    row(u":k=0"_s, Tag::Integer, u"0"_s);
    row(u"k=9223372036854775807"_s, Tag::Integer, u"9223372036854775807"_s);
    row(u"k=9223372036854775808"_s, Tag::Decimal, u"9223372036854775808"_s);
    row(u"k=1.50"_s, Tag::Decimal, u"1.50"_s);
    row(u"k=007"_s, Tag::Text, u"007"_s);
    row(u"k=1."_s, Tag::Text, u"1."_s);
    row(u"k=1e5"_s, Tag::Text, u"1e5"_s);
    row(u"k=true"_s, Tag::Boolean, u"true"_s);
    row(u"k=FALSE"_s, Tag::Boolean, u"false"_s);
    row(u"k=NULL"_s, Tag::Null, u""_s);
    row(u"k='NULL'"_s, Tag::Text, u"NULL"_s);
    row(u"k='it''s'"_s, Tag::Text, u"it's"_s);
    row(u"k="_s, Tag::Text, u""_s);
    row(u"k=''"_s, Tag::Text, u""_s);
    row(u"k='"_s, Tag::Text, u"'"_s);
    row(u"k=a=b"_s, Tag::Text, u"a=b"_s);
    row(u"k= x "_s, Tag::Text, u" x "_s);
}

void SqlParametersTest::assignmentsAreParsed()
{
    QFETCH(QString, assignment);
    QFETCH(QString, name);
    QFETCH(int, type);
    QFETCH(QString, text);
    const auto parsed = parseParameter(assignment);
    QVERIFY(parsed);
    QCOMPARE(*parsed, (Parameter{name, static_cast<Tag>(type), text}));
}

void SqlParametersTest::malformedAssignmentsAreErrors_data()
{
    QTest::addColumn<QString>("assignment");
    for (const QString &text : {u""_s, u"k"_s, u"=1"_s, u"1k=1"_s, u"a b=1"_s, u"k;=1"_s})
        QTest::addRow("%s", qPrintable(text)) << text;
}

void SqlParametersTest::malformedAssignmentsAreErrors()
{
    QFETCH(QString, assignment);
    const auto parsed = parseParameter(assignment);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::Usage);
}

CONCORD_TEST(SqlParametersTest)
#include "tst_sqlparameters.moc"
