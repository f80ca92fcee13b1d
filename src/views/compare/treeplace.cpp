// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/treeplace.h"

#include "compare/comparemodel.h"

#include <QTreeView>

#include <algorithm>

namespace concord {

namespace {

/// Calls `each` with the rows below `parent`, and with theirs where `opens` says so.
void forRows(const CompareModel &model, const QModelIndex &parent, const auto &each, const auto &opens)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        each(index);
        if (opens(index))
            forRows(model, index, each, opens);
    }
}

bool isGroup(const QModelIndex &index)
{
    return index.data(CompareModel::GroupRole).toBool();
}

} // namespace

TreePlace::TreePlace(const QTreeView &tree, const CompareModel &model)
{
    const auto opens = [&](const QModelIndex &index) { return isGroup(index) || tree.isExpanded(index); };
    const auto keep = [&](const QModelIndex &index) {
        if (isGroup(index) != tree.isExpanded(index))
            (isGroup(index) ? m_closedGroups : m_open).insert(model.key(index));
    };
    forRows(model, {}, keep, opens);
    for (const QModelIndex &index : tree.selectionModel()->selectedRows())
        m_selected.insert(model.key(index));
    m_top = model.key(tree.indexAt({0, 0}).siblingAtColumn(0));
    QModelIndex object = tree.currentIndex().siblingAtColumn(0);
    m_current = model.key(object);
    while (object.parent().isValid() && !isGroup(object.parent()))
        object = object.parent();
    m_currentObject = model.key(object);
    m_currentGroup = model.key(object.parent());
    m_currentRow = object.row();
}

void TreePlace::restoreOpen(QTreeView &tree, const CompareModel &model) const
{
    const auto open = [&](const QModelIndex &index) {
        const QString key = model.key(index);
        if (isGroup(index) ? !m_closedGroups.contains(key) : m_open.contains(key))
            tree.expand(index);
    };
    forRows(model, {}, open, [&](const QModelIndex &index) { return isGroup(index) || tree.isExpanded(index); });
}

void TreePlace::restoreSelection(QTreeView &tree, const CompareModel &model) const
{
    QItemSelection selection;
    QModelIndex current;
    QModelIndex object;
    QModelIndex group;
    QModelIndex top;
    const auto take = [&](const QModelIndex &index) {
        const QString key = model.key(index);
        if (m_selected.contains(key))
            selection.select(index, index.siblingAtColumn(CompareModel::ColumnCount - 1));
        for (auto [wanted, place] :
             {std::pair(&m_current, &current), std::pair(&m_currentObject, &object), std::pair(&m_currentGroup, &group), std::pair(&m_top, &top)}) {
            if (key == *wanted)
                *place = index;
        }
    };
    forRows(model, {}, take, [&](const QModelIndex &index) { return isGroup(index) || tree.isExpanded(index); });
    if (m_current.isEmpty())
        return;
    if (!current.isValid())
        current = object;
    if (!current.isValid() && group.isValid())
        current = model.index(std::min(m_currentRow, model.rowCount(group) - 1), 0, group);
    if (!current.isValid())
        return;
    tree.setCurrentIndex(current);
    if (selection.size() > 1)
        tree.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (top.isValid())
        tree.scrollTo(top, QAbstractItemView::PositionAtTop);
    tree.scrollTo(current); // where it moved out of sight
}

} // namespace concord
