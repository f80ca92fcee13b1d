// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUuid>

namespace concord {

/// When schemas are read by themselves while the window is open.
struct ExtractionSchedule
{
    enum class Unit { Minutes, Hours, Daily };
    bool enabled = false;
    Unit unit = Unit::Hours;
    int every = 1;         ///< of Minutes and Hours
    QTime at{3, 0};        ///< of Daily, local time
    QList<QUuid> profiles; ///< empty: all
    QDateTime last;        ///< when it last began; invalid: never
};

/// When it begins next; never before `now`. Invalid: it is off. A time that passed while no window was open is made up for at once.
[[nodiscard]] QDateTime nextRun(const ExtractionSchedule &schedule, const QDateTime &now);

[[nodiscard]] QByteArray scheduleToJson(const ExtractionSchedule &schedule);
/// What is not there or makes no sense is as a new schedule has it.
[[nodiscard]] ExtractionSchedule scheduleFromJson(const QByteArray &json);

} // namespace concord
