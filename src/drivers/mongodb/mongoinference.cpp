// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoinference.h"

#include "mongodb/extendedjson.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// MongoDB's own limit on nesting; a FieldSample looks no deeper either.
constexpr int deepest = 100;

LogicalType logicalOf(TypeFamily family, qint16 bits = -1, const QString &detail = {})
{
    LogicalType type;
    type.family = family;
    type.bits = bits;
    type.detail = detail;
    return type;
}

LogicalType moment()
{
    LogicalType type = logicalOf(TypeFamily::Timestamp);
    type.withZone = true;
    type.fractionDigits = 3;
    return type;
}

LogicalType decimal()
{
    LogicalType type = logicalOf(TypeFamily::Decimal);
    type.precision = 34;
    type.scale = -1;
    return type;
}

const QHash<bson_type_t, DocumentType> &knownTypes()
{
    static const QHash<bson_type_t, DocumentType> types = {
        {BSON_TYPE_DOUBLE, {u"double"_s, logicalOf(TypeFamily::Float, 64)}},
        {BSON_TYPE_UTF8, {u"string"_s, logicalOf(TypeFamily::Text)}},
        {BSON_TYPE_DOCUMENT, {u"object"_s, logicalOf(TypeFamily::Document)}},
        {BSON_TYPE_ARRAY, {u"array"_s, logicalOf(TypeFamily::Array)}},
        {BSON_TYPE_BINARY, {u"binData"_s, logicalOf(TypeFamily::Bytes)}},
        {BSON_TYPE_UNDEFINED, {u"undefined"_s, logicalOf(TypeFamily::Unknown)}},
        {BSON_TYPE_OID, {u"objectId"_s, logicalOf(TypeFamily::ObjectId)}},
        {BSON_TYPE_BOOL, {u"bool"_s, logicalOf(TypeFamily::Boolean)}},
        {BSON_TYPE_DATE_TIME, {u"date"_s, moment()}},
        {BSON_TYPE_NULL, {u"null"_s, logicalOf(TypeFamily::Unknown)}},
        {BSON_TYPE_REGEX, {u"regex"_s, logicalOf(TypeFamily::Unknown, -1, u"regex"_s)}},
        {BSON_TYPE_DBPOINTER, {u"dbPointer"_s, logicalOf(TypeFamily::Unknown, -1, u"dbPointer"_s)}},
        {BSON_TYPE_CODE, {u"javascript"_s, logicalOf(TypeFamily::Unknown, -1, u"javascript"_s)}},
        {BSON_TYPE_SYMBOL, {u"symbol"_s, logicalOf(TypeFamily::Text, -1, u"symbol"_s)}},
        {BSON_TYPE_CODEWSCOPE, {u"javascriptWithScope"_s, logicalOf(TypeFamily::Unknown, -1, u"javascript"_s)}},
        {BSON_TYPE_INT32, {u"int"_s, logicalOf(TypeFamily::Integer, 32)}},
        {BSON_TYPE_TIMESTAMP, {u"timestamp"_s, logicalOf(TypeFamily::Unknown, -1, u"timestamp"_s)}},
        {BSON_TYPE_INT64, {u"long"_s, logicalOf(TypeFamily::Integer, 64)}},
        {BSON_TYPE_DECIMAL128, {u"decimal"_s, decimal()}},
        {BSON_TYPE_MINKEY, {u"minKey"_s, logicalOf(TypeFamily::Unknown, -1, u"minKey"_s)}},
        {BSON_TYPE_MAXKEY, {u"maxKey"_s, logicalOf(TypeFamily::Unknown, -1, u"maxKey"_s)}},
    };
    return types;
}

const DocumentType &uuid()
{
    static const DocumentType type{u"uuid"_s, logicalOf(TypeFamily::Uuid)};
    return type;
}

void walk(FieldSample &sample, bson_iter_t &at, int depth)
{
    while (bson_iter_next(&at)) {
        const QByteArrayView key(bson_iter_key(&at), bson_iter_key_len(&at));
        const DocumentType &type = mongoType(at);
        const bool array = BSON_ITER_HOLDS_ARRAY(&at);
        if (!array && !BSON_ITER_HOLDS_DOCUMENT(&at)) {
            sample.value(key, type);
            continue;
        }
        if (array)
            sample.beginArray(key, type);
        else
            sample.beginObject(key, type);
        bson_iter_t inner;
        if (depth < deepest && bson_iter_recurse(&at, &inner))
            walk(sample, inner, depth + 1);
        sample.end();
    }
}

} // namespace

const DocumentType &mongoType(const bson_iter_t &at)
{
    static const DocumentType strange{u"unknown"_s, LogicalType()};
    const bson_type_t type = bson_iter_type(&at);
    if (type == BSON_TYPE_BINARY) {
        bson_subtype_t subtype{};
        std::uint32_t length = 0;
        const std::uint8_t *bytes = nullptr;
        bson_iter_binary(&at, &subtype, &length, &bytes);
        if (length == 16 && (subtype == BSON_SUBTYPE_UUID || subtype == BSON_SUBTYPE_UUID_DEPRECATED))
            return uuid();
    }
    const auto found = knownTypes().constFind(type);
    return found == knownTypes().constEnd() ? strange : *found;
}

LogicalType mongoLogicalType(const QString &name)
{
    if (name == uuid().name)
        return uuid().logical;
    for (const DocumentType &type : knownTypes()) {
        if (type.name == name)
            return type.logical;
    }
    return {};
}

void addDocument(FieldSample &sample, std::string_view bson)
{
    bson_iter_t at;
    sample.beginDocument();
    if (!bson.empty() && iterate(bson, at))
        walk(sample, at, 0);
    sample.endDocument();
}

} // namespace concord
