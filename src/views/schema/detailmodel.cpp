// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/detailmodel.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPalette>
#include <QSize>

namespace concord {

void DetailModel::setDetails(Details details)
{
    beginResetModel();
    m_details = std::move(details);
    endResetModel();
}

int DetailModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_details.rows.size());
}

int DetailModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_details.headings.size());
}

QVariant DetailModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Details::Row &row = m_details.rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return firstLine(row.cells.value(index.column()));
    case Qt::ToolTipRole: return plainToolTip(row.toolTip.isEmpty() ? row.cells.value(index.column()) : row.toolTip);
    case Qt::ForegroundRole:
        if (row.warning)
            return warningText(QApplication::palette());
        return row.quiet ? QVariant(dimText(QApplication::palette())) : QVariant();
    case Qt::FontRole:
        if (index.column() == m_details.codeColumn)
            return QFontDatabase::systemFont(QFontDatabase::FixedFont);
        return {};
    case Qt::SizeHintRole: { // calmer than the style's own rows
        const QFontMetrics metrics(QApplication::font());
        const int width = metrics.horizontalAdvance(row.cells.value(0)) + 2 * metrics.height();
        return index.column() == 0 ? QVariant(QSize(width, metrics.height() * 3 / 2)) : QVariant();
    }
    case AddressRole: return QVariant::fromValue(row.leadsTo);
    default: return {};
    }
}

QVariant DetailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_details.headings.value(section);
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

} // namespace concord
