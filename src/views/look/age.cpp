// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/age.h"

#include <QCoreApplication>

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Age)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

} // namespace

QString shortAge(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid())
        return Words::tr("never");
    const qint64 seconds = moment.secsTo(now);
    if (seconds < minute)
        return Words::tr("now");
    if (seconds < hour)
        return Words::tr("%1 min").arg(seconds / minute);
    if (seconds < day)
        return Words::tr("%1 h").arg(seconds / hour);
    return Words::tr("%1 d").arg(seconds / day);
}

bool isStale(const QDateTime &moment, const QDateTime &now)
{
    return !moment.isValid() || moment.secsTo(now) >= day;
}

} // namespace concord
