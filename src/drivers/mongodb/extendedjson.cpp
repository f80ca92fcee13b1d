// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/extendedjson.h"

#include "results/exportcell.h"
#include "results/utf8.h"

#include <QByteArray>
#include <QUuid>

#include <charconv>
#include <cstdio>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int deepest = 1000;

bool iterate(std::string_view bson, bson_iter_t &iterator)
{
    constexpr std::size_t emptySize = 5;
    if (bson.size() < emptySize) // libbson aborts on null
        return false;
    return bson_iter_init_from_data(&iterator, reinterpret_cast<const std::uint8_t *>(bson.data()), bson.size());
}

std::string_view nestedBson(const bson_iter_t &at)
{
    std::uint32_t length = 0;
    const std::uint8_t *data = nullptr;
    if (BSON_ITER_HOLDS_ARRAY(&at))
        bson_iter_array(&at, &length, &data);
    else if (BSON_ITER_HOLDS_DOCUMENT(&at))
        bson_iter_document(&at, &length, &data);
    return {reinterpret_cast<const char *>(data), length};
}

BsonValue valueAt(const bson_iter_t &at)
{
    const auto type = static_cast<BsonType>(static_cast<std::uint8_t>(bson_iter_type(&at)));
    // An element is its type's byte, its key with a NUL, and the value, up to where the next one begins.
    const std::uint32_t begin = at.off + 2 + bson_iter_key_len(&at);
    return {type, std::string(reinterpret_cast<const char *>(at.raw) + begin, at.next_off - begin)};
}

bool findKey(std::string_view bson, const char *key, bson_iter_t &at)
{
    return iterate(bson, at) && bson_iter_find(&at, key);
}

QString bsonTypeName(const bson_iter_t &at)
{
    switch (bson_iter_type(&at)) {
    case BSON_TYPE_DOUBLE: return u"double"_s;
    case BSON_TYPE_UTF8: return u"string"_s;
    case BSON_TYPE_DOCUMENT: return u"object"_s;
    case BSON_TYPE_ARRAY: return u"array"_s;
    case BSON_TYPE_BINARY: return u"binData"_s;
    case BSON_TYPE_UNDEFINED: return u"undefined"_s;
    case BSON_TYPE_OID: return u"objectId"_s;
    case BSON_TYPE_BOOL: return u"bool"_s;
    case BSON_TYPE_DATE_TIME: return u"date"_s;
    case BSON_TYPE_REGEX: return u"regex"_s;
    case BSON_TYPE_DBPOINTER: return u"dbPointer"_s;
    case BSON_TYPE_CODE: return u"javascript"_s;
    case BSON_TYPE_SYMBOL: return u"symbol"_s;
    case BSON_TYPE_CODEWSCOPE: return u"javascriptWithScope"_s;
    case BSON_TYPE_INT32: return u"int"_s;
    case BSON_TYPE_TIMESTAMP: return u"timestamp"_s;
    case BSON_TYPE_INT64: return u"long"_s;
    case BSON_TYPE_DECIMAL128: return u"decimal"_s;
    case BSON_TYPE_MINKEY: return u"minKey"_s;
    case BSON_TYPE_MAXKEY: return u"maxKey"_s;
    case BSON_TYPE_NULL:
    case BSON_TYPE_EOD: break;
    }
    return u"null"_s;
}

static void appendText(std::string_view text, std::string &out)
{
    if (isValidUtf8(text)) {
        appendJsonString(text, out);
        return;
    }
    std::string readable;
    appendLatin1AsUtf8(text, readable);
    appendJsonString(readable, out);
}

static void appendPadded(std::int64_t number, std::size_t width, std::string &out)
{
    const std::string digits = std::to_string(number);
    out.append(width > digits.size() ? width - digits.size() : 0, '0');
    out.append(digits);
}

void appendIsoDate(std::int64_t milliseconds, std::string &out)
{
    // By hand: chrono's years end at 32767.
    std::int64_t days = milliseconds / 86'400'000;
    std::int64_t rest = milliseconds % 86'400'000;
    if (rest < 0) {
        rest += 86'400'000;
        --days;
    }
    // Howard Hinnant's civil_from_days.
    const std::int64_t z = days + 719'468;
    const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
    const std::int64_t dayOfEra = z - era * 146'097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shifted = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999) {
        out.push_back(year < 0 ? '-' : '+');
        appendPadded(std::abs(year), 6, out);
    } else {
        appendPadded(year, 4, out);
    }
    out.push_back('-');
    appendPadded(month, 2, out);
    out.push_back('-');
    appendPadded(day, 2, out);
    out.push_back('T');
    appendPadded(rest / 3'600'000, 2, out);
    out.push_back(':');
    appendPadded(rest / 60'000 % 60, 2, out);
    out.push_back(':');
    appendPadded(rest / 1000 % 60, 2, out);
    if (rest % 1000 != 0) {
        out.push_back('.');
        appendPadded(rest % 1000, 3, out);
    }
    out.push_back('Z');
}

static void appendDouble(double value, JsonStyle style, std::string &out)
{
    char text[40];
    std::string written;
    if (std::isnan(value))
        written = "NaN";
    else if (std::isinf(value))
        written = value > 0 ? "Infinity" : "-Infinity";
    else {
        const auto [end, ok] = std::to_chars(text, text + sizeof text, value);
        written.assign(text, end);
        if (written.find_first_of(".eE") == std::string::npos)
            written += ".0";
    }
    if (style == JsonStyle::Relaxed && std::isfinite(value))
        out.append(written);
    else
        out.append("{\"$numberDouble\":\"").append(written).append("\"}");
}

static void appendDate(std::int64_t ms, JsonStyle style, std::string &out)
{
    out.append("{\"$date\":");
    // Relaxed: a text from 1970 to 9999, as the specification says.
    if (style == JsonStyle::Relaxed && ms >= 0 && ms < 253'402'300'800'000) {
        out.push_back('"');
        appendIsoDate(ms, out);
        out.append("\"}");
        return;
    }
    out.append("{\"$numberLong\":\"").append(std::to_string(ms)).append("\"}}");
}

static void appendHex(const bson_oid_t *oid, std::string &out)
{
    char text[25];
    bson_oid_to_string(oid, text);
    out.append(text);
}

static void appendBinary(const bson_iter_t &at, std::string &out)
{
    bson_subtype_t subtype{};
    std::uint32_t length = 0;
    const std::uint8_t *data = nullptr;
    bson_iter_binary(&at, &subtype, &length, &data);
    const QByteArray base64 = QByteArray::fromRawData(reinterpret_cast<const char *>(data), length).toBase64();
    char code[3];
    std::snprintf(code, sizeof code, "%02x", static_cast<unsigned>(subtype));
    out.append("{\"$binary\":{\"base64\":\"").append(base64.constData(), static_cast<std::size_t>(base64.size()));
    out.append("\",\"subType\":\"").append(code).append("\"}}");
}

static void appendRegex(const bson_iter_t &at, std::string &out)
{
    const char *options = nullptr;
    const char *pattern = bson_iter_regex(&at, &options);
    out.append("{\"$regularExpression\":{\"pattern\":");
    appendText(pattern, out);
    out.append(",\"options\":");
    appendText(options, out);
    out.append("}}");
}

static void appendDocument(std::string_view bson, bool isArray, JsonStyle style, int depth, std::string &out);

static void appendCode(const bson_iter_t &at, JsonStyle style, int depth, std::string &out)
{
    std::uint32_t length = 0;
    out.append("{\"$code\":");
    if (BSON_ITER_HOLDS_CODE(&at)) {
        const char *text = bson_iter_code(&at, &length);
        appendText({text, length}, out);
    } else {
        std::uint32_t scopeLength = 0;
        const std::uint8_t *scope = nullptr;
        const char *text = bson_iter_codewscope(&at, &length, &scopeLength, &scope);
        appendText({text, length}, out);
        out.append(",\"$scope\":");
        appendDocument({reinterpret_cast<const char *>(scope), scopeLength}, false, style, depth + 1, out);
    }
    out.push_back('}');
}

static void appendDbPointer(const bson_iter_t &at, std::string &out)
{
    std::uint32_t length = 0;
    const char *collection = nullptr;
    const bson_oid_t *oid = nullptr;
    bson_iter_dbpointer(&at, &length, &collection, &oid);
    out.append("{\"$dbPointer\":{\"$ref\":");
    appendText({collection, length}, out);
    out.append(",\"$id\":{\"$oid\":\"");
    appendHex(oid, out);
    out.append("\"}}}");
}

static void appendInteger(std::int64_t number, const char *name, JsonStyle style, std::string &out)
{
    // What a double does not hold would be another number to who reads JSON.
    constexpr std::int64_t exact = std::int64_t(1) << 53;
    if (style == JsonStyle::Relaxed && number >= -exact && number <= exact)
        out.append(std::to_string(number));
    else
        out.append("{\"").append(name).append("\":\"").append(std::to_string(number)).append("\"}");
}

static void appendValue(const bson_iter_t &at, JsonStyle style, int depth, std::string &out)
{
    std::uint32_t length = 0;
    switch (bson_iter_type(&at)) {
    case BSON_TYPE_DOUBLE: appendDouble(bson_iter_double(&at), style, out); break;
    case BSON_TYPE_UTF8: {
        const char *text = bson_iter_utf8(&at, &length);
        appendText({text, length}, out);
        break;
    }
    case BSON_TYPE_DOCUMENT: appendDocument(nestedBson(at), false, style, depth + 1, out); break;
    case BSON_TYPE_ARRAY: appendDocument(nestedBson(at), true, style, depth + 1, out); break;
    case BSON_TYPE_BINARY: appendBinary(at, out); break;
    case BSON_TYPE_UNDEFINED: out.append("{\"$undefined\":true}"); break;
    case BSON_TYPE_OID:
        out.append("{\"$oid\":\"");
        appendHex(bson_iter_oid(&at), out);
        out.append("\"}");
        break;
    case BSON_TYPE_BOOL: out.append(bson_iter_bool(&at) ? "true" : "false"); break;
    case BSON_TYPE_DATE_TIME: appendDate(bson_iter_date_time(&at), style, out); break;
    case BSON_TYPE_NULL: out.append("null"); break;
    case BSON_TYPE_REGEX: appendRegex(at, out); break;
    case BSON_TYPE_DBPOINTER: appendDbPointer(at, out); break;
    case BSON_TYPE_CODE:
    case BSON_TYPE_CODEWSCOPE: appendCode(at, style, depth, out); break;
    case BSON_TYPE_SYMBOL: {
        const char *text = bson_iter_symbol(&at, &length);
        out.append("{\"$symbol\":");
        appendText({text, length}, out);
        out.push_back('}');
        break;
    }
    case BSON_TYPE_INT32: appendInteger(bson_iter_int32(&at), "$numberInt", style, out); break;
    case BSON_TYPE_INT64: appendInteger(bson_iter_int64(&at), "$numberLong", style, out); break;
    case BSON_TYPE_TIMESTAMP: {
        std::uint32_t seconds = 0;
        std::uint32_t increment = 0;
        bson_iter_timestamp(&at, &seconds, &increment);
        out.append("{\"$timestamp\":{\"t\":" + std::to_string(seconds) + ",\"i\":" + std::to_string(increment) + "}}");
        break;
    }
    case BSON_TYPE_DECIMAL128: {
        bson_decimal128_t decimal;
        bson_iter_decimal128(&at, &decimal);
        char text[BSON_DECIMAL128_STRING];
        bson_decimal128_to_string(&decimal, text);
        out.append("{\"$numberDecimal\":\"").append(text).append("\"}");
        break;
    }
    case BSON_TYPE_MINKEY: out.append("{\"$minKey\":1}"); break;
    case BSON_TYPE_MAXKEY: out.append("{\"$maxKey\":1}"); break;
    case BSON_TYPE_EOD: out.append("null"); break;
    }
}

static void appendDocument(std::string_view bson, bool isArray, JsonStyle style, int depth, std::string &out)
{
    bson_iter_t iterator;
    if (depth > deepest || !iterate(bson, iterator)) {
        out.append("{\"$damaged\":true}");
        return;
    }
    out.push_back(isArray ? '[' : '{');
    bool first = true;
    while (bson_iter_next(&iterator)) {
        if (!first)
            out.push_back(',');
        first = false;
        if (!isArray) {
            appendText(std::string_view(bson_iter_key(&iterator), bson_iter_key_len(&iterator)), out);
            out.push_back(':');
        }
        appendValue(iterator, style, depth, out);
    }
    if (iterator.err_off != 0)
        out.append(first ? "" : ",").append(isArray ? "{\"$damaged\":true}" : "\"$damaged\":true");
    out.push_back(isArray ? ']' : '}');
}

void appendExtendedJson(std::string_view bson, bool isArray, JsonStyle style, std::string &out)
{
    appendDocument(bson, isArray, style, 0, out);
}

void appendExtendedJson(const bson_iter_t &at, JsonStyle style, std::string &out)
{
    appendValue(at, style, 0, out);
}

QString extendedJson(const BsonValue &value, JsonStyle style)
{
    BsonBuilder builder;
    builder.append("v", value);
    const std::string bson = builder.take();
    std::string out;
    if (bson_iter_t at; findKey(bson, "v", at))
        appendValue(at, style, 0, out);
    return QString::fromStdString(out);
}

} // namespace concord
