// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/momenttext.h"

#include "results/numbertext.h"
#include "results/zoneoffset.h"

#include <cstdlib>
#include <limits>

namespace concord {

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

void appendDate(std::int32_t days, std::string &out)
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

void appendTimestamp(std::int64_t micros, const ColumnInfo &info, bool zoned, std::string &out)
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

} // namespace concord
