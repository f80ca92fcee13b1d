// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/treefilter.h"

#include "connections/connectionmodel.h"

namespace concord {

TreeFilter::TreeFilter(ConnectionModel &model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setRecursiveFilteringEnabled(true);
    setSourceModel(&model);
}

void TreeFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateFilter();
}

bool TreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    const QModelIndex index = m_model.index(row, 0, parent);
    if (m_model.holds(index, m_text))
        return true;
    // All of what is called so, but not all of what only holds something: hence no setAutoAcceptChildRows().
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        if (at.data(ConnectionModel::NameRole).toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QModelIndexList TreeFilter::rowsToOpen(int limit) const
{
    QModelIndexList rows;
    const auto walk = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < rowCount(parent) && rows.size() < limit; ++row) {
            const QModelIndex at = index(row, 0, parent);
            const auto kind = static_cast<ConnectionModel::Kind>(at.data(ConnectionModel::KindRole).toInt());
            if (kind == ConnectionModel::Kind::Object || kind == ConnectionModel::Kind::Folder)
                continue;
            if (kind == ConnectionModel::Kind::Group || m_model.holds(mapToSource(at), m_text) || rowCount(at) > 0)
                rows.append(at);
            self(self, at);
        }
    };
    if (!m_text.isEmpty())
        walk(walk, {});
    return rows;
}

} // namespace concord
