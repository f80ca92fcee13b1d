// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixmodel.h"

#include "compare/comparereport.h"
#include "compare/comparewords.h"
#include "compare/verdictlook.h"
#include "look/colours.h"
#include "look/wording.h"
#include "schema/objectwords.h"

#include <QApplication>
#include <QBrush>
#include <QFont>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
constexpr int missing = -1; // as in MatrixRow::cells
constexpr int unreadable = -2;
} // namespace

void MatrixModel::setMatrix(std::shared_ptr<const Matrix> matrix)
{
    beginResetModel();
    m_matrix = std::move(matrix);
    rebuild();
    endResetModel();
}

void MatrixModel::setShowsAll(bool all)
{
    beginResetModel();
    m_all = all;
    rebuild();
    endResetModel();
}

void MatrixModel::rebuild()
{
    m_rows.clear();
    if (!m_matrix)
        return;
    for (const MatrixRow &row : m_matrix->rows) {
        if (m_all || row.differs())
            m_rows.push_back(&row);
    }
}

const MatrixRow &MatrixModel::row(int row) const
{
    return *m_rows.at(static_cast<size_t>(row));
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_matrix ? 0 : FirstDatabase + static_cast<int>(m_matrix->columns.size());
}

QString MatrixModel::cellWords(const MatrixRow &row, int database) const
{
    const MatrixColumn &column = m_matrix->columns[static_cast<size_t>(database)];
    const int variant = row.cells.at(database);
    if (variant == missing)
        return tr("%1 lacks %2").arg(column.end.name, row.name);
    if (variant == unreadable)
        return tr("%1: cannot tell. %2").arg(column.end.name, column.error.message);
    const MatrixVariant &held = row.variants[static_cast<size_t>(variant)];
    QString words = u"%1: %2, %3"_s.arg(column.end.name, held.letter, verdictText(held.verdict));
    if (variant > 0)
        words += u'\n' + objectDiffers(held.comparison);
    return words;
}

QVariant MatrixModel::cell(const MatrixRow &row, int database, int role) const
{
    const QPalette palette = QApplication::palette();
    const QColor base = palette.color(QPalette::Base);
    const int variant = row.cells.at(database);
    switch (role) {
    case Qt::DisplayRole: return variant == missing ? u"–"_s : variant == unreadable ? u"?"_s : row.variants[static_cast<size_t>(variant)].letter;
    case Qt::TextAlignmentRole: return Qt::AlignCenter;
    case Qt::ToolTipRole: return plainToolTip(cellWords(row, database));
    case Qt::AccessibleTextRole: return cellWords(row, database);
    case Qt::ForegroundRole: return variant == 0 ? QVariant(dimText(palette)) : QVariant();
    case Qt::BackgroundRole:
        if (variant == missing)
            return QBrush(mixed(base, errorText(palette), 0.45), Qt::BDiagPattern);
        if (variant == unreadable)
            return QBrush(mixed(base, palette.color(QPalette::Text), 0.15), Qt::FDiagPattern);
        return variant > 0 ? QVariant(mixed(base, warningText(palette), 0.22)) : QVariant();
    default: return {};
    }
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const MatrixRow &shown = row(index.row());
    if (index.column() >= FirstDatabase)
        return cell(shown, index.column() - FirstDatabase, role);
    if (role == Qt::DisplayRole && index.column() == Object)
        return shown.kind == ObjectKind::Table ? shown.name : u"%1  · %2"_s.arg(shown.name, kindWord(shown.kind));
    if (role == Qt::DisplayRole)
        return shown.summary();
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == Object ? shown.name : shown.summary());
    if (role == Qt::FontRole && index.column() == Object) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_matrix)
        return {};
    if (section >= FirstDatabase) {
        const MatrixColumn &column = m_matrix->columns[static_cast<size_t>(section - FirstDatabase)];
        if (role == Qt::DisplayRole)
            return column.end.name;
        if (role == Qt::ToolTipRole)
            return plainToolTip(column.end.catalog ? endTitle(column.end) : u"%1: %2"_s.arg(column.end.name, column.error.message));
        return {};
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Object ? tr("object") : tr("what they have in common");
}

} // namespace concord
