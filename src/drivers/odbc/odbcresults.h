// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "odbc/odbcdiagnostics.h"
#include "odbc/odbcmanner.h"

#include "odbc/odbccolumns.h"

#include <functional>

namespace concord {

/// Reads all that a statement answers, result set by result set, into a sink: columns, blocks of rows, row counts and
/// messages. One per statement, on the connection's thread.
class OdbcResults
{
public:
    struct Asks
    {
        std::function<OdbcColumn(const OdbcColumnFacts &)> column;
        std::function<Error(const QList<OdbcDiagnostic> &)> error;
        std::function<void(const OdbcDiagnostic &)> notice;
        QString command;            ///< the statement's verb, for ResultSetEnd
        bool countsRows = true;     ///< a row count of it means rows that changed
        bool goesOnAfterError = false;
    };
    OdbcResults(SQLHSTMT statement, const OdbcManner &manner, RowSink &sink, Asks asks);

    /// `executed`: what the call that ran the statement answered.
    [[nodiscard]] Result<void> read(SQLRETURN executed);

private:
    [[nodiscard]] QList<OdbcDiagnostic> diagnostics() const;
    void tellMessages();
    [[nodiscard]] Result<bool> readOne();
    [[nodiscard]] Result<bool> readRows(const std::vector<OdbcColumnFacts> &facts);
    void tellCount();

    SQLHSTMT m_statement;
    OdbcManner m_manner;
    RowSink &m_sink;
    Asks m_asks;
    bool m_told = false; ///< a result was finished
};

} // namespace concord
