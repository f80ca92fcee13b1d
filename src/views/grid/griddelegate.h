// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace concord {

/// Paints a cell of the grid: thin lines, tabular figures, NULL dim and italic, missing hatched, bad bytes flagged.
class GridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Cells that hold this text are marked, without regard to case; empty: none.
    void setSearchText(const QString &text) { m_search = text; }

    /// Space left and right of a cell's text.
    [[nodiscard]] static int padding(const QFontMetrics &metrics) { return metrics.height() / 2; }

private:
    QString m_search;
};

} // namespace concord
