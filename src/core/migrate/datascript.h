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
    QString check;       ///< a query, on the same connection, for the rows that it would refuse or change; empty: types tell of none
    QStringList notes;   ///< lossy casts, columns that must be given a value, columns that are not copied
};

struct DataPlan
{
    std::vector<DataStep> steps; ///< tables that others point to first
    QStringList notes;     ///< where LEFT's tables must be to be found
    QStringList preamble;  ///< statements that bring both databases within reach of one connection
    QStringList epilogue;  ///< statements that let go of them
    bool transactional = false; ///< the steps, without preamble and epilogue, are one transaction
};

/// INSERT … SELECT … CAST … WHERE NOT EXISTS for each pair of tables, LEFT → RIGHT, in RIGHT's dialect, on a connection to RIGHT.
/// RIGHT's tables have their own names there (sales.users; where databases are files, the name under which the file is attached); LEFT's have
/// the schema under which `notes` and `preamble` put them within reach: legacy.customers.
[[nodiscard]] DataPlan planData(const Comparison &comparison, const MigrationEngine &right, const Mapping &mapping = {});
/// As text; the first line names the database that it changes: RIGHT.
[[nodiscard]] QString dataScript(const Comparison &comparison, const DataPlan &plan);

} // namespace concord
