// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace concord {

/// An ODBC error in Oracle's terms: code "ORA-00942", the kind by its number, and the place that PL/SQL's compiler names
/// ("ORA-06550: line 3, column 5") in `statement`.
[[nodiscard]] Error oracleError(Error error, const QString &statement, bool connecting = false);

} // namespace concord
