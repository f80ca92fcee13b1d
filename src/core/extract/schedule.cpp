// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/schedule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString unitName(ExtractionSchedule::Unit unit)
{
    switch (unit) {
    case ExtractionSchedule::Unit::Minutes: return u"minutes"_s;
    case ExtractionSchedule::Unit::Hours: return u"hours"_s;
    case ExtractionSchedule::Unit::Daily: break;
    }
    return u"daily"_s;
}

QDateTime nextRun(const ExtractionSchedule &schedule, const QDateTime &now)
{
    if (!schedule.enabled)
        return {};
    if (schedule.unit == ExtractionSchedule::Unit::Daily) {
        const QDateTime today(now.toLocalTime().date(), schedule.at);
        if (!schedule.last.isValid()) // the first one waits for its time
            return today >= now ? today : today.addDays(1);
        const QDateTime previous = today > now ? today.addDays(-1) : today;
        if (schedule.last < previous)
            return now;
        return today > now ? today : today.addDays(1);
    }
    const qint64 seconds = qint64(std::max(1, schedule.every)) * (schedule.unit == ExtractionSchedule::Unit::Hours ? 3600 : 60);
    return schedule.last.isValid() ? std::max(schedule.last.addSecs(seconds), now) : now;
}

QByteArray scheduleToJson(const ExtractionSchedule &schedule)
{
    QJsonArray profiles;
    for (const QUuid &id : schedule.profiles)
        profiles.append(id.toString(QUuid::WithoutBraces));
    const QJsonObject json{{u"enabled"_s, schedule.enabled}, {u"unit"_s, unitName(schedule.unit)},
                           {u"every"_s, schedule.every},     {u"at"_s, schedule.at.toString(u"HH:mm"_s)},
                           {u"profiles"_s, profiles},        {u"last"_s, schedule.last.toUTC().toString(Qt::ISODateWithMs)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

ExtractionSchedule scheduleFromJson(const QByteArray &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    ExtractionSchedule schedule;
    schedule.enabled = json.value("enabled"_L1).toBool();
    for (const auto unit : {ExtractionSchedule::Unit::Minutes, ExtractionSchedule::Unit::Hours, ExtractionSchedule::Unit::Daily}) {
        if (json.value("unit"_L1).toString() == unitName(unit))
            schedule.unit = unit;
    }
    schedule.every = std::clamp(json.value("every"_L1).toInt(1), 1, 10'000);
    if (const QTime at = QTime::fromString(json.value("at"_L1).toString(), u"HH:mm"_s); at.isValid())
        schedule.at = at;
    const QJsonArray profiles = json.value("profiles"_L1).toArray();
    for (const QJsonValue &id : profiles)
        schedule.profiles.append(QUuid::fromString(id.toString()));
    schedule.last = QDateTime::fromString(json.value("last"_L1).toString(), Qt::ISODateWithMs);
    return schedule;
}

} // namespace concord
