// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "qtsql/qtsqllink.h"

namespace concord {

/// A problem with an endpoint that can be told without connecting.
[[nodiscard]] Result<void> checkPgEndpoint(const Endpoint &endpoint);
/// What Qt's plugin and libpq are told, each value quoted; `deadline` bounds libpq's own waiting too.
[[nodiscard]] QtSqlSettings pgSettings(const Endpoint &endpoint, Deadline deadline);

} // namespace concord
