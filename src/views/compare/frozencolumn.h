// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace concord {

/// The first column of a tree once more, over the tree's left edge, while the tree is scrolled sideways: so that it is known whose cells
/// those are. Has the tree's rows, selection and open branches.
class FrozenColumn : public QTreeView
{
    Q_OBJECT

public:
    /// `tree` has its model, and one height for all rows.
    explicit FrozenColumn(QTreeView *tree);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    /// A cell that is gone to by keys does not stay under this.
    void uncover(const QModelIndex &index);

    QTreeView *m_tree;
};

} // namespace concord
