// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/column.h"

#include <optional>
#include <string>
#include <string_view>

namespace concord {

/// A number of any length, taken from its text: 0.digits × 10^exponent.
struct ExactNumber
{
    enum class Kind { Finite, Infinity, NotANumber } kind = Kind::Finite;
    bool negative = false;
    std::string digits;        ///< without zeros at either end; empty: zero
    std::int64_t exponent = 0;

    /// Decimal text with or without an exponent, NaN, Infinity, inf. Nothing for anything else.
    [[nodiscard]] static std::optional<ExactNumber> parse(std::string_view text);

    /// The largest n with n ≤ value × 10^scale, and whether they are equal.
    struct Floor
    {
        Int128 value = 0;
        bool exact = true;
        int outside = 0; ///< -1, 1: the value lies below, above what 38 digits hold; `value` then says nothing
    };
    [[nodiscard]] Floor floorAt(int scale) const;
};

/// The digits of a whole number.
[[nodiscard]] std::string decimalText(Int128 value);

} // namespace concord
