// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/resulttable.h"

#include "connection/rowsink.h"
#include "results/resultmemory.h"
#include "results/spillfile.h"

#include <algorithm>

namespace concord {

static constexpr std::uint32_t fullRows = RowSink::chunkRows;
/// Offsets are 32 bits wide: a chunk's column of text stays well below that.
static constexpr std::size_t fullText = std::size_t{1} << 30U;

std::size_t TableView::chunkOf(std::uint64_t row) const
{
    const auto after =
        std::upper_bound(chunks.begin(), chunks.end(), row, [](std::uint64_t value, const ChunkPtr &chunk) { return value < chunk->firstRow; });
    return static_cast<std::size_t>(after - chunks.begin()) - 1;
}

static std::size_t memoryOf(const Chunk &chunk)
{
    std::size_t bytes = sizeof(Chunk) + chunk.columns.size() * sizeof(ColumnData);
    for (const ColumnData &column : chunk.columns)
        bytes += column.memory();
    return bytes + chunk.documents.memory();
}

static bool fits(const Chunk &tail, const Batch &batch)
{
    if (tail.rows + batch.rows > fullRows || tail.documents.textBytes() + batch.documents.textBytes() > fullText)
        return false;
    for (std::size_t i = 0; i < batch.columns.size(); ++i) {
        if (tail.columns[i].textBytes() + batch.columns[i].textBytes() > fullText)
            return false;
    }
    return true;
}

ResultTable::ResultTable(std::vector<ColumnInfo> columns) : m_columns(std::move(columns)) {}

ResultTable::~ResultTable()
{
    resultmemory::change(-static_cast<std::ptrdiff_t>(m_memory.load()));
}

void ResultTable::append(Batch &&batch)
{
    if (batch.rows == 0)
        return;
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t rows = m_rowCount.load(std::memory_order_relaxed) + batch.rows;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const ColumnData &column = batch.columns[i];
        if (column.physical() == Physical::Variant && column.nulls() != column.rows())
            m_columns[i].physical = Physical::Variant;
    }
    if (m_tail && !fits(*m_tail, batch))
        sealTail();
    mergeIntoTail(std::move(batch));
    if (m_tail->rows >= fullRows)
        sealTail();
    account();
    m_rowCount.store(rows, std::memory_order_release);
}

/// Small batches join the tail; the first one, and so every large one, becomes the tail as it is.
void ResultTable::mergeIntoTail(Batch &&batch)
{
    m_tailCopy.reset();
    if (!m_tail) {
        const std::uint64_t first = m_chunks.empty() ? 0 : m_chunks.back()->firstRow + m_chunks.back()->rows;
        m_tail = std::make_unique<Chunk>(Chunk{first, batch.rows, std::move(batch.columns), ColumnData(), std::move(batch.documents)});
        return;
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        m_tail->columns[i].appendColumn(batch.columns[i], m_columns[i]);
    static const ColumnInfo document;
    m_tail->documents.appendColumn(batch.documents, document);
    m_tail->rows += batch.rows;
}

void ResultTable::addColumns(const std::vector<ColumnInfo> &columns)
{
    const std::scoped_lock lock(m_mutex);
    m_tailCopy.reset();
    m_columns.insert(m_columns.end(), columns.begin(), columns.end());
    for (std::size_t i = 0; m_tail && i < columns.size(); ++i)
        m_tail->columns.push_back(ColumnData::missing(m_tail->rows));
}

void ResultTable::sealTail()
{
    m_tailCopy.reset();
    m_tail->absent = ColumnData::missing(m_tail->rows);
    m_tail->columns.push_back(std::move(m_tail->documents)); // goes the same ways
    for (ColumnData &column : m_tail->columns)
        column.shrink();
    if (resultmemory::used() + memoryOf(*m_tail) > resultmemory::budget()) {
        const Result<void> made = m_spill ? Result<void>() : SpillFile::create().transform([this](auto file) { m_spill = std::move(file); });
        m_spilled = made.and_then([this] { return m_spill->spill(m_tail->columns); });
    }
    m_tail->documents = std::move(m_tail->columns.back());
    m_tail->columns.pop_back();
    m_chunkMemory += memoryOf(*m_tail);
    m_chunks.push_back(ChunkPtr(std::move(m_tail)));
}

void ResultTable::account()
{
    const std::size_t now = m_chunkMemory + (m_tail ? memoryOf(*m_tail) : 0);
    const std::size_t before = m_memory.exchange(now);
    resultmemory::change(static_cast<std::ptrdiff_t>(now) - static_cast<std::ptrdiff_t>(before));
}

void ResultTable::finish()
{
    const std::scoped_lock lock(m_mutex);
    if (m_tail)
        sealTail();
    account();
}

TableView ResultTable::view() const
{
    const std::scoped_lock lock(m_mutex);
    TableView view{m_columns, m_chunks, m_rowCount.load(std::memory_order_relaxed)};
    if (m_tail) {
        if (!m_tailCopy)
            m_tailCopy = std::make_shared<const Chunk>(*m_tail);
        view.chunks.push_back(m_tailCopy);
    }
    return view;
}

std::size_t ResultTable::memory() const
{
    return m_memory.load(std::memory_order_relaxed);
}

} // namespace concord
