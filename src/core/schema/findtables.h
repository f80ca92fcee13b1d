// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"

#include <vector>

namespace concord {

/// The tables, views and collections that a word means: "users" (in any schema), "public.users", or a glob over either ("user*"). As
/// written, else without regard to case. Error NotFound names near ones.
[[nodiscard]] Result<std::vector<ObjectPtr>> findTables(const Catalog &catalog, const QString &word);

/// The catalog with these objects alone.
[[nodiscard]] CatalogPtr onlyObjects(const Catalog &catalog, std::vector<ObjectPtr> objects);

} // namespace concord
