// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <string>

namespace concord {

/// Days since 1970-01-01 as PostgreSQL writes them, of any year: "0044-03-15 BC", "infinity".
void appendDate(std::int32_t days, std::string &out);
/// Microseconds since 1970-01-01, with the column's digits after the second; `zoned`: in the column's zone and with its offset.
void appendTimestamp(std::int64_t micros, const ColumnInfo &info, bool zoned, std::string &out);

} // namespace concord
