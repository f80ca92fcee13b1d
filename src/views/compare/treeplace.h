// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

class QTreeView;

namespace concord {

class CompareModel;

/// Where a person is in a comparison's tree, by names: what is open, what is selected, what stands at the top. So that the next comparison of
/// the same two is shown in the same place.
class TreePlace
{
public:
    /// As it is now.
    TreePlace(const QTreeView &tree, const CompareModel &model);
    /// In a model that was filled anew.
    void restoreOpen(QTreeView &tree, const CompareModel &model) const;
    /// Likewise the selection, and what stands at the top. What is gone leaves its place to its table, or to what follows it.
    void restoreSelection(QTreeView &tree, const CompareModel &model) const;

private:
    QSet<QString> m_open;
    QSet<QString> m_closedGroups;
    QSet<QString> m_selected;
    QString m_current;
    QString m_currentObject; ///< the current row's, where that is one of its members
    QString m_currentGroup;
    int m_currentRow = 0;    ///< of the object in its group
    QString m_top;
};

} // namespace concord
