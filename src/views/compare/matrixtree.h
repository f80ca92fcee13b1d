// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace concord {

/// A tree whose other columns are cells: Left and Right go from one to the next there, as in a grid; only in the first column they open and
/// close.
class MatrixTree : public QTreeView
{
    Q_OBJECT

public:
    using QTreeView::QTreeView;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
};

} // namespace concord
