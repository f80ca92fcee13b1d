// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a column of PostgreSQL take another type.
#pragma once

#include "schema/catalog.h"

#include <QString>

namespace concord {

/// What stands behind "USING" for `value`, the column's name; empty where ALTER … TYPE converts by itself, as an assignment does. Where
/// there is no cast of its own, another type lies between, at last text, as which both can be written. Never one that cuts: to varchar(n)
/// and bit(n) an explicit cast does so without a word, where an assignment fails (documentation of PostgreSQL, "Character Types", "Bit
/// String Types").
[[nodiscard]] QString pgConverted(const QString &value, const Column &old, const Column &wanted);
/// PostgreSQL takes the values as they lie: longer text, numeric of more digits with as many behind the point.
[[nodiscard]] bool pgGrowsInPlace(const Column &old, const Column &wanted);
[[nodiscard]] bool pgCastLosesValues(const Column &old, const Column &wanted);

} // namespace concord
