// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgnumeric.h"

#include "postgresql/pgbytes.h"

#include <array>

namespace concord {

static constexpr int signNegative = 0x4000;
static constexpr int signNaN = 0xC000;
static constexpr int signInfinity = 0xD000;
static constexpr int signMinusInfinity = 0xF000;
static constexpr int headerSize = 8;
static constexpr int maxDigits = 38; ///< of a Decimal128

bool PgNumeric::read(std::string_view bytes)
{
    if (bytes.size() < headerSize)
        return false;
    m_count = fromNetwork<std::uint16_t>(bytes.data());
    m_weight = fromNetwork<std::int16_t>(bytes.data() + 2);
    m_sign = fromNetwork<std::uint16_t>(bytes.data() + 4);
    m_scale = fromNetwork<std::uint16_t>(bytes.data() + 6) & 0x3fff;
    m_digits = bytes.substr(headerSize);
    return m_digits.size() == static_cast<std::size_t>(m_count) * 2;
}

/// The base-10000 digit that stands for 10000^(weight - index); 0 outside of what is stored.
int PgNumeric::digit(int index) const
{
    return index < 0 || index >= m_count ? 0 : fromNetwork<std::int16_t>(m_digits.data() + std::size_t(index) * 2);
}

bool PgNumeric::scaled(int scale, Int128 &value) const
{
    if (m_sign >= signNaN || m_scale != scale)
        return false;
    const int fractional = (scale + 3) / 4; // base-10000 digits after the point
    if ((m_weight + 1 + fractional) * 4 > maxDigits) {
        // The padded digits would not fit, though the value may.
        std::string text;
        appendText(text);
        return scaledFromText(text, scale, value);
    }
    Int128 sum = 0;
    for (int i = 0; i <= m_weight + fractional; ++i)
        sum = sum * 10'000 + digit(i);
    static constexpr std::array<int, 4> padding{1, 1'000, 100, 10};
    sum /= padding[static_cast<std::size_t>(scale % 4)];
    value = m_sign == signNegative ? -sum : sum;
    return true;
}

static void appendFour(int digit, std::string &out)
{
    out.push_back(static_cast<char>('0' + digit / 1000));
    out.push_back(static_cast<char>('0' + digit / 100 % 10));
    out.push_back(static_cast<char>('0' + digit / 10 % 10));
    out.push_back(static_cast<char>('0' + digit % 10));
}

void PgNumeric::appendText(std::string &out) const
{
    if (m_sign >= signNaN) {
        out.append(m_sign == signInfinity ? "Infinity" : m_sign == signMinusInfinity ? "-Infinity" : "NaN");
        return;
    }
    if (m_sign == signNegative)
        out.push_back('-');
    if (m_weight < 0) {
        out.push_back('0');
    } else {
        const std::size_t start = out.size();
        for (int i = 0; i <= m_weight; ++i)
            appendFour(digit(i), out);
        const std::size_t significant = out.find_first_not_of('0', start);
        out.erase(start, std::min(significant, out.size() - 1) - start);
    }
    if (m_scale == 0)
        return;
    out.push_back('.');
    const std::size_t end = out.size() + static_cast<std::size_t>(m_scale);
    for (int i = m_weight + 1; out.size() < end; ++i)
        appendFour(digit(i), out);
    out.resize(end);
}

bool scaledFromText(std::string_view text, int scale, Int128 &value)
{
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::size_t places = point == std::string_view::npos ? 0 : text.size() - point - 1;
    if (text.empty() || places != static_cast<std::size_t>(scale) || text.size() > std::size_t(maxDigits) + (point == std::string_view::npos ? 0 : 1))
        return false;
    Int128 sum = 0;
    for (const char c : text) {
        if (c == '.')
            continue;
        if (c < '0' || c > '9')
            return false;
        sum = sum * 10 + (c - '0');
    }
    value = negative ? -sum : sum;
    return true;
}

} // namespace concord
