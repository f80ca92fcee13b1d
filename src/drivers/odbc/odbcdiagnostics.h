// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "odbc/odbcapi.h"

#include <QList>

namespace concord {

/// One record of what a driver says about the last call on a handle.
struct OdbcDiagnostic
{
    QString state;       ///< SQLSTATE, "42S02"
    int native = 0;      ///< the engine's own number
    QString message;     ///< in the server's words, without the "[vendor][driver]" in front
    int line = 0;        ///< 1-based line in the batch; 0 where the driver does not say (SQL Server's drivers do)
    int severity = -1;   ///< SQL Server's class; -1 where the driver does not say
    int serverState = 0; ///< SQL Server's state
    QString procedure;   ///< SQL Server: in which procedure
};

/// All records of a handle. `serverFields`: ask for SQL Server's own fields too (line, class, state, procedure).
[[nodiscard]] QList<OdbcDiagnostic> readOdbcDiagnostics(SQLSMALLINT handleType, SQLHANDLE handle, bool serverFields = false);

/// An SQLSTATE of ODBC 2 ("S0002", "S1000", "37000") as ODBC 3 has it; others as they are.
[[nodiscard]] QString odbc3State(const QString &state);
/// What an SQLSTATE of ODBC 3 means; `connecting`: while the link is being made.
[[nodiscard]] ErrorKind kindOfOdbcState(const QString &state, const QString &message, bool connecting);

/// The first record that says more than "see below" as an error: code is the SQLSTATE, detail the native number and the
/// other records.
[[nodiscard]] Error makeOdbcError(const QList<OdbcDiagnostic> &diagnostics, bool connecting = false);

/// The text without the names of vendor, driver and server in brackets at its front.
[[nodiscard]] QString withoutOdbcPrefix(const QString &message);

} // namespace concord
