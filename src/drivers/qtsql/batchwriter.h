// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/rowsink.h"

#include <functional>
#include <vector>

namespace concord {

/// Collects a result set's rows and hands them to a sink in batches: when a chunk is full, when its text passes 1 GiB, or
/// when rows have waited for about 100 ms, or when as many wait as the sink has: a burst that silence follows is at least half
/// shown. One per result set, on the connection's thread.
class BatchWriter
{
public:
    BatchWriter(RowSink &sink, std::vector<ColumnInfo> columns);

    /// Called just before the sink is told of the columns, or of later ones: the last moment at which their infos() may change.
    void beforeAnnounce(std::function<void()> settle) { m_settle = std::move(settle); }
    [[nodiscard]] std::vector<ColumnInfo> &infos() { return m_infos; }
    [[nodiscard]] bool announced() const { return m_announced; }
    /// Whether the sink knows of the column.
    [[nodiscard]] bool isTold(std::size_t index) const { return m_announced && index < m_told; }
    /// A column that appears only now: it is missing in the rows so far. Answers its index.
    std::size_t addColumn(ColumnInfo info);
    bool announce();

    [[nodiscard]] std::size_t columnCount() const { return m_infos.size(); }
    [[nodiscard]] ColumnData &column(std::size_t index) { return m_batch.columns[index]; }
    /// Where each row's document goes, if the engine has such.
    [[nodiscard]] ColumnData &documents() { return m_batch.documents; }
    /// Rows complete in the batch under way.
    [[nodiscard]] std::uint32_t rowsWaiting() const { return m_batch.rows; }
    /// Puts a value of whatever tag into a column, which becomes Variant if it is not yet.
    void appendVariant(std::size_t index, Tag tag, std::string_view text);

    /// Every column has got its value. Adds `textBytes` of text and bytes to the batch's size. False: the sink stops.
    bool endRow(std::size_t textBytes);
    /// As endRow() for `rows` rows at once.
    bool endRows(std::uint32_t rows, std::size_t textBytes);
    /// True when endRow() would rather see a flush soon: room for that many more rows in the chunk.
    [[nodiscard]] std::uint32_t room() const { return RowSink::chunkRows - m_batch.rows; }
    /// Hands over what waits (and announces). False: the sink stops.
    bool flush();
    [[nodiscard]] bool stopped() const { return m_stopped; }

private:
    bool isDue();
    void startBatch();

    RowSink &m_sink;
    std::vector<ColumnInfo> m_infos;
    std::function<void()> m_settle;
    Batch m_batch;
    std::size_t m_textBytes = 0;
    std::uint64_t m_handed = 0; ///< rows that the sink has
    Clock::time_point m_due;
    Clock::time_point m_lastLook;
    std::uint32_t m_lookAt = 1;   ///< look at the clock when the batch has that many rows
    std::uint32_t m_lookEvery = 1;
    std::size_t m_told = 0; ///< columns that the sink knows of
    bool m_announced = false;
    bool m_stopped = false;
};

} // namespace concord
