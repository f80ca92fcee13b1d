// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// One schema of a catalog, as if only that had been read; objects are shared with the whole one. From any thread.
[[nodiscard]] CatalogPtr onlySchema(const Catalog &catalog, const QString &schema);

} // namespace concord
