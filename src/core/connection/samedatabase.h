// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "connection/profile.h"

namespace concord {

/// Whether both lead to the same database as the same user: engine, host and port or socket, user, database. A port that is left out
/// is the engine's own. Names, ids and all other options do not count.
[[nodiscard]] bool isSameDatabase(const Endpoint &a, const Endpoint &b, const DriverRegistry &registry);
/// Where it leads, as a URL without a secret; of `profile/schema`: of the whole database.
[[nodiscard]] QString urlOf(const Endpoint &endpoint, const DriverRegistry &registry);

} // namespace concord
