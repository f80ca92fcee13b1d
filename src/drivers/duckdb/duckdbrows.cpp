// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbrows.h"

#include "duckdb/duckdbvaluetext.h"

#include <limits>

namespace concord {

namespace {

std::vector<ColumnInfo> infosOf(const QStringList &names, const std::vector<DuckdbColumnType> &types, const QString &zone)
{
    std::vector<ColumnInfo> infos;
    for (std::size_t i = 0; i < types.size(); ++i)
        infos.push_back(duckdbColumnInfo(names.value(static_cast<qsizetype>(i)), types[i], zone));
    return infos;
}

template<class Stored, class Kept>
void append(ColumnData &column, const void *data, idx_t row)
{
    column.appendFixed<Kept>(static_cast<Kept>(static_cast<const Stored *>(data)[row]));
}

template<class Kept>
void appendDecimal(ColumnData &column, duckdb_type internal, const void *data, idx_t row)
{
    switch (internal) {
    case DUCKDB_TYPE_SMALLINT: return append<std::int16_t, Kept>(column, data, row);
    case DUCKDB_TYPE_INTEGER: return append<std::int32_t, Kept>(column, data, row);
    case DUCKDB_TYPE_BIGINT: return append<std::int64_t, Kept>(column, data, row);
    default: return append<Int128, Kept>(column, data, row);
    }
}

/// The largest number that fits a column of 38 digits.
Int128 largest()
{
    static const Int128 value = [] {
        Int128 power = 1;
        for (int i = 0; i < 38; ++i)
            power *= 10;
        return power - 1;
    }();
    return value;
}

} // namespace

DuckdbRows::DuckdbRows(const QStringList &names, std::vector<DuckdbColumnType> types, const QString &zone, RowSink &sink)
    : m_types(std::move(types)),
      m_writer(sink, infosOf(names, m_types, zone))
{
    for (const DuckdbColumnType &type : m_types)
        m_asText.push_back(!type.isReadable());
}

bool DuckdbRows::take(duckdb_data_chunk chunk)
{
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    // A batch has no more rows than a chunk of a result may hold.
    if (rows > m_writer.room() && !m_writer.flush())
        return false;
    std::size_t textBytes = 0;
    for (std::size_t i = 0; i < m_types.size(); ++i)
        textBytes += appendColumn(i, duckdb_data_chunk_get_vector(chunk, i), rows);
    m_count += static_cast<qint64>(rows);
    return m_writer.endRows(static_cast<std::uint32_t>(rows), textBytes);
}

bool DuckdbRows::finish()
{
    return m_writer.flush();
}

std::size_t DuckdbRows::appendColumn(std::size_t index, duckdb_vector vector, idx_t rows)
{
    const void *data = duckdb_vector_get_data(vector);
    std::uint64_t *validity = duckdb_vector_get_validity(vector);
    std::size_t textBytes = 0;
    for (idx_t row = 0; row < rows; ++row) {
        if (validity && !duckdb_validity_row_is_valid(validity, row))
            m_writer.column(index).appendNull();
        else
            textBytes += appendValue(index, vector, data, row);
    }
    return textBytes;
}

/// Answers how many bytes of text were added.
std::size_t DuckdbRows::appendValue(std::size_t index, duckdb_vector vector, const void *data, idx_t row)
{
    const DuckdbColumnType &type = m_types[index];
    ColumnData &column = m_writer.column(index);
    if (m_asText[index]) {
        const std::string_view text = duckdbBytes(data, row);
        if (column.physical() == Physical::Variant)
            column.appendVariant(Tag::Integer, text);
        else
            column.appendText(text);
        return text.size();
    }
    switch (type.id) {
    case DUCKDB_TYPE_BOOLEAN: append<bool, std::uint8_t>(column, data, row); return 0;
    case DUCKDB_TYPE_TINYINT: append<std::int8_t, std::int16_t>(column, data, row); return 0;
    case DUCKDB_TYPE_SMALLINT: append<std::int16_t, std::int16_t>(column, data, row); return 0;
    case DUCKDB_TYPE_INTEGER: append<std::int32_t, std::int32_t>(column, data, row); return 0;
    case DUCKDB_TYPE_BIGINT: append<std::int64_t, std::int64_t>(column, data, row); return 0;
    case DUCKDB_TYPE_UTINYINT: append<std::uint8_t, std::int16_t>(column, data, row); return 0;
    case DUCKDB_TYPE_USMALLINT: append<std::uint16_t, std::int32_t>(column, data, row); return 0;
    case DUCKDB_TYPE_UINTEGER: append<std::uint32_t, std::int64_t>(column, data, row); return 0;
    case DUCKDB_TYPE_UBIGINT: append<std::uint64_t, std::uint64_t>(column, data, row); return 0;
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT: appendHuge(index, data, row); return 0;
    case DUCKDB_TYPE_FLOAT: append<float, float>(column, data, row); return 0;
    case DUCKDB_TYPE_DOUBLE: append<double, double>(column, data, row); return 0;
    case DUCKDB_TYPE_DECIMAL:
        if (column.physical() == Physical::Decimal64)
            appendDecimal<std::int64_t>(column, type.internal, data, row);
        else
            appendDecimal<Int128>(column, type.internal, data, row);
        return 0;
    case DUCKDB_TYPE_DATE: append<std::int32_t, std::int32_t>(column, data, row); return 0;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ: appendTimestamp(index, vector, static_cast<const std::int64_t *>(data)[row], row); return 0;
    case DUCKDB_TYPE_VARCHAR: {
        const std::string_view text = duckdbBytes(data, row);
        column.appendText(text);
        return text.size();
    }
    case DUCKDB_TYPE_BLOB: {
        const std::string_view bytes = duckdbBytes(data, row);
        column.appendBytes(bytes);
        return bytes.size();
    }
    default: break;
    }
    m_text.clear();
    if (type.children.empty())
        appendDuckdbText(type, vector, row, m_text);
    else
        appendDuckdbJson(type, vector, row, m_text);
    column.appendText(m_text);
    return m_text.size();
}

/// As microseconds where that says all of it; else the whole text.
void DuckdbRows::appendTimestamp(std::size_t index, duckdb_vector vector, std::int64_t value, idx_t row)
{
    static constexpr std::int64_t infinity = std::numeric_limits<std::int64_t>::max();
    const duckdb_type id = m_types[index].id;
    const bool isInfinite = value == infinity || value == -infinity;
    const std::int64_t factor = id == DUCKDB_TYPE_TIMESTAMP_S ? 1'000'000 : id == DUCKDB_TYPE_TIMESTAMP_MS ? 1'000 : 1;
    const bool fits = isInfinite || (id == DUCKDB_TYPE_TIMESTAMP_NS ? value % 1'000 == 0 : value < infinity / factor && value > -infinity / factor);
    ColumnData &column = m_writer.column(index);
    if (fits && column.physical() != Physical::Variant) {
        const std::int64_t micros = id == DUCKDB_TYPE_TIMESTAMP_NS ? value / 1'000 : value * factor;
        column.appendFixed<std::int64_t>(isInfinite ? value : micros);
        return;
    }
    m_text.clear();
    appendDuckdbText(m_types[index], vector, row, m_text);
    m_writer.appendVariant(index, Tag::Timestamp, m_text);
}

void DuckdbRows::appendHuge(std::size_t index, const void *data, idx_t row)
{
    const bool isUnsigned = m_types[index].id == DUCKDB_TYPE_UHUGEINT;
    const Int128 value = static_cast<const Int128 *>(data)[row];
    ColumnData &column = m_writer.column(index);
    const bool fits = value <= largest() && value >= (isUnsigned ? Int128{0} : -largest());
    if (fits && column.physical() != Physical::Variant) {
        column.appendFixed<Int128>(value);
        return;
    }
    m_text.clear();
    appendHugeint(data, row, isUnsigned, m_text);
    m_writer.appendVariant(index, Tag::Integer, m_text);
}

} // namespace concord
