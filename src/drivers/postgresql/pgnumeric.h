// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <string>
#include <string_view>

namespace concord {

/// A numeric in the server's binary form (numeric_send): base-10000 digits, exact at any size.
class PgNumeric
{
public:
    /// False where the bytes are no numeric.
    bool read(std::string_view bytes);
    /// The value times 10^scale; false where it is no number, has other digits after the point than `scale`, or is too large.
    bool scaled(int scale, Int128 &value) const;
    /// As the server writes it: "1.50", "-0.001", "NaN", "Infinity".
    void appendText(std::string &out) const;

private:
    [[nodiscard]] int digit(int index) const;

    std::string_view m_digits; ///< two bytes each
    int m_count = 0;
    int m_weight = 0;
    int m_sign = 0;
    int m_scale = 0;
};

/// "-12.50" times 10^scale; false where it has other digits after the point than `scale`, or is too large, or no number.
bool scaledFromText(std::string_view text, int scale, Int128 &value);

} // namespace concord
