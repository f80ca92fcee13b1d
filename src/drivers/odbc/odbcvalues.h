// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbccolumns.h"

#include <string>
#include <string_view>

namespace concord {

/// Appends UTF-16 as UTF-8. A surrogate without its other half, which no UTF-8 has, becomes its three bytes: the column
/// then says that it is not valid UTF-8, and nothing is lost.
void appendUtf8(std::u16string_view text, std::string &out);
/// Appends a value that came as text (or bytes, for Binary) to the column as its type, or as Variant where the type does
/// not hold it exactly.
void appendOdbcText(const OdbcColumn &column, ColumnData &data, std::string_view text);

} // namespace concord
