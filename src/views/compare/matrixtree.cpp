// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixtree.h"

namespace concord {

QModelIndex MatrixTree::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex from = currentIndex();
    if (!from.isValid() || (action != MoveLeft && action != MoveRight))
        return QTreeView::moveCursor(action, modifiers);
    const bool right = (action == MoveRight) != isRightToLeft();
    // In the first column Right opens, and goes on to the cells of what is open or has nothing within.
    if (from.column() == 0 && (!right || (model()->hasChildren(from) && !isExpanded(from))))
        return QTreeView::moveCursor(action, modifiers);
    const QModelIndex to = from.siblingAtColumn(from.column() + (right ? 1 : -1));
    return to.isValid() ? to : from;
}

} // namespace concord
