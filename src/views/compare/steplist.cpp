// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/steplist.h"

#include "compare/stepmodel.h"
#include "look/wording.h"
#include "schema/objectwords.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace concord {

StepList::StepList(StepModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Statements of the script"));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(StepModel::Purpose, QHeaderView::Stretch);
    header()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 6);
    connect(model, &QAbstractItemModel::modelReset, this, &StepList::hideOthers);
}

void StepList::setFilter(const QString &words)
{
    m_filter = words.trimmed();
    hideOthers();
}

bool StepList::shows(int step) const
{
    const auto has = [this](const QString &text) { return text.contains(m_filter, Qt::CaseInsensitive); };
    if (m_filter.isEmpty() || has(m_model->migration().steps[static_cast<size_t>(step)].sql))
        return true;
    for (int column = 0; column < StepModel::ColumnCount; ++column) {
        if (has(m_model->index(step, column).data().toString()))
            return true;
    }
    return false;
}

void StepList::hideOthers()
{
    for (int step = 0; step < m_model->rowCount(); ++step)
        setRowHidden(step, {}, !shows(step));
}

void StepList::tickShown(bool on)
{
    QList<int> shown;
    for (int step = 0; step < m_model->rowCount(); ++step) {
        if (!isRowHidden(step, {}))
            shown.append(step);
    }
    m_model->wishTicked(shown, on);
}

QList<int> StepList::selected() const
{
    QList<int> steps;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &index : rows) {
        if (!isRowHidden(index.row(), {}))
            steps.append(index.row());
    }
    std::ranges::sort(steps);
    return steps;
}

QList<int> StepList::stepsOf(const ObjectRef &object) const
{
    QList<int> steps;
    for (int step = 0; step < m_model->rowCount(); ++step) {
        if (m_model->migration().steps[static_cast<size_t>(step)].object == object)
            steps.append(step);
    }
    return steps;
}

void StepList::tickOnly(const QList<int> &steps)
{
    if (steps.isEmpty())
        return;
    QList<int> others;
    for (int step = 0; step < m_model->rowCount(); ++step) {
        if (!steps.contains(step))
            others.append(step);
    }
    if (m_model->wishTicked(steps, true)) // else it asks, and nothing changes before the answer
        m_model->setTicked(others, false);
}

void StepList::fillMenu(QMenu *menu)
{
    const QList<int> chosen = selected();
    const auto add = [this, menu](const QString &text, auto slot) { connect(menu->addAction(text), &QAction::triggered, this, [slot] { slot(); }); };
    if (chosen.size() > 1) {
        add(tr("Tick what is &selected"), [this, chosen] { m_model->wishTicked(chosen, true); });
        add(tr("&Untick what is selected"), [this, chosen] { m_model->wishTicked(chosen, false); });
        add(tr("Tick &only what is selected"), [this, chosen] { tickOnly(chosen); });
        return;
    }
    const ObjectRef object = m_model->migration().steps[static_cast<size_t>(chosen.first())].object;
    const QList<int> steps = stepsOf(object);
    const QString name = withoutMnemonic(fullName(object));
    add(tr("&Tick all of %1").arg(name), [this, steps] { m_model->wishTicked(steps, true); });
    add(tr("&Untick all of %1").arg(name), [this, steps] { m_model->wishTicked(steps, false); });
    add(tr("Tick &only %1").arg(name), [this, steps] { tickOnly(steps); });
}

/// Space ticks all that is selected, as it ticks one.
void StepList::keyPressEvent(QKeyEvent *event)
{
    const QList<int> chosen = selected();
    const bool isSpace = event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier;
    const bool isHidden = currentIndex().isValid() && isRowHidden(currentIndex().row(), {}); // nothing is ticked unseen
    if (!isSpace || (chosen.size() < 2 && !isHidden)) {
        QTreeView::keyPressEvent(event);
        return;
    }
    if (chosen.isEmpty())
        return;
    m_model->wishTicked(chosen, !std::ranges::all_of(chosen, [this](int step) { return m_model->isTicked(step); }));
}

void StepList::contextMenuEvent(QContextMenuEvent *event)
{
    if (selected().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, menu, &QMenu::close); // it is about rows that are no more
    menu->popup(event->globalPos());
}

/// What a statement is for has half of the room, however little there is.
void StepList::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    const int em = fontMetrics().averageCharWidth();
    const int room = viewport()->width();
    setColumnWidth(StepModel::Object, std::clamp(room * 2 / 11, em * 8, em * 16));
    setColumnWidth(StepModel::Cost, std::clamp(room * 3 / 10, em * 10, em * 28));
}

} // namespace concord
