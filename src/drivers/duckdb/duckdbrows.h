// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duckdb/duckdbcolumntype.h"
#include "qtsql/batchwriter.h"

namespace concord {

/// Hands the chunks of one answer to a sink, column by column.
class DuckdbRows
{
public:
    /// `names`: of the columns. Types that isReadable() refuses come as text, which the query must have made of them.
    DuckdbRows(const QStringList &names, std::vector<DuckdbColumnType> types, const QString &zone, RowSink &sink);

    /// False: the sink has enough.
    bool take(duckdb_data_chunk chunk);
    /// What still waits; announces the columns of an answer without rows. False: the sink has enough.
    bool finish();
    [[nodiscard]] qint64 count() const { return m_count; }

private:
    [[nodiscard]] std::size_t appendColumn(std::size_t index, duckdb_vector vector, idx_t rows);
    [[nodiscard]] std::size_t appendValue(std::size_t index, duckdb_vector vector, const void *data, idx_t row);
    void appendTimestamp(std::size_t index, duckdb_vector vector, std::int64_t value, idx_t row);
    void appendHuge(std::size_t index, const void *data, idx_t row);

    std::vector<DuckdbColumnType> m_types;
    std::vector<bool> m_asText; ///< DuckDB made text of what this driver does not read
    BatchWriter m_writer;
    std::string m_text;
    qint64 m_count = 0;
};

} // namespace concord
