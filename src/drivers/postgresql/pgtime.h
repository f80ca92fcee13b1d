// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <optional>
#include <string>
#include <string_view>

namespace concord {

/// Days from 1970-01-01 of a date in ISO output ("2024-01-31", "0044-03-15 BC", "infinity"); nullopt: not one.
[[nodiscard]] std::optional<std::int32_t> pgDateFromText(std::string_view text);
/// Microseconds from 1970-01-01 of a timestamp in ISO output, UTC where it has an offset; nullopt: not one, or past the
/// range of 64 bits.
[[nodiscard]] std::optional<std::int64_t> pgTimestampFromText(std::string_view text);

/// The server counts from 2000-01-01. nullopt where the same moment counted from 1970 passes 64 bits (after year 294247).
[[nodiscard]] std::int32_t pgDateFromBinary(std::int32_t days);
[[nodiscard]] std::optional<std::int64_t> pgTimestampFromBinary(std::int64_t micros);
/// Writes a moment (server's count) that pgTimestampFromBinary() cannot give.
void appendFarTimestamp(std::int64_t micros, const ColumnInfo &info, std::string &out);

} // namespace concord
