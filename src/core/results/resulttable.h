// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/column.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace concord {

class SpillFile;

/// Up to RowSink::chunkRows rows. Immutable; pinned by whoever holds the pointer.
struct Chunk
{
    std::uint64_t firstRow = 0;
    std::uint32_t rows = 0;
    std::vector<ColumnData> columns; ///< each of the table's column's type, or Variant; those that came later are not among them
    ColumnData absent;               ///< stands for the columns that came later
    ColumnData documents{Physical::Bytes}; ///< as Batch::documents

    [[nodiscard]] const ColumnData &column(std::size_t index) const { return index < columns.size() ? columns[index] : absent; }
};
using ChunkPtr = std::shared_ptr<const Chunk>;

/// The state of a table at one moment: later rows do not show in it.
struct TableView
{
    std::vector<ColumnInfo> columns; ///< types as widened so far
    std::vector<ChunkPtr> chunks;
    std::uint64_t rows = 0;

    /// The chunk that holds a row; index by binary search.
    [[nodiscard]] std::size_t chunkOf(std::uint64_t row) const;
};

/// The rows that one target answered to one statement, exactly, as they stream in. One thread appends, all may read.
/// A trickle of small batches is merged: only the last chunk may be short of RowSink::chunkRows by much.
class ResultTable
{
public:
    explicit ResultTable(std::vector<ColumnInfo> columns);
    ~ResultTable();
    ResultTable(const ResultTable &) = delete;
    ResultTable &operator=(const ResultTable &) = delete;

    /// Takes the rows; a column whose values outgrew its type (Variant in the batch) widens the table's column to Variant.
    void append(Batch &&batch);
    /// Error Io where append() had to keep rows in memory past the budget (resultmemory.h), for the disk takes no more: who appends must
    /// end then. On the appending thread.
    [[nodiscard]] const Result<void> &spilled() const { return m_spilled; }
    /// Columns that only now appeared; the rows so far lack them. On the appending thread.
    void addColumns(const std::vector<ColumnInfo> &columns);
    /// No more rows will come: gives back spare memory.
    void finish();

    [[nodiscard]] TableView view() const;
    [[nodiscard]] std::uint64_t rowCount() const { return m_rowCount.load(std::memory_order_acquire); }
    [[nodiscard]] std::size_t memory() const;

private:
    void mergeIntoTail(Batch &&batch);
    void sealTail();
    void account();

    mutable std::mutex m_mutex;
    std::vector<ColumnInfo> m_columns;
    std::vector<ChunkPtr> m_chunks;              ///< full ones
    std::unique_ptr<Chunk> m_tail;               ///< grows; readers get copies of it
    mutable ChunkPtr m_tailCopy;                 ///< the copy that readers share until the tail grows again
    std::shared_ptr<SpillFile> m_spill;          ///< where full chunks go past the budget; made when needed
    Result<void> m_spilled;
    std::size_t m_chunkMemory = 0;
    std::atomic<std::uint64_t> m_rowCount{0};
    std::atomic<std::size_t> m_memory{0};
};

} // namespace concord
