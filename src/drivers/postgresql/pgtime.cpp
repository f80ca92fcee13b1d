// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgtime.h"

#include <charconv>
#include <limits>

namespace concord {

static constexpr std::int64_t infinity64 = std::numeric_limits<std::int64_t>::max();
static constexpr std::int32_t infinity32 = std::numeric_limits<std::int32_t>::max();
static constexpr std::int64_t microsPerSecond = 1'000'000;
static constexpr std::int64_t epochDays = 10'957; ///< from 1970-01-01 to 2000-01-01
static constexpr std::int64_t epochMicros = epochDays * 86'400 * microsPerSecond;

namespace {

/// Reads pieces from the front of a text.
struct Reader
{
    std::string_view rest;
    bool ok = true;

    std::int64_t number()
    {
        std::int64_t value = 0;
        const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        ok = ok && end.ec == std::errc() && !rest.starts_with('-');
        rest.remove_prefix(static_cast<std::size_t>(end.ptr - rest.data()));
        return value;
    }
    bool skip(char c)
    {
        if (!rest.starts_with(c))
            return false;
        rest.remove_prefix(1);
        return true;
    }
    void expect(char c) { ok = skip(c) && ok; }
};

std::int64_t daysOfCivil(std::int64_t year, std::int64_t month, std::int64_t day)
{
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

struct Parts
{
    std::int64_t year = 0, month = 0, day = 0;
};

Parts readDay(Reader &in)
{
    Parts parts;
    parts.year = in.number();
    in.expect('-');
    parts.month = in.number();
    in.expect('-');
    parts.day = in.number();
    return parts;
}

/// " BC" at the end: 1 BC is year 0.
bool takeBc(std::string_view &text)
{
    if (!text.ends_with(" BC"))
        return false;
    text.remove_suffix(3);
    return true;
}

/// ".678" as 678000.
std::int64_t readFraction(Reader &in)
{
    if (!in.skip('.'))
        return 0;
    std::int64_t micros = 0;
    int digits = 0;
    while (!in.rest.empty() && in.rest.front() >= '0' && in.rest.front() <= '9') {
        micros = micros * 10 + (in.rest.front() - '0');
        in.rest.remove_prefix(1);
        ++digits;
    }
    for (; digits < 6; ++digits)
        micros *= 10;
    return micros;
}

/// "+05:30" in seconds; nothing: 0.
std::int64_t readOffset(Reader &in)
{
    const bool minus = in.rest.starts_with('-');
    if (!minus && !in.rest.starts_with('+'))
        return 0;
    in.rest.remove_prefix(1);
    std::int64_t seconds = in.number() * 3600;
    if (in.skip(':'))
        seconds += in.number() * 60;
    if (in.skip(':'))
        seconds += in.number();
    return minus ? -seconds : seconds;
}

} // namespace

std::optional<std::int32_t> pgDateFromText(std::string_view text)
{
    if (text == "infinity")
        return infinity32;
    if (text == "-infinity")
        return -infinity32;
    const bool bc = takeBc(text);
    Reader in{text};
    const Parts day = readDay(in);
    if (!in.ok || !in.rest.empty())
        return std::nullopt;
    return static_cast<std::int32_t>(daysOfCivil(bc ? 1 - day.year : day.year, day.month, day.day));
}

std::optional<std::int64_t> pgTimestampFromText(std::string_view text)
{
    if (text == "infinity")
        return infinity64;
    if (text == "-infinity")
        return -infinity64;
    const bool bc = takeBc(text);
    Reader in{text};
    const Parts day = readDay(in);
    in.expect(' ');
    const std::int64_t hour = in.number();
    in.expect(':');
    const std::int64_t minute = in.number();
    in.expect(':');
    const std::int64_t second = in.number();
    const std::int64_t fraction = readFraction(in);
    const std::int64_t offset = readOffset(in);
    if (!in.ok || !in.rest.empty())
        return std::nullopt;
    const std::int64_t days = daysOfCivil(bc ? 1 - day.year : day.year, day.month, day.day);
    const std::int64_t seconds = days * 86'400 + hour * 3600 + minute * 60 + second - offset;
    std::int64_t micros = 0;
    if (__builtin_mul_overflow(seconds, microsPerSecond, &micros) || __builtin_add_overflow(micros, fraction, &micros))
        return std::nullopt;
    return micros;
}

std::int32_t pgDateFromBinary(std::int32_t days)
{
    if (days == infinity32)
        return infinity32;
    if (days == std::numeric_limits<std::int32_t>::min())
        return -infinity32;
    return static_cast<std::int32_t>(days + epochDays);
}

std::optional<std::int64_t> pgTimestampFromBinary(std::int64_t micros)
{
    if (micros == infinity64)
        return infinity64;
    if (micros == std::numeric_limits<std::int64_t>::min())
        return -infinity64;
    std::int64_t moved = 0;
    if (__builtin_add_overflow(micros, epochMicros, &moved))
        return std::nullopt;
    return moved;
}

void appendFarTimestamp(std::int64_t micros, const ColumnInfo &info, std::string &out)
{
    // The calendar repeats every 400 years: write the same day of an era before, then give the year back.
    constexpr std::int64_t era = std::int64_t(146'097) * 86'400 * microsPerSecond;
    ColumnData earlier(info.physical);
    earlier.appendFixed<std::int64_t>(micros - era + epochMicros);
    std::string text;
    appendCellUtf8(earlier, info, 0, text);
    const std::size_t dash = text.find('-');
    std::int64_t year = 0;
    std::from_chars(text.data(), text.data() + dash, year);
    out.append(std::to_string(year + 400)).append(text, dash);
}

} // namespace concord
