// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcvalues.h"

#include "qtsql/textvalues.h"

#include <QDateTime>

#include <algorithm>

namespace concord {

static void appendCodePoint(char32_t code, std::string &out)
{
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

void appendUtf8(std::u16string_view text, std::string &out)
{
    std::size_t i = 0;
    const std::size_t start = out.size();
    out.resize(start + text.size());
    char *at = out.data() + start;
    for (; i < text.size() && text[i] < 0x80; ++i) // most texts are nothing else
        *at++ = static_cast<char>(text[i]);
    out.resize(start + i);
    for (; i < text.size(); ++i) {
        const char16_t unit = text[i];
        const bool pair = (unit & 0xfc00) == 0xd800 && i + 1 < text.size() && (text[i + 1] & 0xfc00) == 0xdc00;
        if (!pair) {
            appendCodePoint(unit, out);
            continue;
        }
        appendCodePoint(0x10000U + ((unit & 0x3ffU) << 10) + (text[i + 1] & 0x3ffU), out);
        ++i;
    }
}

/// A source may give more or fewer zeros than the declared scale: "1.5" of numeric(10,2), ".5" of Oracle's. Those stay
/// the text that they are; only what would be written back as it came is a number of the column's type.
template<class T>
static bool appendDecimal(const OdbcColumn &column, ColumnData &data, std::string_view text)
{
    T value = 0;
    if (!readDecimal(text, column.info.precision, column.info.scale, value))
        return false;
    data.appendFixed(value);
    return true;
}

template<class T>
static bool appendInteger(ColumnData &data, std::string_view text)
{
    T value = 0;
    if (!readInteger(text, value))
        return false;
    data.appendFixed(value);
    return true;
}

/// A column that says how many digits the second has (info.fraction) takes texts with just these; one that shows what a
/// value needs (255) takes up to six, whatever zeros they end with.
static bool appendTimestamp(const OdbcColumn &column, ColumnData &data, std::string_view text)
{
    const std::size_t fraction = text.size() > 20 ? text.size() - 20 : 0;
    const bool fits = column.info.fraction == 255 ? fraction <= 6 && text.size() != 20 : fraction == column.info.fraction;
    std::int64_t value = 0;
    if (!fits || !readTimestamp(text, static_cast<unsigned>(fraction), value))
        return false;
    data.appendFixed(value);
    return true;
}

/// An instant from the clock of a zone. False: an hour that comes twice or never, of which nobody can tell the instant.
static bool appendInstant(const OdbcColumn &column, ColumnData &data, std::string_view text)
{
    const std::size_t fraction = text.size() > 20 ? text.size() - 20 : 0;
    std::int64_t local = 0;
    if (!column.zone || fraction > 6 || text.size() == 20 || !readTimestamp(text, static_cast<unsigned>(fraction), local))
        return false;
    const std::int64_t ms = local / 1000 - (local % 1000 < 0 ? 1 : 0);
    const QDateTime clock = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC);
    const QDateTime instant(clock.date(), clock.time(), *column.zone, QDateTime::TransitionResolution::Reject);
    if (!instant.isValid())
        return false;
    data.appendFixed(local + (instant.toMSecsSinceEpoch() - ms) * 1000);
    return true;
}

static bool appendDate(ColumnData &data, std::string_view text)
{
    std::int32_t value = 0;
    if (!readDate(text, value))
        return false;
    data.appendFixed(value);
    return true;
}

/// False: the text is not exactly a value of the column's type.
static bool appendTyped(const OdbcColumn &column, ColumnData &data, std::string_view text)
{
    switch (data.physical()) {
    case Physical::Int16: return appendInteger<std::int16_t>(data, text);
    case Physical::Int32: return appendInteger<std::int32_t>(data, text);
    case Physical::Int64: return appendInteger<std::int64_t>(data, text);
    case Physical::UInt64: return appendInteger<std::uint64_t>(data, text);
    case Physical::Decimal64: return appendDecimal<std::int64_t>(column, data, text);
    case Physical::Decimal128: return appendDecimal<Int128>(column, data, text);
    case Physical::Date: return appendDate(data, text);
    case Physical::Timestamp: return appendTimestamp(column, data, text);
    case Physical::TimestampTz: return appendInstant(column, data, text);
    case Physical::Text: data.appendText(text); return true;
    case Physical::Bytes: data.appendBytes(text); return true;
    default: return false;
    }
}

/// Numbers among the cells of a column of another type are known by their text.
static Tag tagOf(const OdbcColumn &column, std::string_view text)
{
    if (column.zone)
        return Tag::Timestamp;
    const bool typed = column.info.physical == Physical::Int64 && column.transfer != OdbcTransfer::Fixed;
    if (!typed)
        return column.tag;
    std::int64_t integer = 0;
    double number = 0;
    if (readInteger(text, integer))
        return Tag::Integer;
    return readFloat(text, number) ? Tag::Float : Tag::Text;
}

void appendOdbcText(const OdbcColumn &column, ColumnData &data, std::string_view text)
{
    std::string lower;
    if (column.lowerCase) {
        lower = text;
        for (char &c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        text = lower;
    }
    if (data.physical() != Physical::Variant) {
        if (appendTyped(column, data, text))
            return;
        data.becomeVariant(column.info);
    }
    data.appendVariant(tagOf(column, text), text);
}

} // namespace concord
