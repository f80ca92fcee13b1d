// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/extendedjson.h"

#include "mongodb/shellliterals.h"

#include <QCoreApplication>
#include <QHash>

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

using Read = Result<BsonValue> (*)(const bson_iter_t &value, std::string_view document);

std::unexpected<Error> malformed(const char *name)
{
    return fail(Error{ErrorKind::Syntax, Words::tr("This %1 is not as Extended JSON writes it.").arg(QLatin1StringView(name)), {}, {}, 0, 0, 0});
}

QString textOf(const bson_iter_t &at)
{
    std::uint32_t length = 0;
    const char *text = BSON_ITER_HOLDS_UTF8(&at) ? bson_iter_utf8(&at, &length) : nullptr;
    return text ? QString::fromUtf8(text, length) : QString();
}

QString textOfKey(std::string_view document, const char *key)
{
    bson_iter_t at;
    return findKey(document, key, at) ? textOf(at) : QString();
}

template<class T>
Result<BsonValue> whole(const bson_iter_t &value, const char *name, BsonValue (*make)(T))
{
    bool ok = false;
    const qlonglong number = textOf(value).toLongLong(&ok);
    if (!ok || number != static_cast<T>(number))
        return malformed(name);
    return make(static_cast<T>(number));
}

Result<BsonValue> readOid(const bson_iter_t &value, std::string_view)
{
    return objectIdFromText(textOf(value));
}

Result<BsonValue> readInt(const bson_iter_t &value, std::string_view)
{
    return whole<std::int32_t>(value, "$numberInt", bsonInt32);
}

Result<BsonValue> readLong(const bson_iter_t &value, std::string_view)
{
    return whole<std::int64_t>(value, "$numberLong", bsonInt64);
}

Result<BsonValue> readDouble(const bson_iter_t &value, std::string_view)
{
    const QString text = textOf(value);
    if (text == "NaN"_L1)
        return bsonDouble(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity"_L1 || text == "-Infinity"_L1)
        return bsonDouble(text.startsWith(u'-') ? -HUGE_VAL : HUGE_VAL);
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok ? Result<BsonValue>(bsonDouble(number)) : malformed("$numberDouble");
}

Result<BsonValue> readDecimal(const bson_iter_t &value, std::string_view)
{
    return decimalFromText(textOf(value));
}

Result<BsonValue> readDate(const bson_iter_t &value, std::string_view)
{
    if (BSON_ITER_HOLDS_INT32(&value) || BSON_ITER_HOLDS_INT64(&value))
        return dateFromMilliseconds(bson_iter_as_int64(&value));
    return BSON_ITER_HOLDS_UTF8(&value) ? dateFromText(textOf(value)) : malformed("$date");
}

Result<BsonValue> readBinary(const bson_iter_t &value, std::string_view document)
{
    // {"$binary": {"base64": …, "subType": …}}, and the older {"$binary": …, "$type": …}.
    const bool nested = BSON_ITER_HOLDS_DOCUMENT(&value);
    const QString base64 = nested ? textOfKey(nestedBson(value), "base64") : textOf(value);
    const QString subtype = nested ? textOfKey(nestedBson(value), "subType") : textOfKey(document, "$type");
    bool ok = false;
    const uint code = subtype.toUInt(&ok, 16);
    return ok && code < 256 ? binaryFromBase64(static_cast<std::uint8_t>(code), base64) : malformed("$binary");
}

Result<BsonValue> readUuid(const bson_iter_t &value, std::string_view)
{
    return uuidFromText(textOf(value));
}

Result<BsonValue> readTimestamp(const bson_iter_t &value, std::string_view)
{
    bson_iter_t seconds;
    bson_iter_t increment;
    if (!BSON_ITER_HOLDS_DOCUMENT(&value) || !findKey(nestedBson(value), "t", seconds) || !findKey(nestedBson(value), "i", increment))
        return malformed("$timestamp");
    return timestampValue(static_cast<std::uint32_t>(bson_iter_as_int64(&seconds)), static_cast<std::uint32_t>(bson_iter_as_int64(&increment)));
}

Result<BsonValue> readRegex(const bson_iter_t &value, std::string_view)
{
    if (!BSON_ITER_HOLDS_DOCUMENT(&value))
        return malformed("$regularExpression");
    return regexLiteral(textOfKey(nestedBson(value), "pattern"), textOfKey(nestedBson(value), "options"));
}

Result<BsonValue> readCode(const bson_iter_t &value, std::string_view document)
{
    bson_iter_t scope;
    if (!findKey(document, "$scope", scope))
        return bsonText(textOf(value).toStdString(), BsonType::Code);
    if (!BSON_ITER_HOLDS_DOCUMENT(&scope))
        return malformed("$code");
    const std::string text = bsonText(textOf(value).toStdString()).bytes;
    const std::string_view scoped = nestedBson(scope);
    const auto size = static_cast<std::int32_t>(4 + text.size() + scoped.size());
    BsonValue code{BsonType::CodeWithScope, {}};
    code.bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
    code.bytes.append(text).append(scoped);
    return code;
}

Result<BsonValue> readSymbol(const bson_iter_t &value, std::string_view)
{
    return bsonText(textOf(value).toStdString(), BsonType::Symbol);
}

Result<BsonValue> readPointer(const bson_iter_t &value, std::string_view)
{
    bson_iter_t id;
    if (!BSON_ITER_HOLDS_DOCUMENT(&value) || !findKey(nestedBson(value), "$id", id) || !BSON_ITER_HOLDS_OID(&id))
        return malformed("$dbPointer");
    BsonValue pointer = bsonText(textOfKey(nestedBson(value), "$ref").toStdString(), BsonType::DbPointer);
    pointer.bytes.append(reinterpret_cast<const char *>(bson_iter_oid(&id)->bytes), 12);
    return pointer;
}

Result<BsonValue> readMinKey(const bson_iter_t &, std::string_view)
{
    return BsonValue{BsonType::MinKey, {}};
}

Result<BsonValue> readMaxKey(const bson_iter_t &, std::string_view)
{
    return BsonValue{BsonType::MaxKey, {}};
}

Result<BsonValue> readUndefined(const bson_iter_t &, std::string_view)
{
    return BsonValue{BsonType::Undefined, {}};
}

struct Reader
{
    Read read;
    int mostKeys; ///< with more than that it is a document like others
};

const QHash<QByteArray, Reader> &readers()
{
    static const QHash<QByteArray, Reader> all{
        {"$oid", {readOid, 1}},
        {"$numberInt", {readInt, 1}},
        {"$numberLong", {readLong, 1}},
        {"$numberDouble", {readDouble, 1}},
        {"$numberDecimal", {readDecimal, 1}},
        {"$date", {readDate, 1}},
        {"$binary", {readBinary, 2}},
        {"$uuid", {readUuid, 1}},
        {"$timestamp", {readTimestamp, 1}},
        {"$regularExpression", {readRegex, 1}},
        {"$code", {readCode, 2}},
        {"$symbol", {readSymbol, 1}},
        {"$dbPointer", {readPointer, 1}},
        {"$minKey", {readMinKey, 1}},
        {"$maxKey", {readMaxKey, 1}},
        {"$undefined", {readUndefined, 1}},
    };
    return all;
}

} // namespace

Result<BsonValue> fromExtendedJson(const BsonValue &document)
{
    bson_iter_t first;
    if (!iterate(document.bytes, first) || !bson_iter_next(&first))
        return document;
    const auto it = readers().constFind(QByteArray(bson_iter_key(&first)));
    if (it == readers().cend())
        return document;
    bson_iter_t all;
    int keys = 0;
    for (bool more = iterate(document.bytes, all) && bson_iter_next(&all); more; more = bson_iter_next(&all))
        ++keys;
    if (keys > it->mostKeys)
        return document;
    return it->read(first, document.bytes);
}

} // namespace concord
