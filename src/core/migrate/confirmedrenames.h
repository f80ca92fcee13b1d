// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

#include <optional>

namespace concord {

/// The renames of tables and columns that a person confirmed, which a script does before all else: what follows is then between
/// things of the same names.
struct ConfirmedRenames
{
    ChangeList list;
    CatalogPtr left;     ///< as it is after them
    Mapping mapping;     ///< in the names that LEFT then has
    QStringList tables;  ///< the same of Comparison::tables
};

/// Nothing: no name changes. Takes every pair with confidence 1 as confirmed; between engines what only differs in style keeps its name.
[[nodiscard]] std::optional<ConfirmedRenames> confirmedRenames(const Comparison &comparison, const MigrationEngine &left);

} // namespace concord
