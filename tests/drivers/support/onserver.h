// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/testservers.h"
#include "support/opened.h"

namespace concord::test {

/// Where a database of a test server is, for the server's administrator; writable unless said. Engine: the server's own
/// name, for MariaDB too.
[[nodiscard]] Endpoint serverEndpoint(const TestServer &server, const QString &database, bool readOnly = false);
[[nodiscard]] Secret serverSecret(const TestServer &server);

/// What the server itself says, on a connection of its own: the one cell of the statement's answer.
[[nodiscard]] QString ask(const TestServer &server, const QString &database, const QString &sql);

} // namespace concord::test
