// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "connection/secret.h"

namespace concord {

/// The password that the engine's own client would take from its file: PGPASSFILE or ~/.pgpass by libpq's rules (mode,
/// wildcards, escapes), ~/.my.cnf (groups client, mysql, mariadb-client, client-mariadb, client-server). A file that others may
/// read or write is passed over, as those clients do. NotFound: none; the message says why where a file was passed over.
[[nodiscard]] Result<Secret> passwordFromFiles(const Endpoint &endpoint);

/// ".pgpass", ".my.cnf"; empty: none is read for this engine.
[[nodiscard]] QString passwordFileName(const QString &engine);

} // namespace concord
