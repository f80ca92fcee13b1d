// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exactsum.h"

#include <algorithm>
#include <array>

namespace concord {

namespace {

constexpr int limbDigits = 9;
constexpr std::int64_t limbBase = 1'000'000'000;
constexpr std::array<std::int64_t, limbDigits> powers{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

struct Number
{
    bool negative = false;
    QStringView whole;
    QStringView fraction;
    int exponent = 0;
};

bool allDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool parse(QStringView text, Number &number)
{
    number.negative = text.startsWith(u'-');
    if (number.negative || text.startsWith(u'+'))
        text = text.sliced(1);
    const qsizetype e = std::max(text.indexOf(u'e'), text.indexOf(u'E'));
    if (e >= 0) {
        bool ok = false;
        number.exponent = text.sliced(e + 1).toInt(&ok);
        if (!ok || number.exponent > 2000 || number.exponent < -2000)
            return false;
        text = text.left(e);
    }
    const qsizetype point = text.indexOf(u'.');
    number.whole = point < 0 ? text : text.left(point);
    number.fraction = point < 0 ? QStringView() : text.sliced(point + 1);
    return !(number.whole.isEmpty() && number.fraction.isEmpty()) && allDigits(number.whole) && allDigits(number.fraction);
}

int floorDivide(int value, int by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

/// Carries, so that each limb is in [0, base); what is left over at the top is below zero for a negative number, else 0.
std::int64_t normalise(std::map<int, std::int64_t> &limbs)
{
    limbs.try_emplace(0, 0);
    std::int64_t carry = 0;
    for (int limb = limbs.begin()->first; limb <= limbs.rbegin()->first || carry > 0; ++limb) {
        std::int64_t value = limbs[limb] + carry;
        carry = value / limbBase;
        value %= limbBase;
        if (value < 0) {
            value += limbBase;
            --carry;
        }
        limbs[limb] = value;
    }
    return carry;
}

} // namespace

void ExactSum::addDigit(int exponent, int digit)
{
    const int limb = floorDivide(exponent, limbDigits);
    m_limbs[limb] += digit * powers[std::size_t(exponent - limb * limbDigits)];
}

bool ExactSum::add(QStringView text)
{
    Number number;
    if (!parse(text, number))
        return false;
    const int sign = number.negative ? -1 : 1;
    int exponent = number.exponent + int(number.whole.size()) - 1;
    for (const QStringView part : {number.whole, number.fraction}) {
        for (const QChar c : part) {
            if (c != u'0')
                addDigit(exponent, sign * (c.unicode() - u'0'));
            --exponent;
        }
    }
    m_fraction = std::max(m_fraction, int(number.fraction.size()) - number.exponent);
    ++m_count;
    return true;
}

QString ExactSum::text() const
{
    std::map<int, std::int64_t> limbs = m_limbs;
    const bool negative = normalise(limbs) < 0;
    if (negative) {
        limbs = m_limbs;
        for (auto &[index, value] : limbs)
            value = -value;
        normalise(limbs);
    }
    const int lowest = std::min(limbs.begin()->first, 0);
    QString digits;
    for (int limb = limbs.rbegin()->first; limb >= lowest; --limb)
        digits += QString::number(limbs[limb]).rightJustified(limbDigits, u'0');
    const qsizetype below = qsizetype(-lowest) * limbDigits;
    QString whole = digits.left(digits.size() - below);
    while (whole.size() > 1 && whole.startsWith(u'0'))
        whole.remove(0, 1);
    const QString fraction = digits.right(below).leftJustified(m_fraction, u'0').left(m_fraction);
    return (negative ? QStringLiteral("-") : QString()) + whole + (m_fraction > 0 ? u'.' + fraction : QString());
}

} // namespace concord
