// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/findbar.h"

#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"
#include "query/sqleditor.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

FindBar::FindBar(SqlEditor &editor, QWidget *parent)
    : QWidget(parent),
      m_editor(editor),
      m_find(new QLineEdit(this)),
      m_replace(new QLineEdit(this)),
      m_replaceRow(new QWidget(this)),
      m_case(makeOption(u"Aa"_s, tr("Upper and lower case differ"))),
      m_words(makeOption(u"“ ”"_s, tr("Whole words only"))),
      m_regex(makeOption(u".*"_s, tr("Regular expression"))),
      m_count(makePlainLabel({}, this)),
      m_later(new QTimer(this))
{
    setAccessibleName(tr("Find and replace"));
    build();
    m_later->setSingleShot(true);
    m_later->setInterval(150ms);
    connect(m_later, &QTimer::timeout, this, &FindBar::search);
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        search();
        if (!m_hits.hits.isEmpty() && currentHit() < 0)
            step(0);
    });
    connect(&editor, &SqlEditor::contentsEdited, this, &FindBar::searchSoon);
    connect(&editor, &SqlEditor::cursorMoved, this, &FindBar::showCount);
    hide();
}

QToolButton *FindBar::makeOption(const QString &sign, const QString &meaning)
{
    QToolButton *button = makeSignButton(sign, meaning, this);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &FindBar::search);
    return button;
}

void FindBar::build()
{
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_replace->setToolTip(tr("With regular expressions $1 stands for the first group, \\n for a line break"));
    m_replace->installEventFilter(this);
    m_count->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    m_count->setAccessibleName(tr("Hits"));
    QToolButton *back = makeSignButton(u"↑"_s, tr("Previous hit"), this);
    QToolButton *forward = makeSignButton(u"↓"_s, tr("Next hit"), this);
    QToolButton *close = makeSignButton(u"✕"_s, tr("Close"), this);
    connect(back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    QToolButton *one = makeLinkButton(tr("replace"), m_replaceRow);
    QToolButton *each = makeLinkButton(tr("replace all"), m_replaceRow);
    connect(one, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(each, &QToolButton::clicked, this, &FindBar::replaceEach);
    auto *replaceLayout = new QHBoxLayout(m_replaceRow);
    replaceLayout->setContentsMargins(0, 0, 0, 0);
    replaceLayout->addWidget(one);
    replaceLayout->addWidget(each);
    replaceLayout->addStretch();

    auto *options = new QHBoxLayout;
    options->setSpacing(0);
    for (QToolButton *button : {m_case, m_words, m_regex, back, forward})
        options->addWidget(button);
    options->addWidget(m_count, 1);
    options->addWidget(close);
    auto *layout = new QGridLayout(this);
    const int pad = fontMetrics().height() / 4;
    layout->setContentsMargins(2 * pad, pad, pad, pad);
    layout->setVerticalSpacing(pad);
    layout->addWidget(m_find, 0, 0);
    layout->addLayout(options, 0, 1);
    layout->addWidget(m_replace, 1, 0);
    layout->addWidget(m_replaceRow, 1, 1);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(1, 3);
    setTabOrder({m_find, m_replace, m_case, m_words, m_regex, back, forward, one, each, close});

    auto *escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(escape);
    connect(escape, &QAction::triggered, this, &FindBar::close);
}

void FindBar::open(bool withReplace)
{
    m_replace->setVisible(withReplace);
    m_replaceRow->setVisible(withReplace);
    show();
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && !m_regex->isChecked())
        m_find->setText(selected);
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    m_editor.setFocus(Qt::OtherFocusReason);
}

void FindBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_editor.setHits({});
    m_stale = true;
}

SearchTerms FindBar::terms() const
{
    return {m_find->text(), m_regex->isChecked(), m_case->isChecked(), m_words->isChecked()};
}

void FindBar::searchSoon()
{
    m_stale = true;
    if (isVisible())
        m_later->start();
}

void FindBar::search()
{
    m_later->stop();
    m_hits = findAll(m_editor.contents(), terms());
    m_stale = false;
    if (isVisible())
        m_editor.setHits(m_hits.hits);
    showCount();
}

qsizetype FindBar::currentHit() const
{
    const int offset = m_editor.selectionOffset();
    const auto it = std::ranges::lower_bound(m_hits.hits, offset, {}, &TextHit::offset);
    return it != m_hits.hits.end() && it->offset == offset && m_editor.selectedText().size() == it->length ? it - m_hits.hits.begin() : -1;
}

QString FindBar::countText() const
{
    return m_count->text();
}

void FindBar::showCount()
{
    if (!isVisible() || m_stale)
        return;
    const bool bad = !m_hits.error.isEmpty() || (m_hits.hits.isEmpty() && !m_find->text().isEmpty());
    setTone(*m_count, bad ? Tone::Error : Tone::Dim);
    const QString all = grouped(m_hits.hits.size()) + (m_hits.more ? u"+"_s : QString());
    if (!m_hits.error.isEmpty())
        m_count->setText(m_hits.error);
    else if (m_find->text().isEmpty())
        m_count->clear();
    else if (m_hits.hits.isEmpty())
        m_count->setText(tr("no hits"));
    else if (const qsizetype current = currentHit(); current >= 0)
        m_count->setText(tr("%1 of %2").arg(grouped(current + 1), all));
    else
        m_count->setText(tr("%n hits", nullptr, int(m_hits.hits.size())).replace(QString::number(m_hits.hits.size()), all));
}

void FindBar::select(const TextHit &hit)
{
    m_editor.select(hit.offset, hit.length);
    showCount();
}

void FindBar::step(int by)
{
    if (m_find->text().isEmpty()) {
        open(false);
        return;
    }
    if (m_stale)
        search();
    const qsizetype count = m_hits.hits.size();
    if (count == 0)
        return;
    qsizetype wanted = currentHit();
    if (wanted >= 0) {
        wanted = (wanted + by + count) % count;
    } else {
        const auto it = std::ranges::lower_bound(m_hits.hits, m_editor.selectionOffset(), {}, &TextHit::offset);
        const qsizetype after = it - m_hits.hits.begin();
        wanted = (by < 0 ? after - 1 + count : after) % count;
    }
    select(m_hits.hits[wanted]);
}

void FindBar::replaceOne()
{
    if (m_stale)
        search();
    const qsizetype current = currentHit();
    if (current < 0) { // shows what would be replaced first
        step(1);
        return;
    }
    const TextHit hit = m_hits.hits[current];
    const QString with = replacementOf(m_editor.contents(), hit, terms(), m_replace->text());
    m_editor.replaceAt(hit.offset, hit.length, with);
    m_editor.setCursorOffset(hit.offset + int(with.size()));
    search();
    step(1);
}

void FindBar::replaceEach()
{
    const int cursor = m_editor.cursorOffset();
    const auto [text, count] = replaceAll(m_editor.contents(), terms(), m_replace->text());
    if (count > 0) {
        m_editor.setContents(text);
        m_editor.setCursorOffset(std::min(cursor, int(text.size())));
    }
    search();
    m_count->setText(tr("%n replaced", nullptr, count));
}

bool FindBar::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) || (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)))
        return QWidget::eventFilter(object, event);
    if (object == m_replace)
        replaceOne();
    else
        step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
    return true;
}

} // namespace concord
