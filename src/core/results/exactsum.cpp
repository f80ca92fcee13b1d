// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exactsum.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr std::int64_t limbSize = 1'000'000'000;

static std::int64_t floorDivide(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

void ExactSum::add(Int128 value, int scale)
{
    const std::string digits = decimalText(value < 0 ? -value : value);
    addDigits(digits, -scale, value < 0);
    m_places = std::max(m_places, scale);
}

void ExactSum::add(const ExactNumber &number)
{
    m_nan = m_nan || number.kind == ExactNumber::Kind::NotANumber;
    if (number.kind == ExactNumber::Kind::Infinity)
        (number.negative ? m_down : m_up) = true;
    if (number.kind != ExactNumber::Kind::Finite || number.digits.empty())
        return;
    const std::int64_t lastPower = number.exponent - static_cast<std::int64_t>(number.digits.size());
    constexpr std::int64_t mostPlaces = 200'000; // PostgreSQL's longest number has 147,455 digits
    if (number.exponent > mostPlaces || lastPower < -mostPlaces) {
        m_nan = true; // "1e999999999" would fill the memory with zeros
        return;
    }
    addDigits(number.digits, lastPower, number.negative);
    m_places = std::max<int>(m_places, static_cast<int>(std::max<std::int64_t>(0, -lastPower)));
}

/// The last digit stands for 10^lastPower.
void ExactSum::addDigits(std::string_view digits, std::int64_t lastPower, bool negative)
{
    std::int64_t power = lastPower;
    for (auto at = digits.rbegin(); at != digits.rend();) {
        const std::int64_t limb = floorDivide(power, limbDigits);
        std::int64_t weight = 1;
        for (std::int64_t i = limb * limbDigits; i < power; ++i)
            weight *= 10;
        std::int64_t part = 0;
        for (; at != digits.rend() && power < (limb + 1) * limbDigits; ++at, ++power, weight *= 10)
            part += (*at - '0') * weight;
        // Below 10^18 by carrying at once: additions beyond number never overflow.
        std::int64_t &sum = m_limbs[limb];
        sum += negative ? -part : part;
        if (sum >= limbSize * limbSize / 2 || sum <= -limbSize * limbSize / 2) {
            const std::int64_t carry = sum / limbSize;
            sum -= carry * limbSize;
            addDigits(decimalText(carry < 0 ? -carry : carry), (limb + 1) * limbDigits, carry < 0);
        }
    }
}

QString ExactSum::text() const
{
    if (m_nan || (m_up && m_down))
        return u"NaN"_s;
    if (m_up || m_down)
        return m_up ? u"Infinity"_s : u"-Infinity"_s;
    if (m_limbs.empty())
        return m_places == 0 ? u"0"_s : u"0."_s + QString(m_places, u'0');
    const std::int64_t lowest = std::min<std::int64_t>(0, m_limbs.begin()->first);
    const std::int64_t highest = std::max<std::int64_t>(0, m_limbs.rbegin()->first) + 3;
    // Carried into limbs 0 … 10^9-1; what is left over at the top says the sign.
    const auto carried = [&](int sign) {
        std::vector<std::int64_t> limbs;
        std::int64_t carry = 0;
        for (std::int64_t i = lowest; i <= highest; ++i) {
            const auto found = m_limbs.find(i);
            const std::int64_t sum = (found == m_limbs.end() ? 0 : sign * found->second) + carry;
            carry = floorDivide(sum, limbSize);
            limbs.push_back(sum - carry * limbSize);
        }
        return std::pair(limbs, carry);
    };
    auto [limbs, top] = carried(1);
    const bool negative = top < 0;
    if (negative)
        limbs = carried(-1).first;

    QString whole;
    QString fraction;
    for (std::size_t i = limbs.size(); i-- > 0;) {
        const QString part = QString::number(limbs[i]).rightJustified(static_cast<int>(limbDigits), u'0');
        (lowest + static_cast<std::int64_t>(i) >= 0 ? whole : fraction).append(part);
    }
    const qsizetype zeros = std::find_if(whole.cbegin(), whole.cend(), [](QChar c) { return c != u'0'; }) - whole.cbegin();
    whole.remove(0, std::min(zeros, whole.size() - 1));
    fraction = fraction.leftJustified(m_places, u'0').first(m_places);
    return (negative ? u"-"_s : QString()) + whole + (m_places > 0 ? u'.' + fraction : QString());
}

} // namespace concord
