// SPDX-License-Identifier: GPL-3.0-or-later
// The constructors of mongosh, by name.
#include "mongodb/extendedjson.h"
#include "mongodb/shellliterals.h"

#include <bson/bson.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

using Values = std::vector<BsonValue>;
using Make = Result<BsonValue> (*)(const Values &);

std::unexpected<Error> wrong(const QString &message)
{
    return fail(Error{ErrorKind::Syntax, message, {}, {}, 0, 0, 0});
}

QString textAt(const Values &values, std::size_t i)
{
    if (i >= values.size())
        return {};
    const BsonValue &value = values[i];
    if (value.type == BsonType::String)
        return QString::fromUtf8(value.text());
    if (value.type == BsonType::Int64) { // beyond 2^53 it is no number in relaxed JSON
        std::int64_t number = 0;
        std::memcpy(&number, value.bytes.data(), sizeof number);
        return QString::number(number);
    }
    if (value.type == BsonType::Decimal128) {
        bson_decimal128_t number;
        std::memcpy(&number, value.bytes.data(), sizeof number);
        char shown[BSON_DECIMAL128_STRING];
        bson_decimal128_to_string(&number, shown);
        return QString::fromLatin1(shown);
    }
    return value.isNumber() ? extendedJson(value, JsonStyle::Relaxed) : QString();
}

/// 5.0 and 1e3 are whole too.
std::optional<std::int64_t> wholeAt(const Values &values, std::size_t i)
{
    constexpr double beyond = 9223372036854775808.0;
    bool ok = false;
    const qlonglong number = textAt(values, i).toLongLong(&ok);
    if (ok)
        return number;
    const double real = values[i].type == BsonType::Double ? values[i].number() : 0.5;
    return std::trunc(real) == real && std::abs(real) < beyond ? std::optional(static_cast<std::int64_t>(real)) : std::nullopt;
}

bool isText(const Values &values, std::size_t i)
{
    return i < values.size() && values[i].type == BsonType::String;
}

Result<std::uint32_t> numberAt(const Values &values, std::size_t i, std::uint32_t most)
{
    const auto number = i < values.size() ? wholeAt(values, i) : 0;
    if (!number || *number < 0 || *number > most)
        return wrong(Words::tr("A whole number from 0 to %1 is expected here.").arg(most));
    return static_cast<std::uint32_t>(*number);
}

Result<std::uint8_t> subtypeAt(const Values &values, std::size_t i)
{
    return numberAt(values, i, 255).transform([](std::uint32_t number) { return static_cast<std::uint8_t>(number); });
}

Result<BsonValue> objectId(const Values &values)
{
    if (!values.empty())
        return objectIdFromText(textAt(values, 0));
    bson_oid_t made;
    bson_oid_init(&made, nullptr);
    return BsonValue{BsonType::ObjectId, std::string(reinterpret_cast<const char *>(made.bytes), sizeof made.bytes)};
}

Result<BsonValue> date(const Values &values)
{
    if (values.empty())
        return dateFromMilliseconds(QDateTime::currentMSecsSinceEpoch());
    if (isText(values, 0))
        return dateFromText(textAt(values, 0));
    if (values.size() == 1 && values[0].type == BsonType::Date)
        return values[0];
    if (!values[0].isNumber() || std::abs(values[0].number()) > 8.64e15)
        return wrong(Words::tr("A date is made of a text, of milliseconds, or of year, month, …"));
    if (values.size() == 1)
        return dateFromMilliseconds(static_cast<std::int64_t>(values[0].number()));
    for (const BsonValue &part : values) {
        if (!part.isNumber() || !(std::abs(part.number()) <= 1e6))
            return wrong(Words::tr("A date is made of a text, of milliseconds, or of year, month, …"));
    }
    const int year = static_cast<int>(values[0].number());
    const QDate day(year >= 0 && year < 100 ? year + 1900 : year, 1, 1); // JavaScript's short years
    const auto part = [&](std::size_t i, int otherwise) { return i < values.size() ? static_cast<int>(values[i].number()) : otherwise; };
    // JavaScript counts months from 0 and lets every part run over. Its zone is the machine's; here it is UTC.
    const QDate date = day.addMonths(part(1, 0)).addDays(part(2, 1) - 1);
    const qint64 time = ((part(3, 0) * 60LL + part(4, 0)) * 60 + part(5, 0)) * 1000 + part(6, 0);
    return dateFromMilliseconds(date.startOfDay(QTimeZone::UTC).toMSecsSinceEpoch() + time);
}

Result<BsonValue> int32(const Values &values)
{
    const auto number = values.empty() ? 0 : wholeAt(values, 0);
    if (!number || *number != static_cast<std::int32_t>(*number))
        return wrong(Words::tr("This is not a whole number of 32 bits."));
    return bsonInt32(static_cast<std::int32_t>(*number));
}

Result<BsonValue> int64(const Values &values)
{
    const auto number = values.empty() ? 0 : wholeAt(values, 0);
    if (!number)
        return wrong(Words::tr("This is not a whole number of 64 bits."));
    return bsonInt64(*number);
}

Result<BsonValue> real(const Values &values)
{
    bool ok = false;
    const double number = values.empty() ? 0 : textAt(values, 0).toDouble(&ok);
    if (!values.empty() && !ok && !values[0].isNumber())
        return wrong(Words::tr("This is not a number."));
    return bsonDouble(values.empty() || ok ? number : values[0].number());
}

Result<BsonValue> decimal(const Values &values)
{
    return decimalFromText(values.empty() ? u"0"_s : textAt(values, 0));
}

Result<BsonValue> uuid(const Values &values)
{
    return values.empty() ? uuidFromText(QUuid::createUuid().toString(QUuid::WithoutBraces)) : uuidFromText(textAt(values, 0));
}

Result<BsonValue> binData(const Values &values)
{
    return subtypeAt(values, 0).and_then([&](std::uint8_t subtype) { return binaryFromBase64(subtype, textAt(values, 1)); });
}

Result<BsonValue> base64Binary(const Values &values)
{
    return subtypeAt(values, 1).and_then([&](std::uint8_t subtype) { return binaryFromBase64(subtype, textAt(values, 0)); });
}

Result<BsonValue> hexData(const Values &values)
{
    const QByteArray hex = textAt(values, 1).toLatin1();
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() * 2 != hex.size())
        return wrong(Words::tr("This is not a row of hexadecimal digits."));
    return subtypeAt(values, 0).transform(
        [&](std::uint8_t subtype) { return binaryValue(subtype, {bytes.constData(), static_cast<std::size_t>(bytes.size())}); });
}

Result<BsonValue> timestamp(const Values &values)
{
    if (values.size() != 1 || !values[0].isDocument()) {
        const auto seconds = numberAt(values, 0, UINT32_MAX);
        const auto counter = numberAt(values, 1, UINT32_MAX);
        if (!seconds || !counter)
            return fail(seconds ? counter.error() : seconds.error());
        return timestampValue(*seconds, *counter);
    }
    BsonBuilder wrapped;
    wrapped.append("$timestamp", values[0]);
    return fromExtendedJson(bsonDocument(wrapped.take()));
}

Result<BsonValue> regex(const Values &values)
{
    return regexLiteral(textAt(values, 0), textAt(values, 1));
}

Result<BsonValue> code(const Values &values)
{
    return bsonText(textAt(values, 0).toStdString(), BsonType::Code);
}

Result<BsonValue> symbol(const Values &values)
{
    return bsonText(textAt(values, 0).toStdString(), BsonType::Symbol);
}

Result<BsonValue> dbRef(const Values &values)
{
    if (values.size() < 2)
        return wrong(Words::tr("DBRef takes a collection and an id."));
    BsonBuilder builder;
    builder.append("$ref", values[0]);
    builder.append("$id", values[1]);
    if (values.size() > 2)
        builder.append("$db", values[2]);
    return bsonDocument(builder.take());
}

Result<BsonValue> now(const Values &)
{
    return bsonInt64(QDateTime::currentMSecsSinceEpoch());
}

Result<BsonValue> firstText(const Values &values)
{
    return bsonText(textAt(values, 0).toStdString());
}

const QHash<QString, Make> &constructors()
{
    static const QHash<QString, Make> all{
        {u"ObjectId"_s, objectId},
        {u"ObjectID"_s, objectId},
        {u"ISODate"_s, date},
        {u"Date"_s, date},
        {u"Date.now"_s, now},
        {u"NumberInt"_s, int32},
        {u"Int32"_s, int32},
        {u"NumberLong"_s, int64},
        {u"Long"_s, int64},
        {u"Long.fromString"_s, int64},
        {u"Long.fromNumber"_s, int64},
        {u"BigInt"_s, int64},
        {u"Double"_s, real},
        {u"Number"_s, real},
        {u"NumberDecimal"_s, decimal},
        {u"Decimal128"_s, decimal},
        {u"Decimal128.fromString"_s, decimal},
        {u"UUID"_s, uuid},
        {u"BinData"_s, binData},
        {u"HexData"_s, hexData},
        {u"Binary.createFromBase64"_s, base64Binary},
        {u"Timestamp"_s, timestamp},
        {u"RegExp"_s, regex},
        {u"BSONRegExp"_s, regex},
        {u"Code"_s, code},
        {u"BSONSymbol"_s, symbol},
        {u"DBRef"_s, dbRef},
        {u"String"_s, firstText},
        {u"ObjectId.createFromHexString"_s, objectId},
    };
    return all;
}

} // namespace

bool isShellConstructor(const QString &name)
{
    return constructors().contains(name);
}

Result<BsonValue> constructedValue(const QString &name, const std::vector<BsonValue> &arguments)
{
    return constructors().value(name)(arguments);
}

} // namespace concord
