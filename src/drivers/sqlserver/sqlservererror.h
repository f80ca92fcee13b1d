// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "odbc/odbcdiagnostics.h"

#include <optional>

namespace concord {

/// The first record with a number of the server's as an error: the code is that number, the place its line in the batch; class and
/// state are in the detail. `statement`: as it was sent.
[[nodiscard]] Error makeSqlServerError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement);
/// PRINT and RAISERROR below class 11; nothing for "changed database context" and its like.
[[nodiscard]] std::optional<Notice> makeSqlServerNotice(const OdbcDiagnostic &diagnostic);

} // namespace concord
