// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firebird/firebirdhandles.h"
#include "results/column.h"

#include <string>

namespace concord {

// Values of Firebird's as it writes them itself.

/// Days from 1970-01-01.
[[nodiscard]] std::int32_t firebirdDays(ISC_DATE date);
/// Microseconds from 1970-01-01.
[[nodiscard]] std::int64_t firebirdMicroseconds(const ISC_TIMESTAMP &timestamp);
/// "13:30:00.0000"
[[nodiscard]] std::string firebirdTimeText(ISC_TIME time);
/// "13:30:00.0000 Europe/Berlin"; in GMT where the zone is not known here.
[[nodiscard]] std::string firebirdTimeText(const ISC_TIME_TZ &time);
/// "2024-02-29 13:30:00.0000 +02:00"
[[nodiscard]] std::string firebirdTimestampText(const ISC_TIMESTAMP_TZ &timestamp);
/// Of 16 or 34 digits, with an exponent where it is far from the point: "1.50", "1E+400", "NaN".
[[nodiscard]] std::string firebirdDecimalText(const FB_DEC16 &value);
[[nodiscard]] std::string firebirdDecimalText(const FB_DEC34 &value);
[[nodiscard]] Int128 firebirdInt128(const FB_I128 &value);
/// -12345 with 2 digits after the point: "-123.45".
[[nodiscard]] std::string firebirdScaledText(Int128 value, int digits);

} // namespace concord
