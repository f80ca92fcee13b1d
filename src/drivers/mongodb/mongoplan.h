// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <string_view>

namespace concord {

/// What an explain command answered, as a tree: a node a stage with what it works on, its inputs below. Parts that are not
/// known are shown as they are.
[[nodiscard]] PlanNode mongoPlan(std::string_view reply);

} // namespace concord
