// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbvaluetext.h"

#include "results/momenttext.h"
#include "results/numbertext.h"

#include <array>
#include <cmath>
#include <limits>

namespace concord {

namespace {

template<class T>
T valueAt(const void *data, idx_t row)
{
    return static_cast<const T *>(data)[row];
}

void appendUnsigned(UInt128 value, std::string &out)
{
    std::array<char, 40> digits;
    std::size_t at = digits.size();
    do {
        digits[--at] = static_cast<char>('0' + static_cast<int>(value % 10));
        value /= 10;
    } while (value != 0);
    out.append(digits.data() + at, digits.size() - at);
}

void appendSigned(Int128 value, std::string &out)
{
    if (value < 0)
        out.push_back('-');
    appendUnsigned(value < 0 ? ~static_cast<UInt128>(value) + 1 : static_cast<UInt128>(value), out);
}

Int128 decimalAt(const DuckdbColumnType &type, const void *data, idx_t row)
{
    switch (type.internal) {
    case DUCKDB_TYPE_SMALLINT: return valueAt<std::int16_t>(data, row);
    case DUCKDB_TYPE_INTEGER: return valueAt<std::int32_t>(data, row);
    case DUCKDB_TYPE_BIGINT: return valueAt<std::int64_t>(data, row);
    default: return valueAt<Int128>(data, row);
    }
}

/// hh:mm:ss and as many of `digits` digits as the value needs.
void appendClock(std::uint64_t parts, int digits, std::string &out)
{
    const std::uint64_t second = digits == 9 ? 1'000'000'000 : 1'000'000;
    const std::uint64_t seconds = parts / second;
    appendPadded(seconds / 3600, 2, out);
    out.push_back(':');
    appendPadded(seconds / 60 % 60, 2, out);
    out.push_back(':');
    appendPadded(seconds % 60, 2, out);
    if (parts % second == 0)
        return;
    out.push_back('.');
    appendPadded(parts % second, digits, out);
    while (out.back() == '0')
        out.pop_back();
}

void appendTimeTz(duckdb_time_tz bits, std::string &out)
{
    const duckdb_time_tz_struct time = duckdb_from_time_tz(bits);
    appendClock(bits.bits >> 24U, 6, out);
    const auto offset = static_cast<std::uint64_t>(std::abs(time.offset));
    out.push_back(time.offset < 0 ? '-' : '+');
    appendPadded(offset / 3600, 2, out);
    if (offset % 3600 == 0)
        return;
    out.push_back(':');
    appendPadded(offset / 60 % 60, 2, out);
    if (offset % 60 == 0)
        return;
    out.push_back(':');
    appendPadded(offset % 60, 2, out);
}

void appendUnit(std::int64_t count, std::string_view unit, std::string &out, std::size_t start)
{
    if (count == 0)
        return;
    if (out.size() > start)
        out.push_back(' ');
    out.append(std::to_string(count)).append(unit);
    if (count != 1 && count != -1)
        out.push_back('s');
}

void appendInterval(const duckdb_interval &interval, std::string &out)
{
    const std::size_t start = out.size();
    appendUnit(interval.months / 12, " year", out, start);
    appendUnit(interval.months % 12, " month", out, start);
    appendUnit(interval.days, " day", out, start);
    if (interval.micros == 0 && out.size() > start)
        return;
    if (out.size() > start)
        out.push_back(' ');
    if (interval.micros < 0)
        out.push_back('-');
    const auto micros = static_cast<std::uint64_t>(interval.micros);
    appendClock(interval.micros < 0 ? ~micros + 1 : micros, 6, out);
}

/// A moment that is finer than a microsecond, or far beyond what one counts.
void appendMoment(std::int64_t value, std::int64_t perSecond, int digits, std::string &out)
{
    std::int64_t seconds = value / perSecond;
    std::int64_t part = value % perSecond;
    if (part < 0) {
        part += perSecond;
        --seconds;
    }
    std::int64_t days = seconds / 86'400;
    std::int64_t ofDay = seconds % 86'400;
    if (ofDay < 0) {
        ofDay += 86'400;
        --days;
    }
    appendDate(static_cast<std::int32_t>(days), out);
    out.push_back(' ');
    const std::uint64_t scale = digits == 9 ? 1'000'000'000 : 1'000'000;
    appendClock(static_cast<std::uint64_t>(ofDay) * scale + static_cast<std::uint64_t>(part) * (scale / static_cast<std::uint64_t>(perSecond)),
                digits, out);
}

bool appendInfinity(std::int64_t value, std::string &out)
{
    constexpr std::int64_t infinity = std::numeric_limits<std::int64_t>::max();
    if (value != infinity && value != -infinity)
        return false;
    out.append(value > 0 ? "infinity" : "-infinity");
    return true;
}

void appendTimestampText(duckdb_type id, std::int64_t value, std::string &out)
{
    if (appendInfinity(value, out))
        return;
    switch (id) {
    case DUCKDB_TYPE_TIMESTAMP_S: appendMoment(value, 1, 6, out); break;
    case DUCKDB_TYPE_TIMESTAMP_MS: appendMoment(value, 1'000, 6, out); break;
    case DUCKDB_TYPE_TIMESTAMP_NS: appendMoment(value, 1'000'000'000, 9, out); break;
    default: {
        ColumnInfo info;
        info.fraction = 255;
        info.zone = QStringLiteral("UTC");
        appendTimestamp(value, info, id == DUCKDB_TYPE_TIMESTAMP_TZ, out);
    }
    }
}

void appendUuid(const duckdb_hugeint &value, std::string &out)
{
    // DuckDB flips the first bit, so that UUIDs sort as numbers.
    const std::uint64_t halves[] = {static_cast<std::uint64_t>(value.upper) ^ (std::uint64_t{1} << 63U), value.lower};
    static constexpr char hex[] = "0123456789abcdef";
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            out.push_back('-');
        out.push_back(hex[halves[i / 16] >> (60U - 4U * (static_cast<unsigned>(i) % 16U)) & 15U]);
    }
}

/// The first byte says how many bits of the second are no part of the value.
void appendBits(std::string_view bytes, std::string &out)
{
    const unsigned padding = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]);
    for (std::size_t i = 1; i < bytes.size(); ++i) {
        for (unsigned bit = i == 1 ? padding : 0; bit < 8; ++bit)
            out.push_back((static_cast<unsigned char>(bytes[i]) >> (7U - bit) & 1U) != 0 ? '1' : '0');
    }
}

void appendHex(std::string_view bytes, std::string &out)
{
    static constexpr char hex[] = "0123456789abcdef";
    out.append("\\x");
    for (const char byte : bytes) {
        out.push_back(hex[static_cast<unsigned char>(byte) >> 4U]);
        out.push_back(hex[static_cast<unsigned char>(byte) & 15U]);
    }
}

idx_t enumIndex(const DuckdbColumnType &type, const void *data, idx_t row)
{
    switch (type.internal) {
    case DUCKDB_TYPE_UTINYINT: return valueAt<std::uint8_t>(data, row);
    case DUCKDB_TYPE_USMALLINT: return valueAt<std::uint16_t>(data, row);
    default: return valueAt<std::uint32_t>(data, row);
    }
}

// ---- JSON

void appendQuoted(std::string_view text, std::string &out)
{
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\t') {
            out.append("\\t");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr char hex[] = "0123456789abcdef";
            out.append("\\u00");
            out.push_back(hex[static_cast<unsigned char>(c) >> 4U]);
            out.push_back(hex[static_cast<unsigned char>(c) & 15U]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

bool isNull(duckdb_vector vector, idx_t row)
{
    std::uint64_t *validity = duckdb_vector_get_validity(vector);
    return validity && !duckdb_validity_row_is_valid(validity, row);
}

void appendElements(const DuckdbColumnType &element, duckdb_vector values, idx_t first, idx_t count, std::string &out)
{
    out.push_back('[');
    for (idx_t i = 0; i < count; ++i) {
        if (i > 0)
            out.push_back(',');
        appendDuckdbJson(element, values, first + i, out);
    }
    out.push_back(']');
}

/// What JSON keeps as a bare word: numbers that are some, and booleans.
bool isBare(const DuckdbColumnType &type, const void *data, idx_t row)
{
    switch (type.id) {
    case DUCKDB_TYPE_FLOAT: return std::isfinite(valueAt<float>(data, row));
    case DUCKDB_TYPE_DOUBLE: return std::isfinite(valueAt<double>(data, row));
    case DUCKDB_TYPE_BOOLEAN:
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL: return true;
    default: return type.isJson;
    }
}

void appendMap(const DuckdbColumnType &type, duckdb_vector vector, const duckdb_list_entry &entry, std::string &out)
{
    const duckdb_vector pairs = duckdb_list_vector_get_child(vector);
    const duckdb_vector keys = duckdb_struct_vector_get_child(pairs, 0);
    const duckdb_vector values = duckdb_struct_vector_get_child(pairs, 1);
    out.push_back('{');
    std::string key;
    for (idx_t i = entry.offset; i < entry.offset + entry.length; ++i) {
        if (i > entry.offset)
            out.push_back(',');
        key.clear();
        if (type.children[0].children.empty())
            appendDuckdbText(type.children[0], keys, i, key);
        else
            appendDuckdbJson(type.children[0], keys, i, key);
        appendQuoted(key, out);
        out.push_back(':');
        appendDuckdbJson(type.children[1], values, i, out);
    }
    out.push_back('}');
}

void appendFields(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out)
{
    out.push_back('{');
    for (std::size_t i = 0; i < type.children.size(); ++i) {
        if (i > 0)
            out.push_back(',');
        appendQuoted(type.names[i], out);
        out.push_back(':');
        appendDuckdbJson(type.children[i], duckdb_struct_vector_get_child(vector, i), row, out);
    }
    out.push_back('}');
}

/// The first child says which member it is.
void appendMember(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out)
{
    const auto member = valueAt<std::uint8_t>(duckdb_vector_get_data(duckdb_struct_vector_get_child(vector, 0)), row);
    out.push_back('{');
    appendQuoted(type.names[member], out);
    out.push_back(':');
    appendDuckdbJson(type.children[member], duckdb_struct_vector_get_child(vector, member + idx_t{1}), row, out);
    out.push_back('}');
}

} // namespace

std::string_view duckdbBytes(const void *data, idx_t row)
{
    // The texts of a vector are asked for where they lie: short ones are inside it.
    auto *text = static_cast<duckdb_string_t *>(const_cast<void *>(data)) + row;
    return {duckdb_string_t_data(text), duckdb_string_t_length(*text)};
}

void appendHugeint(const void *data, idx_t row, bool isUnsigned, std::string &out)
{
    if (isUnsigned)
        appendUnsigned(valueAt<UInt128>(data, row), out);
    else
        appendSigned(valueAt<Int128>(data, row), out);
}

void appendDuckdbText(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out)
{
    const void *data = duckdb_vector_get_data(vector);
    switch (type.id) {
    case DUCKDB_TYPE_BOOLEAN: out.append(valueAt<bool>(data, row) ? "true" : "false"); break;
    case DUCKDB_TYPE_TINYINT: appendSigned(valueAt<std::int8_t>(data, row), out); break;
    case DUCKDB_TYPE_SMALLINT: appendSigned(valueAt<std::int16_t>(data, row), out); break;
    case DUCKDB_TYPE_INTEGER: appendSigned(valueAt<std::int32_t>(data, row), out); break;
    case DUCKDB_TYPE_BIGINT: appendSigned(valueAt<std::int64_t>(data, row), out); break;
    case DUCKDB_TYPE_UTINYINT: appendUnsigned(valueAt<std::uint8_t>(data, row), out); break;
    case DUCKDB_TYPE_USMALLINT: appendUnsigned(valueAt<std::uint16_t>(data, row), out); break;
    case DUCKDB_TYPE_UINTEGER: appendUnsigned(valueAt<std::uint32_t>(data, row), out); break;
    case DUCKDB_TYPE_UBIGINT: appendUnsigned(valueAt<std::uint64_t>(data, row), out); break;
    case DUCKDB_TYPE_HUGEINT: appendHugeint(data, row, false, out); break;
    case DUCKDB_TYPE_UHUGEINT: appendHugeint(data, row, true, out); break;
    case DUCKDB_TYPE_FLOAT: appendFloat(valueAt<float>(data, row), 0, out); break;
    case DUCKDB_TYPE_DOUBLE: appendFloat(valueAt<double>(data, row), 0, out); break;
    case DUCKDB_TYPE_DECIMAL: appendDecimal(decimalAt(type, data, row), type.scale, out); break;
    case DUCKDB_TYPE_DATE: appendDate(valueAt<std::int32_t>(data, row), out); break;
    case DUCKDB_TYPE_TIME: appendClock(static_cast<std::uint64_t>(valueAt<std::int64_t>(data, row)), 6, out); break;
    case DUCKDB_TYPE_TIME_NS: appendClock(static_cast<std::uint64_t>(valueAt<std::int64_t>(data, row)), 9, out); break;
    case DUCKDB_TYPE_TIME_TZ: appendTimeTz(valueAt<duckdb_time_tz>(data, row), out); break;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ: appendTimestampText(type.id, valueAt<std::int64_t>(data, row), out); break;
    case DUCKDB_TYPE_INTERVAL: appendInterval(valueAt<duckdb_interval>(data, row), out); break;
    case DUCKDB_TYPE_UUID: appendUuid(valueAt<duckdb_hugeint>(data, row), out); break;
    case DUCKDB_TYPE_ENUM: out.append(type.names[enumIndex(type, data, row)]); break;
    case DUCKDB_TYPE_BIT: appendBits(duckdbBytes(data, row), out); break;
    case DUCKDB_TYPE_BLOB: appendHex(duckdbBytes(data, row), out); break;
    case DUCKDB_TYPE_VARCHAR: out.append(duckdbBytes(data, row)); break;
    default: break;
    }
}

void appendDuckdbJson(const DuckdbColumnType &type, duckdb_vector vector, idx_t row, std::string &out)
{
    if (isNull(vector, row)) {
        out.append("null");
        return;
    }
    const void *data = duckdb_vector_get_data(vector);
    switch (type.id) {
    case DUCKDB_TYPE_LIST: {
        const auto entry = valueAt<duckdb_list_entry>(data, row);
        appendElements(type.children[0], duckdb_list_vector_get_child(vector), entry.offset, entry.length, out);
        return;
    }
    case DUCKDB_TYPE_ARRAY:
        appendElements(type.children[0], duckdb_array_vector_get_child(vector), row * type.arraySize, type.arraySize, out);
        return;
    case DUCKDB_TYPE_MAP: appendMap(type, vector, valueAt<duckdb_list_entry>(data, row), out); return;
    case DUCKDB_TYPE_STRUCT: appendFields(type, vector, row, out); return;
    case DUCKDB_TYPE_UNION: appendMember(type, vector, row, out); return;
    default: break;
    }
    if (isBare(type, data, row)) {
        appendDuckdbText(type, vector, row, out);
        return;
    }
    std::string text;
    appendDuckdbText(type, vector, row, text);
    appendQuoted(text, out);
}

} // namespace concord
