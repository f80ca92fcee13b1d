// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

namespace concord {

/// The tree of EXPLAIN (FORMAT json).
[[nodiscard]] Result<PlanNode> duckdbPlan(const QByteArray &json);

} // namespace concord
