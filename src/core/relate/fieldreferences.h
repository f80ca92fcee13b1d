// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Fills Field::reference of all collections of one database, also of fields inside of embedded documents and arrays: by the same rules as
/// inferRelations(), with user._id read as user_id and memberIds[] as memberId. Before Catalog::make.
void guessReferences(const std::vector<std::shared_ptr<SchemaObject>> &objects);

} // namespace concord
