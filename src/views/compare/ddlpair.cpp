// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ddlpair.h"

#include "compare/linediff.h"
#include "compare/verdictlook.h"
#include "query/sqleditor.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QScopedValueRollback>

namespace concord {

static constexpr int tintMarker = 5;
static constexpr int signMarker = 6;
static constexpr int signMargin = 1; // SqlEditor's own margin of marks

DdlPair::DdlPair(QWidget *parent) : QWidget(parent), m_left(makeEditor()), m_right(makeEditor())
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(m_left, 1);
    layout->addWidget(m_right, 1);
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

void DdlPair::setTexts(const QString &left, const QString &right)
{
    const LineDiff diff = diffLines(left.split(u'\n'), right.split(u'\n'));
    // What stands on one side only has nothing to be compared with line by line.
    const bool both = !left.isEmpty() && !right.isEmpty();
    m_changedLeft = both ? diff.changedLeft : QList<int>();
    m_changedRight = both ? diff.changedRight : QList<int>();
    m_rightOf = diff.rightOf;
    m_leftOf = diff.leftOf;
    fill(m_left, left, m_changedLeft);
    fill(m_right, right, m_changedRight);
}

void DdlPair::follow(SqlEditor *moved, SqlEditor *other, const QList<int> &lines)
{
    if (m_scrolling || lines.isEmpty())
        return;
    const QScopedValueRollback<bool> guard(m_scrolling, true);
    const auto line = std::clamp<qsizetype>(moved->verticalScrollBar()->value(), 0, lines.size() - 1);
    other->verticalScrollBar()->setValue(lines[line]);
}

void DdlPair::applyLook()
{
    for (auto [editor, verdict] : {std::pair(m_left, Verdict::OnlyLeft), std::pair(m_right, Verdict::OnlyRight)}) {
        editor->setMarkerBackgroundColor(verdictTint(verdict, palette()), tintMarker);
        editor->setMarkerForegroundColor(verdictColour(verdict, palette()), signMarker);
        editor->setMarkerBackgroundColor(palette().color(QPalette::Base), signMarker);
    }
}

void DdlPair::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

} // namespace concord
