// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridmodel.h"

#include "look/colours.h"
#include "look/wording.h"
#include "results/jsontree.h"

#include <QBrush>
#include <QFont>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// More than this of a cell is never painted.
constexpr std::size_t paintedBytes = 4096;

/// The one chunk and row in it that hold a cell; column null: missing.
struct Place
{
    const ColumnData *column = nullptr;
    const ColumnInfo *info = nullptr;
    std::uint32_t row = 0;
};

Place placeOf(const CombinedResult &result, CombinedResult::RowId id, int column)
{
    const CombinedColumn &combined = result.columns()[std::size_t(column)];
    const int own = combined.sourceColumn[std::size_t(id.source)];
    if (own < 0)
        return {};
    const TableView &view = result.sourceView(id.source);
    const Chunk &chunk = *view.chunks[view.chunkOf(id.ordinal)];
    const ColumnData &data = chunk.column(std::size_t(own));
    const auto row = std::uint32_t(id.ordinal - chunk.firstRow);
    if (data.isMissing(row))
        return {};
    return {&data, &view.columns[std::size_t(own)], row};
}

bool hasLongBytes(const Place &place)
{
    const Physical physical = place.column ? place.column->physical() : Physical::Bool;
    const bool bytes = physical == Physical::Text || physical == Physical::Bytes || physical == Physical::Variant;
    return bytes && !place.column->isNull(place.row) && place.column->bytes(place.row).size() > paintedBytes;
}

/// The first few thousand characters, cut between code points.
QString headText(const Place &place)
{
    std::string_view bytes = place.column->bytes(place.row);
    if (place.column->physical() == Physical::Bytes || cellTag(*place.column, *place.info, place.row) == Tag::Bytes)
        return u"\\x"_s + QString::fromLatin1(QByteArray(bytes.data(), paintedBytes / 2).toHex()) + u'…';
    std::size_t end = paintedBytes;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U)
        --end;
    bytes = bytes.substr(0, end);
    const auto length = static_cast<qsizetype>(bytes.size());
    return (place.column->validUtf8() ? QString::fromUtf8(bytes.data(), length) : QString::fromLatin1(bytes.data(), length)) + u'…';
}

bool isNumber(Tag tag)
{
    return tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float;
}

} // namespace

GridModel::GridModel(QObject *parent) : QAbstractTableModel(parent) {}

void GridModel::setEndpoints(QList<Endpoint> endpoints)
{
    m_endpoints = std::move(endpoints);
    if (rowCount() > 0)
        Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

void GridModel::clear()
{
    beginResetModel();
    m_result = {};
    m_order.reset();
    m_counts.clear();
    m_total = 0;
    m_windowStart = 0;
    m_columns.clear();
    m_names.clear();
    endResetModel();
}

/// Other rows in the same columns: not a reset, which would forget the columns' widths.
void GridModel::replaceRows(const CombinedResult &result, RowOrder order, std::uint64_t windowStart)
{
    if (const int shown = rowCount(); shown > 0) {
        beginRemoveRows({}, 0, shown - 1);
        m_order.reset();
        m_counts.assign(m_counts.size(), 0);
        m_total = 0;
        endRemoveRows();
    }
    m_order.reset();
    takeColumns(result);
    std::vector<std::uint64_t> counts(result.sources().size());
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = result.sourceView(int(i)).rows;
    const std::uint64_t sum = std::reduce(counts.begin(), counts.end());
    const std::uint64_t total = order ? order->size() : sum;
    const std::uint64_t start = std::min(windowStart, total);
    const int shown = int(std::min<std::uint64_t>(total - start, std::uint64_t(m_windowRows)));
    if (shown > 0)
        beginInsertRows({}, 0, shown - 1);
    m_counts = std::move(counts);
    m_total = sum;
    m_order = std::move(order);
    m_windowStart = start;
    if (shown > 0)
        endInsertRows();
}

void GridModel::setResult(const CombinedResult &result)
{
    if (m_order || result.sources().size() != m_counts.size()) {
        replaceRows(result, nullptr, m_windowStart);
        return;
    }
    takeColumns(result);
    for (std::size_t source = 0; source < m_counts.size(); ++source) {
        if (result.sourceView(int(source)).rows < m_counts[source]) { // a retried target began anew
            replaceRows(result, nullptr, 0);
            return;
        }
    }
    for (std::size_t source = 0; source < m_counts.size(); ++source)
        insertRowsOf(result, source);
}

void GridModel::setOrdered(const CombinedResult &result, RowOrder order)
{
    if (!order && !m_order)
        setResult(result);
    else
        replaceRows(result, std::move(order), 0);
}

/// Turns the shown columns into the result's by inserting and moving, so that what is selected stays selected.
void GridModel::takeColumns(const CombinedResult &result)
{
    const auto &columns = result.columns();
    // Until the rows below are known, new columns must be answered from the new state: its rows only grow.
    m_result = result;
    std::vector<int> shown(m_columns.size());
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const auto it = std::ranges::find(columns, m_names[i], [](const CombinedColumn &column) { return column.info.name; });
        shown[i] = it == columns.end() ? -1 : int(it - columns.begin());
    }
    m_columns = shown;
    for (int i = int(m_columns.size()) - 1; i >= 0; --i) {
        if (m_columns[std::size_t(i)] >= 0)
            continue;
        beginRemoveColumns({}, i, i);
        m_columns.erase(m_columns.begin() + i);
        m_names.erase(m_names.begin() + i);
        endRemoveColumns();
    }
    for (int i = 0; i < int(columns.size()); ++i) {
        const auto it = std::find(m_columns.begin() + i, m_columns.end(), i);
        if (it == m_columns.end()) {
            beginInsertColumns({}, i, i);
            m_columns.insert(m_columns.begin() + i, i);
            m_names.insert(m_names.begin() + i, columns[std::size_t(i)].info.name);
            endInsertColumns();
        } else if (const int from = int(it - m_columns.begin()); from != i) {
            beginMoveColumns({}, from, from, {}, i);
            std::rotate(m_columns.begin() + i, m_columns.begin() + from, m_columns.begin() + from + 1);
            std::rotate(m_names.begin() + i, m_names.begin() + from, m_names.begin() + from + 1);
            endMoveColumns();
        }
    }
    if (!columns.empty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, int(columns.size()) - 1);
}

void GridModel::insertRowsOf(const CombinedResult &result, std::size_t source)
{
    const std::uint64_t now = result.sourceView(int(source)).rows;
    const std::uint64_t added = now - m_counts[source];
    if (added == 0)
        return;
    const std::uint64_t at = std::reduce(m_counts.begin(), m_counts.begin() + std::ptrdiff_t(source) + 1);
    const auto grow = [&] {
        m_counts[source] = now;
        m_total += added;
    };
    // Rows before the window move the window along; rows behind it only count.
    if (at <= m_windowStart && m_windowStart > 0) {
        m_windowStart += added;
        grow();
        return;
    }
    const std::uint64_t shown = shownRows();
    const std::uint64_t inserted = std::min(added, std::uint64_t(m_windowRows) - shown);
    if (at - m_windowStart < shown && inserted < added) { // pushes others out of a full window
        replaceRows(result, nullptr, m_windowStart);
        return;
    }
    if (inserted == 0) {
        grow();
        return;
    }
    const int first = int(at - m_windowStart);
    beginInsertRows({}, first, first + int(inserted) - 1);
    grow();
    endInsertRows();
}

std::uint64_t GridModel::totalRows() const
{
    return m_order ? m_order->size() : m_total;
}

std::uint64_t GridModel::shownRows() const
{
    const std::uint64_t total = totalRows();
    return std::min<std::uint64_t>(total - std::min(total, m_windowStart), std::uint64_t(m_windowRows));
}

void GridModel::setWindowRows(int rows)
{
    m_windowRows = rows;
    replaceRows(m_result, m_order, 0);
}

void GridModel::setWindowStart(std::uint64_t row)
{
    replaceRows(m_result, m_order, row);
}

int GridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(shownRows());
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

CombinedResult::RowId GridModel::locate(int row) const
{
    std::uint64_t wanted = m_windowStart + std::uint64_t(row);
    if (m_order)
        return m_result.rowId((*m_order)[wanted]);
    for (std::size_t source = 0; source < m_counts.size(); ++source) {
        if (wanted < m_counts[source])
            return {int(source), wanted};
        wanted -= m_counts[source];
    }
    return {-1, 0};
}

std::uint64_t GridModel::resultRow(int row) const
{
    const auto id = locate(row);
    return m_result.firstRow(id.source) + id.ordinal;
}

Cell GridModel::cellAt(CombinedResult::RowId id, int column) const
{
    return m_result.cell(m_result.firstRow(id.source) + id.ordinal, m_columns[std::size_t(column)]);
}

Cell GridModel::shortCell(int row, int column) const
{
    const auto id = locate(row);
    if (id.source < 0)
        return {};
    const Place place = placeOf(m_result, id, m_columns[std::size_t(column)]);
    if (hasLongBytes(place))
        return {CellState::Value, cellTag(*place.column, *place.info, place.row), headText(place)};
    return cellAt(id, column);
}

QString GridModel::shownText(const Cell &cell, int column) const
{
    const QString line = firstLine(cell.text, 1000);
    constexpr qsizetype mostCounted = 64 << 10; // a cell is painted often
    const bool isArray = m_result.columns()[std::size_t(m_columns[std::size_t(column)])].info.logical == Logical::Array;
    if (!isArray || !cell.text.startsWith(u'[') || cell.text.size() > mostCounted)
        return line;
    const auto tree = readJsonTree(cell.text);
    return tree && tree->kind == JsonNode::Kind::Array ? u"(%1) "_s.arg(tree->children.size()) + line : line;
}

bool GridModel::isNumeric(int column) const
{
    const Logical logical = m_result.columns()[std::size_t(m_columns[std::size_t(column)])].info.logical;
    return logical == Logical::Integer || logical == Logical::Decimal || logical == Logical::Float;
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == FullTextRole) {
        const Cell cell = cellAt(locate(index.row()), index.column());
        return cell.state == CellState::Value ? QVariant(cell.text) : QVariant();
    }
    if (role == InvalidTextRole) {
        const Place place = placeOf(m_result, locate(index.row()), m_columns[std::size_t(index.column())]);
        return place.column && place.column->physical() == Physical::Text && !place.column->validUtf8()
               && !QString::fromUtf8(place.column->bytes(place.row)).toUtf8().startsWith(QByteArrayView(place.column->bytes(place.row)));
    }
    if (role != Qt::DisplayRole && role != StateRole && role != TagRole && role != Qt::TextAlignmentRole && role != Qt::BackgroundRole
        && role != Qt::ForegroundRole && role != Qt::FontRole && role != Qt::AccessibleTextRole)
        return {};
    const Cell cell = shortCell(index.row(), index.column());
    switch (role) {
    case StateRole: return int(cell.state);
    case TagRole: return int(cell.tag);
    case Qt::DisplayRole:
        return cell.state == CellState::Value ? shownText(cell, index.column()) : cell.state == CellState::Null ? u"NULL"_s : QString();
    case Qt::AccessibleTextRole: return cell.state == CellState::Missing ? tr("missing") : cell.state == CellState::Null ? tr("NULL") : cell.text;
    case Qt::TextAlignmentRole:
        return int((cell.state == CellState::Value ? isNumber(cell.tag) : isNumeric(index.column())) ? Qt::AlignRight | Qt::AlignVCenter
                                                                                                     : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::BackgroundRole: return cell.state == CellState::Missing ? QVariant(QBrush(hairline(m_palette), Qt::BDiagPattern)) : QVariant();
    case Qt::ForegroundRole: return cell.state == CellState::Null ? QVariant(dimText(m_palette)) : QVariant();
    default: {
        QFont font;
        font.setItalic(true);
        return cell.state == CellState::Null ? QVariant(font) : QVariant();
    }
    }
}

QVariant GridModel::columnHeader(int section, int role) const
{
    const CombinedColumn &column = m_result.columns()[std::size_t(m_columns[std::size_t(section)])];
    switch (role) {
    case Qt::DisplayRole: return column.info.name;
    case ColumnNoteRole:
        return column.missingIn > 0 ? tr("missing in %1").arg(column.missingIn) : column.otherNames.isEmpty() ? QString() : tr("by position");
    case ColumnConflictRole: return column.conflict;
    case Qt::ToolTipRole: {
        QStringList lines{column.info.name, column.info.nativeType.isEmpty() ? logicalName(column.info.logical) : column.info.nativeType};
        if (column.conflict)
            lines.append(tr("⚠ types do not agree: %1. Values are shown as each server wrote them.").arg(column.note));
        else if (!column.note.isEmpty())
            lines.append(tr("widened without loss: %1").arg(column.note));
        if (!column.otherNames.isEmpty())
            lines.append(tr("matched by position: %1").arg(column.otherNames));
        for (std::size_t i = 0; i < m_result.sources().size() && column.missingIn > 0; ++i) {
            if (m_result.sources()[i].table && column.sourceColumn[i] < 0)
                lines.append(tr("missing in %1").arg(m_result.sources()[i].name));
        }
        return plainToolTip(lines.join(u'\n'));
    }
    default: return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal)
        return section >= 0 && section < columnCount() ? columnHeader(section, role) : QVariant();
    if (section < 0 || section >= rowCount() || (role != Qt::DisplayRole && role != EndpointRole && role != Qt::ToolTipRole))
        return {};
    const int source = sourceOf(section);
    if (source < 0)
        return {};
    const QString name = m_result.sources()[std::size_t(source)].name;
    if (role == EndpointRole)
        return source < m_endpoints.size() ? QVariant::fromValue(m_endpoints[source]) : QVariant();
    return role == Qt::ToolTipRole ? plainToolTip(name) : name;
}

} // namespace concord
