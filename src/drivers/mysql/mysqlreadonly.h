// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace concord {

struct Dialect;

/// How a statement is run on a read-only connection.
enum class MysqlReadOnlyWay {
    InTransaction, ///< within START TRANSACTION READ ONLY … COMMIT, which not even a function that it calls can lift
    Bare           ///< as it is: it only steers transactions, or the default database
};

/// Error of kind ReadOnly unless the statement's first words are on the list of what can neither write nor lift read-only.
/// `dialect` must be the session's own rules of quoting (sql_mode).
[[nodiscard]] Result<MysqlReadOnlyWay> mysqlReadOnlyWay(const QString &statement, const Dialect &dialect);

} // namespace concord
