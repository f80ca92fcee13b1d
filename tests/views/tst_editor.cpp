// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqleditor.h"
#include "testprogram.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

Dialect postgresql()
{
    Dialect dialect;
    dialect.engine = u"postgresql"_s;
    dialect.highlighting = u"SQL (PostgreSQL)"_s;
    dialect.reservedWords = {u"SELECT"_s, u"SESSION_USER"_s};
    return dialect;
}

int styleAt(const SqlEditor &editor, int offset)
{
    return int(editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, static_cast<unsigned long>(editor.bytePosition(offset)), 0L));
}

long indicated(const SqlEditor &editor, long position)
{
    return editor.SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, static_cast<unsigned long>(SqlEditor::errorIndicator), position);
}

} // namespace

class TestEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coloursByTheDialect();
    void namesOfColumnsAreNoKeywords();
    void aLineThatIsGoneLeavesNoScrollBar();
    void coloursAfterNonAsciiText();
    void editsRecolourTheRest();
    void followsThePalette();
    void errorsUnderALineFollowThePalette();
    void hugeTextStaysUsable();
    void oneHugeLineIsShown();
    void positionsAreUtf16_data();
    void positionsAreUtf16();
    void marksErrorsAtTheirBytes();
    void errorsGoWhenTheTextChanges();
    void togglesComments();
    void completesNamesAndKeywords();
    void completesOnceMoreWhenASchemaWasRead();
    void offersNoWordsOfAnotherEngine();
    void replacingAllCanBeUndone();
};

void TestEditor::coloursByTheDialect()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    editor.setContents(u"select 'text', 42 -- note\nfrom t"_s);
    editor.resize(500, 200);
    editor.show();
    QVERIFY(!editor.grab().isNull());
    const int keyword = styleAt(editor, 0);
    const int string = styleAt(editor, 9);
    const int comment = styleAt(editor, 20);
    QVERIFY(keyword >= 40 && keyword < 128);
    QVERIFY(keyword != string);
    QVERIFY(string != comment);
    QCOMPARE(styleAt(editor, 26), keyword);
}

void TestEditor::namesOfColumnsAreNoKeywords()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    const QString text = u"select id, name, foo from t"_s;
    editor.setContents(text);
    editor.resize(500, 200);
    editor.show();
    QVERIFY(!editor.grab().isNull());
    const int keyword = styleAt(editor, int(text.indexOf(u"from"_s)));
    QCOMPARE(styleAt(editor, 0), keyword);
    for (const QString &word : {u"id,"_s, u"name,"_s, u"foo"_s})
        QVERIFY2(styleAt(editor, int(text.indexOf(word))) != keyword, qPrintable(word));
    QVERIFY(styleAt(editor, int(text.size()) - 1) != keyword); // t
}

void TestEditor::aLineThatIsGoneLeavesNoScrollBar()
{
    SqlEditor editor;
    editor.resize(500, 200);
    editor.show();
    editor.setContents(u"select '"_s + QString(300, u'x') + u"'"_s);
    QTRY_VERIFY(!editor.grab().isNull() && editor.horizontalScrollBar()->maximum() > 0);
    editor.setContents(u"select 1"_s);
    QTRY_VERIFY(!editor.grab().isNull() && editor.horizontalScrollBar()->maximum() == 0);
}

void TestEditor::coloursAfterNonAsciiText()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    const QString text = u"select 'Zürich 😀', count(*) from t"_s;
    editor.setContents(text);
    editor.resize(500, 200);
    editor.show();
    QVERIFY(!editor.grab().isNull());
    QCOMPARE(styleAt(editor, int(text.indexOf(u"from"_s))), styleAt(editor, 0));
    QCOMPARE(styleAt(editor, int(text.indexOf(u"rich"_s))), styleAt(editor, 9));
    QVERIFY(styleAt(editor, int(text.indexOf(u", count"_s))) != styleAt(editor, 9));
}

void TestEditor::editsRecolourTheRest()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    editor.setContents(u"select 1\nfrom t\nwhere x"_s);
    editor.resize(500, 200);
    editor.show();
    QVERIFY(!editor.grab().isNull());
    const int keyword = styleAt(editor, 9);
    editor.setFocus();
    editor.setCursorOffset(0);
    QTest::keyClicks(&editor, u"/* "_s);
    QVERIFY(!editor.grab().isNull());
    const int offset = int(editor.contents().indexOf(u"from"_s));
    QVERIFY(styleAt(editor, offset) != keyword); // all is comment now
    editor.setCursorOffset(3);
    QTest::keyClicks(&editor, u"*/"_s);
    QVERIFY(!editor.grab().isNull());
    QCOMPARE(styleAt(editor, offset + 2), keyword);
}

void TestEditor::followsThePalette()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    editor.setContents(u"select 1"_s);
    editor.resize(300, 100);
    editor.show();
    const QColor light = editor.grab().toImage().pixelColor(200, 60);
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    dark.setColor(QPalette::Text, Qt::white);
    editor.setPalette(dark);
    const QColor now = editor.grab().toImage().pixelColor(200, 60);
    QVERIFY(light.lightness() > 200);
    QVERIFY(now.lightness() < 60);
}

/// The words of an error under its line are drawn in a style of their own.
void TestEditor::errorsUnderALineFollowThePalette()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    editor.setContents(u"selct 1"_s);
    editor.setErrors({{0, u"orders"_s, u"syntax error"_s}});
    const auto style = static_cast<unsigned long>(editor.SendScintilla(QsciScintillaBase::SCI_ANNOTATIONGETSTYLE, 0UL));
    const auto colours = [&] {
        return std::pair(editor.SendScintilla(QsciScintillaBase::SCI_STYLEGETFORE, style),
                         editor.SendScintilla(QsciScintillaBase::SCI_STYLEGETBACK, style));
    };
    const auto light = colours();
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    dark.setColor(QPalette::Text, Qt::white);
    editor.setPalette(dark);
    const auto there = colours();
    QVERIFY(there != light);
    editor.setErrors({});
    editor.setErrors({{0, u"orders"_s, u"syntax error"_s}});
    QCOMPARE(there, colours()); // as if it came in this theme
}

void TestEditor::hugeTextStaysUsable()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    QString text;
    while (text.size() < 10'000'000)
        text += u"insert into t values (1, 'some text that is stored', 2.5);\n"_s;
    editor.setContents(text);
    editor.resize(600, 300);
    editor.show();
    editor.setCursorOffset(int(text.size()));
    QVERIFY(!editor.grab().isNull());
    QTest::keyClicks(&editor, u"select"_s);
    QCOMPARE(editor.contents().size(), text.size() + 6);
    QCOMPARE(styleAt(editor, 0), 0); // plain, by choice
}

void TestEditor::oneHugeLineIsShown()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    const QString text = u"select '"_s + QString(2'000'000, u'x') + u'\'';
    editor.setContents(text);
    editor.resize(600, 300);
    editor.show();
    QVERIFY(!editor.grab().isNull());
    QCOMPARE(editor.contents().size(), text.size());
}

void TestEditor::positionsAreUtf16_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("ascii") << u"select x from t"_s << u"from"_s;
    QTest::newRow("two bytes") << u"select 'äöü' from t"_s << u"from"_s;
    QTest::newRow("three bytes") << u"select '漢字' from t"_s << u"from"_s;
    QTest::newRow("surrogates") << u"select '😀😀' from t"_s << u"from"_s;
    QTest::newRow("windows lines") << u"select 'ä'\r\nfrom t"_s << u"from"_s;
}

void TestEditor::positionsAreUtf16()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    SqlEditor editor;
    editor.setContents(text);
    QCOMPARE(editor.contents(), text);
    const int offset = int(text.indexOf(word));
    editor.setCursorOffset(offset);
    QCOMPARE(editor.cursorOffset(), offset);
    QCOMPARE(editor.offsetOf(editor.bytePosition(offset)), offset);
    editor.select(offset, int(word.size()));
    QCOMPARE(editor.selectedText(), word);
    QCOMPARE(editor.selectionOffset(), offset);
}

void TestEditor::marksErrorsAtTheirBytes()
{
    SqlEditor editor;
    const QString text = u"select 'Zürich 😀',\n nme from t"_s;
    editor.setContents(text);
    const int offset = int(text.indexOf(u"nme"_s));
    editor.setErrors({{offset, u"shop"_s, u"column <b>\"nme\"</b> does not exist"_s}, {offset, u"tenant_1"_s, u"no such column: nme"_s}});
    const long bytes = text.left(offset).toUtf8().size();
    QVERIFY(indicated(editor, bytes) != 0);
    QVERIFY(indicated(editor, bytes + 2) != 0);
    QCOMPARE(indicated(editor, bytes - 1), 0L);
    QCOMPARE(indicated(editor, bytes + 3), 0L);
    QVERIFY(editor.markersAtLine(1) & (1 << SqlEditor::errorMarker));
    QVERIFY(!(editor.markersAtLine(0) & (1 << SqlEditor::errorMarker)));
    const QString said = editor.errorText(1);
    QVERIFY2(said.contains(u"shop: column <b>\"nme\"</b> does not exist"_s) && said.contains(u"tenant_1: no such column: nme"_s), qPrintable(said));
}

void TestEditor::errorsGoWhenTheTextChanges()
{
    SqlEditor editor;
    editor.setContents(u"select nme"_s);
    editor.setErrors({{7, u"shop"_s, u"no such column"_s}});
    editor.setCursorOffset(10);
    QTest::keyClicks(&editor, u"x"_s);
    QVERIFY(editor.errors().isEmpty());
    QVERIFY(editor.errorText(0).isEmpty());
    QCOMPARE(indicated(editor, 7), 0L);
}

void TestEditor::togglesComments()
{
    SqlEditor editor;
    editor.setContents(u"select 1\n  from t\n\nwhere x"_s);
    editor.selectAll();
    editor.toggleComment();
    QCOMPARE(editor.contents(), u"-- select 1\n--   from t\n\n-- where x"_s);
    editor.selectAll();
    editor.toggleComment();
    QCOMPARE(editor.contents(), u"select 1\n  from t\n\nwhere x"_s);
    editor.undo();
    QCOMPARE(editor.contents(), u"-- select 1\n--   from t\n\n-- where x"_s);
}

void TestEditor::completesNamesAndKeywords()
{
    SqlEditor editor;
    editor.setDialect(postgresql());
    editor.setCompletionSource([](const QString &, int) { return CompletionAnswer{{u"customers"_s, u"Odd name?"_s}, false, {}}; });
    editor.setContents(u"select cust"_s);
    editor.resize(400, 200);
    editor.show();
    editor.setCursorOffset(11);
    editor.complete();
    QVERIFY(editor.isListActive());
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.contents(), u"select customers"_s);
    editor.setContents(u"session_u"_s);
    editor.setCursorOffset(9);
    editor.complete();
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.contents(), u"session_user"_s);
}

void TestEditor::completesOnceMoreWhenASchemaWasRead()
{
    SqlEditor editor;
    bool isRead = false;
    int questions = 0;
    editor.setCompletionSource([&](const QString &, int) {
        ++questions;
        return isRead ? CompletionAnswer{{u"email"_s}, true, {}, false} : CompletionAnswer{{}, true, u"reading the schema of tenant_1 …"_s, true};
    });
    editor.resize(400, 200);
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.setFocus();
    editor.setContents(u"select u. from users u"_s);
    editor.setCursorOffset(9);
    editor.complete();
    QVERIFY(!editor.isListActive()); // no keyword can stand there
    QTRY_VERIFY(QToolTip::text().contains(u"tenant_1"_s));
    isRead = true;
    QTRY_VERIFY(editor.isListActive());
    QVERIFY(questions > 1);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.contents(), u"select u.email from users u"_s);
}

void TestEditor::offersNoWordsOfAnotherEngine()
{
    SqlEditor editor;
    Dialect sqlite;
    sqlite.engine = u"sqlite"_s;
    sqlite.highlighting = u"SQL"_s; // the definition has Oracle's words
    sqlite.reservedWords = {u"ORDER"_s, u"SELECT"_s};
    editor.setDialect(sqlite);
    editor.resize(400, 200);
    editor.show();
    editor.setContents(u"ora_h"_s);
    editor.setCursorOffset(5);
    editor.complete();
    QVERIFY(!editor.isListActive());
    editor.setContents(u"coal"_s);
    editor.setCursorOffset(4);
    editor.complete();
    QVERIFY(editor.isListActive());
}

void TestEditor::replacingAllCanBeUndone()
{
    SqlEditor editor;
    editor.setContents(u"one"_s);
    editor.setContents(u"two"_s);
    QCOMPARE(editor.contents(), u"two"_s);
    editor.undo();
    QCOMPARE(editor.contents(), u"one"_s);
}

CONCORD_TEST(TestEditor)
#include "tst_editor.moc"
