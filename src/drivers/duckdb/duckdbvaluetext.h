// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duckdb/duckdbcolumntype.h"

#include <string>
#include <string_view>

namespace concord {

/// The text or bytes of a VARCHAR or BLOB cell.
[[nodiscard]] std::string_view duckdbBytes(const void *data, idx_t row);
/// The first row's text of a VARCHAR column.
[[nodiscard]] inline std::string_view duckdbText(duckdb_data_chunk chunk, idx_t column)
{
    return duckdbBytes(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)), 0);
}
/// Every digit of a HUGEINT or UHUGEINT.
void appendHugeint(const void *data, idx_t row, bool isUnsigned, std::string &out);
/// A cell that is not NULL as DuckDB would write it, of a type that is not nested; BLOB as \x….
void appendDuckdbText(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out);
/// Any cell as JSON on one line: numbers with all their digits, what JSON has no word for as text, a UNION as {"member": value}.
void appendDuckdbJson(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out);

} // namespace concord
