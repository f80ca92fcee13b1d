// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqldecoder.h"

#include "qtsql/textvalues.h"

#include <algorithm>

namespace concord {

using namespace std::chrono_literals;

static constexpr std::size_t textLimit = std::size_t{1} << 30;

MysqlDecoder::MysqlDecoder(std::vector<MysqlColumn> columns) : m_columns(std::move(columns)), m_lastTake(std::chrono::steady_clock::now())
{
    startBatch();
}

void MysqlDecoder::startBatch()
{
    m_batch = {};
    m_batch.columns.reserve(m_columns.size());
    for (const MysqlColumn &column : m_columns) {
        ColumnData &data = m_batch.columns.emplace_back(column.info.physical);
        if (m_lastRows >= RowSink::chunkRows / 2) // a long result: the next batch will be as large
            data.reserve(RowSink::chunkRows);
    }
    m_textBytes = 0;
}

std::vector<ColumnInfo> MysqlDecoder::columnInfos() const
{
    std::vector<ColumnInfo> infos;
    infos.reserve(m_columns.size());
    std::ranges::transform(m_columns, std::back_inserter(infos), &MysqlColumn::info);
    return infos;
}

void MysqlDecoder::append(const char *const *cells, const unsigned long *lengths)
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        ColumnData &data = m_batch.columns[i];
        if (!cells[i]) {
            data.appendNull();
            continue;
        }
        m_textBytes += lengths[i];
        appendCell(m_columns[i], data, {cells[i], lengths[i]});
    }
    ++m_batch.rows;
}

template<class T>
static void appendOr(ColumnData &data, const MysqlColumn &column, std::string_view cell, bool exact, T value)
{
    if (exact) [[likely]] {
        data.appendFixed(value);
        return;
    }
    data.becomeVariant(column.info);
    data.appendVariant(column.tag, cell);
}

void MysqlDecoder::appendCell(const MysqlColumn &column, ColumnData &data, std::string_view cell)
{
    if (data.physical() == Physical::Variant) {
        data.appendVariant(column.tag, cell);
        return;
    }
    switch (column.reading) {
    case MysqlReading::Int16: {
        std::int16_t v = 0;
        const bool ok = readInteger(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Int32: {
        std::int32_t v = 0;
        const bool ok = readInteger(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Int64: {
        std::int64_t v = 0;
        const bool ok = readInteger(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::UInt64: {
        std::uint64_t v = 0;
        const bool ok = readInteger(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Float: {
        float v = 0;
        const bool ok = readFloat(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Double: {
        double v = 0;
        const bool ok = readFloat(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Decimal64: {
        std::int64_t v = 0;
        const bool ok = readDecimal(cell, column.info.precision, column.info.scale, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Decimal128: {
        Int128 v = 0;
        const bool ok = readDecimal(cell, column.info.precision, column.info.scale, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Date: {
        std::int32_t v = 0;
        const bool ok = readDate(cell, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Timestamp: {
        std::int64_t v = 0;
        const bool ok = readTimestamp(cell, column.info.fraction, v);
        appendOr(data, column, cell, ok, v);
        return;
    }
    case MysqlReading::Bits: {
        char digits[64];
        data.appendText(writeBits(cell, column.bits, digits));
        return;
    }
    case MysqlReading::Bytes: data.appendBytes(cell); return;
    case MysqlReading::Text: data.appendText(cell); return;
    case MysqlReading::Variant: data.appendVariant(column.tag, cell); return;
    }
}

bool MysqlDecoder::isDue() const
{
    if (m_batch.rows >= RowSink::chunkRows || m_textBytes >= textLimit)
        return true;
    if (m_batch.rows > 64 && m_batch.rows % 64 != 0)
        return false;
    return m_batch.rows > 0 && std::chrono::steady_clock::now() - m_lastTake >= (m_lastRows == 0 ? 20ms : 100ms); // the first rows are waited for
}

Batch MysqlDecoder::take()
{
    m_lastRows = m_batch.rows;
    Batch full = std::move(m_batch);
    startBatch();
    m_lastTake = std::chrono::steady_clock::now();
    return full;
}

} // namespace concord
