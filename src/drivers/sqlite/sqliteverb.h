// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// The first word of a statement in upper case, comments passed over; SQLite reports no command of its own.
[[nodiscard]] QString sqliteVerb(QStringView text);
/// Whether sqlite3_changes() means this statement (WITH only where the statement writes at all).
[[nodiscard]] bool changesRows(const QString &verb);
/// Whether a transaction may be begun for it when commits are by hand.
[[nodiscard]] bool runsInTransaction(const QString &verb);

} // namespace concord
