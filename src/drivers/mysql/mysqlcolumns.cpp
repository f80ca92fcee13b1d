// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlcolumns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr unsigned int binaryCharset = 63;
static constexpr int vectorType = 242; ///< MYSQL_TYPE_VECTOR of MySQL 9, which this library's header lacks

static MysqlColumn made(MysqlReading reading, Physical physical, Logical logical, Tag tag, const QString &nativeType)
{
    MysqlColumn column;
    column.reading = reading;
    column.tag = tag;
    column.info.physical = physical;
    column.info.logical = logical;
    column.info.nativeType = nativeType;
    return column;
}

static QString withUnsigned(QString type, const MYSQL_FIELD &field)
{
    if (field.flags & UNSIGNED_FLAG)
        type += " unsigned"_L1;
    return type;
}

static MysqlColumn integerColumn(const MYSQL_FIELD &field, const QString &name, int bytes)
{
    const QString type = withUnsigned(name, field);
    if (field.flags & ZEROFILL_FLAG) // 00042: the zeros are part of what the server writes
        return made(MysqlReading::Variant, Physical::Variant, Logical::Integer, Tag::Integer, type + " zerofill"_L1);
    const int width = (field.flags & UNSIGNED_FLAG) && bytes != 3 ? bytes * 2 : bytes; // an unsigned one wants the next size
    if (width <= 2)
        return made(MysqlReading::Int16, Physical::Int16, Logical::Integer, Tag::Integer, type);
    if (width <= 4)
        return made(MysqlReading::Int32, Physical::Int32, Logical::Integer, Tag::Integer, type);
    if (width <= 8)
        return made(MysqlReading::Int64, Physical::Int64, Logical::Integer, Tag::Integer, type);
    return made(MysqlReading::UInt64, Physical::UInt64, Logical::Integer, Tag::Integer, type);
}

static MysqlColumn decimalColumn(const MYSQL_FIELD &field)
{
    const unsigned long signs = ((field.flags & UNSIGNED_FLAG) ? 0UL : 1UL) + (field.decimals > 0 ? 1UL : 0UL);
    const unsigned long precision = field.length > signs ? field.length - signs : field.length;
    const QString type = withUnsigned(u"decimal(%1,%2)"_s.arg(precision).arg(field.decimals), field);
    if (precision > 38 || field.decimals > precision || (field.flags & ZEROFILL_FLAG))
        return made(MysqlReading::Variant, Physical::Variant, Logical::Decimal, Tag::Decimal, type);
    MysqlColumn column = precision <= 18 ? made(MysqlReading::Decimal64, Physical::Decimal64, Logical::Decimal, Tag::Decimal, type)
                                         : made(MysqlReading::Decimal128, Physical::Decimal128, Logical::Decimal, Tag::Decimal, type);
    column.info.precision = static_cast<std::uint8_t>(precision);
    column.info.scale = static_cast<std::uint8_t>(field.decimals);
    return column;
}

static QString withFraction(const QString &name, const MYSQL_FIELD &field)
{
    return field.decimals > 0 && field.decimals <= 6 ? u"%1(%2)"_s.arg(name).arg(field.decimals) : name;
}

static MysqlColumn timestampColumn(const MYSQL_FIELD &field, const QString &name)
{
    MysqlColumn column = made(MysqlReading::Timestamp, Physical::Timestamp, Logical::Timestamp, Tag::Timestamp, withFraction(name, field));
    column.info.fraction = static_cast<std::uint8_t>(std::min(field.decimals, 6U));
    return column;
}

/// Bytes that a character takes at most in the character set of the result.
static unsigned long characterWidth(const MYSQL_FIELD &field)
{
    const MARIADB_CHARSET_INFO *charset = mariadb_get_charset_by_nr(field.charsetnr);
    return charset && charset->char_maxlen > 0 ? charset->char_maxlen : 4;
}

/// tinyblob … longblob by what the column can hold. Text is said in bytes of the result's character set, up to four times
/// the column's own.
static QString sizedName(const MYSQL_FIELD &field, const QString &name)
{
    const unsigned long widening = field.charsetnr == binaryCharset ? 1 : 4;
    if (field.length <= 255 * widening)
        return u"tiny"_s + name;
    if (field.length <= 65'535 * widening)
        return name;
    if (field.length <= 16'777'215 * widening)
        return u"medium"_s + name;
    return u"long"_s + name;
}

static MysqlColumn stringColumn(const MYSQL_FIELD &field)
{
    if (field.flags & ENUM_FLAG || field.type == MYSQL_TYPE_ENUM)
        return made(MysqlReading::Text, Physical::Text, Logical::Enum, Tag::Text, u"enum"_s);
    if (field.flags & SET_FLAG || field.type == MYSQL_TYPE_SET)
        return made(MysqlReading::Text, Physical::Text, Logical::Enum, Tag::Text, u"set"_s);
    const bool binary = field.charsetnr == binaryCharset;
    QString type;
    switch (field.type) {
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_BLOB: type = sizedName(field, binary ? u"blob"_s : u"text"_s); break;
    case MYSQL_TYPE_STRING: type = (binary ? u"binary(%1)"_s : u"char(%1)"_s).arg(field.length / characterWidth(field)); break;
    default: type = (binary ? u"varbinary(%1)"_s : u"varchar(%1)"_s).arg(field.length / characterWidth(field));
    }
    if (binary)
        return made(MysqlReading::Bytes, Physical::Bytes, Logical::Binary, Tag::Bytes, type);
    return made(MysqlReading::Text, Physical::Text, Logical::Text, Tag::Text, type);
}

static QString attribute(const MYSQL_FIELD &field, mariadb_field_attr_t which)
{
    MARIADB_CONST_STRING text{};
    if (mariadb_field_attr(&text, &field, which) != 0 || text.length == 0)
        return {};
    return QString::fromUtf8(text.str, static_cast<qsizetype>(text.length));
}

/// Types of MariaDB's own that the protocol shows as strings; nothing where it says no such name.
static bool describeExtended(const MYSQL_FIELD &field, MysqlColumn &column)
{
    const QString name = attribute(field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME);
    if (name == "uuid"_L1)
        column = made(MysqlReading::Text, Physical::Text, Logical::Uuid, Tag::Text, name);
    else if (name.startsWith("inet"_L1))
        column = made(MysqlReading::Text, Physical::Text, Logical::Network, Tag::Text, name);
    else if (field.type == MYSQL_TYPE_GEOMETRY)
        column = made(MysqlReading::Bytes, Physical::Bytes, Logical::Geometry, Tag::Bytes, name.isEmpty() ? u"geometry"_s : name);
    else if (attribute(field, MARIADB_FIELD_ATTR_FORMAT_NAME) == "json"_L1 || field.type == MYSQL_TYPE_JSON)
        column = made(MysqlReading::Text, Physical::Text, Logical::Json, Tag::Text, u"json"_s);
    else
        return false;
    return true;
}

static MysqlColumn describeType(const MYSQL_FIELD &field)
{
    MysqlColumn column;
    if (describeExtended(field, column))
        return column;
    if (static_cast<int>(field.type) == vectorType)
        return made(MysqlReading::Bytes, Physical::Bytes, Logical::Other, Tag::Bytes, u"vector(%1)"_s.arg(field.length / 4));
    switch (field.type) {
    case MYSQL_TYPE_TINY: return integerColumn(field, field.length == 1 ? u"tinyint(1)"_s : u"tinyint"_s, 1);
    case MYSQL_TYPE_SHORT: return integerColumn(field, u"smallint"_s, 2);
    case MYSQL_TYPE_INT24: return integerColumn(field, u"mediumint"_s, 3);
    case MYSQL_TYPE_LONG: return integerColumn(field, u"int"_s, 4);
    case MYSQL_TYPE_LONGLONG: return integerColumn(field, u"bigint"_s, 8);
    case MYSQL_TYPE_YEAR: return made(MysqlReading::Int16, Physical::Int16, Logical::Integer, Tag::Integer, u"year"_s);
    case MYSQL_TYPE_FLOAT: return made(MysqlReading::Float, Physical::Float, Logical::Float, Tag::Float, withUnsigned(u"float"_s, field));
    case MYSQL_TYPE_DOUBLE: return made(MysqlReading::Double, Physical::Double, Logical::Float, Tag::Float, withUnsigned(u"double"_s, field));
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: return decimalColumn(field);
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE: return made(MysqlReading::Date, Physical::Date, Logical::Date, Tag::Date, u"date"_s);
    case MYSQL_TYPE_DATETIME: return timestampColumn(field, u"datetime"_s);
    case MYSQL_TYPE_TIMESTAMP: return timestampColumn(field, u"timestamp"_s);
    // -838:59:59 … 838:59:59: no time of day
    case MYSQL_TYPE_TIME: return made(MysqlReading::Variant, Physical::Variant, Logical::Time, Tag::Time, withFraction(u"time"_s, field));
    case MYSQL_TYPE_BIT:
        column = made(MysqlReading::Bits, Physical::Text, Logical::Bit, Tag::Text, u"bit(%1)"_s.arg(field.length));
        column.bits = static_cast<unsigned int>(std::min(field.length, 64UL));
        return column;
    case MYSQL_TYPE_NULL: return made(MysqlReading::Text, Physical::Text, Logical::Unknown, Tag::Text, u"null"_s);
    default: return stringColumn(field);
    }
}

MysqlColumn describeColumn(const MYSQL_FIELD &field)
{
    MysqlColumn column = describeType(field);
    column.info.name = QString::fromUtf8(field.name, static_cast<qsizetype>(field.name_length));
    return column;
}

} // namespace concord
