// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <map>

namespace concord {

/// Adds decimal numbers given as text, of any length, without rounding: 0.1 + 0.2 is 0.3.
class ExactSum
{
public:
    /// False, and nothing is added, for text that is no finite decimal number ("NaN", "abc", exponents past ±2000).
    bool add(QStringView number);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// As many digits after the point as the longest number had.
    [[nodiscard]] QString text() const;

private:
    void addDigit(int exponent, int digit);

    std::map<int, std::int64_t> m_limbs; ///< index → sum of base 10⁹ digits; carried only when read
    int m_fraction = 0; ///< digits after the point
    std::uint64_t m_count = 0;
};

} // namespace concord
