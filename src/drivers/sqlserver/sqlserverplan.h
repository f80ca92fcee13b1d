// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

namespace concord {

/// The tree of what SET SHOWPLAN_XML answers: a node a statement, below it its operators with estimates, objects and predicates. Error
/// (Server) for what is no such document.
[[nodiscard]] Result<PlanNode> planFromShowplan(const QString &xml);

} // namespace concord
