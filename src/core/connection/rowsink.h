// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <QString>

#include <vector>

namespace concord {

/// What a server says beside rows: NOTICE, warning, PRINT.
struct Notice
{
    QString severity; ///< "NOTICE", "WARNING", "Note", …
    QString code;
    QString message;
    int line = 0;

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// How one result set of a statement ended.
struct ResultSetEnd
{
    qint64 affectedRows = -1; ///< -1: not a statement that changes rows
    QString command;          ///< the server's command tag: "INSERT 0 1"; empty where there is none
    bool truncated = false;   ///< the sink or a cap stopped it; the server had more
};

/// Where a driver puts what a statement answers, called on the connection's thread, in this order per result set:
/// columns, rows…, finished; notices at any time. A result set without columns (an UPDATE) has only finished().
/// rows() may block: that stops the reading. Answering false stops the statement; the driver then cancels and drains.
class RowSink
{
public:
    virtual ~RowSink() = default;
    virtual bool columns(const std::vector<ColumnInfo> &columns) = 0;
    /// Columns that only now appeared, after those told before; the rows so far lack them. Documents differ in what they
    /// hold, so this may come between any two batches. A sink that cannot take them stops the statement.
    virtual bool columnsAdded(const std::vector<ColumnInfo> &) { return false; }
    virtual bool rows(Batch &&batch) = 0;
    virtual void finished(const ResultSetEnd &end) = 0;
    virtual void notice(const Notice &notice) = 0;

    /// Full chunks have this many rows; a driver hands over earlier when about 100 ms have passed since the last batch.
    static constexpr std::uint32_t chunkRows = 65'536;
};

} // namespace concord
