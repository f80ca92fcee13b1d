// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <string>

namespace concord {

/// Zero-padded to `width` digits.
void appendPadded(std::uint64_t value, int width, std::string &out);
/// A scaled number: 150 with scale 2 is "1.50".
void appendDecimal(Int128 value, int scale, std::string &out);
/// As PostgreSQL writes them: the shortest text that reads back as the same number, NaN, Infinity, -Infinity.
/// `places` other than 0: SQLite's way, with at least that many digits after the point.
void appendFloat(float value, int places, std::string &out);
void appendFloat(double value, int places, std::string &out);

} // namespace concord
