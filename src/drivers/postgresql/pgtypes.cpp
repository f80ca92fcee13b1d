// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgtypes.h"

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int headerSize = 4; ///< VARHDRSZ, which modifiers of lengths and numerics include

bool comesInBinary(std::uint32_t oid)
{
    switch (oid) {
    case pgoid::Bool:
    case pgoid::Bytea:
    case pgoid::Char:
    case pgoid::Name:
    case pgoid::Int8:
    case pgoid::Int2:
    case pgoid::Int4:
    case pgoid::Text:
    case pgoid::Oid:
    case pgoid::Json:
    case pgoid::Float4:
    case pgoid::Float8:
    case pgoid::Unknown:
    case pgoid::Bpchar:
    case pgoid::Varchar:
    case pgoid::Date:
    case pgoid::Timestamp:
    case pgoid::TimestampTz:
    case pgoid::Numeric:
    case pgoid::Uuid:
    case pgoid::Jsonb: return true;
    default: return false;
    }
}

static QString withLength(const QString &name, int modifier)
{
    return modifier > headerSize ? name + u"(%1)"_s.arg(modifier - headerSize) : name;
}

static QString withPrecision(const QString &name, int modifier, const QString &rest)
{
    return modifier >= 0 ? name + u"(%1)"_s.arg(modifier) + rest : name + rest;
}

/// numeric(p,s): the modifier packs both; the scale is an 11-bit signed number since PostgreSQL 15.
static void describeNumeric(int modifier, ColumnInfo &info)
{
    info.nativeType = u"numeric"_s;
    info.logical = Logical::Decimal;
    info.physical = Physical::Variant;
    if (modifier < headerSize)
        return;
    const int precision = ((modifier - headerSize) >> 16) & 0xffff;
    const int scale = (((modifier - headerSize) & 0x7ff) ^ 1024) - 1024;
    info.nativeType = u"numeric(%1,%2)"_s.arg(precision).arg(scale);
    if (scale < 0 || scale > precision || precision > 38)
        return;
    info.physical = precision <= 18 ? Physical::Decimal64 : Physical::Decimal128;
    info.precision = static_cast<std::uint8_t>(precision);
    info.scale = static_cast<std::uint8_t>(scale);
}

static void describeTime(const PgColumnType &type, bool isoDates, const QString &zone, ColumnInfo &info)
{
    info.fraction = 255;
    switch (type.oid) {
    case pgoid::Date:
        info.nativeType = u"date"_s;
        info.logical = Logical::Date;
        info.physical = isoDates ? Physical::Date : Physical::Text;
        break;
    case pgoid::Timestamp:
        info.nativeType = withPrecision(u"timestamp"_s, type.modifier, u" without time zone"_s);
        info.logical = Logical::Timestamp;
        info.physical = isoDates ? Physical::Timestamp : Physical::Text;
        break;
    default:
        info.nativeType = withPrecision(u"timestamp"_s, type.modifier, u" with time zone"_s);
        info.logical = Logical::TimestampTz;
        info.physical = isoDates && !zone.isEmpty() ? Physical::TimestampTz : Physical::Text;
        info.zone = zone;
        break;
    }
}

void describeBuiltIn(const PgColumnType &type, bool isoDates, const QString &zone, ColumnInfo &info)
{
    const auto set = [&info](const QString &native, Logical logical, Physical physical) {
        info.nativeType = native;
        info.logical = logical;
        info.physical = physical;
    };
    switch (type.oid) {
    case pgoid::Bool: set(u"boolean"_s, Logical::Boolean, Physical::Bool); break;
    case pgoid::Bytea: set(u"bytea"_s, Logical::Binary, Physical::Bytes); break;
    case pgoid::Char: set(u"\"char\""_s, Logical::Text, Physical::Text); break;
    case pgoid::Name: set(u"name"_s, Logical::Text, Physical::Text); break;
    case pgoid::Int8: set(u"bigint"_s, Logical::Integer, Physical::Int64); break;
    case pgoid::Int2: set(u"smallint"_s, Logical::Integer, Physical::Int16); break;
    case pgoid::Int4: set(u"integer"_s, Logical::Integer, Physical::Int32); break;
    case pgoid::Text: set(u"text"_s, Logical::Text, Physical::Text); break;
    case pgoid::Oid: set(u"oid"_s, Logical::Integer, Physical::Int64); break;
    case pgoid::Json: set(u"json"_s, Logical::Json, Physical::Text); break;
    case pgoid::Float4: set(u"real"_s, Logical::Float, Physical::Float); break;
    case pgoid::Float8: set(u"double precision"_s, Logical::Float, Physical::Double); break;
    case pgoid::Unknown: set(u"unknown"_s, Logical::Text, Physical::Text); break;
    case pgoid::Bpchar: set(withLength(u"character"_s, type.modifier), Logical::Text, Physical::Text); break;
    case pgoid::Varchar: set(withLength(u"character varying"_s, type.modifier), Logical::Text, Physical::Text); break;
    case pgoid::Uuid: set(u"uuid"_s, Logical::Uuid, Physical::Text); break;
    case pgoid::Jsonb: set(u"jsonb"_s, Logical::Json, Physical::Text); break;
    case pgoid::Numeric: describeNumeric(type.modifier, info); break;
    default: describeTime(type, isoDates, zone, info); break;
    }
}

static Logical logicalOf(const PgTypeRow &row)
{
    if (row.category == 'A')
        return Logical::Array;
    switch (row.kind) {
    case 'e': return Logical::Enum;
    case 'r':
    case 'm': return Logical::Range;
    case 'c': return Logical::Other;
    default: break;
    }
    if (row.baseName == u"time"_s || row.baseName == u"timetz"_s)
        return Logical::Time;
    if (row.baseName == u"geometry"_s || row.baseName == u"geography"_s)
        return Logical::Geometry;
    switch (row.category) {
    case 'T': return Logical::Interval;
    case 'I': return Logical::Network;
    case 'G': return Logical::Geometry;
    case 'V': return Logical::Bit;
    case 'S': return Logical::Text;
    default: return Logical::Other;
    }
}

void describeOther(const PgTypeRow &row, ColumnInfo &info)
{
    info.nativeType = row.name;
    info.logical = logicalOf(row);
    // macaddr is in no category that says so.
    if (row.baseName == u"macaddr"_s || row.baseName == u"macaddr8"_s)
        info.logical = Logical::Network;
    info.physical = Physical::Text;
}

} // namespace concord
