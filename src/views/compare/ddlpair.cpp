// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ddlpair.h"

#include "compare/linediff.h"
#include "compare/verdictlook.h"
#include "query/sqleditor.h"

#include <QEvent>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QScopedValueRollback>

namespace concord {

static constexpr int tintMarker = 5;
static constexpr int signMarker = 6;
static constexpr int signMargin = 1; // SqlEditor's own margin of marks
static constexpr int wordIndicator = 12;
static constexpr int context = 3;   // equal lines that stay beside a difference
static constexpr int leastFold = 4; // fewer are not worth it

DdlPair::DdlPair(QWidget *parent)
    : QWidget(parent),
      m_left(makeEditor()),
      m_right(makeEditor()),
      m_showAll(new QCheckBox(tr("Show e&qual parts"), this))
{
    auto *sides = new QHBoxLayout;
    sides->setSpacing(1);
    sides->addWidget(m_left, 1);
    sides->addWidget(m_right, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(sides, 1);
    layout->addWidget(m_showAll);
    m_showAll->hide();
    connect(m_showAll, &QCheckBox::toggled, this, &DdlPair::fold);
    m_left->markerDefine(QsciScintilla::Minus, signMarker);
    m_right->markerDefine(QsciScintilla::Plus, signMarker);
    connect(m_left->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { follow(m_left, m_right, m_rightOf); });
    connect(m_right->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { follow(m_right, m_left, m_leftOf); });
    connect(m_left->horizontalScrollBar(), &QScrollBar::valueChanged, m_right->horizontalScrollBar(), &QScrollBar::setValue);
    connect(m_right->horizontalScrollBar(), &QScrollBar::valueChanged, m_left->horizontalScrollBar(), &QScrollBar::setValue);
    setNames({}, {});
    applyLook();
}

SqlEditor *DdlPair::makeEditor()
{
    auto *editor = new SqlEditor(this);
    editor->setReadOnly(true);
    editor->setCaretLineVisible(false);
    editor->markerDefine(QsciScintilla::Background, tintMarker);
    editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, wordIndicator);
    editor->setIndicatorDrawUnder(true, wordIndicator);
    editor->setMarginMarkerMask(signMargin, 1 << signMarker);
    return editor;
}

void DdlPair::setNames(const QString &left, const QString &right)
{
    m_left->setAccessibleName(tr("DDL of %1").arg(left));
    m_right->setAccessibleName(tr("DDL of %1").arg(right));
}

void DdlPair::setDialects(const Dialect *left, const Dialect *right)
{
    m_left->setDialect(left ? *left : Dialect());
    m_right->setDialect(right ? *right : Dialect());
}

static void fill(SqlEditor *editor, const QString &text, const QList<int> &changed)
{
    editor->setReadOnly(false);
    editor->setContents(text);
    editor->setReadOnly(true);
    editor->markerDeleteAll();
    for (const int line : changed) {
        editor->markerAdd(line, tintMarker);
        editor->markerAdd(line, signMarker);
    }
}

static void markWords(SqlEditor *editor, const QHash<int, QList<WordRange>> &words)
{
    for (auto it = words.cbegin(); it != words.cend(); ++it) {
        const QString line = editor->text(it.key());
        for (const WordRange &range : *it) {
            // QScintilla counts a line's bytes as UTF-8.
            const auto from = static_cast<int>(line.first(range.start).toUtf8().size());
            const auto length = static_cast<int>(line.sliced(range.start, range.length).toUtf8().size());
            const long start = editor->SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, static_cast<unsigned long>(it.key())) + from;
            editor->SendScintilla(QsciScintillaBase::SCI_SETINDICATORCURRENT, wordIndicator);
            editor->SendScintilla(QsciScintillaBase::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(start), static_cast<long>(length));
        }
    }
}

/// Lines that differ and begin with the same name are about the same thing.
void DdlPair::findWords(const QStringList &left, const QStringList &right)
{
    const auto nameOf = [](const QString &line) { return line.trimmed().section(u' ', 0, 0).toLower(); };
    QHash<QString, int> byName;
    for (const int line : std::as_const(m_changedRight))
        byName.insert(nameOf(right[line]), line);
    for (const int line : std::as_const(m_changedLeft)) {
        const auto found = byName.constFind(nameOf(left[line]));
        if (found == byName.cend())
            continue;
        const WordDiff words = diffWords(left[line], right[*found]);
        if (!words.left.isEmpty())
            m_wordsLeft.insert(line, words.left);
        if (!words.right.isEmpty())
            m_wordsRight.insert(*found, words.right);
    }
}

void DdlPair::setTexts(const QString &left, const QString &right)
{
    const QStringList leftLines = left.split(u'\n');
    const QStringList rightLines = right.split(u'\n');
    const LineDiff diff = diffLines(leftLines, rightLines);
    // What stands on one side only has nothing to be compared with line by line.
    const bool both = !left.isEmpty() && !right.isEmpty();
    m_changedLeft = both ? diff.changedLeft : QList<int>();
    m_changedRight = both ? diff.changedRight : QList<int>();
    m_rightOf = diff.rightOf;
    m_leftOf = diff.leftOf;
    m_wordsLeft.clear();
    m_wordsRight.clear();
    m_foldable.clear();
    findWords(leftLines, rightLines);
    fill(m_left, left, m_changedLeft);
    fill(m_right, right, m_changedRight);
    markWords(m_left, m_wordsLeft);
    markWords(m_right, m_wordsRight);
    int start = 0; // of the equal lines that are counted
    for (int line = 0; both && line <= leftLines.size(); ++line) {
        const bool ends = line == leftLines.size() || m_changedLeft.contains(line) || (line > start && m_rightOf[line] != m_rightOf[line - 1] + 1);
        if (!ends)
            continue;
        const int first = start == 0 ? 0 : start + context;
        const int last = line == leftLines.size() ? line - 1 : line - 1 - context;
        if (last - first + 1 >= leastFold && !(m_changedLeft.isEmpty() && m_changedRight.isEmpty()))
            m_foldable.append({std::max(first, 1), last}); // the first line says what it is
        start = line < leftLines.size() && m_changedLeft.contains(line) ? line + 1 : line;
    }
    m_showAll->setVisible(!m_foldable.isEmpty());
    fold();
}

int DdlPair::foldedLines() const
{
    int count = 0;
    for (const auto &[first, last] : m_foldable)
        count += m_showAll->isChecked() ? 0 : last - first + 1;
    return count;
}

void DdlPair::fold()
{
    for (auto [editor, isLeft] : {std::pair(m_left, true), std::pair(m_right, false)}) {
        const auto lines = static_cast<unsigned long>(std::max(0, editor->lines() - 1));
        editor->SendScintilla(QsciScintillaBase::SCI_SHOWLINES, 0UL, static_cast<long>(lines));
        for (const auto &[first, last] : std::as_const(m_foldable)) {
            const int from = isLeft ? first : m_rightOf[first];
            const int to = isLeft ? last : m_rightOf[last];
            if (!m_showAll->isChecked())
                editor->SendScintilla(QsciScintillaBase::SCI_HIDELINES, static_cast<unsigned long>(from), static_cast<long>(to));
        }
    }
    m_showAll->setText(m_showAll->isChecked() ? tr("Show e&qual parts") : tr("Show e&qual parts (%1 lines folded)").arg(foldedLines()));
}

void DdlPair::follow(SqlEditor *moved, SqlEditor *other, const QList<int> &lines)
{
    if (m_scrolling || lines.isEmpty())
        return;
    const QScopedValueRollback<bool> guard(m_scrolling, true);
    // A scroll bar counts what is not folded away.
    const long top = moved->SendScintilla(QsciScintillaBase::SCI_DOCLINEFROMVISIBLE, static_cast<unsigned long>(moved->verticalScrollBar()->value()));
    const auto line = std::clamp<qsizetype>(top, 0, lines.size() - 1);
    other->verticalScrollBar()->setValue(
        static_cast<int>(other->SendScintilla(QsciScintillaBase::SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(lines[line]))));
}

void DdlPair::applyLook()
{
    for (auto [editor, verdict] : {std::pair(m_left, Verdict::OnlyLeft), std::pair(m_right, Verdict::OnlyRight)}) {
        editor->setMarkerBackgroundColor(verdictTint(verdict, palette()), tintMarker);
        editor->setMarkerForegroundColor(verdictColour(verdict, palette()), signMarker);
        editor->setMarkerBackgroundColor(palette().color(QPalette::Base), signMarker);
        QColor strong = verdictColour(verdict, palette());
        strong.setAlpha(90);
        editor->setIndicatorForegroundColor(strong, wordIndicator);
        editor->setIndicatorOutlineColor(strong, wordIndicator);
    }
}

void DdlPair::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

} // namespace concord
