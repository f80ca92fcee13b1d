// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>

struct sqlite3;

namespace concord {

/// The last error of a connection as a value; `sql` is the statement as it was given to SQLite, for the position.
[[nodiscard]] Error sqliteError(sqlite3 *db, const QByteArray &sql = {});

} // namespace concord
