// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/numbertext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace concord {

void appendPadded(std::uint64_t value, int width, std::string &out)
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
        appendPadded(static_cast<std::uint64_t>(value), 1, out);
        return;
    }
    appendMagnitude(value / step, out);
    appendPadded(static_cast<std::uint64_t>(value % step), 19, out);
}

void appendDecimal(Int128 value, int scale, std::string &out)
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
    return twice == own + static_cast<UInt128>(std::nextafter(magnitude, T{0}))
           || twice == own + static_cast<UInt128>(std::nextafter(magnitude, most * 2));
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
static void appendShortest(T value, int wide, int places, std::string &out)
{
    if (std::isnan(value)) {
        out.append("NaN");
        return;
    }
    if (std::isinf(value)) {
        out.append(value < 0 ? "-Infinity" : "Infinity");
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
        out.append(digits, 0, static_cast<std::size_t>(exponent) + 1);
        out.push_back('.');
        out.append(digits, static_cast<std::size_t>(exponent) + 1);
    }
}

void appendFloat(float value, int places, std::string &out)
{
    appendShortest(value, 6, places, out);
}

void appendFloat(double value, int places, std::string &out)
{
    appendShortest(value, 15, places, out);
}

void appendDoubleText(double value, const ColumnInfo &info, std::string &out)
{
    appendFloat(value, info.scale, out);
}

} // namespace concord
