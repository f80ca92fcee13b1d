// SPDX-License-Identifier: GPL-3.0-or-later
// From logical types to those of MySQL and MariaDB, with what that costs.
#include "mysql/mysqltypes.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

constexpr qint64 varcharLimit = 16'383; // a row has 65,535 bytes, a character of utf8mb4 four
constexpr int decimalPrecision = 65;
constexpr int decimalScale = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

/// tinytext … longtext for so many bytes; -1: without a limit.
QString largeName(const QString &name, qint64 bytes)
{
    if (bytes < 0 || bytes > 16'777'215)
        return u"long"_s + name;
    if (bytes > 65'535)
        return u"medium"_s + name;
    return bytes > 255 ? name : u"tiny"_s + name;
}

QString textName(const LogicalType &type)
{
    if (type.lengthUnit == LogicalType::Unit::Bytes || type.length < 0)
        return largeName(u"text"_s, type.length);
    if (type.fixedLength && type.length <= 255)
        return u"char(%1)"_s.arg(type.length);
    return type.length <= varcharLimit ? u"varchar(%1)"_s.arg(type.length) : largeName(u"text"_s, type.length * 4);
}

QString bytesName(const LogicalType &type)
{
    if (type.fixedLength && type.length >= 0 && type.length <= 255)
        return u"binary(%1)"_s.arg(type.length);
    return type.length >= 0 && type.length < 65'535 && type.length != 255 ? u"varbinary(%1)"_s.arg(type.length) : largeName(u"blob"_s, type.length);
}

QString integerName(const LogicalType &type)
{
    if (type.detail == "year"_L1)
        return u"year"_s;
    const QString sign = type.isUnsigned ? u" unsigned"_s : QString();
    if (type.bits > 0 && type.bits <= 8)
        return u"tinyint"_s + sign;
    if (type.bits == 16)
        return u"smallint"_s + sign;
    if (type.bits == 24)
        return u"mediumint"_s + sign;
    return (type.bits == 32 ? u"int"_s : u"bigint"_s) + sign;
}

QString decimalName(const LogicalType &type)
{
    const QString sign = type.isUnsigned ? u" unsigned"_s : QString();
    const int precision = type.precision < 0 ? decimalPrecision : std::min(type.precision, decimalPrecision);
    const int scale = type.precision < 0 || type.scale < 0 ? decimalScale : std::min({type.scale, decimalScale, precision});
    return u"decimal(%1,%2)"_s.arg(precision).arg(scale) + sign;
}

QString withFraction(const QString &name, const LogicalType &type)
{
    const int digits = type.fractionDigits < 0 ? 6 : std::min<int>(type.fractionDigits, 6);
    return digits > 0 ? u"%1(%2)"_s.arg(name).arg(digits) : name;
}

QString listName(const QString &name, const QStringList &values)
{
    QStringList quoted;
    for (const QString &value : values)
        quoted.append(u'\'' + QString(value).replace(u'\'', u"''"_s) + u'\'');
    return name + u'(' + quoted.join(u',') + u')';
}

/// Which rows of the source do not fit, where that can be said of one column.
QString checkFor(const LogicalType &from, const LogicalType &to)
{
    if (from.family == TypeFamily::Text && to.length >= 0 && to.family == TypeFamily::Text) {
        return (to.lengthUnit == LogicalType::Unit::Bytes ? u"octet_length({column}) > %1"_s : u"char_length({column}) > %1"_s).arg(to.length);
    }
    if (to.family == TypeFamily::Timestamp && to.withZone)
        return u"{column} < '1970-01-01 00:00:01' OR {column} > '2038-01-19 03:14:07'"_s;
    if (to.family == TypeFamily::Boolean)
        return u"{column} NOT IN (0, 1)"_s;
    if (to.family == TypeFamily::Decimal && to.precision - to.scale > 0)
        return u"abs({column}) >= 1%1"_s.arg(QString(to.precision - to.scale, u'0'));
    if (from.family == TypeFamily::Integer && to.isUnsigned && !from.isUnsigned)
        return u"{column} < 0"_s;
    return {};
}

} // namespace

QString MysqlTypes::nativeText(const LogicalType &type) const
{
    switch (type.family) {
    case TypeFamily::Boolean: return u"tinyint(1)"_s;
    case TypeFamily::Integer: return integerName(type);
    case TypeFamily::Decimal: return decimalName(type);
    case TypeFamily::Float: return (type.bits == 32 ? u"float"_s : u"double"_s) + (type.isUnsigned ? u" unsigned"_s : QString());
    case TypeFamily::Text: return textName(type);
    case TypeFamily::Bytes: return bytesName(type);
    case TypeFamily::Bits: return type.length >= 0 && type.length <= 64 ? u"bit(%1)"_s.arg(std::max<qint64>(type.length, 1)) : u"longtext"_s;
    case TypeFamily::Date: return u"date"_s;
    case TypeFamily::Time: return withFraction(u"time"_s, type);
    case TypeFamily::Timestamp: return withFraction(type.withZone ? u"timestamp"_s : u"datetime"_s, type);
    case TypeFamily::Enum: return listName(u"enum"_s, type.values);
    case TypeFamily::Set: return listName(u"set"_s, type.values);
    default: return otherText(type);
    }
}

/// What has no type of its own everywhere.
QString MysqlTypes::otherText(const LogicalType &type) const
{
    switch (type.family) {
    case TypeFamily::Uuid: return m_mariaDb ? u"uuid"_s : u"char(36)"_s;
    case TypeFamily::Network: return m_mariaDb && type.detail.startsWith("inet"_L1) && type.detail != "inet"_L1 ? type.detail : u"varchar(49)"_s;
    case TypeFamily::Geometry: return type.detail.isEmpty() ? u"geometry"_s : type.detail;
    case TypeFamily::Array: return type.detail == "vector"_L1 ? u"vector(%1)"_s.arg(type.length) : u"json"_s;
    case TypeFamily::Json:
    case TypeFamily::Composite:
    case TypeFamily::Document: return u"json"_s;
    case TypeFamily::Interval:
    case TypeFamily::Range: return u"varchar(255)"_s;
    case TypeFamily::RowVersion: return u"binary(8)"_s;
    case TypeFamily::ObjectId: return u"char(24)"_s;
    case TypeFamily::Unknown: return {};
    default: return u"longtext"_s;
    }
}

NativeType MysqlTypes::native(const LogicalType &type) const
{
    NativeType native;
    native.text = nativeText(type);
    if (native.text.isEmpty()) {
        native.conversion = {TypeVerdict::None, tr("no type of MySQL or MariaDB for it is known")};
        return native;
    }
    const LogicalType to = logical(native.text);
    native.conversion = convertType(type, to);
    if (type.family == TypeFamily::Boolean && type.bits != to.bits)
        native.conversion = {TypeVerdict::Widening, tr("0 and 1 in a TINYINT(1)")};
    else if (type.family == TypeFamily::Timestamp && type.withZone && type.fractionDigits < 0) // no TIMESTAMP of this engine leaves them open
        native.conversion = {TypeVerdict::NeedsCheck, tr("TIMESTAMP holds 1970 to 2038 only")};
    else if (type.family == TypeFamily::Uuid && to.family == TypeFamily::Text)
        native.conversion = {TypeVerdict::Widening, tr("as text of 36 characters")};
    else if (native.conversion.verdict == TypeVerdict::None && to.family == TypeFamily::Json)
        native.conversion = {TypeVerdict::Widening, tr("as JSON")};
    if (native.conversion.verdict == TypeVerdict::NeedsCheck)
        native.check = checkFor(type, to);
    return native;
}

} // namespace concord
