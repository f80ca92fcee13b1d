// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duckdb/duckdbhandles.h"
#include "results/column.h"

#include <string>
#include <vector>

namespace concord {

/// A column's type as DuckDB describes it, read once for all of its rows.
struct DuckdbColumnType
{
    duckdb_type id = DUCKDB_TYPE_INVALID;
    duckdb_type internal = DUCKDB_TYPE_INVALID; ///< of DECIMAL and ENUM: the integer that holds it
    std::uint8_t width = 0;                     ///< DECIMAL
    std::uint8_t scale = 0;
    bool isJson = false;
    idx_t arraySize = 0;
    std::vector<std::string> names;          ///< ENUM's values, STRUCT's fields, UNION's members
    std::vector<DuckdbColumnType> children; ///< element; key and value; fields; members

    /// Its values, and those inside it, are of kinds that this driver reads.
    [[nodiscard]] bool isReadable() const;
};

[[nodiscard]] DuckdbColumnType duckdbColumnType(duckdb_logical_type type);
/// As DuckDB writes it: "DECIMAL(10,2)", "STRUCT(a INTEGER, b VARCHAR)[]".
[[nodiscard]] QString duckdbTypeText(const DuckdbColumnType &type);
/// How a column of the type is kept. `zone`: the session's.
[[nodiscard]] ColumnInfo duckdbColumnInfo(const QString &name, const DuckdbColumnType &type, const QString &zone);

} // namespace concord
