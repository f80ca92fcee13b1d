// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"
#include "testprogram.h"

#include "query/format.h"
#include "query/sqltext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// The tokens that are not blank, as text.
static QStringList meaning(const QString &text, const Dialect &dialect)
{
    QStringList words;
    for (const SqlToken &token : tokenize(text, dialect)) {
        if (token.kind != SqlToken::Kind::Blank)
            words << QString::number(static_cast<int>(token.kind)) + text.sliced(token.offset, token.length);
    }
    return words;
}

class SqlFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clausesGetLinesOfTheirOwn_data();
    void clausesGetLinesOfTheirOwn();
    void onlyBlanksChange_data();
    void onlyBlanksChange();
    void joinedScriptsStayTheSameStatements();
    void whatCannotBeReadStays();
    void linesBecomeComments_data();
    void linesBecomeComments();
};

void SqlFormatTest::clausesGetLinesOfTheirOwn_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected, const QString &engine = u"postgresql"_s) {
        QTest::newRow(name) << engine << text << expected;
    };
    row("a query", u"select a ,b  from t left  join u on t.a = u.a where x = 1 and y between 1 and 2 group by a order by a limit 5 offset 2"_s,
        u"select a, b\nfrom t\nleft join u on t.a = u.a\nwhere x = 1 and y between 1 and 2\ngroup by a\norder by a\nlimit 5 offset 2"_s);
    row("a long list", u"SELECT first_column_of_the_table, second_column_of_the_table, count(a, b), CASE WHEN a AND b THEN 1 END FROM t"_s,
        u"SELECT\n    first_column_of_the_table,\n    second_column_of_the_table,\n    count(a, b),\n    CASE WHEN a AND b THEN 1 END\nFROM t"_s);
    row("a long condition", u"SELECT a FROM t WHERE first_column_of_the_table = 1 AND (second_column = 2 OR c = 3) OR third_column BETWEEN 4 AND 5"_s,
        u"SELECT a\nFROM t\nWHERE first_column_of_the_table = 1\n    AND (second_column = 2 OR c = 3)\n    OR third_column BETWEEN 4 AND 5"_s);
    row("parts", u"WITH x AS (SELECT a_long_name, another_long_name FROM some_table WHERE a = 1), y AS (SELECT 1) SELECT * FROM x, y"_s,
        u"WITH x AS (\n    SELECT a_long_name, another_long_name\n    FROM some_table\n    WHERE a = 1\n),\ny AS (SELECT 1)\nSELECT *\nFROM x, y"_s);
    row("a subquery", u"SELECT a FROM t WHERE b IN (SELECT a_long_name FROM some_table JOIN another USING (id) WHERE c) AND d"_s,
        u"SELECT a\nFROM t\nWHERE b IN (\n        SELECT a_long_name\n        FROM some_table\n        JOIN another USING (id)\n        WHERE c\n    )\n    AND d"_s);
    row("comments", u"SELECT a -- one\n, b /* two */ FROM t\n-- three\nWHERE c"_s,
        u"SELECT\n    a -- one\n    , b /* two */\nFROM t\n    -- three\nWHERE c"_s);
    row("changes", u"UPDATE t SET a = 1, b = 2 FROM u WHERE c IS DISTINCT FROM d RETURNING a; DELETE FROM t WHERE a"_s,
        u"UPDATE t\nSET a = 1, b = 2\nFROM u\nWHERE c IS DISTINCT FROM d\nRETURNING a;\nDELETE FROM t\nWHERE a"_s);
    row("an insertion", u"INSERT INTO t (a, b) VALUES (1,2),(3,4) ON CONFLICT (a) DO UPDATE SET b = 1"_s,
        u"INSERT INTO t (a, b)\nVALUES (1, 2), (3, 4)\nON CONFLICT (a) DO UPDATE SET b = 1"_s);
    row("strings on lines of their own", u"SELECT 'a'\n   'b'"_s, u"SELECT 'a'\n'b'"_s);
    row("functions keep their parenthesis", u"SELECT count( * ), left(a, 1), count (b) FROM t"_s, u"SELECT count(*), left(a, 1), count (b)\nFROM t"_s,
        u"mysql"_s);
    row("words without a blank", u"SELECT 1FROM t"_s, u"SELECT 1FROM t"_s, u"mysql"_s);
    row("definitions stay", u"CREATE TABLE t ( a int )"_s, u"CREATE TABLE t ( a int )"_s);
    row("hint stays", u"SELECT /*+ x */ a FROM t"_s, u"SELECT /*+ x */ a\nFROM t"_s, u"mysql"_s);
    row("delimiters stay", u"DELIMITER //\nSELECT 1 FROM t//\nDELIMITER ;\nSELECT 2;"_s,
        u"DELIMITER //\nSELECT 1\nFROM t//\nDELIMITER ;\nSELECT 2;"_s, u"mysql"_s);
}

void SqlFormatTest::clausesGetLinesOfTheirOwn()
{
    QFETCH(QString, engine);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(formatSql(text, dialectNamed(engine)), expected);
    QCOMPARE(formatSql(expected, dialectNamed(engine)), expected);
}

void SqlFormatTest::onlyBlanksChange_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    for (const SqlCorpus &corpus : sqlCorpora()) {
        int n = 0;
        for (const QString &statement : corpus.statements)
            QTest::addRow("%s %d", qPrintable(corpus.dialect->engine), ++n) << corpus.dialect->engine << statement;
    }
}

void SqlFormatTest::onlyBlanksChange()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    const Dialect &dialect = dialectNamed(engine);
    const QString formatted = formatSql(statement, dialect);
    QCOMPARE(meaning(formatted, dialect), meaning(statement, dialect));
    QCOMPARE(formatSql(formatted, dialect), formatted);
    const auto split = splitScript(formatted, dialect);
    QVERIFY(split);
    QCOMPARE(split->size(), 1);
}

void SqlFormatTest::joinedScriptsStayTheSameStatements()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const auto corpora = sqlCorpora();
    for (int round = 0; round < 1500; ++round) {
        const SqlCorpus &corpus = corpora[round % corpora.size()];
        QString script;
        for (int n = random.bounded(5); n >= 0; --n) {
            script += corpus.gaps[random.bounded(corpus.gaps.size())] + corpus.statements[random.bounded(corpus.statements.size())]
                      + corpus.gaps[random.bounded(corpus.gaps.size())] + u';';
        }
        if (random.bounded(2) == 0)
            script.remove(random.bounded(static_cast<int>(script.size())), random.bounded(10));
        const QString formatted = formatSql(script, *corpus.dialect);
        QVERIFY2(meaning(formatted, *corpus.dialect) == meaning(script, *corpus.dialect), qPrintable(script));
    }
}

void SqlFormatTest::whatCannotBeReadStays()
{
    for (const QString &text : {u""_s, u"  \n"_s, u"SELECT 'a\n FROM t"_s, u"SELECT a  FROM t /* b"_s, u"SELECT )  FROM t"_s})
        QCOMPARE(formatSql(text, dialectNamed(u"sqlite"_s)), text);
}

/// [ and ] are the ends of the selection.
static std::pair<int, int> takeSelection(QString &text)
{
    const auto start = static_cast<int>(text.indexOf(u'['));
    text.remove(start, 1);
    const auto end = static_cast<int>(text.indexOf(u']'));
    text.remove(end, 1);
    return {start, end};
}

void SqlFormatTest::linesBecomeComments_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected, const QString &engine = u"postgresql"_s) {
        QTest::newRow(name) << engine << text << expected;
    };
    row("the cursor's line", u"a\nb[]c\nd"_s, u"a\n-- b[]c\nd"_s);
    row("and back", u"a\n-- b[]c\nd"_s, u"a\nb[]c\nd"_s);
    row("cursor at the line's beginning", u"[]a"_s, u"-- []a"_s);
    row("several lines", u"[a\nb]\nc"_s, u"-- [a\n-- b]\nc"_s);
    row("up to a line's beginning", u"a[b\n]c"_s, u"-- a[b\n]c"_s);
    row("blank lines stay", u"[a\n\nb]"_s, u"-- [a\n\n-- b]"_s);
    row("the smallest indent", u"[  a\n    b]"_s, u"[  -- a\n  --   b]"_s);
    row("some are comments already", u"[-- a\nb]"_s, u"-- [-- a\n-- b]"_s);
    row("without a blank", u"[--a\n  --  b]"_s, u"[a\n   b]"_s);
    row("cursor in the mark", u"-[]- a"_s, u"[]a"_s);
    row("hash", u"[# a\n#b]"_s, u"[a\nb]"_s, u"mysql"_s);
    row("two dashes are no comment", u"[--a]"_s, u"-- [--a]"_s, u"mysql"_s);
    row("nothing", u"[]"_s, u"[]"_s);
    row("windows line ends", u"[a\r\nb\r\n]"_s, u"-- [a\r\n-- b\r\n]"_s);
}

void SqlFormatTest::linesBecomeComments()
{
    QFETCH(QString, engine);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto [start, end] = takeSelection(text);
    const auto [expectedStart, expectedEnd] = takeSelection(expected);
    const CommentToggle toggled = toggleComment(text, start, end, dialectNamed(engine));
    QCOMPARE(toggled.text, expected);
    QCOMPARE(toggled.selectionStart, expectedStart);
    QCOMPARE(toggled.selectionEnd, expectedEnd);
}

CONCORD_TEST(SqlFormatTest)
#include "tst_sqlformat.moc"
