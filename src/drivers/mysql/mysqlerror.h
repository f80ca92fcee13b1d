// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <mysql.h>

namespace concord {

/// The server's or the library's last error with its own words, number and, where it names one, position in the statement.
[[nodiscard]] Error mysqlError(MYSQL *mysql, const QString &statement = {});
[[nodiscard]] Error mysqlError(MYSQL_STMT *prepared, const QString &statement = {});
/// The same from its parts; `connecting`: before the login ended.
[[nodiscard]] Error makeMysqlError(unsigned int number, const char *sqlState, const char *message, const QString &statement, bool connecting = false);

} // namespace concord
