// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/exactnumber.h"
#include "results/column.h"

#include <string>

namespace concord {

/// The kinds that a cell's key begins with, in their order; NULL has no key.
enum class KeyClass : unsigned char { Boolean = 0x10, Number = 0x20, Moment = 0x30, Time = 0x38, Text = 0x40, Bytes = 0x50 };

/// Whether cells of such a column are compared by keys: Variant cells, and text that means numbers, dates or times.
[[nodiscard]] bool isKeyed(const ColumnInfo &info);

/// Appends bytes whose order is the order of the values: booleans, then numbers by their exact value whatever their type,
/// then moments, times of day, text, binary. The cell must not be NULL.
void appendSortKey(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &key);

/// The key of a number that a person typed.
void appendNumberKey(const ExactNumber &number, std::string &key);
/// The key of a cell whose exact text is `text`.
void appendTaggedKey(Tag tag, std::string_view text, const QString &zone, std::string &key);

} // namespace concord
