// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <mysql.h>

namespace concord {

/// How the text of a cell is read; the column's Physical says where it goes.
enum class MysqlReading : std::uint8_t {
    Int16,
    Int32,
    Int64,
    UInt64,
    Float,
    Double,
    Decimal64,
    Decimal128,
    Date,
    Timestamp,
    Text,
    Bytes,
    Bits,
    Variant
};

struct MysqlColumn
{
    ColumnInfo info;
    MysqlReading reading = MysqlReading::Text;
    Tag tag = Tag::Text;   ///< of a cell that its type cannot hold ('0000-00-00'), and of Variant columns
    unsigned int bits = 0; ///< BIT(n): n
};

/// The column as the protocol describes it, in information_schema's words where it tells enough.
[[nodiscard]] MysqlColumn describeColumn(const MYSQL_FIELD &field);

} // namespace concord
