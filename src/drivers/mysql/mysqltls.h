// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"

#include <mysql.h>

namespace concord {

/// Whether the client library can keep the mode, told without connecting (kind Tls), and whether its files are there.
/// Unix sockets carry no TLS in this library, so anything that demands it is refused there.
[[nodiscard]] Result<void> checkMysqlTls(const ConnectOptions &options);

/// Sets the mode before connecting. From Require on nothing but the request for TLS is sent in clear: a server without
/// TLS is given up before the login, and the certificate is checked before it too.
[[nodiscard]] Result<void> applyMysqlTls(MYSQL *mysql, const ConnectOptions &options);

/// Why the last certificate on this thread was refused, and forgets it; empty: it was not.
[[nodiscard]] QString takeMysqlTlsProblem();

/// "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty: not encrypted.
[[nodiscard]] QString mysqlTls(MYSQL *mysql);

} // namespace concord
