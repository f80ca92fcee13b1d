// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/exactnumber.h"

#include <QString>

#include <map>

namespace concord {

/// A sum of decimals of any length, without rounding.
class ExactSum
{
public:
    /// value × 10^-scale.
    void add(Int128 value, int scale);
    void add(const ExactNumber &number);
    /// With as many places after the point as the longest addend had. NaN and the infinities win, as in PostgreSQL.
    [[nodiscard]] QString text() const;

private:
    static constexpr std::int64_t limbDigits = 9;
    void addDigits(std::string_view digits, std::int64_t lastPower, bool negative);

    std::map<std::int64_t, std::int64_t> m_limbs; ///< by power of 10^9; each at most a few 10^18, carried in text()
    int m_places = 0;
    bool m_nan = false;
    bool m_up = false;
    bool m_down = false;
};

} // namespace concord
