// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <string>
#include <string_view>

namespace concord {

struct Dialect;

/// A cell's exact text; binary as "\x…" hex. Nothing for NULL.
void appendTextCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out);

/// A JSON string with its quotes; `utf8` must be valid.
void appendJsonString(std::string_view utf8, std::string &out);

/// A cell as a literal of the dialect (null: standard SQL): NULL, bare numbers, quoted text, binary in the engine's own form.
void appendLiteralCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, const Dialect *dialect, std::string &out);

} // namespace concord
