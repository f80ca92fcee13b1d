// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/commandpalette.h"

#include "connections/badgedelegate.h"
#include "connections/connectionmodel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int mostShown = 200;
static constexpr int EntryRole = Qt::UserRole + 100;

CommandPalette::CommandPalette(QList<PaletteEntry> entries, PaletteSource more, QWidget *parent)
    : PopupDialog(parent),
      m_entries(std::move(entries)),
      m_more(std::move(more)),
      m_input(new QLineEdit),
      m_list(new QListView),
      m_nothing(new QLabel(tr("Nothing found. Tables are found once their schema was extracted, or their connection opened in the tree."))),
      m_model(new QStandardItemModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Find anything"));
    m_input->setPlaceholderText(tr("Find a connection, a table or a command"));
    m_input->setAccessibleName(m_input->placeholderText());
    m_input->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new BadgeDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Found"));
    m_nothing->setWordWrap(true);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_nothing->setMargin(fontMetrics().height() / 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    filter({});
    const int em = fontMetrics().averageCharWidth();
    resize(em * 80, fontMetrics().height() * 24);
    const QRect area = parent->rect();
    move(parent->mapToGlobal(QPoint((area.width() - width()) / 2, fontMetrics().height() * 4)));
    m_input->setFocus();
}

/// How well an entry answers: lower is better, -1 not at all. Every word must be in its text, or at worst in its menu's name.
static int rank(const PaletteEntry &entry, const QStringList &words)
{
    static constexpr int behindEveryText = 10'000;
    int rank = 0;
    for (const QString &word : words) {
        if (const auto at = entry.text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0)
            rank += static_cast<int>(at);
        else if (entry.menu.contains(word, Qt::CaseInsensitive))
            rank += behindEveryText;
        else
            return -1;
    }
    return rank;
}

void CommandPalette::filter(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, int>> found;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (const int r = rank(m_entries[i], words); r >= 0)
            found.append({r, i});
    }
    std::ranges::stable_sort(found, {}, &std::pair<int, int>::first);
    m_shown.clear();
    m_model->clear();
    QList<PaletteEntry> best;
    for (const auto &[r, i] : found.first(std::min<qsizetype>(found.size(), mostShown)))
        best.append(m_entries[i]);
    m_isWaiting = true;
    append(best);
    m_runsFirst = false;
    m_more(text, [self = QPointer(this), question = ++m_question](const QList<PaletteEntry> &entries) {
        if (self && question == self->m_question)
            self->showMore(entries);
    });
}

void CommandPalette::append(const QList<PaletteEntry> &entries)
{
    for (const PaletteEntry &entry : entries) {
        auto *item = new QStandardItem(entry.text);
        item->setData(entry.menu.isEmpty() || entry.hint.isEmpty() ? entry.menu + entry.hint : entry.menu + u"   "_s + entry.hint,
                      ConnectionModel::BadgeRole);
        item->setData(m_model->rowCount(), EntryRole);
        m_model->appendRow(item);
        m_shown.append(entry);
    }
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0, 0));
    showList(!m_shown.isEmpty() || m_isWaiting);
}

void CommandPalette::showList(bool shown)
{
    m_list->setVisible(shown);
    m_nothing->setVisible(!shown);
}

void CommandPalette::showMore(const QList<PaletteEntry> &entries)
{
    m_isWaiting = false;
    append(entries);
    if (m_runsFirst)
        runCurrent();
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    m_runsFirst = !index.isValid() && m_isWaiting;
    if (!index.isValid())
        return;
    const auto run = m_shown[index.data(EntryRole).toInt()].run;
    close();
    run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return PopupDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int row = m_list->currentIndex().row();
    const int page = 10;
    switch (key->key()) {
    case Qt::Key_Down: m_list->setCurrentIndex(m_model->index(std::min(row + 1, m_model->rowCount() - 1), 0)); return true;
    case Qt::Key_Up: m_list->setCurrentIndex(m_model->index(std::max(row - 1, 0), 0)); return true;
    case Qt::Key_PageDown: m_list->setCurrentIndex(m_model->index(std::min(row + page, m_model->rowCount() - 1), 0)); return true;
    case Qt::Key_PageUp: m_list->setCurrentIndex(m_model->index(std::max(row - page, 0), 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    default: return PopupDialog::eventFilter(watched, event);
    }
}

} // namespace concord
