// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "oracle/oraclequeries.h"

namespace concord {

/// The plan that EXPLAIN PLAN put into PLAN_TABLE under this statement id, as DBMS_XPLAN shows it: operations with their
/// object, rows, cost and predicates, each below its parent.
[[nodiscard]] Result<PlanNode> readOraclePlan(OracleQueries &queries, const QString &statementId);

} // namespace concord
