// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/moment.h"

#include "results/zoneoffset.h"

#include <limits>

namespace concord {

static constexpr std::int64_t microsPerSecond = 1'000'000;
static constexpr std::int64_t microsPerDay = 86'400 * microsPerSecond;

namespace {

/// Reads a text from its start; each step says whether it found what it wanted.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    bool accept(char c)
    {
        if (m_text.empty() || m_text.front() != c)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    bool acceptWord(std::string_view word)
    {
        if (!m_text.starts_with(word))
            return false;
        m_text.remove_prefix(word.size());
        return true;
    }
    bool number(std::size_t fewest, std::size_t most, std::int64_t &value)
    {
        std::size_t count = 0;
        for (value = 0; count < most && count < m_text.size() && m_text[count] >= '0' && m_text[count] <= '9'; ++count)
            value = value * 10 + (m_text[count] - '0');
        m_text.remove_prefix(count);
        return count >= fewest;
    }
    /// Digits after the second's point; more than six are cut.
    std::int64_t fraction()
    {
        std::int64_t micros = 0;
        std::int64_t step = microsPerSecond / 10;
        for (; !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9'; m_text.remove_prefix(1), step /= 10)
            micros += (m_text.front() - '0') * step;
        return micros;
    }
    [[nodiscard]] bool atEnd() const { return m_text.empty(); }
    [[nodiscard]] char front() const { return m_text.empty() ? '\0' : m_text.front(); }

private:
    std::string_view m_text;
};

} // namespace

static std::int64_t dayOf(std::int64_t year, std::int64_t month, std::int64_t day)
{
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

/// "+02", "+05:30", "-0330", "+00:19:32", "Z".
static bool readOffset(Reader &reader, int &seconds)
{
    if (reader.accept('Z')) {
        seconds = 0;
        return true;
    }
    const bool minus = reader.front() == '-';
    if (!reader.accept('-') && !reader.accept('+'))
        return false;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t rest = 0;
    if (!reader.number(1, 2, hours))
        return false;
    if (reader.accept(':') ? !reader.number(2, 2, minutes) : (reader.front() >= '0' && reader.front() <= '9' && !reader.number(2, 2, minutes)))
        return false;
    if (reader.accept(':') && !reader.number(2, 2, rest))
        return false;
    seconds = static_cast<int>(hours * 3600 + minutes * 60 + rest);
    seconds = minus ? -seconds : seconds;
    return true;
}

static bool readClock(Reader &reader, std::int64_t &micros)
{
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    if (!reader.number(1, 6, hours) || !reader.accept(':') || !reader.number(2, 2, minutes))
        return false;
    if (reader.accept(':') && !reader.number(2, 2, seconds))
        return false;
    micros = (hours * 3600 + minutes * 60 + seconds) * microsPerSecond;
    if (reader.accept('.'))
        micros += reader.fraction();
    return true;
}

bool Moment::isInfinite() const
{
    return day == std::numeric_limits<std::int64_t>::max() || day == std::numeric_limits<std::int64_t>::min();
}

static Moment shifted(Moment moment, int offset)
{
    moment.offset = offset;
    moment.microOfDay -= offset * microsPerSecond;
    const std::int64_t days = moment.microOfDay / microsPerDay - (moment.microOfDay % microsPerDay < 0 ? 1 : 0);
    moment.day += days;
    moment.microOfDay -= days * microsPerDay;
    return moment;
}

std::optional<Moment> Moment::parse(std::string_view text)
{
    if (text == "infinity")
        return Moment{std::numeric_limits<std::int64_t>::max(), 0, 0};
    if (text == "-infinity")
        return Moment{std::numeric_limits<std::int64_t>::min(), 0, 0};
    Reader reader(text);
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t dayOfMonth = 0;
    if (!reader.number(4, 7, year) || !reader.accept('-') || !reader.number(2, 2, month) || !reader.accept('-') || !reader.number(2, 2, dayOfMonth))
        return std::nullopt;
    Moment moment;
    std::optional<int> offset;
    if (reader.accept('T') || (!reader.atEnd() && !reader.acceptWord(" BC") && reader.accept(' '))) {
        if (!readClock(reader, moment.microOfDay))
            return std::nullopt;
        int seconds = 0;
        if (readOffset(reader, seconds))
            offset = seconds;
        if (reader.acceptWord(" BC"))
            year = 1 - year;
    } else if (text.ends_with(" BC")) {
        year = 1 - year;
    }
    if (!reader.atEnd() || month > 12 || dayOfMonth > 31)
        return std::nullopt;
    moment.day = dayOf(year, month, dayOfMonth);
    return offset ? shifted(moment, *offset) : moment;
}

Moment Moment::inZone(const QString &zone) const
{
    if (offset || isInfinite())
        return *this;
    // The offset belongs to a moment of UTC, which is what is looked for: one step back finds it, but for the hour of a change.
    const std::int64_t local = day * 86'400 + microOfDay / microsPerSecond;
    const int guess = zoneOffsetAt(zone, local);
    return shifted(*this, zoneOffsetAt(zone, local - guess));
}

std::optional<std::int64_t> parseTime(std::string_view text)
{
    Reader reader(text);
    const bool minus = reader.accept('-');
    std::int64_t micros = 0;
    if (!readClock(reader, micros))
        return std::nullopt;
    int offset = 0;
    if (!reader.atEnd() && !readOffset(reader, offset))
        return std::nullopt;
    if (!reader.atEnd())
        return std::nullopt;
    return (minus ? -micros : micros) - offset * microsPerSecond;
}

} // namespace concord
