// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbcolumntype.h"

#include "connection/dialect.h"
#include "duckdb/duckdbdialect.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

std::string taken(char *text)
{
    std::string copy = text ? text : "";
    duckdb_free(text);
    return copy;
}

DuckdbColumnType childOf(duckdb_logical_type type)
{
    return duckdbColumnType(DuckdbLogicalType(type).get());
}

struct Described
{
    const char *name;
    Logical logical;
    Physical physical;
};

const Described *plainType(duckdb_type id)
{
    static const QHash<int, Described> types{
        {DUCKDB_TYPE_BOOLEAN, {"BOOLEAN", Logical::Boolean, Physical::Bool}},
        {DUCKDB_TYPE_TINYINT, {"TINYINT", Logical::Integer, Physical::Int16}},
        {DUCKDB_TYPE_SMALLINT, {"SMALLINT", Logical::Integer, Physical::Int16}},
        {DUCKDB_TYPE_INTEGER, {"INTEGER", Logical::Integer, Physical::Int32}},
        {DUCKDB_TYPE_BIGINT, {"BIGINT", Logical::Integer, Physical::Int64}},
        {DUCKDB_TYPE_UTINYINT, {"UTINYINT", Logical::Integer, Physical::Int16}},
        {DUCKDB_TYPE_USMALLINT, {"USMALLINT", Logical::Integer, Physical::Int32}},
        {DUCKDB_TYPE_UINTEGER, {"UINTEGER", Logical::Integer, Physical::Int64}},
        {DUCKDB_TYPE_UBIGINT, {"UBIGINT", Logical::Integer, Physical::UInt64}},
        {DUCKDB_TYPE_HUGEINT, {"HUGEINT", Logical::Integer, Physical::Decimal128}},
        {DUCKDB_TYPE_UHUGEINT, {"UHUGEINT", Logical::Integer, Physical::Decimal128}},
        {DUCKDB_TYPE_FLOAT, {"FLOAT", Logical::Float, Physical::Float}},
        {DUCKDB_TYPE_DOUBLE, {"DOUBLE", Logical::Float, Physical::Double}},
        {DUCKDB_TYPE_DECIMAL, {"DECIMAL", Logical::Decimal, Physical::Decimal128}},
        {DUCKDB_TYPE_DATE, {"DATE", Logical::Date, Physical::Date}},
        {DUCKDB_TYPE_TIME, {"TIME", Logical::Time, Physical::Text}},
        {DUCKDB_TYPE_TIME_NS, {"TIME_NS", Logical::Time, Physical::Text}},
        {DUCKDB_TYPE_TIME_TZ, {"TIME WITH TIME ZONE", Logical::Time, Physical::Text}},
        {DUCKDB_TYPE_TIMESTAMP, {"TIMESTAMP", Logical::Timestamp, Physical::Timestamp}},
        {DUCKDB_TYPE_TIMESTAMP_S, {"TIMESTAMP_S", Logical::Timestamp, Physical::Timestamp}},
        {DUCKDB_TYPE_TIMESTAMP_MS, {"TIMESTAMP_MS", Logical::Timestamp, Physical::Timestamp}},
        {DUCKDB_TYPE_TIMESTAMP_NS, {"TIMESTAMP_NS", Logical::Timestamp, Physical::Timestamp}},
        {DUCKDB_TYPE_TIMESTAMP_TZ, {"TIMESTAMP WITH TIME ZONE", Logical::TimestampTz, Physical::TimestampTz}},
        {DUCKDB_TYPE_INTERVAL, {"INTERVAL", Logical::Interval, Physical::Text}},
        {DUCKDB_TYPE_VARCHAR, {"VARCHAR", Logical::Text, Physical::Text}},
        {DUCKDB_TYPE_BLOB, {"BLOB", Logical::Binary, Physical::Bytes}},
        {DUCKDB_TYPE_BIT, {"BIT", Logical::Bit, Physical::Text}},
        {DUCKDB_TYPE_UUID, {"UUID", Logical::Uuid, Physical::Text}},
        {DUCKDB_TYPE_ENUM, {"ENUM", Logical::Enum, Physical::Text}},
        {DUCKDB_TYPE_LIST, {"LIST", Logical::Array, Physical::Text}},
        {DUCKDB_TYPE_ARRAY, {"ARRAY", Logical::Array, Physical::Text}},
        {DUCKDB_TYPE_STRUCT, {"STRUCT", Logical::Json, Physical::Text}},
        {DUCKDB_TYPE_MAP, {"MAP", Logical::Json, Physical::Text}},
        {DUCKDB_TYPE_UNION, {"UNION", Logical::Json, Physical::Text}},
        {DUCKDB_TYPE_SQLNULL, {"NULL", Logical::Unknown, Physical::Text}},
    };
    const auto found = types.constFind(id);
    return found == types.constEnd() ? nullptr : &*found;
}

QString fieldsText(const DuckdbColumnType &type)
{
    QStringList fields;
    for (std::size_t i = 0; i < type.children.size(); ++i)
        fields.append(duckdbDialect().identifier(QString::fromStdString(type.names[i])) + u' ' + duckdbTypeText(type.children[i]));
    return u'(' + fields.join(u", "_s) + u')';
}

void readChildren(duckdb_logical_type type, DuckdbColumnType &read)
{
    switch (read.id) {
    case DUCKDB_TYPE_LIST: read.children.push_back(childOf(duckdb_list_type_child_type(type))); break;
    case DUCKDB_TYPE_ARRAY:
        read.children.push_back(childOf(duckdb_array_type_child_type(type)));
        read.arraySize = duckdb_array_type_array_size(type);
        break;
    case DUCKDB_TYPE_MAP:
        read.children.push_back(childOf(duckdb_map_type_key_type(type)));
        read.children.push_back(childOf(duckdb_map_type_value_type(type)));
        break;
    case DUCKDB_TYPE_STRUCT:
        for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
            read.names.push_back(taken(duckdb_struct_type_child_name(type, i)));
            read.children.push_back(childOf(duckdb_struct_type_child_type(type, i)));
        }
        break;
    case DUCKDB_TYPE_UNION:
        for (idx_t i = 0; i < duckdb_union_type_member_count(type); ++i) {
            read.names.push_back(taken(duckdb_union_type_member_name(type, i)));
            read.children.push_back(childOf(duckdb_union_type_member_type(type, i)));
        }
        break;
    default: break;
    }
}

} // namespace

bool DuckdbColumnType::isReadable() const
{
    return plainType(id) && std::ranges::all_of(children, &DuckdbColumnType::isReadable);
}

DuckdbColumnType duckdbColumnType(duckdb_logical_type type)
{
    DuckdbColumnType read;
    read.id = duckdb_get_type_id(type);
    if (read.id == DUCKDB_TYPE_VARCHAR) {
        read.isJson = taken(duckdb_logical_type_get_alias(type)) == "JSON";
    } else if (read.id == DUCKDB_TYPE_DECIMAL) {
        read.width = duckdb_decimal_width(type);
        read.scale = duckdb_decimal_scale(type);
        read.internal = duckdb_decimal_internal_type(type);
    } else if (read.id == DUCKDB_TYPE_ENUM) {
        read.internal = duckdb_enum_internal_type(type);
        for (idx_t i = 0; i < duckdb_enum_dictionary_size(type); ++i)
            read.names.push_back(taken(duckdb_enum_dictionary_value(type, i)));
    } else {
        readChildren(type, read);
    }
    return read;
}

QString duckdbTypeText(const DuckdbColumnType &type)
{
    switch (type.id) {
    case DUCKDB_TYPE_DECIMAL: return u"DECIMAL(%1,%2)"_s.arg(type.width).arg(type.scale);
    case DUCKDB_TYPE_LIST: return duckdbTypeText(type.children[0]) + u"[]"_s;
    case DUCKDB_TYPE_ARRAY: return duckdbTypeText(type.children[0]) + u"[%1]"_s.arg(type.arraySize);
    case DUCKDB_TYPE_MAP: return u"MAP(%1, %2)"_s.arg(duckdbTypeText(type.children[0]), duckdbTypeText(type.children[1]));
    case DUCKDB_TYPE_STRUCT: return u"STRUCT"_s + fieldsText(type);
    case DUCKDB_TYPE_UNION: return u"UNION"_s + fieldsText(type);
    case DUCKDB_TYPE_VARCHAR: return type.isJson ? u"JSON"_s : u"VARCHAR"_s;
    case DUCKDB_TYPE_ENUM: {
        QStringList values;
        for (const std::string &value : type.names)
            values.append(duckdbDialect().literal(QString::fromStdString(value)));
        return u"ENUM("_s + values.join(u", "_s) + u')';
    }
    default: break;
    }
    if (const Described *plain = plainType(type.id))
        return QString::fromLatin1(plain->name);
    // Newer than the header that this is built with.
    static const QHash<int, QString> newer{{DUCKDB_TYPE_BIGNUM, u"BIGNUM"_s}, {40, u"GEOMETRY"_s}, {41, u"VARIANT"_s}};
    return newer.value(type.id, u"VARCHAR"_s);
}

ColumnInfo duckdbColumnInfo(const QString &name, const DuckdbColumnType &type, const QString &zone)
{
    ColumnInfo info;
    info.name = name;
    info.nativeType = duckdbTypeText(type);
    info.logical = Logical::Other;
    if (const Described *plain = plainType(type.id)) {
        info.logical = type.isJson ? Logical::Json : plain->logical;
        info.physical = plain->physical;
    }
    if (type.id == DUCKDB_TYPE_BIGNUM) { // any number of digits
        info.logical = Logical::Integer;
        info.physical = Physical::Variant;
    }
    info.fraction = type.id == DUCKDB_TYPE_TIMESTAMP_S ? 0 : 255; // as many digits as the value needs
    if (type.id == DUCKDB_TYPE_DECIMAL) {
        info.physical = type.width <= 18 ? Physical::Decimal64 : Physical::Decimal128;
        info.precision = type.width;
        info.scale = type.scale;
    } else if (info.physical == Physical::Decimal128) {
        info.precision = 38; // what is longer comes as a cell of its own
    } else if (type.id == DUCKDB_TYPE_TIMESTAMP_TZ) {
        info.zone = zone;
    }
    return info;
}

} // namespace concord
