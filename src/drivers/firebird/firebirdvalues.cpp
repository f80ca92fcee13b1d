// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdvalues.h"

#include <firebird/Interface.h>

#include <array>
#include <cstring>
#include <format>

namespace concord {

namespace {

constexpr std::int32_t daysToUnixEpoch = 40'587; ///< Firebird counts from 1858-11-17
constexpr unsigned perSecond = ISC_TIME_SECONDS_PRECISION;

struct Clock
{
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned seconds = 0;
    unsigned fractions = 0;
};

std::string written(const Clock &clock)
{
    return std::format("{:02}:{:02}:{:02}.{:04}", clock.hours, clock.minutes, clock.seconds, clock.fractions);
}

Clock clockOf(ISC_TIME time)
{
    const unsigned seconds = time / perSecond;
    return {seconds / 3600, seconds / 60 % 60, seconds % 60, time % perSecond};
}

Firebird::IUtil *library()
{
    return Firebird::fb_get_master_interface()->getUtilInterface();
}

/// Runs `call` with a status of the client library's; answers whether it went well.
template<class F>
bool well(F &&call)
{
    Firebird::CheckStatusWrapper status(Firebird::fb_get_master_interface()->getStatus());
    call(&status);
    const bool ok = !(status.getState() & Firebird::IStatus::STATE_ERRORS);
    status.dispose();
    return ok;
}

} // namespace

std::int32_t firebirdDays(ISC_DATE date)
{
    return date - daysToUnixEpoch;
}

std::int64_t firebirdMicroseconds(const ISC_TIMESTAMP &timestamp)
{
    return firebirdDays(timestamp.timestamp_date) * std::int64_t{86'400'000'000}
           + static_cast<std::int64_t>(timestamp.timestamp_time) * (1'000'000 / perSecond);
}

std::string firebirdTimeText(ISC_TIME time)
{
    return written(clockOf(time));
}

std::string firebirdTimeText(const ISC_TIME_TZ &time)
{
    Clock clock;
    std::array<char, 64> zone{};
    const bool known = well([&](Firebird::CheckStatusWrapper *status) {
        library()->decodeTimeTz(status, &time, &clock.hours, &clock.minutes, &clock.seconds, &clock.fractions, zone.size(), zone.data());
    });
    return known ? written(clock) + ' ' + zone.data() : firebirdTimeText(time.utc_time) + " GMT";
}

std::string firebirdTimestampText(const ISC_TIMESTAMP_TZ &timestamp)
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    Clock clock;
    std::array<char, 64> zone{"GMT"};
    const bool known = well([&](Firebird::CheckStatusWrapper *status) {
        library()->decodeTimeStampTz(status, &timestamp, &year, &month, &day, &clock.hours, &clock.minutes, &clock.seconds, &clock.fractions,
                                     zone.size(), zone.data());
    });
    if (!known) {
        library()->decodeDate(timestamp.utc_timestamp.timestamp_date, &year, &month, &day);
        clock = clockOf(timestamp.utc_timestamp.timestamp_time);
        std::strcpy(zone.data(), "GMT");
    }
    return std::format("{:04}-{:02}-{:02} {} {}", year, month, day, written(clock), zone.data());
}

std::string firebirdDecimalText(const FB_DEC16 &value)
{
    std::array<char, Firebird::IDecFloat16::STRING_SIZE + 1> text{};
    well([&](Firebird::CheckStatusWrapper *status) { library()->getDecFloat16(status)->toString(status, &value, text.size(), text.data()); });
    return text.data();
}

std::string firebirdDecimalText(const FB_DEC34 &value)
{
    std::array<char, Firebird::IDecFloat34::STRING_SIZE + 1> text{};
    well([&](Firebird::CheckStatusWrapper *status) { library()->getDecFloat34(status)->toString(status, &value, text.size(), text.data()); });
    return text.data();
}

Int128 firebirdInt128(const FB_I128 &value)
{
    const UInt128 bits = static_cast<UInt128>(value.fb_data[1]) << 64 | value.fb_data[0];
    return static_cast<Int128>(bits);
}

std::string firebirdScaledText(Int128 value, int digits)
{
    UInt128 rest = value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
    std::string text;
    for (int i = 0; rest != 0 || i <= digits; ++i) {
        if (i == digits && digits > 0)
            text.insert(text.begin(), '.');
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    }
    return value < 0 ? '-' + text : text;
}

} // namespace concord
