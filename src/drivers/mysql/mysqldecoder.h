// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "mysql/mysqlcolumns.h"

#include <chrono>

namespace concord {

/// Reads rows in the text protocol's form into typed columns, with no allocation per cell. A cell that its column's type
/// does not hold exactly ('2024-00-10', 00042) turns the column of that batch into Variant with the server's text.
class MysqlDecoder
{
public:
    explicit MysqlDecoder(std::vector<MysqlColumn> columns);

    [[nodiscard]] std::vector<ColumnInfo> columnInfos() const;
    /// One row: a null pointer is NULL.
    void append(const char *const *cells, const unsigned long *lengths);
    [[nodiscard]] std::uint32_t rows() const { return m_batch.rows; }
    /// Whether the batch should go now: it is full, or about 100 ms have passed since the last.
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] Batch take();

private:
    void startBatch();
    void appendCell(const MysqlColumn &column, ColumnData &data, std::string_view cell);

    std::vector<MysqlColumn> m_columns;
    Batch m_batch;
    std::size_t m_textBytes = 0;
    std::uint32_t m_lastRows = 0;
    std::chrono::steady_clock::time_point m_lastTake;
};

} // namespace concord
