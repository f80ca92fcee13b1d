// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"
#include "testprogram.h"

#include "query/sqltext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

static QStringList texts(const QList<ScriptStatement> &statements)
{
    QStringList result;
    for (const ScriptStatement &statement : statements)
        result << statement.text;
    return result;
}

class SqlSplitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachStatementIsOne_data();
    void eachStatementIsOne();
    void scriptsAreSplit_data();
    void scriptsAreSplit();
    void faultsAreLocated_data();
    void faultsAreLocated();
    void joinedStatementsComeBack();
    void mutatedScriptsDoNoHarm();
    void theStatementAtTheCursorIsFound_data();
    void theStatementAtTheCursorIsFound();
    void hugeTextIsSplit();
    void deepNestingIsSplit();
};

void SqlSplitTest::eachStatementIsOne_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("statement");
    for (const SqlCorpus &corpus : sqlCorpora()) {
        int n = 0;
        for (const QString &statement : corpus.statements)
            QTest::addRow("%s %d", qPrintable(corpus.dialect->engine), ++n) << corpus.dialect->engine << statement;
    }
}

void SqlSplitTest::eachStatementIsOne()
{
    QFETCH(QString, engine);
    QFETCH(QString, statement);
    const QString own = endOf(statement, dialectNamed(engine));
    for (const QString &end : {u""_s, own, u' ' + own + u" -- x\n"_s, own + u"SELECT 1"_s}) {
        const auto split = splitScript(statement + end, dialectNamed(engine));
        QVERIFY2(split, qPrintable(split ? QString() : split.error().message));
        QStringList expected{statement};
        if (end.endsWith(u"SELECT 1"))
            expected << u"SELECT 1"_s;
        QCOMPARE(texts(*split), expected);
    }
}

void SqlSplitTest::scriptsAreSplit_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &engine, const QString &script, const QStringList &expected) {
        QTest::newRow(name) << engine << script << expected;
    };
    const QString pg = u"postgresql"_s;
    const QString my = u"mariadb"_s;
    const QString lite = u"sqlite"_s;
    row("nothing", pg, u""_s, {});
    row("blanks and comments", pg, u" ; -- a\n;/* b */;;"_s, {});
    row("comments at the ends go", lite, u"-- a\nSELECT 1 /* b */; -- c"_s, {u"SELECT 1"_s});
    row("hint stays", pg, u"-- a\n/*+ x */ SELECT 1"_s, {u"/*+ x */ SELECT 1"_s});
    row("transaction", my, u"BEGIN; DELETE FROM t; COMMIT;"_s, {u"BEGIN"_s, u"DELETE FROM t"_s, u"COMMIT"_s});
    row("transaction with blocks after", my, u"BEGIN; BEGIN NOT ATOMIC SELECT 1; END; COMMIT"_s,
        {u"BEGIN"_s, u"BEGIN NOT ATOMIC SELECT 1; END"_s, u"COMMIT"_s});
    row("delimiter", my, u"DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nCALL p();"_s,
        {u"CREATE PROCEDURE p() BEGIN SELECT 1; END"_s, u"CALL p()"_s});
    row("delimiter ends a statement left open", my, u"SELECT 1\nDELIMITER ;\nSELECT 2"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("double semicolon", my,
        u"DELIMITER ;;\n/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a=1; END */;;\nDELIMITER ;\nSELECT 1;"_s,
        {u"/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a=1; END */"_s, u"SELECT 1"_s});
    row("a body that its delimiter cannot end", my, u"DELIMITER $$\nCREATE PROCEDURE p() BEGIN IF a THEN$$\nSELECT 1$$"_s,
        {u"CREATE PROCEDURE p() BEGIN IF a THEN"_s, u"SELECT 1"_s});
    row("views hold nothing", my, u"CREATE VIEW v AS SELECT 1; SELECT begin FROM t; CREATE TABLE trigger_log (a int); SELECT 2"_s,
        {u"CREATE VIEW v AS SELECT 1"_s, u"SELECT begin FROM t"_s, u"CREATE TABLE trigger_log (a int)"_s, u"SELECT 2"_s});
    row("parentheses in PostgreSQL", pg, u"SELECT (1; 2); SELECT 3"_s, {u"SELECT (1; 2)"_s, u"SELECT 3"_s});
    row("parentheses elsewhere", lite, u"SELECT (1; SELECT 3"_s, {u"SELECT (1"_s, u"SELECT 3"_s});
    row("open parenthesis is the server's to tell", pg, u"SELECT (1; SELECT 2"_s, {u"SELECT (1; SELECT 2"_s});
    row("begin in PostgreSQL", pg, u"BEGIN; SELECT 1; END; SELECT 2"_s, {u"BEGIN"_s, u"SELECT 1"_s, u"END"_s, u"SELECT 2"_s});
    row("trigger without body", lite, u"CREATE TRIGGER x; SELECT 1"_s, {u"CREATE TRIGGER x"_s, u"SELECT 1"_s});
    const QString ora = u"oracle"_s;
    row("a slash ends a block", ora, u"BEGIN\n  NULL;\nEND;\n/\nSELECT 1 FROM dual;\n"_s, {u"BEGIN\n  NULL;\nEND;"_s, u"SELECT 1 FROM dual"_s});
    row("a slash ends any statement", ora, u"SELECT 1\n  /  \r\nSELECT 2\n/"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("a slash after a semicolon", ora, u"CREATE TABLE t (a NUMBER);\n/\nSELECT 1;"_s, {u"CREATE TABLE t (a NUMBER)"_s, u"SELECT 1"_s});
    row("a slash in a string", ora, u"SELECT 'a\n/\nb' FROM dual;"_s, {u"SELECT 'a\n/\nb' FROM dual"_s});
    row("the client's commands", ora, u"SET DEFINE OFF\nPROMPT It's; done\nREM don't;\nSELECT 1;\nEXEC p(1);\n@x.sql\nSET ROLE a;\n"_s,
        {u"SET DEFINE OFF"_s, u"PROMPT It's; done"_s, u"REM don't"_s, u"SELECT 1"_s, u"EXEC p(1)"_s, u"@x.sql"_s, u"SET ROLE a"_s});
    row("a command over two lines", ora, u"EXEC p(1, -\n 2)\nSELECT 1"_s, {u"EXEC p(1, -\n 2)"_s, u"SELECT 1"_s});
    row("commands are words within a statement", ora, u"SELECT a FROM t\nSTART WITH a = 1\nCONNECT BY PRIOR a = b;\nUPDATE t\nSET a = 1"_s,
        {u"SELECT a FROM t\nSTART WITH a = 1\nCONNECT BY PRIOR a = b"_s, u"UPDATE t\nSET a = 1"_s});
    const QString fire = u"firebird"_s;
    row("set term", fire, u"SET TERM ^ ;\nCREATE PROCEDURE p AS BEGIN x = 1; END^\n-- a\nset term ;^\nSELECT 1;"_s,
        {u"CREATE PROCEDURE p AS BEGIN x = 1; END"_s, u"SELECT 1"_s});
    row("set term of several characters", fire, u"SET TERM !! ;\nSELECT 1; SELECT 2!!\nSET TERM ; !!\nSELECT 3"_s,
        {u"SELECT 1; SELECT 2"_s, u"SELECT 3"_s});
    row("bodies without set term", fire,
        u"CREATE TRIGGER t FOR a BEFORE INSERT AS DECLARE x INT; BEGIN IF (1 = 1) THEN BEGIN END IF (x = 1) THEN x = 2; END; SELECT 1"_s,
        {u"CREATE TRIGGER t FOR a BEFORE INSERT AS DECLARE x INT; BEGIN IF (1 = 1) THEN BEGIN END IF (x = 1) THEN x = 2; END"_s, u"SELECT 1"_s});
    row("windows line ends", lite, u"SELECT 1;\r\nSELECT 2;\r\n"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("byte order mark", lite, u"\uFEFFSELECT 1;"_s, {u"SELECT 1"_s});
}

void SqlSplitTest::scriptsAreSplit()
{
    QFETCH(QString, engine);
    QFETCH(QString, script);
    QFETCH(QStringList, expected);
    const auto split = splitScript(script, dialectNamed(engine));
    QVERIFY2(split, qPrintable(split ? QString() : split.error().message));
    QCOMPARE(texts(*split), expected);
}

void SqlSplitTest::faultsAreLocated_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("string") << u"sqlite"_s << u"SELECT 1;\nSELECT 'a;\n"_s << 2 << 8;
    QTest::newRow("name") << u"mysql"_s << u"SELECT `a"_s << 1 << 8;
    QTest::newRow("bracket") << u"sqlite"_s << u"SELECT [a"_s << 1 << 8;
    QTest::newRow("comment") << u"postgresql"_s << u"SELECT 1 /* a /* b */"_s << 1 << 10;
    QTest::newRow("comment alone") << u"sqlite"_s << u"\n/* a"_s << 2 << 1;
    QTest::newRow("executable comment") << u"mysql"_s << u"SELECT /*! 1; SELECT 2"_s << 1 << 8;
    QTest::newRow("dollar quote") << u"postgresql"_s << u"SELECT $a$ x $b$"_s << 1 << 8;
    QTest::newRow("body") << u"mysql"_s << u"CREATE PROCEDURE p()\nBEGIN SELECT 1;"_s << 2 << 1;
    QTest::newRow("body of a trigger") << u"sqlite"_s << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;"_s << 1 << 36;
    QTest::newRow("quote of one's own choice") << u"oracle"_s << u"SELECT 1;\nSELECT q'[a' FROM dual;"_s << 2 << 8;
    QTest::newRow("atomic body") << u"postgresql"_s << u"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;"_s << 1 << 39;
}

void SqlSplitTest::faultsAreLocated()
{
    QFETCH(QString, engine);
    QFETCH(QString, script);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto split = splitScript(script, dialectNamed(engine));
    QVERIFY(!split);
    QCOMPARE(split.error().kind, ErrorKind::Syntax);
    QVERIFY(!split.error().message.isEmpty());
    QCOMPARE(split.error().line, line);
    QCOMPARE(split.error().column, column);
}

/// Joins random statements by random delimiters, blanks and comments.
class Joiner
{
public:
    Joiner(const SqlCorpus &corpus, QRandomGenerator &random) : m_corpus(corpus), m_random(random) {}

    QString script()
    {
        QString script = gap();
        for (int n = 1 + m_random.bounded(6); n > 0; --n) {
            if (m_corpus.dialect->delimiterCommand && m_random.bounded(4) == 0)
                script += setDelimiter();
            const QString statement = pick(m_corpus.statements);
            if (m_delimiter != u";" && statement.contains(m_delimiter))
                continue;
            expected << statement;
            if (endOf(statement, *m_corpus.dialect) != u";") {
                script += gap() + statement + gap() + endOf(statement, *m_corpus.dialect);
                continue;
            }
            // A delimiter that is a word stands alone.
            const QString space = m_delimiter == u"go" ? u"\n"_s : QString();
            script += gap() + statement + gap() + space + m_delimiter + space;
        }
        return script + gap();
    }

    QStringList expected;

private:
    QString pick(const QStringList &list) { return list[m_random.bounded(list.size())]; }
    QString gap() { return pick(m_corpus.gaps); }
    QString setDelimiter()
    {
        m_delimiter = pick({u";"_s, u"//"_s, u"$$"_s, u";;"_s, u"|"_s, u"go"_s});
        return u"\n"_s + pick({u"DELIMITER "_s, u"  delimiter\t"_s}) + m_delimiter + u"\n"_s;
    }

    const SqlCorpus &m_corpus;
    QRandomGenerator &m_random;
    QString m_delimiter = u";"_s;
};

void SqlSplitTest::joinedStatementsComeBack()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const auto corpora = sqlCorpora();
    for (int round = 0; round < 4000; ++round) {
        const SqlCorpus &corpus = corpora[round % corpora.size()];
        Joiner joiner(corpus, random);
        const QString script = joiner.script();
        const auto split = splitScript(script, *corpus.dialect);
        QVERIFY2(split, qPrintable(script));
        if (texts(*split) != joiner.expected)
            qWarning().noquote() << corpus.dialect->engine << "seed" << seed << "\n" << script;
        QCOMPARE(texts(*split), joiner.expected);
        for (const ScriptStatement &statement : *split) {
            QCOMPARE(script.sliced(statement.offset, statement.text.size()), statement.text);
            QCOMPARE(statement.line, script.first(statement.offset).count(u'\n') + 1);
            const auto at = statementAt(script, statement.offset + random.bounded(static_cast<int>(statement.text.size())), *corpus.dialect);
            QVERIFY(at);
            QCOMPARE(*at, statement);
        }
    }
}

/// Cut, doubled and swapped text: everything ends, and what comes back lies in the text in order.
void SqlSplitTest::mutatedScriptsDoNoHarm()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const auto corpora = sqlCorpora();
    for (int round = 0; round < 4000; ++round) {
        const SqlCorpus &corpus = corpora[round % corpora.size()];
        QString script = Joiner(corpus, random).script();
        for (int n = 1 + random.bounded(5); n > 0 && !script.isEmpty(); --n) {
            const int at = random.bounded(static_cast<int>(script.size()));
            switch (random.bounded(4)) {
            case 0: script.remove(at, random.bounded(8)); break;
            case 1: script.insert(at, u"'\"`;/*$()\\\n"_s[random.bounded(11)]); break;
            case 2: script.insert(at, script.sliced(at).left(random.bounded(20))); break;
            default: script[at] = QChar(random.bounded(0x10000)); break;
            }
        }
        const int cursor = random.bounded(static_cast<int>(script.size()) + 1);
        (void)statementAt(script, cursor, *corpus.dialect);
        (void)classify(script, *corpus.dialect);
        (void)checkReadOnly(script, *corpus.dialect);
        (void)parameterNames(script, *corpus.dialect);
        const auto split = splitScript(script, *corpus.dialect);
        if (!split) {
            QVERIFY2(split.error().offset >= 0 && split.error().offset < script.size(), qPrintable(script));
            continue;
        }
        qsizetype end = 0;
        for (const ScriptStatement &statement : *split) {
            QVERIFY2(statement.offset >= end && !statement.text.isEmpty(), qPrintable(script));
            QCOMPARE(script.sliced(statement.offset, statement.text.size()), statement.text);
            end = statement.offset + statement.text.size();
        }
    }
}

void SqlSplitTest::theStatementAtTheCursorIsFound_data()
{
    QTest::addColumn<QString>("script"); // ^ is the cursor
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << u" ^ "_s << QString();
    QTest::newRow("inside") << u"SELECT 1; SEL^ECT 2; SELECT 3"_s << u"SELECT 2"_s;
    QTest::newRow("right after the delimiter") << u"SELECT 1;^ SELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("before the delimiter") << u"SELECT 1^; SELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("at the beginning") << u"SELECT 1; ^SELECT 2"_s << u"SELECT 2"_s;
    QTest::newRow("blanks after") << u"SELECT 1; ^ \nSELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("blank line after") << u"SELECT 1;\n^\nSELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("indent of the next") << u"SELECT 1;\n ^ SELECT 2"_s << u"SELECT 2"_s;
    QTest::newRow("comment that leads the next") << u"SELECT 1;\n-- to^wards 2\nSELECT 2"_s << u"SELECT 2"_s;
    QTest::newRow("comment behind") << u"SELECT 1; -- o^ne\nSELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("before all") << u"^\n\nSELECT 1; SELECT 2"_s << u"SELECT 1"_s;
    QTest::newRow("after all") << u"SELECT 1; SELECT 2;\n\n^"_s << u"SELECT 2"_s;
    QTest::newRow("open string") << u"SELECT 1; SELECT 'a; SEL^ECT 3"_s << u"SELECT 'a; SELECT 3"_s;
}

void SqlSplitTest::theStatementAtTheCursorIsFound()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    const auto cursor = static_cast<int>(script.indexOf(u'^'));
    script.remove(cursor, 1);
    const auto statement = statementAt(script, cursor, dialectNamed(u"sqlite"_s));
    QCOMPARE(statement ? statement->text : QString(), expected);
}

void SqlSplitTest::hugeTextIsSplit()
{
    QString values = u"INSERT INTO t VALUES (0, 'x')"_s;
    while (values.size() < 10'000'000)
        values += u",(1234,'it''s; text',1.5)"_s;
    const auto split = splitScript(values + u";SELECT 1"_s, dialectNamed(u"mysql"_s));
    QVERIFY(split);
    QCOMPARE(split->size(), 2);
    QCOMPARE(classify(values, dialectNamed(u"mysql"_s)).kind, StatementKind::Write);
}

void SqlSplitTest::deepNestingIsSplit()
{
    const int depth = 20'000;
    const QString parentheses = u"SELECT "_s + u"("_s.repeated(depth) + u"1"_s + u")"_s.repeated(depth);
    const QString cases = u"SELECT "_s + u"CASE WHEN 1 THEN "_s.repeated(depth) + u"1"_s + u" END"_s.repeated(depth);
    const QString explains = u"EXPLAIN ANALYZE "_s.repeated(depth) + u"SELECT 1"_s;
    const QString deletes = u"WITH a AS "_s + u"(DELETE FROM t USING "_s.repeated(depth);
    for (const QString &engine : {u"postgresql"_s, u"mariadb"_s}) {
        const Dialect &dialect = dialectNamed(engine);
        QCOMPARE(classify(parentheses, dialect).kind, StatementKind::Read);
        QCOMPARE(classify(cases, dialect).kind, StatementKind::Read);
        QCOMPARE(classify(explains, dialect).kind, StatementKind::Read);
        QVERIFY(classify(deletes, dialect).mayWrite());
        QCOMPARE(splitScript(cases + u";SELECT 1"_s, dialect).value().size(), 2);
    }
    const QString body = u"CREATE PROCEDURE p() "_s + u"BEGIN IF 1 THEN "_s.repeated(depth) + u"SELECT 1;"_s + u"END IF; END;"_s.repeated(depth);
    const QString nested = u"SELECT "_s + u"/*"_s.repeated(depth) + u"*/"_s.repeated(depth) + u"1"_s;
    QCOMPARE(splitScript(body + u"SELECT 2"_s, dialectNamed(u"mysql"_s)).value().size(), 2);
    QCOMPARE(splitScript(nested + u";SELECT 2"_s, dialectNamed(u"postgresql"_s)).value().size(), 2);
}

CONCORD_TEST(SqlSplitTest)
#include "tst_sqlsplit.moc"
