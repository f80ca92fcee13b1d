// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <charconv>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace concord {

// Reading the text that a server or its client library gives for a value. Each answers false where the value would not be written back
// as the very same text (zero dates, leading zeros), so that the text is kept instead. In a header because they run once a cell.

/// 42, -7; not 007 nor -0.
template<class T>
[[nodiscard]] inline bool readInteger(std::string_view text, T &value)
{
    const char *const begin = text.data();
    const char *const end = begin + text.size();
    const char *at = begin;
    const bool negative = at != end && *at == '-';
    if (negative)
        ++at;
    if (at == end || (*at == '0' && (end - at > 1 || negative)))
        return false;
    if (end - at > 9) {
        const auto read = std::from_chars(begin, end, value);
        return read.ec == std::errc() && read.ptr == end;
    }
    std::uint32_t digits = 0; // nine digits fit
    for (; at != end; ++at) {
        const auto digit = static_cast<unsigned>(*at - '0');
        if (digit > 9)
            return false;
        digits = digits * 10 + digit;
    }
    if constexpr (std::is_unsigned_v<T>) {
        if (negative)
            return false;
        value = digits;
        return true;
    } else {
        const std::int64_t number = negative ? -static_cast<std::int64_t>(digits) : static_cast<std::int64_t>(digits);
        value = static_cast<T>(number);
        return value == number;
    }
}

template<class T>
[[nodiscard]] inline bool readFloat(std::string_view text, T &value)
{
    const char *const begin = text.data();
    const char *const end = begin + text.size();
    const auto read = std::from_chars(begin, end, value);
    return read.ec == std::errc() && read.ptr == end;
}

/// Exactly `scale` digits after the point, at most `precision` in all; T is int64_t or Int128.
template<class T>
[[nodiscard]] inline bool readDecimal(std::string_view text, unsigned precision, unsigned scale, T &value)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    const bool negative = at != end && *at == '-';
    if (negative)
        ++at;
    const char *const point = scale > 0 ? end - scale - 1 : end;
    if (point <= at || static_cast<std::size_t>(point - at) + scale > precision + 1 || (*at == '0' && point - at > 1) || (scale > 0 && *point != '.'))
        return false;
    T number = 0;
    unsigned digits = 0;
    for (; at != end; ++at) {
        if (at == point)
            continue;
        const auto digit = static_cast<unsigned>(*at - '0');
        if (digit > 9)
            return false;
        number = number * 10 + static_cast<T>(digit);
        digits += number != 0 ? 1U : 0U;
    }
    if (digits > precision || (negative && number == 0))
        return false;
    value = negative ? -number : number;
    return true;
}

[[nodiscard]] inline bool readDigits(const char *at, int count, int &value)
{
    int number = 0;
    for (int i = 0; i < count; ++i) {
        const auto digit = static_cast<unsigned>(at[i] - '0');
        if (digit > 9)
            return false;
        number = number * 10 + static_cast<int>(digit);
    }
    value = number;
    return true;
}

/// Days from 1970-01-01 of a date in the Gregorian calendar, years 1 … 9999.
[[nodiscard]] inline std::int32_t daysOf(int year, int month, int day)
{
    const int shifted = month <= 2 ? year - 1 : year;
    const int era = shifted / 400;
    const int yearOfEra = shifted - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + dayOfEra - 719'468;
}

/// 2024-02-29; not 0000-00-00, 2024-00-10, 2023-02-29 nor the year 0.
[[nodiscard]] inline bool readDate(std::string_view text, std::int32_t &days)
{
    int year = 0;
    int month = 0;
    int day = 0;
    const char *at = text.data();
    if (text.size() != 10 || at[4] != '-' || at[7] != '-' || !readDigits(at, 4, year) || !readDigits(at + 5, 2, month) || !readDigits(at + 8, 2, day))
        return false;
    static constexpr std::int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    const bool leapDay = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > lengths[month - 1] + (leapDay ? 1 : 0))
        return false;
    days = daysOf(year, month, day);
    return true;
}

/// 2024-02-29 23:59:59.123456 with exactly `fraction` digits.
[[nodiscard]] inline bool readTimestamp(std::string_view text, unsigned fraction, std::int64_t &microseconds)
{
    std::int32_t days = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    const char *at = text.data();
    if (text.size() != 19 + (fraction > 0 ? fraction + 1 : 0) || !readDate(text.substr(0, 10), days) || at[10] != ' ' || at[13] != ':'
        || at[16] != ':')
        return false;
    if (!readDigits(at + 11, 2, hour) || !readDigits(at + 14, 2, minute) || !readDigits(at + 17, 2, second) || hour > 23 || minute > 59
        || second > 59)
        return false;
    int part = 0;
    if (fraction > 0) {
        if (at[19] != '.' || !readDigits(at + 20, static_cast<int>(fraction), part))
            return false;
        for (unsigned i = fraction; i < 6; ++i)
            part *= 10;
    }
    microseconds = ((static_cast<std::int64_t>(days) * 24 + hour) * 3600 + minute * 60 + second) * 1'000'000 + part;
    return true;
}

/// The last `bits` bits of the big-endian bytes as 0 and 1; `digits` has room for 64.
[[nodiscard]] inline std::string_view writeBits(std::string_view bytes, unsigned bits, char *digits)
{
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    for (unsigned i = 0; i < bits; ++i)
        digits[i] = static_cast<char>('0' + (value >> (bits - 1 - i) & 1));
    return {digits, bits};
}

} // namespace concord
