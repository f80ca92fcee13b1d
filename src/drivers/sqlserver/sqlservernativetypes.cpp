// SPDX-License-Identifier: GPL-3.0-or-later
// From logical types to SQL Server's.
#include "sqlserver/sqlservertypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int mostDigits = 38;
constexpr qint64 mostCharacters = 4000; ///< of nvarchar; beyond: max
constexpr qint64 mostBytes = 8000;

QString textName(const LogicalType &type)
{
    if (type.lengthUnit == LogicalType::Unit::Bytes && type.length >= 0 && type.length <= mostBytes)
        return (type.fixedLength ? u"char(%1)"_s : u"varchar(%1)"_s).arg(std::max<qint64>(type.length, 1));
    if (type.length < 0 || type.length > mostCharacters)
        return u"nvarchar(max)"_s;
    return (type.fixedLength ? u"nchar(%1)"_s : u"nvarchar(%1)"_s).arg(std::max<qint64>(type.length, 1));
}

QString bytesName(const LogicalType &type)
{
    if (type.detail == "hierarchyid"_L1)
        return type.detail;
    if (type.length < 0 || type.length > mostBytes)
        return u"varbinary(max)"_s;
    return (type.fixedLength ? u"binary(%1)"_s : u"varbinary(%1)"_s).arg(std::max<qint64>(type.length, 1));
}

QString integerName(const LogicalType &type)
{
    if (type.isUnsigned) { // each in the next larger one: only tinyint is unsigned
        if (type.bits > 0 && type.bits <= 8)
            return u"tinyint"_s;
        return type.bits == 16 ? u"int"_s : type.bits == 64 || type.bits < 0 ? u"decimal(20,0)"_s : u"bigint"_s;
    }
    if (type.bits > 0 && type.bits <= 16)
        return u"smallint"_s;
    return type.bits == 24 || type.bits == 32 ? u"int"_s : u"bigint"_s;
}

QString decimalName(const LogicalType &type)
{
    if (type.detail == "money"_L1 && type.scale == 4)
        return type.precision == 10 ? u"smallmoney"_s : u"money"_s;
    const int precision = type.precision < 0 ? mostDigits : std::min(type.precision, mostDigits);
    const int scale = type.precision < 0 || type.scale < 0 ? 10 : std::min(type.scale, precision);
    return u"decimal(%1,%2)"_s.arg(precision).arg(scale);
}

QString withDigits(const QString &name, const LogicalType &type)
{
    return u"%1(%2)"_s.arg(name).arg(type.fractionDigits < 0 ? 6 : std::min<int>(type.fractionDigits, 7));
}

QString enumName(const LogicalType &type)
{
    qsizetype longest = 1;
    for (const QString &value : type.values)
        longest = std::max(longest, value.size());
    return u"nvarchar(%1)"_s.arg(type.family == TypeFamily::Enum ? longest : mostCharacters);
}

} // namespace

QString sqlServerTypeText(const LogicalType &type)
{
    switch (type.family) {
    case TypeFamily::Boolean: return u"bit"_s;
    case TypeFamily::Integer: return integerName(type);
    case TypeFamily::Decimal: return decimalName(type);
    case TypeFamily::Float: return type.bits == 32 ? u"real"_s : u"float"_s;
    case TypeFamily::Text: return textName(type);
    case TypeFamily::Bytes: return bytesName(type);
    case TypeFamily::Bits: return type.length == 1 ? u"bit"_s : u"varbinary(%1)"_s.arg(type.length < 0 ? mostBytes : (type.length + 7) / 8);
    case TypeFamily::Date: return u"date"_s;
    case TypeFamily::Time: return withDigits(u"time"_s, type);
    case TypeFamily::Timestamp:
        if (type.detail == "minute"_L1)
            return u"smalldatetime"_s;
        return withDigits(type.withZone ? u"datetimeoffset"_s : u"datetime2"_s, type);
    case TypeFamily::Uuid: return u"uniqueidentifier"_s;
    case TypeFamily::Xml: return u"xml"_s;
    case TypeFamily::Geometry: return type.detail == "geography"_L1 ? u"geography"_s : u"geometry"_s;
    case TypeFamily::RowVersion: return u"rowversion"_s;
    case TypeFamily::Any: return u"sql_variant"_s;
    case TypeFamily::Enum:
    case TypeFamily::Set: return enumName(type);
    case TypeFamily::Interval:
    case TypeFamily::Network: return u"nvarchar(64)"_s;
    case TypeFamily::ObjectId: return u"char(24)"_s;
    case TypeFamily::Json:
    case TypeFamily::Array:
    case TypeFamily::Range:
    case TypeFamily::TextSearch:
    case TypeFamily::Composite:
    case TypeFamily::Document: return u"nvarchar(max)"_s;
    case TypeFamily::Unknown: break;
    }
    return {};
}

QString sqlServerTypeText(const QString &name, qint64 length, qint64 precision, qint64 scale)
{
    if (name == "nvarchar"_L1 || name == "nchar"_L1)
        return length < 0 ? name + u"(max)"_s : u"%1(%2)"_s.arg(name).arg(length / 2);
    if (name == "varchar"_L1 || name == "char"_L1 || name == "varbinary"_L1 || name == "binary"_L1)
        return length < 0 ? name + u"(max)"_s : u"%1(%2)"_s.arg(name).arg(length);
    if (name == "decimal"_L1 || name == "numeric"_L1)
        return u"%1(%2,%3)"_s.arg(name).arg(precision).arg(scale);
    if (name == "datetime2"_L1 || name == "datetimeoffset"_L1 || name == "time"_L1)
        return u"%1(%2)"_s.arg(name).arg(scale);
    if (name == "vector"_L1 && length > 8) // eight bytes before its numbers
        return u"vector(%1)"_s.arg((length - 8) / 4);
    return name == "timestamp"_L1 ? u"rowversion"_s : name;
}

} // namespace concord
