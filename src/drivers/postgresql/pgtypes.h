// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <QHash>

#include <optional>

namespace concord {

/// Oids of pg_type that the driver knows by itself (src/include/catalog/pg_type.dat); they never change.
namespace pgoid {
enum : std::uint32_t {
    Bool = 16,
    Bytea = 17,
    Char = 18,
    Name = 19,
    Int8 = 20,
    Int2 = 21,
    Int4 = 23,
    Text = 25,
    Oid = 26,
    Json = 114,
    Float4 = 700,
    Float8 = 701,
    Unknown = 705,
    Bpchar = 1042,
    Varchar = 1043,
    Date = 1082,
    Timestamp = 1114,
    TimestampTz = 1184,
    Numeric = 1700,
    Uuid = 2950,
    Jsonb = 3802
};
}

/// A type as pg_type tells of it, for those that are not built into the driver.
struct PgTypeRow
{
    QString name;      ///< format_type(): "mood", "integer[]", "interval"
    QString baseName;  ///< typname
    char kind = 'b';   ///< typtype
    char category = 'U';
};

/// What a result's column is made of: its type and modifier as the server describes them.
struct PgColumnType
{
    std::uint32_t oid = 0;
    int modifier = -1;
    friend bool operator==(const PgColumnType &, const PgColumnType &) = default;
};
[[nodiscard]] inline std::size_t qHash(const PgColumnType &type, std::size_t seed = 0)
{
    return qHashMulti(seed, type.oid, type.modifier);
}

/// True where the type may come in binary: its layout is fixed and decoded by the driver.
[[nodiscard]] bool comesInBinary(std::uint32_t oid);
/// True where the driver has all about a type without asking the server.
[[nodiscard]] inline bool isBuiltIn(std::uint32_t oid)
{
    return comesInBinary(oid);
}
/// Fills type, meaning and storage of a built-in type; the name is left alone. Dates and times lie as text where the
/// session writes them in another way than ISO (`isoDates` false) or in a zone that is not known here (`zone` empty).
void describeBuiltIn(const PgColumnType &type, bool isoDates, const QString &zone, ColumnInfo &info);
/// The same for a type that pg_type told of: always text.
void describeOther(const PgTypeRow &row, ColumnInfo &info);

} // namespace concord
