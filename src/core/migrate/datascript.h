// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

namespace concord {

/// One statement that copies the rows of a left table which its right counterpart lacks.
struct DataStep
{
    ObjectRef left;
    ObjectRef right;
    QString sql;         ///< without the closing semicolon; empty: it cannot be written, `notes` say why
    QStringList notes;   ///< lossy casts, columns that must be given a value, columns that are not copied
};

/// INSERT … SELECT … CAST … WHERE NOT EXISTS for each pair of tables, LEFT → RIGHT, in RIGHT's dialect; tables that others point to first.
/// Tables are named by their ends (legacy.customers), which must be reachable from one connection: attached, on one server,
/// or as foreign tables.
[[nodiscard]] std::vector<DataStep> planData(const Comparison &comparison, const MigrationEngine &right, const Mapping &mapping = {});
/// As text; the first line names the database that it changes: RIGHT.
[[nodiscard]] QString dataScript(const Comparison &comparison, const std::vector<DataStep> &steps);

} // namespace concord
