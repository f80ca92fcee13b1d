// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exactnumber.h"

#include <algorithm>
#include <charconv>

namespace concord {

static bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

static bool equalsWord(std::string_view text, std::string_view lowerWord)
{
    return std::equal(text.begin(), text.end(), lowerWord.begin(), lowerWord.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

std::optional<ExactNumber> ExactNumber::parse(std::string_view text)
{
    ExactNumber number;
    if (equalsWord(text, "nan")) {
        number.kind = Kind::NotANumber;
        return number;
    }
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        number.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (equalsWord(text, "infinity") || equalsWord(text, "inf")) {
        number.kind = Kind::Infinity;
        return number;
    }
    std::size_t at = 0;
    const auto takeDigits = [&] {
        const std::size_t start = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        number.digits.append(text, start, at - start);
        return at - start;
    };
    const std::size_t whole = takeDigits();
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = takeDigits();
    }
    if (whole + fraction == 0)
        return std::nullopt;
    number.exponent = static_cast<std::int64_t>(whole);
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        at += at + 1 < text.size() && text[at + 1] == '+' ? 2 : 1;
        int power = 0;
        const auto read = std::from_chars(text.data() + at, text.data() + text.size(), power);
        if (read.ec != std::errc())
            return std::nullopt;
        at = static_cast<std::size_t>(read.ptr - text.data());
        number.exponent += power;
    }
    if (at != text.size())
        return std::nullopt;
    const std::size_t zeros = std::min(number.digits.find_first_not_of('0'), number.digits.size());
    number.digits.erase(0, zeros);
    number.exponent -= static_cast<std::int64_t>(zeros);
    while (!number.digits.empty() && number.digits.back() == '0')
        number.digits.pop_back();
    if (number.digits.empty()) {
        number.exponent = 0;
        number.negative = false;
    }
    return number;
}

ExactNumber::Floor ExactNumber::floorAt(int scale) const
{
    const std::int64_t wanted = exponent + scale; // digits before the point of value × 10^scale
    if (kind != Kind::Finite || (!digits.empty() && wanted > 38))
        return {0, false, negative ? -1 : 1};
    if (digits.empty())
        return {};
    if (wanted <= 0)
        return {negative ? -1 : 0, false, 0};
    UInt128 magnitude = 0;
    for (std::int64_t i = 0; i < wanted; ++i) {
        const auto index = static_cast<std::size_t>(i);
        magnitude = magnitude * 10 + static_cast<unsigned>(index < digits.size() ? digits[index] - '0' : 0);
    }
    const bool exact = digits.size() <= static_cast<std::size_t>(wanted);
    auto value = static_cast<Int128>(magnitude);
    if (negative)
        value = exact ? -value : -value - 1;
    return {value, exact, 0};
}

std::string decimalText(Int128 value)
{
    UInt128 magnitude = value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
    std::string text;
    do {
        text.push_back(static_cast<char>('0' + static_cast<int>(magnitude % 10)));
        magnitude /= 10;
    } while (magnitude != 0);
    if (value < 0)
        text.push_back('-');
    std::reverse(text.begin(), text.end());
    return text;
}

} // namespace concord
