// SPDX-License-Identifier: GPL-3.0-or-later
// What is open in the tree, and stays so over a new list of connections and a restart.
#include "connections/connectiontree.h"

#include "connections/connectionmodel.h"
#include "connections/treefilter.h"

#include <QLineEdit>
#include <QTreeView>

namespace concord {

static bool isGroup(const QModelIndex &index)
{
    return index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Group);
}

void ConnectionTree::expandGroups(const QStringList &closed)
{
    m_closedGroups = {closed.begin(), closed.end()};
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (isGroup(index) && !m_closedGroups.contains(index.data(ConnectionModel::KeyRole).toString()))
            m_view->expand(index);
    }
}

/// A group that is gone, and comes again under the same name, is a new one.
void ConnectionTree::forgetRemovedGroups()
{
    QSet<QString> there;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (isGroup(index))
            there.insert(index.data(ConnectionModel::KeyRole).toString());
    }
    const qsizetype before = m_closedGroups.size();
    m_closedGroups.intersect(there);
    if (m_closedGroups.size() != before)
        Q_EMIT closedGroupsChanged();
}

void ConnectionTree::rememberExpanded(const QModelIndex &index, bool expanded)
{
    if (!m_filter->text().isEmpty())
        return; // the filter opened it, not the person
    const QString key = index.data(ConnectionModel::KeyRole).toString();
    if (expanded)
        m_expanded.insert(key);
    else
        m_expanded.remove(key);
    if (!isGroup(index) || expanded != m_closedGroups.contains(key))
        return;
    if (expanded)
        m_closedGroups.remove(key);
    else
        m_closedGroups.insert(key);
    Q_EMIT closedGroupsChanged();
}

/// Not at once: opening a row brings its children, and who tells of rows must have been heard by all first.
void ConnectionTree::restoreLater()
{
    if (m_restoring || m_expanded.isEmpty())
        return;
    m_restoring = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_restoring = false;
            restoreExpanded({});
        },
        Qt::QueuedConnection);
}

void ConnectionTree::restoreExpanded(const QModelIndex &parent)
{
    for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
        const QModelIndex index = m_proxy->index(row, 0, parent);
        if (!m_proxy->hasChildren(index) || !m_expanded.contains(index.data(ConnectionModel::KeyRole).toString()))
            continue;
        m_view->expand(index);
        restoreExpanded(index);
    }
}

} // namespace concord
