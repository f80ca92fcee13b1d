// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/findbar.h"
#include "query/sqleditor.h"
#include "testprogram.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace concord;
using namespace Qt::StringLiterals;

/// Find and replace in the editor, by keys.
class TestFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsByWhatIsAsked_data();
    void findsByWhatIsAsked();
    void bytesAndCharactersAgree();
    void goesRoundWhileTyping();
    void beginsWithWhatIsSelected();
    void replacesOneByOne();
    void replacesAllAsOneStep();
    void groupsInReplacements();
    void aBrokenExpressionIsSaid();
    void escapeClosesAndUnmarks();
    void hugeTextIsSearched();

private:
    void option(const QString &sign, bool on);
    [[nodiscard]] QToolButton *button(const QString &text) const;
    [[nodiscard]] bool isMarked(int offset) const;

    std::unique_ptr<QWidget> m_window;
    SqlEditor *m_editor = nullptr;
    FindBar *m_bar = nullptr;
};

void TestFind::init()
{
    m_window = std::make_unique<QWidget>();
    m_editor = new SqlEditor(m_window.get());
    m_bar = new FindBar(*m_editor, m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_editor);
    layout->addWidget(m_bar);
    m_window->resize(700, 400);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

QToolButton *TestFind::button(const QString &text) const
{
    for (QToolButton *each : m_bar->findChildren<QToolButton *>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

void TestFind::option(const QString &sign, bool on)
{
    QVERIFY(button(sign) && !button(sign)->accessibleName().isEmpty());
    button(sign)->setChecked(on);
}

bool TestFind::isMarked(int offset) const
{
    return m_editor->SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, static_cast<unsigned long>(SqlEditor::hitIndicator),
                                   m_editor->bytePosition(offset))
           != 0;
}

void TestFind::findsByWhatIsAsked_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QList<int>>("offsets");

    QTest::newRow("plain") << u"user"_s << QString() << QList<int>{0, 5, 11, 23};
    QTest::newRow("case") << u"user"_s << u"Aa"_s << QList<int>{0, 5, 23};
    QTest::newRow("words") << u"user"_s << u"“ ”"_s << QList<int>{0, 11, 23};
    QTest::newRow("signs are signs") << u".*"_s << QString() << QList<int>{16};
    QTest::newRow("expression") << u"^user$"_s << u".*"_s << QList<int>{23};
    QTest::newRow("expression and words") << u"users?"_s << u".*|“ ”|Aa"_s << QList<int>{0, 5, 23};
    QTest::newRow("nothing") << u"nobody"_s << QString() << QList<int>{};
    QTest::newRow("no length") << u"x*"_s << u".*"_s << QList<int>{};
}

void TestFind::findsByWhatIsAsked()
{
    QFETCH(QString, wanted);
    QFETCH(QString, options);
    QFETCH(QList<int>, offsets);
    SearchTerms terms{wanted, false, false, false};
    for (const QString &each : options.split(u'|')) {
        terms.regex = terms.regex || each == u".*"_s;
        terms.matchCase = terms.matchCase || each == u"Aa"_s;
        terms.wholeWords = terms.wholeWords || each == u"“ ”"_s;
    }
    QList<int> found;
    for (const TextHit &hit : findAll(u"user users USER .* (a)\nuser"_s, terms).hits)
        found.append(hit.offset);
    QCOMPARE(found, offsets);
}

void TestFind::bytesAndCharactersAgree()
{
    const QString text = u"ä 漢 😀 x 😀 x"_s;
    for (const TextHit &hit : findAll(text, {u"x"_s, false, false, false}).hits) {
        QCOMPARE(hit.startByte, long(text.left(hit.offset).toUtf8().size()));
        QCOMPARE(hit.endByte, hit.startByte + 1);
    }
    QCOMPARE(findAll(text, {u"😀"_s, false, false, false}).hits.first().endByte, long(u"ä 漢 😀"_s.toUtf8().size()));
}

void TestFind::goesRoundWhileTyping()
{
    m_editor->setContents(u"select ä from users\nwhere users.id = 1"_s);
    m_bar->open(false);
    QCOMPARE(QApplication::focusWidget(), m_bar->findBox());
    QTest::keyClicks(m_bar->findBox(), u"users"_s);
    QCOMPARE(m_bar->countText(), u"1 of 2"_s);
    QCOMPARE(m_editor->selectedText(), u"users"_s);
    QCOMPARE(m_editor->selectionOffset(), 14);
    QVERIFY(isMarked(14) && isMarked(26) && !isMarked(8));
    QTest::keyClick(m_bar->findBox(), Qt::Key_Return);
    QCOMPARE(m_editor->selectionOffset(), 26);
    QTest::keyClick(m_bar->findBox(), Qt::Key_Return);
    QCOMPARE(m_editor->selectionOffset(), 14);
    QTest::keyClick(m_bar->findBox(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_editor->selectionOffset(), 26);
    QCOMPARE(m_bar->countText(), u"2 of 2"_s);
}

void TestFind::beginsWithWhatIsSelected()
{
    m_editor->setContents(u"a bb a bb"_s);
    m_editor->select(2, 2);
    m_bar->open(false);
    QCOMPARE(m_bar->findBox()->text(), u"bb"_s);
    m_bar->step(1);
    QCOMPARE(m_editor->selectionOffset(), 7);
}

void TestFind::replacesOneByOne()
{
    m_editor->setContents(u"ä id, id, id"_s);
    m_bar->open(true);
    QTest::keyClicks(m_bar->findBox(), u"id"_s);
    QTest::keyClick(m_bar->findBox(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), m_bar->replaceBox());
    QTest::keyClicks(m_bar->replaceBox(), u"$1"_s); // no expression: as it is
    QTest::keyClick(m_bar->replaceBox(), Qt::Key_Return);
    QCOMPARE(m_editor->contents(), u"ä $1, id, id"_s);
    QCOMPARE(m_editor->selectionOffset(), 6);
    QTest::keyClick(m_bar->replaceBox(), Qt::Key_Return);
    QCOMPARE(m_editor->contents(), u"ä $1, $1, id"_s);
    m_editor->undo();
    QCOMPARE(m_editor->contents(), u"ä $1, id, id"_s);
}

void TestFind::replacesAllAsOneStep()
{
    m_editor->setContents(u"x x\nx"_s);
    m_bar->open(true);
    QTest::keyClicks(m_bar->findBox(), u"x"_s);
    QTest::keyClicks(m_bar->replaceBox(), u"xx"_s);
    QTest::mouseClick(button(u"replace all"_s), Qt::LeftButton);
    QCOMPARE(m_editor->contents(), u"xx xx\nxx"_s);
    QVERIFY2(m_bar->countText().contains(u'3'), qPrintable(m_bar->countText()));
    m_editor->undo();
    QCOMPARE(m_editor->contents(), u"x x\nx"_s);
}

void TestFind::groupsInReplacements()
{
    m_editor->setContents(u"a=1, b=2"_s);
    m_bar->open(true);
    option(u".*"_s, true);
    QTest::keyClicks(m_bar->findBox(), u"(\\w)=(\\d)"_s);
    QTest::keyClicks(m_bar->replaceBox(), u"$2\\n\\1$$"_s);
    QTest::mouseClick(button(u"replace"_s), Qt::LeftButton);
    QCOMPARE(m_editor->contents(), u"1\na$, b=2"_s);
    QTest::mouseClick(button(u"replace all"_s), Qt::LeftButton);
    QCOMPARE(m_editor->contents(), u"1\na$, 2\nb$"_s);
}

void TestFind::aBrokenExpressionIsSaid()
{
    m_editor->setContents(u"a"_s);
    m_bar->open(false);
    option(u".*"_s, true);
    QTest::keyClicks(m_bar->findBox(), u"("_s);
    QVERIFY(!m_bar->countText().isEmpty());
    QVERIFY(m_bar->countText() != u"no hits"_s);
    option(u".*"_s, false);
    QCOMPARE(m_bar->countText(), u"no hits"_s);
}

void TestFind::escapeClosesAndUnmarks()
{
    m_editor->setContents(u"a b a"_s);
    m_bar->open(false);
    QTest::keyClicks(m_bar->findBox(), u"a"_s);
    QVERIFY(isMarked(4));
    QTest::keyClick(m_bar->findBox(), Qt::Key_Escape);
    QVERIFY(!m_bar->isVisible());
    QVERIFY(!isMarked(4));
    QCOMPARE(QApplication::focusWidget(), m_editor);
    m_bar->step(1); // goes on without the bar
    QCOMPARE(m_editor->selectionOffset(), 4);
}

void TestFind::hugeTextIsSearched()
{
    QString text;
    while (text.size() < 10'000'000)
        text += u"insert into t values (1, 'some text', 2.5);\n"_s;
    text += u"needle"_s;
    m_editor->setContents(text);
    m_bar->open(false);
    m_bar->findBox()->setText(u"needle"_s);
    QCOMPARE(m_editor->selectionOffset(), int(text.size()) - 6);
    m_bar->findBox()->setText(u"insert"_s);
    QVERIFY2(m_bar->countText().endsWith(u'+'), qPrintable(m_bar->countText()));
}

CONCORD_TEST(TestFind)
#include "tst_find.moc"
