// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

namespace concord {

/// The tree of EXPLAIN FORMAT=JSON, as MariaDB and both of MySQL's formats write it. Error (Server) for what is no JSON.
[[nodiscard]] Result<PlanNode> planFromJson(const QString &json);

} // namespace concord
