// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "firebird/firebirdhandles.h"

namespace concord {

/// The server's words; the number that tells most (a GDS code) as its code; SQLCODE, SQLSTATE and the stack of PSQL as its detail; the
/// place in `statement`.
[[nodiscard]] Error firebirdError(const FirebirdStatus &status, const QString &statement = {});
/// Of the text that Qt's plugin makes of a status vector while it opens.
[[nodiscard]] ErrorKind firebirdOpeningKind(const QString &words);
/// After such an error nothing more can be done on the connection.
[[nodiscard]] bool breaksConnection(const FirebirdStatus &status);

} // namespace concord
