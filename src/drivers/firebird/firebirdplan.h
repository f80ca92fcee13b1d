// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

namespace concord {

/// The tree of a plan that the server writes as indented lines: "    -> Filter".
[[nodiscard]] PlanNode firebirdPlan(const QString &text);

} // namespace concord
