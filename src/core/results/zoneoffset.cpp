// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/zoneoffset.h"

#include <QDateTime>
#include <QHash>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// A stretch of time, first included, last excluded, in which the offset stays the same.
struct Period
{
    std::int64_t from;
    std::int64_t to;
    int offset;
};

/// Asking QTimeZone costs microseconds a cell; the stretch around a moment is asked once.
class ZoneOffsets
{
public:
    explicit ZoneOffsets(const QString &zone);
    int at(std::int64_t second);

private:
    Period ask(std::int64_t second) const;

    QTimeZone m_zone;
    std::vector<Period> m_periods; ///< ordered
    Period m_last{0, 0, 0};
};

} // namespace

/// "+05:30", "-08" and the POSIX form "<…>-05:30", whose sign runs the other way.
static std::optional<int> fixedOffset(const QString &zone)
{
    static const QRegularExpression form(u"^(<[^>]*>)?([+-]?)(\\d{1,2})(?::?(\\d{2}))?(?::?(\\d{2}))?$"_s);
    const QRegularExpressionMatch match = form.match(zone);
    if (!match.hasMatch() || (match.capturedLength(1) == 0 && match.capturedLength(2) == 0))
        return std::nullopt;
    const int seconds = match.captured(3).toInt() * 3600 + match.captured(4).toInt() * 60 + match.captured(5).toInt();
    const bool posix = match.capturedLength(1) != 0;
    const bool minus = match.captured(2) == u"-"_s;
    return minus != posix ? -seconds : seconds;
}

ZoneOffsets::ZoneOffsets(const QString &zone) : m_zone(zone.toUtf8())
{
    constexpr auto always = std::numeric_limits<std::int64_t>::max();
    if (const std::optional<int> fixed = fixedOffset(zone))
        m_last = {std::numeric_limits<std::int64_t>::min(), always, *fixed};
    else if (!m_zone.isValid() || !m_zone.hasTransitions())
        m_last = {std::numeric_limits<std::int64_t>::min(), always, m_zone.isValid() ? m_zone.offsetFromUtc(QDateTime::currentDateTimeUtc()) : 0};
}

Period ZoneOffsets::ask(std::int64_t second) const
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(second, QTimeZone::UTC);
    Period period{second, second + 1, m_zone.offsetFromUtc(moment)};
    const QTimeZone::OffsetData next = m_zone.nextTransition(moment);
    if (next.atUtc.isValid())
        period.to = std::max<std::int64_t>(period.to, next.atUtc.toSecsSinceEpoch());
    const QTimeZone::OffsetData previous = m_zone.previousTransition(moment.addSecs(1));
    if (previous.atUtc.isValid() && previous.atUtc <= moment)
        period.from = previous.atUtc.toSecsSinceEpoch();
    return period;
}

int ZoneOffsets::at(std::int64_t second)
{
    if (second >= m_last.from && second < m_last.to)
        return m_last.offset;
    const auto after =
        std::upper_bound(m_periods.begin(), m_periods.end(), second, [](std::int64_t value, const Period &period) { return value < period.from; });
    if (after != m_periods.begin() && second < std::prev(after)->to) {
        m_last = *std::prev(after);
        return m_last.offset;
    }
    m_last = ask(second);
    m_periods.insert(after, m_last);
    return m_last.offset;
}

int zoneOffsetAt(const QString &zone, std::int64_t second)
{
    thread_local QHash<QString, std::shared_ptr<ZoneOffsets>> zones;
    thread_local QString lastName;
    thread_local ZoneOffsets *last = nullptr;
    if (!last || (lastName.constData() != zone.constData() && lastName != zone)) {
        std::shared_ptr<ZoneOffsets> &entry = zones[zone];
        if (!entry)
            entry = std::make_shared<ZoneOffsets>(zone);
        last = entry.get();
        lastName = zone;
    }
    return last->at(second);
}

} // namespace concord
