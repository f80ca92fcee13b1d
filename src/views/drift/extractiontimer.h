// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "extract/schedule.h"
#include "services.h"

#include <QObject>

class QTimer;

namespace concord {

class ExtractionJob;
class Extractions;

/// Reads the chosen databases at their times while the window is open; kept in the workspace. One run waits for the one before it.
class ExtractionTimer : public QObject
{
    Q_OBJECT

public:
    /// `extractions` outlives this. `services.workspace` must be there.
    ExtractionTimer(const Services &services, Extractions &extractions, QObject *parent = nullptr);

    [[nodiscard]] const ExtractionSchedule &schedule() const { return m_schedule; }
    void setSchedule(const ExtractionSchedule &schedule);
    /// Invalid: it is off. While a run of it is under way, the one after that.
    [[nodiscard]] QDateTime next() const;
    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    /// Begins where its time has come. Called by itself several times a minute.
    void look();

Q_SIGNALS:
    /// Another schedule, or a run of it began or ended.
    void changed();
    void failed(const concord::Error &error);

private:
    void follow(ExtractionJob *job);
    void load();
    void save();
    [[nodiscard]] QList<QUuid> profiles() const;

    Services m_services;
    Extractions &m_extractions;
    ExtractionSchedule m_schedule;
    QTimer *m_clock;
    ExtractionJob *m_job = nullptr; ///< of the run under way
    bool m_loaded = false;
};

} // namespace concord
