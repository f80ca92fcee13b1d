// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

namespace concord {

/// The tree of EXPLAIN (FORMAT JSON). Error Server for what is none.
[[nodiscard]] Result<PlanNode> postgresqlPlan(const QByteArray &json);

} // namespace concord
