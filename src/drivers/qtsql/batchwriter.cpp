// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtsql/batchwriter.h"

using namespace std::chrono_literals;

namespace concord {

/// The columns are announced with the first batch: a few rows tell more of their types than one.
static constexpr std::uint64_t firstRows = 256;
static constexpr std::size_t maxTextBytes = std::size_t(1) << 30;

BatchWriter::BatchWriter(RowSink &sink, std::vector<ColumnInfo> columns)
    : m_sink(sink),
      m_infos(std::move(columns)),
      m_due(Clock::now() + 20ms),
      m_lastLook(Clock::now())
{
    startBatch();
}

void BatchWriter::startBatch()
{
    m_batch = {};
    m_batch.columns.reserve(m_infos.size());
    for (const ColumnInfo &info : m_infos)
        m_batch.columns.emplace_back(info.physical);
    m_textBytes = 0;
    m_lookAt = m_lookEvery;
}

bool BatchWriter::announce()
{
    if (!m_announced) {
        if (m_settle)
            m_settle();
        m_announced = true;
        m_told = m_infos.size();
        m_stopped = !m_sink.columns(m_infos);
    } else if (m_told < m_infos.size() && !m_stopped) {
        if (m_settle)
            m_settle();
        const auto first = m_infos.begin() + static_cast<std::ptrdiff_t>(m_told);
        m_told = m_infos.size();
        m_stopped = !m_sink.columnsAdded({first, m_infos.end()});
    }
    return !m_stopped;
}

std::size_t BatchWriter::addColumn(ColumnInfo info)
{
    ColumnData column(info.physical);
    column.appendColumn(ColumnData::missing(m_batch.rows), info);
    m_batch.columns.push_back(std::move(column));
    m_infos.push_back(std::move(info));
    return m_infos.size() - 1;
}

void BatchWriter::appendVariant(std::size_t index, Tag tag, std::string_view text)
{
    ColumnData &data = m_batch.columns[index];
    if (data.physical() != Physical::Variant)
        data.becomeVariant(m_infos[index]);
    data.appendVariant(tag, text);
}

bool BatchWriter::endRow(std::size_t textBytes)
{
    return endRows(1, textBytes);
}

bool BatchWriter::endRows(std::uint32_t rows, std::size_t textBytes)
{
    m_batch.rows += rows;
    m_textBytes += textBytes;
    const std::uint64_t enough = std::clamp<std::uint64_t>(m_handed, firstRows, RowSink::chunkRows);
    if (m_batch.rows >= enough || m_textBytes >= maxTextBytes || (m_batch.rows >= m_lookAt && isDue()))
        return flush();
    return !m_stopped;
}

/// Looking at the clock for every row would cost more than some rows do; slow rows are looked at one by one.
bool BatchWriter::isDue()
{
    const Clock::time_point now = Clock::now();
    if (now - m_lastLook < 1ms)
        m_lookEvery = std::min<std::uint32_t>(m_lookEvery * 2, 1024);
    else if (now - m_lastLook > 10ms)
        m_lookEvery = 1;
    m_lastLook = now;
    m_lookAt = m_batch.rows + m_lookEvery;
    return now >= m_due;
}

bool BatchWriter::flush()
{
    if (!announce())
        return false;
    if (m_batch.rows != 0) {
        Batch full = std::move(m_batch);
        m_handed += full.rows;
        startBatch();
        m_stopped = !m_sink.rows(std::move(full));
    }
    m_due = Clock::now() + 100ms;
    return !m_stopped;
}

} // namespace concord
