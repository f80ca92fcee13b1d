// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"
#include "testprogram.h"

#include "query/sqltext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// "W:select B S:'a'": one letter a kind, blanks without their text.
static QString described(const QString &text, const Dialect &dialect)
{
    static const QString letters = u"_CWISNPYDU"_s;
    QStringList words;
    for (const SqlToken &token : tokenize(text, dialect)) {
        if (token.kind != SqlToken::Kind::Blank)
            words << letters.sliced(static_cast<int>(token.kind), 1) + u':' + text.sliced(token.offset, token.length);
    }
    return words.join(u' ');
}

/// Whether the tokens follow each other without a gap or an overlap to the end.
static bool coversAll(const QString &text, const QList<SqlToken> &tokens)
{
    qsizetype at = 0;
    for (const SqlToken &token : tokens) {
        if (token.offset != at || token.length <= 0)
            return false;
        at += token.length;
    }
    return at == text.size();
}

class SqlTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensFollowTheDialect_data();
    void tokensFollowTheDialect();
    void tokensJoinedAreTheText();
    void anyTextIsCovered();
};

void SqlTokensTest::tokensFollowTheDialect_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, const QString &engine, const QString &text, const QString &expected) {
        QTest::newRow(name) << engine << text << expected;
    };
    const QString pg = u"postgresql"_s;
    const QString my = u"mysql"_s;
    const QString lite = u"sqlite"_s;
    row("escape string", pg, uR"(E'a\'b' 'c\' d)"_s, uR"(S:E'a\'b' S:'c\' W:d)"_s);
    row("escape string goes on after a line break", pg, u"E'a'\n'b\\'c' 'd\\'"_s, u"S:E'a' S:'b\\'c' S:'d\\'"_s);
    row("escape string does not go on in its line", pg, u"E'a' 'b\\'"_s, u"S:E'a' S:'b\\'"_s);
    row("unicode, bit and national strings", pg, uR"(U&'\0041' U&"x" B'1' x'F' n'a')"_s, uR"(S:U&'\0041' I:U&"x" S:B'1' S:x'F' S:n'a')"_s);
    row("word before a string is no prefix", pg, u"te'x'"_s, u"W:te S:'x'"_s);
    row("dollar quotes", pg, u"$$a'$$ $t$ $$ $t$ $1 a$b$c"_s, u"S:$$a'$$ S:$t$ $$ $t$ P:$1 W:a$b$c"_s);
    row("nested comment", pg, u"/*a/*b*/c*/d"_s, u"C:/*a/*b*/c*/ W:d"_s);
    row("nothing nests elsewhere", my, u"/*a/*b*/c"_s, u"C:/*a/*b*/ W:c"_s);
    row("casts and assignment", pg, u"a::b :c d:=e"_s, u"W:a Y::: W:b P::c W:d Y::= W:e"_s);
    row("slices", pg, u"a[1:n] a[:n]"_s, u"W:a Y:[ N:1 Y:: W:n Y:] W:a Y:[ P::n Y:]"_s);
    row("jsonb operators", pg, u"a ? b ?| c->>'d' @> e"_s, u"W:a Y:? W:b Y:?| W:c Y:->> S:'d' Y:@> W:e"_s);
    row("operator ends at a comment", pg, u"1+--x\n2*/*y*/3"_s, u"N:1 Y:+ C:--x N:2 Y:* C:/*y*/ N:3"_s);
    row("sign after an operator", pg, u"a=-1 b@-1"_s, u"W:a Y:= Y:- N:1 W:b Y:@- N:1"_s);
    row("carriage return ends a comment", pg, u"--a\rb"_s, u"C:--a W:b"_s);
    row("carriage return does not end a comment", my, u"-- a\rb\nc"_s, u"C:-- a\rb W:c"_s);
    row("question mark is a parameter", my, u"a=?"_s, u"W:a Y:= P:?"_s);
    row("numbers hide no keyword", my, u"1INTO 1.INTO 1e5INTO .5INTO 0x1F 1e-3"_s,
        u"N:1 W:INTO N:1. W:INTO N:1e5 W:INTO N:.5 W:INTO N:0x1F N:1e-3"_s);
    row("NULL hides no keyword", my, u"\\NINTO"_s, u"Y:\\N W:INTO"_s);
    row("ranges", pg, u"1..10"_s, u"N:1 Y:. N:.10"_s);
    row("backslash escapes", my, uR"('a\'b' "c\"d" "e""f")"_s, uR"(S:'a\'b' S:"c\"d" S:"e""f")"_s);
    row("identifiers", my, u"`a``b` c$d"_s, u"I:`a``b` W:c$d"_s);
    row("comments", my, u"a--b -- c\n#d\n--\n"_s, u"W:a Y:- Y:- W:b C:-- c C:#d C:--"_s);
    row("executable comment is code", my, u"/*!50003 a'*/' */ b /*!c*/"_s, u"Y:/*!50003 W:a S:'*/' Y:*/ W:b Y:/*! W:c Y:*/"_s);
    row("executable comment of MariaDB", my, u"/*M!100100 a */"_s, u"Y:/*M!100100 W:a Y:*/"_s);
    row("executable comment holds semicolons", my, u"/*! a; b */;"_s, u"Y:/*! W:a Y:; W:b Y:*/ D:;"_s);
    row("executable comment that never ends", my, u"/*! a"_s, u"U:/*! W:a"_s);
    row("strings with a prefix", my, u"x'41' n'a' _utf8'b\\'c' _latin1\"d\""_s, u"S:x'41' S:n'a' S:_utf8'b\\'c' S:_latin1\"d\""_s);
    row("variables", my, u"@a @@global.b @`c` @'d'"_s, u"W:@a W:@@global.b Y:@ I:`c` Y:@ S:'d'"_s);
    row("delimiter command", my, u"DELIMITER //\na; b//\n  delimiter ;\nc;"_s, u"D:DELIMITER // W:a Y:; W:b D:// D:delimiter ; W:c D:;"_s);
    row("delimiter ends a word", my, u"delimiter $$\nEND$$"_s, u"D:delimiter $$ W:END D:$$"_s);
    row("quoted delimiter", my, u"delimiter '|'\na|"_s, u"D:delimiter '|' W:a D:|"_s);
    row("delimiter that is a word", my, u"delimiter go\ncategory go"_s, u"D:delimiter go W:category D:go"_s);
    row("delimiter only at the start of a line", my, u"a delimiter //"_s, u"W:a W:delimiter Y:/ Y:/"_s);
    row("column named delimiter", my, u"(\ndelimiter int)"_s, u"Y:( W:delimiter W:int Y:)"_s);
    row("no delimiter command elsewhere", pg, u"delimiter //"_s, u"W:delimiter Y://"_s);
    row("label is no parameter", my, u"l:LOOP a=:b"_s, u"W:l Y:: W:LOOP W:a Y:= P::b"_s);
    const QString ora = u"oracle"_s;
    row("quotes of one's own choice", ora, u"q'[a']b]' NQ'xax' q'{'}' qq'a' q''"_s, u"S:q'[a']b]' S:NQ'xax' S:q'{'}' W:qq S:'a' U:q''"_s);
    row("bind names and rows of triggers", ora, u":a :new.b :=1"_s, u"P::a W::new Y:. W:b Y::= N:1"_s);
    row("line of a slash", ora, u"a/b\n / \nc"_s, u"W:a Y:/ W:b D:/ W:c"_s);
    row("command of the client", ora, u"PROMPT it's;\na"_s, u"D:PROMPT it's D:; W:a"_s);
    row("sqlite names", lite, u"[a]b] `c` \"d\" x'1' ?1 :e @f $g"_s, u"I:[a] W:b Y:] I:`c` I:\"d\" S:x'1' P:?1 P::e P:@f P:$g"_s);
    row("string that never ends", lite, u"a 'b ; c"_s, u"W:a U:'b ; c"_s);
    row("comment that never ends", pg, u"a /* b /* c */"_s, u"W:a U:/* b /* c */"_s);
    row("dollar quote that never ends", pg, u"$a$ b $$"_s, u"U:$a$ b $$"_s);
    row("byte order mark", lite, u"\uFEFFselect"_s, u"W:select"_s);
    row("letters beyond ASCII", pg, u"größe\u00A0x"_s, u"W:größe\u00A0x"_s);
}

void SqlTokensTest::tokensFollowTheDialect()
{
    QFETCH(QString, engine);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(described(text, dialectNamed(engine)), expected);
}

void SqlTokensTest::tokensJoinedAreTheText()
{
    for (const SqlCorpus &corpus : sqlCorpora()) {
        for (const QString &statement : corpus.statements) {
            const auto tokens = tokenize(statement, *corpus.dialect);
            QVERIFY2(coversAll(statement, tokens), qPrintable(statement));
            for (const SqlToken &token : tokens)
                QVERIFY2(token.kind != SqlToken::Kind::Unterminated, qPrintable(statement));
        }
    }
}

/// Text made of everything that opens, closes or escapes something.
void SqlTokensTest::anyTextIsCovered()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    static const QString marks = u"'\"`[]()$#-/*!;:@?\\\n\r\t .,=EUXabM0159_\u00e9\U0001F642e&<|+"_s;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int length = random.bounded(60); length > 0; --length)
            text += random.bounded(20) == 0 ? QChar(random.bounded(0x10000)) : marks[random.bounded(marks.size())];
        if (random.bounded(4) == 0)
            text.prepend(u"DELIMITER "_s);
        for (const SqlCorpus &corpus : sqlCorpora())
            QVERIFY2(coversAll(text, tokenize(text, *corpus.dialect)), qPrintable(corpus.dialect->engine + u": "_s + text));
    }
}

CONCORD_TEST(SqlTokensTest)
#include "tst_sqltokens.moc"
