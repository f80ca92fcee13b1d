// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace concord {

/// A point in time that engines wrote as text, of any year.
struct Moment
{
    std::int64_t day = 0;             ///< since 1970-01-01; the extremes are the infinities
    std::int64_t microOfDay = 0;
    std::optional<int> offset;        ///< seconds east of UTC; day and microOfDay are then those of UTC

    /// "2024-01-02", "2024-01-02 03:04:05.5+02", "0044-03-15 BC", "infinity", zero dates of MySQL. Nothing for anything else.
    [[nodiscard]] static std::optional<Moment> parse(std::string_view text);
    /// Takes the zone's offset into account where the text gave none.
    [[nodiscard]] Moment inZone(const QString &zone) const;

    [[nodiscard]] bool isInfinite() const;
};

/// "-12:30:00.5", "838:59:59", "24:00:00+02": microseconds (of UTC where there is an offset). Nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> parseTime(std::string_view text);

} // namespace concord
