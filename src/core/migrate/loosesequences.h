// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "migrate/schemachanger.h"

#include <optional>
#include <utility>

namespace concord {

/// Both catalogs of one engine, where a sequence that a column counts by on one side stands by itself on the other: apart from its
/// column on both, so that it stays what it is. Nothing: there is no such sequence.
[[nodiscard]] std::optional<std::pair<CatalogPtr, CatalogPtr>> withLooseSequences(const Comparison &comparison, const SchemaChanger &changer);

} // namespace concord
