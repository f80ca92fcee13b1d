// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "oracle/oraclequeries.h"
#include "schema/catalog.h"

namespace concord {

/// Owners that are Oracle's own, sorted: by ALL_USERS where it tells (12.1), else by name.
[[nodiscard]] Result<QStringList> readMaintainedOwners(OracleQueries &queries);
/// "owner NOT IN ('SYS', …)", or the one schema that is wanted.
[[nodiscard]] QString ownedByPeople(const QString &column, const QStringList &maintained, const QString &schema);

/// Whether a row of ALL_TABLES is no table of its own: of a nested table, an index, an overflow, a materialized view's log.
[[nodiscard]] bool keepsAnothersRows(const OracleRow &row);
/// Tables, views and materialized views for a tree; of all schemas but Oracle's own, or of the one named.
[[nodiscard]] Result<QList<ObjectName>> readOracleObjects(OracleQueries &queries, const QString &schema);
[[nodiscard]] Result<QList<ColumnSummary>> readOracleColumns(OracleQueries &queries, const ObjectRef &object);

} // namespace concord
