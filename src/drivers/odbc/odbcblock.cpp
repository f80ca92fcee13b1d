// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcblock.h"

#include "odbc/odbcdiagnostics.h"
#include "odbc/odbclongvalue.h"
#include "odbc/odbcvalues.h"

#include <QCoreApplication>

#include <algorithm>

using namespace std::chrono_literals;

namespace concord {

namespace {

/// The buffers of a block take about that much at most; wide rows come in smaller blocks.
constexpr std::size_t blockBytes = std::size_t(32) << 20;
/// Characters or bytes of a long column that are bound, where a longer value can be read again.
constexpr SQLULEN boundOfLong = 512;
/// The first rows are shown soon; a block grows while blocks come quickly.
constexpr SQLULEN firstRows = 64;

SQLSMALLINT fixedType(Physical physical)
{
    switch (physical) {
    case Physical::Bool: return SQL_C_BIT;
    case Physical::Int16: return SQL_C_SSHORT;
    case Physical::Int32: return SQL_C_SLONG;
    case Physical::UInt64: return SQL_C_UBIGINT;
    case Physical::Float: return SQL_C_FLOAT;
    case Physical::Double: return SQL_C_DOUBLE;
    default: return SQL_C_SBIGINT;
    }
}

SQLLEN fixedWidth(Physical physical)
{
    switch (physical) {
    case Physical::Bool: return 1;
    case Physical::Int16: return 2;
    case Physical::Int32:
    case Physical::Float: return 4;
    default: return 8;
    }
}

template<class T>
void appendFixedCells(ColumnData &data, const char *cells, const SQLLEN *lengths, SQLULEN first, SQLULEN count)
{
    const T *values = reinterpret_cast<const T *>(cells);
    for (SQLULEN row = first; row < first + count; ++row) {
        if (lengths[row] == SQL_NULL_DATA)
            data.appendNull();
        else
            data.appendFixed(values[row]);
    }
}

void appendFixedColumn(Physical physical, ColumnData &data, const char *cells, const SQLLEN *lengths, SQLULEN first, SQLULEN count)
{
    switch (physical) {
    case Physical::Bool: appendFixedCells<std::uint8_t>(data, cells, lengths, first, count); break;
    case Physical::Int16: appendFixedCells<std::int16_t>(data, cells, lengths, first, count); break;
    case Physical::Int32: appendFixedCells<std::int32_t>(data, cells, lengths, first, count); break;
    case Physical::UInt64: appendFixedCells<std::uint64_t>(data, cells, lengths, first, count); break;
    case Physical::Float: appendFixedCells<float>(data, cells, lengths, first, count); break;
    case Physical::Double: appendFixedCells<double>(data, cells, lengths, first, count); break;
    default: appendFixedCells<std::int64_t>(data, cells, lengths, first, count); break;
    }
}

} // namespace

OdbcBlock::OdbcBlock(SQLHSTMT statement, std::vector<OdbcColumn> columns, const OdbcManner &manner)
    : m_statement(statement),
      m_columns(std::move(columns)),
      m_manner(manner),
      m_bound(m_columns.size())
{}

OdbcBlock::~OdbcBlock()
{
    SQLFreeStmt(m_statement, SQL_UNBIND);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROW_STATUS_PTR, nullptr, 0);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROWS_FETCHED_PTR, nullptr, 0);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROW_ARRAY_SIZE, odbcNumber(1), 0);
}

/// What is bound and how wide. Without SQL_GD_ANY_COLUMN all that stands behind the first long column is read by
/// SQLGetData too.
void OdbcBlock::plan()
{
    bool behindLong = false;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const OdbcColumn &column = m_columns[i];
        Bound &bound = m_bound[i];
        const bool readLater = column.isLong && !m_manner.rereadsInBlocks;
        behindLong = behindLong || (readLater && !m_manner.anyColumn);
        bound.isBound = !readLater && !behindLong;
        const SQLULEN length = column.isLong ? boundOfLong : column.length;
        switch (column.transfer) {
        case OdbcTransfer::Fixed:
            bound.cType = fixedType(column.info.physical);
            bound.width = fixedWidth(column.info.physical);
            break;
        case OdbcTransfer::Narrow:
            bound.cType = SQL_C_CHAR;
            bound.width = static_cast<SQLLEN>(length + 1);
            break;
        case OdbcTransfer::Wide:
            bound.cType = SQL_C_WCHAR;
            bound.width = static_cast<SQLLEN>((length + 1) * sizeof(SQLWCHAR));
            break;
        case OdbcTransfer::Binary:
            bound.cType = SQL_C_BINARY;
            bound.width = static_cast<SQLLEN>(std::max<SQLULEN>(length, 1));
            break;
        }
    }
}

SQLULEN OdbcBlock::rowsThatFit() const
{
    std::size_t bytes = 1;
    for (const Bound &bound : m_bound) {
        if (!bound.isBound)
            return 1; // SQLGetData reads of the current row
        bytes += static_cast<std::size_t>(bound.width) + sizeof(SQLLEN);
    }
    return std::clamp<SQLULEN>(blockBytes / bytes, 1, rows);
}

Error OdbcBlock::lastError() const
{
    return makeOdbcError(readOdbcDiagnostics(SQL_HANDLE_STMT, m_statement, m_manner.serverFields));
}

Result<void> OdbcBlock::setRows(SQLULEN count)
{
    if (count == m_asked)
        return {};
    if (!SQL_SUCCEEDED(SQLSetStmtAttrW(m_statement, SQL_ATTR_ROW_ARRAY_SIZE, odbcNumber(count), 0))) {
        if (count != 1 && m_asked == 0) { // a driver without blocks
            m_capacity = 1;
            return setRows(1);
        }
        return m_asked != 0 ? Result<void>() : fail(lastError());
    }
    m_asked = count;
    return {};
}

Result<void> OdbcBlock::bind()
{
    plan();
    m_capacity = rowsThatFit();
    m_status.assign(m_capacity, SQL_ROW_NOROW);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROW_BIND_TYPE, odbcNumber(SQL_BIND_BY_COLUMN), 0);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROWS_FETCHED_PTR, &m_fetched, 0);
    SQLSetStmtAttrW(m_statement, SQL_ATTR_ROW_STATUS_PTR, m_status.data(), 0);
    if (auto set = setRows(std::min(m_capacity, firstRows)); !set)
        return set;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        Bound &bound = m_bound[i];
        if (!bound.isBound)
            continue;
        bound.cells = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(bound.width) * m_capacity);
        bound.lengths = std::make_unique<SQLLEN[]>(m_capacity);
        const auto number = static_cast<SQLUSMALLINT>(i + 1);
        if (!SQL_SUCCEEDED(SQLBindCol(m_statement, number, bound.cType, bound.cells.get(), bound.width, bound.lengths.get())))
            return fail(lastError());
    }
    return {};
}

/// A block is as large as comes in a fraction of a second, so that slow rows are seen as they come.
void OdbcBlock::adapt(Clock::duration took)
{
    if (took < 20ms)
        std::ignore = setRows(std::min(m_capacity, m_asked * 4));
    else if (took > 100ms && m_asked > 1)
        std::ignore = setRows(std::max<SQLULEN>(1, m_asked / 4));
}

Result<OdbcBlock::Fetched> OdbcBlock::fetch()
{
    if (m_wasLast)
        return Fetched::End;
    m_fetched = 0;
    std::ranges::fill(m_status, SQL_ROW_NOROW);
    const auto start = Clock::now();
    const SQLRETURN got = SQLFetchScroll(m_statement, SQL_FETCH_NEXT, 0);
    if (got == SQL_NO_DATA)
        return Fetched::End;
    if (!SQL_SUCCEEDED(got))
        return fail(lastError());
    m_info = got == SQL_SUCCESS_WITH_INFO;
    if (auto whole = checkRows(); !whole)
        return fail(whole.error());
    // FreeTDS, asked again behind the last rows, eats the row count of the batch's next statement.
    m_wasLast = m_manner.serverFields && m_fetched < m_asked;
    if (m_fetched == m_asked)
        adapt(Clock::now() - start);
    return Fetched::Rows;
}

Result<void> OdbcBlock::checkRows() const
{
    if (!m_info)
        return {};
    for (SQLULEN row = 0; row < m_fetched; ++row) {
        if (m_status[row] == SQL_ROW_ERROR)
            return fail(lastError());
    }
    return {};
}

Result<bool> OdbcBlock::deliver(BatchWriter &writer)
{
    for (SQLULEN done = 0; done < m_fetched;) {
        const SQLULEN count = std::min<SQLULEN>(m_fetched - done, writer.room());
        std::size_t textBytes = 0;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const auto bytes = m_bound[i].isBound ? appendColumn(i, writer.column(i), done, count) : appendLong(i, writer.column(i), done);
            if (!bytes)
                return fail(bytes.error());
            textBytes += *bytes;
        }
        if (!writer.endRows(static_cast<std::uint32_t>(count), textBytes))
            return false;
        done += count;
    }
    return true;
}

/// Answers how many bytes of text were added.
Result<std::size_t> OdbcBlock::appendColumn(std::size_t index, ColumnData &data, SQLULEN first, SQLULEN count)
{
    const OdbcColumn &column = m_columns[index];
    const Bound &bound = m_bound[index];
    if (column.transfer == OdbcTransfer::Fixed) {
        appendFixedColumn(column.info.physical, data, bound.cells.get(), bound.lengths.get(), first, count);
        return std::size_t(0);
    }
    const SQLLEN terminator = column.transfer == OdbcTransfer::Wide ? sizeof(SQLWCHAR) : column.transfer == OdbcTransfer::Narrow ? 1 : 0;
    std::size_t textBytes = 0;
    for (SQLULEN row = first; row < first + count; ++row) {
        const SQLLEN length = bound.lengths[row];
        if (length == SQL_NULL_DATA) {
            data.appendNull();
            continue;
        }
        if (length < 0 || length > bound.width - terminator) {
            const auto bytes = appendLong(index, data, row);
            if (!bytes)
                return bytes;
            textBytes += *bytes;
            continue;
        }
        const char *cell = bound.cells.get() + static_cast<SQLLEN>(row) * bound.width;
        if (column.transfer == OdbcTransfer::Wide) {
            m_text.clear();
            appendUtf8({reinterpret_cast<const char16_t *>(cell), static_cast<std::size_t>(length) / 2}, m_text);
            appendOdbcText(column, data, m_text);
            textBytes += m_text.size();
        } else {
            appendOdbcText(column, data, {cell, static_cast<std::size_t>(length)});
            textBytes += static_cast<std::size_t>(length);
        }
    }
    return textBytes;
}

/// A value that is not bound, or was cut: from the current row, or from the row of the block.
Result<void> OdbcBlock::readLong(std::size_t index, SQLULEN row, bool &isNull)
{
    const bool cut = m_bound[index].isBound;
    if (cut && !m_manner.boundColumn)
        return fail(ErrorKind::Unsupported,
                    QCoreApplication::translate("Odbc", "A value of column %1 is longer than the driver said, and it cannot be "
                                                        "read again.")
                        .arg(m_columns[index].info.name));
    if (cut && m_capacity > 1) {
        if (!m_manner.rereadsInBlocks)
            return fail(ErrorKind::Unsupported,
                        QCoreApplication::translate("Odbc", "A value of column %1 is longer than the driver said, and it cannot "
                                                            "be read again.")
                            .arg(m_columns[index].info.name));
        if (!SQL_SUCCEEDED(SQLSetPos(m_statement, row + 1, SQL_POSITION, SQL_LOCK_NO_CHANGE)))
            return fail(lastError());
    }
    const auto number = static_cast<SQLUSMALLINT>(index + 1);
    const bool wide = m_columns[index].transfer == OdbcTransfer::Wide;
    const auto read = wide ? readOdbcWide(m_statement, number, m_wide, isNull)
                           : readOdbcBytes(m_statement, number, m_columns[index].transfer == OdbcTransfer::Narrow, m_text, isNull);
    if (!read)
        return fail(lastError());
    return {};
}

Result<std::size_t> OdbcBlock::appendLong(std::size_t index, ColumnData &data, SQLULEN row)
{
    const OdbcColumn &column = m_columns[index];
    bool isNull = false;
    if (column.transfer == OdbcTransfer::Fixed) { // behind a long column
        Bound &bound = m_bound[index];
        std::int64_t value = 0;
        SQLLEN length = 0;
        if (!SQL_SUCCEEDED(SQLGetData(m_statement, static_cast<SQLUSMALLINT>(index + 1), bound.cType, &value, bound.width, &length)))
            return fail(lastError());
        appendFixedColumn(column.info.physical, data, reinterpret_cast<const char *>(&value), &length, 0, 1);
        return std::size_t(0);
    }
    if (auto read = readLong(index, row, isNull); !read)
        return fail(read.error());
    if (isNull) {
        data.appendNull();
        return std::size_t(0);
    }
    if (column.transfer == OdbcTransfer::Wide) {
        m_text.clear();
        appendUtf8(m_wide, m_text);
    }
    appendOdbcText(column, data, m_text);
    return m_text.size();
}

} // namespace concord
