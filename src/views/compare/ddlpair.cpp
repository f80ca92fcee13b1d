// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ddlpair.h"

#include "compare/verdictlook.h"
#include "look/colours.h"
#include "query/sqleditor.h"

#include <Qsci/qscistyle.h>
#include <Qsci/qscistyledtext.h>

#include <QEvent>
#include <QCheckBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QScrollBar>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int tintMarker = 5;
static constexpr int signMarker = 6;
static constexpr int signMargin = 1; // SqlEditor's own margin of marks
static constexpr int wordIndicator = 12;
static constexpr int betweenStyle = 1; // the editor's own begin at 40
static constexpr int hatchStyle = 3;   // 2 is that of errors in the text
static constexpr int context = 3;   // equal lines that stay beside a difference
static constexpr int leastFold = 4; // fewer are not worth it
static constexpr int hatchWidth = 240; // of a line that a side lacks, in characters

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
    connect(m_left->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { follow(m_left, m_right); });
    connect(m_right->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { follow(m_right, m_left); });
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

/// In lines that are about the same thing.
void DdlPair::findWords(const QStringList &left, const QStringList &right)
{
    for (const AlignedLine &row : std::as_const(m_rows)) {
        if (row.same || row.left < 0 || row.right < 0)
            continue;
        const WordDiff words = diffWords(left[row.left], right[row.right]);
        if (!words.left.isEmpty())
            m_wordsLeft.insert(row.left, words.left);
        if (!words.right.isEmpty())
            m_wordsRight.insert(row.right, words.right);
    }
}

/// Equal rows that no difference is near to; the first row says what it is.
void DdlPair::findFolds()
{
    m_foldable.clear();
    const auto differs = [](const AlignedLine &row) { return !row.same; };
    if (std::ranges::none_of(m_rows, differs))
        return;
    const auto count = static_cast<int>(m_rows.size());
    for (int from = 0; from < count;) {
        int end = from;
        while (end < count && m_rows[end].same)
            ++end;
        const int first = from == 0 ? 1 : from + context;
        const int last = end == count ? count - 1 : end - 1 - context;
        if (last - first + 1 >= leastFold)
            m_foldable.append({first, last});
        from = end + 1;
    }
}

void DdlPair::setTexts(const QString &left, const QString &right, const QHash<QString, QString> &renamed)
{
    const QStringList leftLines = left.split(u'\n');
    const QStringList rightLines = right.split(u'\n');
    QHash<QString, QString> folded;
    for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
        folded.insert(it.key().toLower(), it.value().toLower());
    // What stands on one side only has nothing to be compared with line by line.
    const bool both = !left.isEmpty() && !right.isEmpty();
    m_rows = both ? alignLines(leftLines, rightLines, folded) : QList<AlignedLine>();
    m_changedLeft.clear();
    m_changedRight.clear();
    for (const AlignedLine &row : std::as_const(m_rows)) {
        if (!row.same && row.left >= 0)
            m_changedLeft.append(row.left);
        if (!row.same && row.right >= 0)
            m_changedRight.append(row.right);
    }
    m_wordsLeft.clear();
    m_wordsRight.clear();
    findWords(leftLines, rightLines);
    fill(m_left, left, m_changedLeft);
    fill(m_right, right, m_changedRight);
    markWords(m_left, m_wordsLeft);
    markWords(m_right, m_wordsRight);
    findFolds();
    m_showAll->setVisible(!m_foldable.isEmpty());
    fold();
}

void DdlPair::showMember(const QString &left, const QString &right)
{
    for (auto [editor, name] : {std::pair(m_left, left), std::pair(m_right, right)}) {
        if (name.isEmpty())
            continue;
        const QStringList lines = editor->text().split(u'\n');
        const QRegularExpression word(u"(?<!\\w)%1(?!\\w)"_s.arg(QRegularExpression::escape(name)), QRegularExpression::CaseInsensitiveOption);
        auto found = std::ranges::find_if(lines, [&](const QString &line) { return subjectOf(line).section(u' ', -1) == name.toLower(); });
        if (found == lines.end())
            found = std::ranges::find_if(lines, [&](const QString &line) { return word.match(line).hasMatch(); });
        if (found == lines.end())
            continue;
        const auto line = static_cast<unsigned long>(found - lines.begin());
        const long visible = editor->SendScintilla(QsciScintillaBase::SCI_VISIBLEFROMDOCLINE, line);
        editor->setCursorPosition(static_cast<int>(line), 0);
        editor->verticalScrollBar()->setValue(static_cast<int>(std::max(0L, visible - context)));
        return; // the other side follows
    }
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
    for (SqlEditor *editor : {m_left, m_right}) {
        const auto lines = static_cast<unsigned long>(std::max(0, editor->lines() - 1));
        editor->SendScintilla(QsciScintillaBase::SCI_SHOWLINES, 0UL, static_cast<long>(lines));
        for (const auto &[first, last] : std::as_const(m_foldable)) {
            const auto line = [&](int row) { return editor == m_left ? m_rows[row].left : m_rows[row].right; };
            if (!m_showAll->isChecked())
                editor->SendScintilla(QsciScintillaBase::SCI_HIDELINES, static_cast<unsigned long>(line(first)), static_cast<long>(line(last)));
        }
    }
    annotate();
    m_showAll->setText(m_showAll->isChecked() ? tr("Show e&qual parts") : tr("Show e&qual parts (%1 lines folded)").arg(foldedLines()));
}

/// What is shown between lines, but is no part of the text: a hatched line for each that a side lacks, and how many lines are folded away.
void DdlPair::annotate()
{
    for (SqlEditor *editor : {m_left, m_right}) {
        const QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        const QColor base = palette().color(QPalette::Base);
        // By their numbers: a styled text that is made with a style never frees its copy of it.
        QsciStyle(betweenStyle, u"between"_s, dimText(palette()), base, font).apply(editor);
        QsciStyle(hatchStyle, u"hatch"_s, mixed(base, palette().color(QPalette::Text), 0.2), base, font).apply(editor);
        const auto line = [&](const AlignedLine &row) { return editor == m_left ? row.left : row.right; };
        editor->clearAnnotations();
        QList<QsciStyledText> between;
        int before = -1; // the line that they hang on
        const auto hang = [&] {
            if (before >= 0 && !between.isEmpty()) // none hangs above the first
                editor->annotate(before, between);
            between.clear();
        };
        const auto add = [&](const QString &text, int style) { between.append({between.isEmpty() ? text : u'\n' + text, style}); };
        for (int row = 0; row < m_rows.size(); ++row) {
            const auto folded = std::ranges::find(m_foldable, row, &std::pair<int, int>::first);
            if (folded != m_foldable.end() && !m_showAll->isChecked()) {
                const int count = folded->second - folded->first + 1;
                add(tr("  ⋯ %n equal line(s)", nullptr, count), betweenStyle);
                hang();
                row = folded->second;
                before = line(m_rows[row]);
                continue;
            }
            if (line(m_rows[row]) < 0) {
                add(QString(hatchWidth, u'╱'), hatchStyle);
                continue;
            }
            hang();
            before = line(m_rows[row]);
        }
        hang();
    }
}

void DdlPair::follow(SqlEditor *moved, SqlEditor *other)
{
    if (m_scrolling || m_rows.isEmpty())
        return;
    const QScopedValueRollback<bool> guard(m_scrolling, true);
    other->verticalScrollBar()->setValue(moved->verticalScrollBar()->value()); // both are equally high, line by line
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
    if (event->type() != QEvent::PaletteChange)
        return;
    applyLook();
    QMetaObject::invokeMethod(this, &DdlPair::annotate, Qt::QueuedConnection); // once the editors have cleared their styles
}

} // namespace concord
