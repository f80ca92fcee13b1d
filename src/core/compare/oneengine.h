// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Whether both sides speak one engine's words. A generic engine reads the databases of many products, of which each has its own.
[[nodiscard]] bool areOfOneEngine(const CatalogInfo &left, const CatalogInfo &right);

} // namespace concord
