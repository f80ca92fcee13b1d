// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/rowsink.h"

#include <libpq-fe.h>

#include <memory>

namespace concord {

struct PgResultClearer
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, PgResultClearer>;

/// What a result says went wrong; positions count in `statement`, which the server got with `prefix` characters before it.
[[nodiscard]] Error pgError(const PGresult *result, PGconn *connection, const QString &statement = {}, int prefix = 0);
/// What a failed opening says, from libpq's words: it gives no code.
[[nodiscard]] ErrorKind kindOfOpening(const QString &message);
[[nodiscard]] Notice pgNotice(const PGresult *result, const QString &statement);

} // namespace concord
