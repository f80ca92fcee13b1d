// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a column of PostgreSQL take another type.
#pragma once

#include "schema/catalog.h"

#include <QString>

namespace concord {

/// Behind the column's name. Where there is no cast of its own, text is what both can be written as.
[[nodiscard]] QString pgCastPath(const Column &old, const Column &wanted);
/// PostgreSQL takes the values as they lie: longer text, numeric of more digits with as many behind the point.
[[nodiscard]] bool pgGrowsInPlace(const Column &old, const Column &wanted);
[[nodiscard]] bool pgCastLosesValues(const Column &old, const Column &wanted);

} // namespace concord
