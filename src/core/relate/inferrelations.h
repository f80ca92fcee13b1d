// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"

#include <vector>

namespace concord {

struct InferOptions
{
    double minimumConfidence = 0.5;
    bool acrossDatabases = true;
    bool declared = false; ///< infer also what is declared: to measure the guesses
};

/// Relations that no foreign key declares but that names, types and keys suggest: user_id, userId or USER_ID beside a table
/// users, tbl_user or dim_user whose key has the same type; (tenant_id, order_no) beside orders where only both together are a key. A column names at most
/// one table, and none where two fit equally well.
/// A table of the column's own database comes before those of others; of those, one of the same environment.
/// Takes time in proportion to the number of columns. Any thread.
[[nodiscard]] std::vector<Relation> inferRelations(const std::vector<NamedCatalog> &catalogs, const InferOptions &options = {});

} // namespace concord
