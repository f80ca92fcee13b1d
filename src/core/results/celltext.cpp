// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/column.h"

#include "results/utf8.h"
#include "results/zoneoffset.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace concord {

template<class T>
static void appendInteger(T value, std::string &out)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

/// Zero-padded to `width` digits.
static void appendPadded(std::uint64_t value, int width, std::string &out)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    const auto length = static_cast<int>(end.ptr - digits.data());
    for (int i = length; i < width; ++i)
        out.push_back('0');
    out.append(digits.data(), end.ptr);
}

static void appendMagnitude(UInt128 value, std::string &out)
{
    constexpr std::uint64_t step = 10'000'000'000'000'000'000U; // 10^19
    if (value < step) {
        appendInteger(static_cast<std::uint64_t>(value), out);
        return;
    }
    appendMagnitude(value / step, out);
    appendPadded(static_cast<std::uint64_t>(value % step), 19, out);
}

/// 150 with scale 2 is "1.50".
static void appendDecimal(Int128 value, int scale, std::string &out)
{
    const auto magnitude = value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
    if (value < 0)
        out.push_back('-');
    const std::size_t start = out.size();
    appendMagnitude(magnitude, out);
    if (scale == 0)
        return;
    const std::size_t digits = out.size() - start;
    const auto places = static_cast<std::size_t>(scale);
    if (digits <= places)
        out.insert(start, places + 1 - digits, '0');
    out.insert(out.size() - places, 1, '.');
}

/// "1.25e+17" as a whole number.
static UInt128 wholeNumber(std::string_view scientific)
{
    UInt128 value = 0;
    int places = 0;
    std::size_t at = scientific.starts_with('-') ? 1 : 0;
    for (bool fraction = false; scientific[at] != 'e'; ++at) {
        if (scientific[at] == '.') {
            fraction = true;
            continue;
        }
        value = value * 10 + static_cast<unsigned>(scientific[at] - '0');
        places += fraction ? 1 : 0;
    }
    int exponent = 0;
    std::from_chars(scientific.data() + at + 2, scientific.data() + scientific.size(), exponent);
    for (; places < exponent; ++places)
        value *= 10;
    return value;
}

/// Whether a number's shortest text lies right between it and a neighbour: it reads back only by the rule of the even one,
/// so PostgreSQL goes on to the next digit. Only whole numbers past the mantissa's width have such short texts.
template<class T>
static bool isHalfway(T value, std::string_view shortest)
{
    constexpr T everyInteger = T{1} / std::numeric_limits<T>::epsilon();
    constexpr T most = 8e37F;
    const T magnitude = std::abs(value);
    if (magnitude < everyInteger || magnitude > most)
        return false;
    const UInt128 twice = wholeNumber(shortest) * 2;
    const auto own = static_cast<UInt128>(magnitude);
    return twice == own + static_cast<UInt128>(std::nextafter(magnitude, T{0})) || twice == own + static_cast<UInt128>(std::nextafter(magnitude, most * 2));
}

/// The shortest text that lies nearer to the number than to any other, as mantissa and exponent.
template<class T>
static std::string_view shortestText(T value, std::array<char, 48> &text)
{
    char *const last = text.data() + text.size();
    std::string_view whole(text.data(), std::to_chars(text.data(), last, value, std::chars_format::scientific).ptr);
    if (!isHalfway(value, whole))
        return whole;
    const std::size_t mantissa = whole.find('e') - (whole.starts_with('-') ? 1 : 0);
    auto places = static_cast<int>(mantissa < 2 ? 0 : mantissa - 2);
    do {
        whole = {text.data(), std::to_chars(text.data(), last, value, std::chars_format::scientific, ++places).ptr};
    } while (whole[whole.find('e') - 1] == '0');
    return whole;
}

/// The shortest text that reads back as the same number, laid out as PostgreSQL does: an exponent below 1e-04 and from
/// `wide` digits before the point on. `places`: SQLite, which shows at least that many digits after the point.
template<class T>
static void appendFloat(T value, int wide, int places, std::string &out)
{
    if (std::isnan(value)) {
        out.append("NaN");
        return;
    }
    if (std::isinf(value)) {
        out.append(value < 0 ? "-Inf" : "Inf");
        if (places == 0)
            out.append("inity");
        return;
    }
    std::array<char, 48> text;
    const std::string_view whole = shortestText(value, text);
    const std::size_t e = whole.find('e');
    int exponent = 0;
    std::from_chars(whole.data() + e + (whole[e + 1] == '+' ? 2 : 1), whole.data() + whole.size(), exponent);
    if (exponent < -4 || exponent >= wide) {
        out.append(whole.substr(0, e));
        if (places > 0 && whole.substr(0, e).find('.') == std::string_view::npos)
            out.append(".").append(static_cast<std::size_t>(places), '0');
        out.append(whole.substr(e));
        return;
    }
    if (whole[0] == '-')
        out.push_back('-');
    std::string digits;
    for (const char c : whole.substr(0, e)) {
        if (c != '-' && c != '.')
            digits.push_back(c);
    }
    const auto count = static_cast<int>(digits.size());
    if (exponent < 0) {
        out.append("0.");
        out.append(static_cast<std::size_t>(-exponent - 1), '0');
        out.append(digits);
    } else if (count <= exponent + 1) {
        out.append(digits);
        out.append(static_cast<std::size_t>(exponent + 1 - count), '0');
        if (places > 0)
            out.append(".").append(static_cast<std::size_t>(places), '0');
    } else {
        out.append(digits, 0, static_cast<std::size_t>(exponent + 1));
        out.push_back('.');
        out.append(digits, static_cast<std::size_t>(exponent + 1));
    }
}

/// Writes year-month-day of the proleptic Gregorian calendar; true where the year is BC, which is written at the very end.
static bool appendDay(std::int64_t days, std::string &out)
{
    // Days to a civil date by 400-year eras that begin on 1 March.
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const auto dayOfEra = static_cast<std::uint32_t>(days - era * 146'097);
    const std::uint32_t yearOfEra = (dayOfEra - dayOfEra / 1'460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const std::uint32_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::uint32_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const std::uint32_t day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    const std::uint32_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    const std::int64_t year = static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0);

    const bool beforeChrist = year <= 0;
    appendPadded(static_cast<std::uint64_t>(beforeChrist ? 1 - year : year), 4, out);
    out.push_back('-');
    appendPadded(month, 2, out);
    out.push_back('-');
    appendPadded(day, 2, out);
    return beforeChrist;
}

static void appendDate(std::int32_t days, std::string &out)
{
    constexpr std::int32_t infinity = std::numeric_limits<std::int32_t>::max();
    if (days == infinity || days == -infinity)
        out.append(days > 0 ? "infinity" : "-infinity");
    else if (appendDay(days, out))
        out.append(" BC");
}

static void appendFraction(std::uint32_t micros, int digits, std::string &out)
{
    if (micros == 0 && (digits == 0 || digits == 255))
        return;
    out.push_back('.');
    const std::size_t start = out.size();
    appendPadded(micros, 6, out);
    if (digits != 255) {
        // A value finer than declared keeps what it has: nothing is cut off.
        const std::size_t wanted = start + static_cast<std::size_t>(digits);
        while (out.size() < wanted)
            out.push_back('0');
        while (out.size() > wanted && out.back() == '0')
            out.pop_back();
        return;
    }
    while (out.back() == '0')
        out.pop_back();
}

/// "+02", "-03:30", "+00:19:32".
static void appendOffset(int seconds, std::string &out)
{
    out.push_back(seconds < 0 ? '-' : '+');
    const auto magnitude = static_cast<std::uint32_t>(std::abs(seconds));
    appendPadded(magnitude / 3600, 2, out);
    if (magnitude % 3600 == 0)
        return;
    out.push_back(':');
    appendPadded(magnitude / 60 % 60, 2, out);
    if (magnitude % 60 == 0)
        return;
    out.push_back(':');
    appendPadded(magnitude % 60, 2, out);
}

static void appendTimestamp(std::int64_t micros, const ColumnInfo &info, bool zoned, std::string &out)
{
    constexpr std::int64_t infinity = std::numeric_limits<std::int64_t>::max();
    if (micros == infinity || micros == -infinity) {
        out.append(micros > 0 ? "infinity" : "-infinity");
        return;
    }
    constexpr std::int64_t perSecond = 1'000'000;
    std::int64_t second = micros / perSecond - (micros % perSecond < 0 ? 1 : 0);
    const auto rest = static_cast<std::uint32_t>(micros - second * perSecond);
    const int offset = zoned ? zoneOffsetAt(info.zone, second) : 0;
    second += offset;
    const std::int64_t day = second / 86'400 - (second % 86'400 < 0 ? 1 : 0);
    const auto secondOfDay = static_cast<std::uint32_t>(second - day * 86'400);

    const bool beforeChrist = appendDay(day, out);
    out.push_back(' ');
    appendPadded(secondOfDay / 3600, 2, out);
    out.push_back(':');
    appendPadded(secondOfDay / 60 % 60, 2, out);
    out.push_back(':');
    appendPadded(secondOfDay % 60, 2, out);
    appendFraction(rest, info.fraction, out);
    if (zoned)
        appendOffset(offset, out);
    if (beforeChrist)
        out.append(" BC");
}

void appendDoubleText(double value, const ColumnInfo &info, std::string &out)
{
    appendFloat(value, 15, info.scale, out);
}

void appendCellUtf8(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out)
{
    if (column.isNull(row))
        return;
    switch (column.physical()) {
    case Physical::Bool: out.append(column.values<std::uint8_t>()[row] ? "true" : "false"); break;
    case Physical::Int16: appendInteger(column.values<std::int16_t>()[row], out); break;
    case Physical::Int32: appendInteger(column.values<std::int32_t>()[row], out); break;
    case Physical::Int64: appendInteger(column.values<std::int64_t>()[row], out); break;
    case Physical::UInt64: appendInteger(column.values<std::uint64_t>()[row], out); break;
    case Physical::Float: appendFloat(column.values<float>()[row], 6, info.scale, out); break;
    case Physical::Double: appendFloat(column.values<double>()[row], 15, info.scale, out); break;
    case Physical::Decimal64: appendDecimal(column.values<std::int64_t>()[row], info.scale, out); break;
    case Physical::Decimal128: appendDecimal(column.values<Int128>()[row], info.scale, out); break;
    case Physical::Date: appendDate(column.values<std::int32_t>()[row], out); break;
    case Physical::Timestamp: appendTimestamp(column.values<std::int64_t>()[row], info, false, out); break;
    case Physical::TimestampTz: appendTimestamp(column.values<std::int64_t>()[row], info, true, out); break;
    case Physical::Bytes: out.append(column.bytes(row)); break;
    case Physical::Text:
        if (column.validUtf8())
            out.append(column.bytes(row));
        else
            appendAsUtf8(column.bytes(row), out);
        break;
    case Physical::Variant:
        if (column.validUtf8() || column.tag(row) == Tag::Bytes)
            out.append(column.bytes(row));
        else
            appendAsUtf8(column.bytes(row), out);
        break;
    }
}

static QString hexText(std::string_view bytes)
{
    const QByteArray hex = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex();
    QString text;
    text.reserve(hex.size() + 2);
    text.append(u"\\x");
    text.append(QLatin1StringView(hex));
    return text;
}

QString cellText(const ColumnData &column, const ColumnInfo &info, std::uint32_t row)
{
    const Tag tag = cellTag(column, info, row);
    if (tag == Tag::Null)
        return {};
    if (tag == Tag::Bytes)
        return hexText(column.bytes(row));
    if (column.validUtf8() && (column.physical() == Physical::Text || column.physical() == Physical::Variant)) {
        const std::string_view bytes = column.bytes(row);
        return bytes.empty() ? QStringLiteral("") : QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    thread_local std::string text;
    text.clear();
    appendCellUtf8(column, info, row, text);
    return text.empty() ? QStringLiteral("") : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A text column's cells are what the engine says that they mean.
static Tag tagOfText(Logical logical)
{
    switch (logical) {
    case Logical::Boolean: return Tag::Boolean;
    case Logical::Integer: return Tag::Integer;
    case Logical::Decimal: return Tag::Decimal;
    case Logical::Float: return Tag::Float;
    case Logical::Date: return Tag::Date;
    case Logical::Time: return Tag::Time;
    case Logical::Timestamp: return Tag::Timestamp;
    case Logical::TimestampTz: return Tag::TimestampTz;
    case Logical::Interval: return Tag::Interval;
    case Logical::Array:
    case Logical::Range:
    case Logical::Network:
    case Logical::Geometry:
    case Logical::Bit:
    case Logical::Mixed:
    case Logical::Other: return Tag::Other;
    case Logical::Unknown:
    case Logical::Text:
    case Logical::Binary:
    case Logical::Json:
    case Logical::Uuid:
    case Logical::Enum: return Tag::Text;
    }
    return Tag::Text;
}

Tag cellTag(const ColumnData &column, const ColumnInfo &info, std::uint32_t row)
{
    if (column.isNull(row))
        return Tag::Null;
    switch (column.physical()) {
    case Physical::Bool: return Tag::Boolean;
    case Physical::Int16:
    case Physical::Int32:
    case Physical::Int64:
    case Physical::UInt64: return Tag::Integer;
    case Physical::Float:
    case Physical::Double: return Tag::Float;
    case Physical::Decimal64:
    case Physical::Decimal128: return info.logical == Logical::Integer ? Tag::Integer : Tag::Decimal;
    case Physical::Date: return Tag::Date;
    case Physical::Timestamp: return Tag::Timestamp;
    case Physical::TimestampTz: return Tag::TimestampTz;
    case Physical::Bytes: return Tag::Bytes;
    case Physical::Text: return tagOfText(info.logical);
    case Physical::Variant: return column.tag(row);
    }
    return Tag::Other;
}

} // namespace concord
