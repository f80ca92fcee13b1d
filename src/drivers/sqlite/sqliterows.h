// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qtsql/batchwriter.h"

struct sqlite3_stmt;

namespace concord {

/// Turns the rows of a stepped statement into typed columns. SQLite has a type per value, not per column: a column is
/// what its first value is, and becomes Variant in a batch where a value of another kind comes. Whole numbers, floats and
/// text never change into each other.
class SqliteRows
{
public:
    /// `statement` is compiled and outlives this.
    SqliteRows(sqlite3_stmt *statement, RowSink &sink);
    SqliteRows(const SqliteRows &) = delete;
    SqliteRows &operator=(const SqliteRows &) = delete;

    /// Takes the row that the statement stands on. False: the sink wants no more.
    bool take();
    /// Hands over what waits, and the columns where there was no row. False: the sink wants no more.
    bool finish();

private:
    void settleColumns();
    std::size_t append(std::size_t index, int valueType);
    void decide(std::size_t index, Physical physical);

    sqlite3_stmt *m_statement;
    BatchWriter m_writer;
    std::vector<bool> m_decided;
};

} // namespace concord
