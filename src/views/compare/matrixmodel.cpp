// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixmodel.h"

#include "compare/comparereport.h"
#include "compare/comparewords.h"
#include "compare/verdictwords.h"
#include "extract/snapshot.h"
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
constexpr quintptr top = 0; // an index's id: 0 of an object's row, else the number of its member's object, from 1

QString cellText(int cell)
{
    return cell == missing ? u"–"_s : cell == unreadable ? u"?"_s : variantLetter(static_cast<size_t>(cell));
}
} // namespace

void MatrixModel::setMatrix(std::shared_ptr<const Matrix> matrix, bool outside)
{
    beginResetModel();
    m_matrix = std::move(matrix);
    m_outside = outside;
    rebuild();
    endResetModel();
}

void MatrixModel::setFilter(const MatrixFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    rebuild();
    endResetModel();
}

void MatrixModel::rebuild()
{
    m_rows.clear();
    if (!m_matrix)
        return;
    for (const MatrixRow &row : m_matrix->rows) {
        if ((m_filter.all || row.differs()) && row.name.contains(m_filter.text, Qt::CaseInsensitive))
            m_rows.push_back({&row, false, {}});
    }
}

const MatrixModel::Shown &MatrixModel::shown(const QModelIndex &index) const
{
    return m_rows.at(index.internalId() == top ? static_cast<size_t>(index.row()) : index.internalId() - 1);
}

const MatrixRow &MatrixModel::row(const QModelIndex &index) const
{
    return *shown(index).row;
}

const std::vector<MatrixMember> &MatrixModel::membersOf(const Shown &shown) const
{
    if (!std::exchange(shown.asked, true)) {
        shown.members = matrixMembers(*shown.row);
        if (!m_filter.all)
            std::erase_if(shown.members, [](const MatrixMember &member) { return !member.differs(); });
    }
    return shown.members;
}

const MatrixMember *MatrixModel::member(const QModelIndex &index) const
{
    return index.internalId() == top ? nullptr : &membersOf(shown(index)).at(static_cast<size_t>(index.row()));
}

QModelIndex MatrixModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : top);
}

QModelIndex MatrixModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == top)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, top);
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() > 0 || parent.internalId() != top)
        return 0;
    return static_cast<int>(membersOf(shown(parent)).size());
}

int MatrixModel::columnCount(const QModelIndex &) const
{
    return m_matrix ? FirstDatabase + static_cast<int>(m_matrix->columns.size()) : 0;
}

QString MatrixModel::names(const QList<int> &cells, int cell) const
{
    QStringList list;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i] == cell)
            list.append(m_matrix->columns[static_cast<size_t>(i)].end.name);
    }
    return list.join(u", "_s);
}

QString MatrixModel::words(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const MatrixRow &row = this->row(index);
    const MatrixMember *member = this->member(index);
    const QString name = member ? row.name + u'.' + member->name : row.name;
    if (index.column() < FirstDatabase)
        return u"%1: %2"_s.arg(name, member ? member->summary() : row.summary());
    const QList<int> &cells = member ? member->cells : row.cells;
    const int database = index.column() - FirstDatabase;
    const MatrixColumn &column = m_matrix->columns[static_cast<size_t>(database)];
    const int cell = cells.at(database);
    if (cell == missing)
        return tr("%1 lacks %2; so do in all: %3").arg(column.end.name, name, names(cells, missing));
    if (cell == unreadable)
        return tr("%1: cannot tell. %2").arg(column.end.name, column.error.message);
    QString words = tr("%1 · variant %2: %3").arg(name, variantLetter(static_cast<size_t>(cell)), names(cells, cell));
    if (cell > 0) {
        const MatrixVariant &held = row.variants[static_cast<size_t>(cell)];
        QStringList differs{verdictText(held.verdict), objectDiffers(held.comparison)};
        differs.removeAll(QString());
        words += u'\n' + (member ? member->differences.value(cell) : differs.join(u" · "_s));
    }
    if (column.end.catalog)
        words += u'\n' + tr("%1 was read %2").arg(column.end.name, ageText(column.end.catalog->info().readAt));
    return words;
}

QString MatrixModel::key(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const MatrixRow &row = this->row(index);
    QStringList parts{QString::number(static_cast<int>(row.kind)), row.name};
    if (const MatrixMember *member = this->member(index))
        parts << member->kind << member->name;
    return parts.join(QChar(0));
}

QVariant MatrixModel::look(int cell, bool baselineLacks, int role)
{
    const QPalette palette = QApplication::palette();
    const QColor base = palette.color(QPalette::Base);
    const int calm = baselineLacks ? missing : 0; // as the baseline is
    if (role == Qt::ForegroundRole)
        return cell == calm ? QVariant(dimText(palette)) : QVariant();
    if (cell == calm)
        return {};
    if (cell == missing)
        return QBrush(mixed(base, errorText(palette), 0.45), Qt::BDiagPattern);
    if (cell == unreadable)
        return QBrush(mixed(base, palette.color(QPalette::Text), 0.15), Qt::FDiagPattern);
    return mixed(base, warningText(palette), 0.22);
}

QString MatrixModel::text(const QModelIndex &index) const
{
    const MatrixRow &row = this->row(index);
    const MatrixMember *member = this->member(index);
    if (index.column() >= FirstDatabase)
        return cellText((member ? member->cells : row.cells).at(index.column() - FirstDatabase));
    if (index.column() == Summary)
        return firstLine(member ? member->summary() : row.summary());
    if (member)
        return u"%1 %2"_s.arg(propertyWord(member->kind), member->name);
    return row.kind == ObjectKind::Table || row.kind == ObjectKind::Other ? row.name : u"%1  · %2"_s.arg(row.name, kindWord(row.kind));
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isCell = index.column() >= FirstDatabase;
    const MatrixMember *member = this->member(index);
    switch (role) {
    case Qt::DisplayRole: return text(index);
    case Qt::ToolTipRole: return plainToolTip(words(index));
    case Qt::AccessibleTextRole: return isCell ? words(index) : text(index);
    case Qt::TextAlignmentRole: return isCell ? QVariant(Qt::AlignCenter) : QVariant();
    case Qt::ForegroundRole:
        if (isCell)
            return look((member ? member->cells : row(index).cells).at(index.column() - FirstDatabase), row(index).baselineLacks, role);
        return index.column() == Summary ? QVariant(dimText(QApplication::palette())) : QVariant();
    case Qt::BackgroundRole:
        return isCell ? look((member ? member->cells : row(index).cells).at(index.column() - FirstDatabase), row(index).baselineLacks, role)
                      : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return index.column() == Object && !member ? QVariant(font) : QVariant();
    }
    default: return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_matrix)
        return {};
    if (section >= FirstDatabase) {
        const int database = section - FirstDatabase;
        const MatrixColumn &column = m_matrix->columns[static_cast<size_t>(database)];
        const bool isBaseline = database == m_matrix->baseline;
        if (role == Qt::TextAlignmentRole)
            return Qt::AlignCenter;
        if (role == Qt::DisplayRole)
            return isBaseline ? u"★ "_s + column.end.name : column.end.name;
        if (role != Qt::ToolTipRole)
            return {};
        QString words = column.end.catalog ? endTitle(column.end) : u"%1: %2"_s.arg(column.end.name, column.error.message);
        if (isBaseline)
            words += u'\n' + (m_outside ? tr("The baseline, which is not one of the databases") : tr("The baseline"));
        return plainToolTip(words);
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Object ? tr("object") : tr("in short");
}

} // namespace concord
