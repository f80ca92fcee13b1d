// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <tuple>

namespace concord {

/// The tree of EXPLAIN QUERY PLAN's rows: id, the parent's id, text.
[[nodiscard]] PlanNode sqlitePlan(const QList<std::tuple<int, int, QString>> &rows);

} // namespace concord
