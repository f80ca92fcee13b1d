// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "odbc/odbccolumns.h"
#include "odbc/odbcmanner.h"
#include "qtsql/batchwriter.h"

#include <memory>
#include <string>
#include <vector>

namespace concord {

/// Fetches one result set in blocks of up to 1,000 rows bound by column, and long values in pieces by SQLGetData. One per
/// result set, on the connection's thread; the statement must not be freed before it.
class OdbcBlock
{
public:
    OdbcBlock(SQLHSTMT statement, std::vector<OdbcColumn> columns, const OdbcManner &manner);
    ~OdbcBlock();
    OdbcBlock(const OdbcBlock &) = delete;
    OdbcBlock &operator=(const OdbcBlock &) = delete;

    /// Allocates and binds.
    [[nodiscard]] Result<void> bind();
    enum class Fetched { Rows, End };
    /// Fetches the next block. The driver's words on success are left in the statement's diagnostics, said by `hasInfo()`.
    [[nodiscard]] Result<Fetched> fetch();
    [[nodiscard]] bool hasInfo() const { return m_info; }
    /// Puts the block's rows into the writer. False: the sink stops.
    [[nodiscard]] Result<bool> deliver(BatchWriter &writer);

    static constexpr SQLULEN rows = 1000;

private:
    struct Bound
    {
        bool isBound = false;
        SQLSMALLINT cType = SQL_C_WCHAR;
        SQLLEN width = 0; ///< bytes of one cell, with its terminator
        std::unique_ptr<char[]> cells;
        std::unique_ptr<SQLLEN[]> lengths;
    };
    void plan();
    [[nodiscard]] SQLULEN rowsThatFit() const;
    [[nodiscard]] Result<void> setRows(SQLULEN count);
    [[nodiscard]] Result<std::size_t> appendColumn(std::size_t index, ColumnData &data, SQLULEN first, SQLULEN count);
    [[nodiscard]] Result<std::size_t> appendLong(std::size_t index, ColumnData &data, SQLULEN row);
    [[nodiscard]] Result<void> readLong(std::size_t index, SQLULEN row, bool &isNull);
    [[nodiscard]] Result<void> checkRows() const;
    [[nodiscard]] Error lastError() const;
    void adapt(Clock::duration took);

    SQLHSTMT m_statement;
    std::vector<OdbcColumn> m_columns;
    OdbcManner m_manner;
    std::vector<Bound> m_bound;
    std::vector<SQLUSMALLINT> m_status;
    SQLULEN m_capacity = rows; ///< rows that the buffers hold
    SQLULEN m_asked = 0;       ///< rows that the next fetch asks for
    SQLULEN m_fetched = 0;
    bool m_info = false;
    bool m_wasLast = false;    ///< the last block was not full
    std::string m_text;            ///< a value as UTF-8
    std::u16string m_wide;         ///< a long value as it comes
};

} // namespace concord
