// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/combinedresult.h"

#include "results/align.h"

#include <algorithm>

namespace concord {

struct CombinedResult::Data
{
    std::vector<CombinedSource> sources;
    std::vector<TableView> views;
    std::vector<std::uint64_t> firstRows; ///< per source, and the number of all rows at the end
    std::vector<CombinedColumn> columns;
    bool provisional = false;
};

CombinedResult::CombinedResult(std::vector<CombinedSource> sources, Alignment alignment)
{
    auto data = std::make_shared<Data>();
    data->sources = std::move(sources);
    data->firstRows.push_back(0);
    for (const CombinedSource &source : data->sources) {
        data->views.push_back(source.table ? source.table->view() : TableView{});
        data->firstRows.push_back(data->firstRows.back() + data->views.back().rows);
        data->provisional = data->provisional || !source.settled;
    }
    std::vector<const TableView *> views;
    views.reserve(data->sources.size());
    for (std::size_t i = 0; i < data->sources.size(); ++i)
        views.push_back(data->sources[i].table ? &data->views[i] : nullptr);
    data->columns = alignment == Alignment::ByName ? alignColumns(views) : alignByPosition(views);
    if (alignment == Alignment::ByPosition)
        tellOtherNames(data->columns, data->sources, views);
    for (CombinedColumn &column : data->columns)
        widenColumn(column, data->sources, views);
    m_data = std::move(data);
}

const std::vector<CombinedSource> &CombinedResult::sources() const
{
    static const std::vector<CombinedSource> none;
    return m_data ? m_data->sources : none;
}

const std::vector<CombinedColumn> &CombinedResult::columns() const
{
    static const std::vector<CombinedColumn> none;
    return m_data ? m_data->columns : none;
}

const TableView &CombinedResult::sourceView(int source) const
{
    return m_data->views[static_cast<std::size_t>(source)];
}

std::uint64_t CombinedResult::rowCount() const
{
    return m_data ? m_data->firstRows.back() : 0;
}

CombinedResult::RowId CombinedResult::rowId(std::uint64_t row) const
{
    const auto after = std::upper_bound(m_data->firstRows.begin(), m_data->firstRows.end(), row);
    const auto source = static_cast<std::size_t>(after - m_data->firstRows.begin()) - 1;
    return {static_cast<int>(source), row - m_data->firstRows[source]};
}

std::uint64_t CombinedResult::firstRow(int source) const
{
    return m_data->firstRows[static_cast<std::size_t>(source)];
}

Cell CombinedResult::cell(std::uint64_t row, int column) const
{
    const RowId id = rowId(row);
    const int index = m_data->columns[static_cast<std::size_t>(column)].sourceColumn[static_cast<std::size_t>(id.source)];
    if (index < 0)
        return {};
    const TableView &view = sourceView(id.source);
    const Chunk &chunk = *view.chunks[view.chunkOf(id.ordinal)];
    const auto at = static_cast<std::size_t>(index);
    const auto local = static_cast<std::uint32_t>(id.ordinal - chunk.firstRow);
    const ColumnData &data = chunk.column(at);
    if (data.isMissing(local))
        return {};
    const Tag tag = cellTag(data, view.columns[at], local);
    if (tag == Tag::Null)
        return {CellState::Null, Tag::Null, {}};
    return {CellState::Value, tag, cellText(data, view.columns[at], local)};
}

std::string_view CombinedResult::document(std::uint64_t row) const
{
    const RowId id = rowId(row);
    const TableView &view = sourceView(id.source);
    const Chunk &chunk = *view.chunks[view.chunkOf(id.ordinal)];
    const auto local = static_cast<std::uint32_t>(id.ordinal - chunk.firstRow);
    return local < chunk.documents.rows() ? chunk.documents.bytes(local) : std::string_view();
}

bool CombinedResult::provisional() const
{
    return m_data && m_data->provisional;
}

QString expressionApart(const CombinedResult &result)
{
    for (const CombinedColumn &column : result.columns()) {
        for (std::size_t source = 0; source < column.sourceColumn.size(); ++source) {
            if (column.sourceColumn[source] < 0 && result.sources()[source].table && column.info.name.contains(u'('))
                return column.info.name;
        }
    }
    return {};
}

} // namespace concord
