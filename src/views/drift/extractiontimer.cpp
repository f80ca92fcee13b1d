// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/extractiontimer.h"

#include "profilelist.h"
#include "schema/extractionjob.h"
#include "schema/extractions.h"
#include "workspace/workspacethread.h"

#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static const QString scheduleKey = u"extractionSchedule"_s;
static constexpr auto lookEvery = 10s;

ExtractionTimer::ExtractionTimer(const Services &services, Extractions &extractions, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_extractions(extractions),
      m_clock(new QTimer(this))
{
    connect(m_clock, &QTimer::timeout, this, &ExtractionTimer::look);
    m_clock->start(lookEvery);
    load();
}

void ExtractionTimer::load()
{
    m_services.workspace->post([](Workspace &workspace) { return workspace.setting(scheduleKey); })
        .then(this, [this](const Result<QByteArray> &kept) {
            if (m_loaded) // a person was quicker
                return;
            m_loaded = true;
            m_schedule = scheduleFromJson(kept.value_or(QByteArray()));
            Q_EMIT changed();
        });
}

void ExtractionTimer::save()
{
    m_services.workspace->post([json = scheduleToJson(m_schedule)](Workspace &workspace) { return workspace.setSetting(scheduleKey, json); })
        .then(this, [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

void ExtractionTimer::setSchedule(const ExtractionSchedule &schedule)
{
    m_loaded = true;
    m_schedule = schedule;
    save();
    Q_EMIT changed();
    look();
}

QDateTime ExtractionTimer::next() const
{
    return nextRun(m_schedule, QDateTime::currentDateTime());
}

QList<QUuid> ExtractionTimer::profiles() const
{
    QList<QUuid> wanted;
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (m_schedule.profiles.isEmpty() || m_schedule.profiles.contains(entry.endpoint.profileId))
            wanted.append(entry.endpoint.profileId);
    }
    return wanted;
}

void ExtractionTimer::look()
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime due = nextRun(m_schedule, now);
    const QList<QUuid> wanted = profiles();
    if (!m_loaded || m_job || !due.isValid() || due > now || wanted.isEmpty())
        return;
    const auto begun = [timer = QPointer(this)](ExtractionJob *job) {
        if (timer)
            timer->follow(job);
    };
    if (!m_extractions.start(wanted, m_extractions.choices(), true, begun))
        return; // all are being read for somebody else: the next look is soon
    m_schedule.last = now.toUTC();
    save();
    Q_EMIT changed();
}

void ExtractionTimer::follow(ExtractionJob *job)
{
    m_job = job;
    const auto ended = [this, job] {
        if (m_job != job)
            return;
        m_job = nullptr;
        Q_EMIT changed();
    };
    connect(job, &ExtractionJob::finished, this, ended);
    connect(job, &QObject::destroyed, this, ended);
    Q_EMIT changed();
}

} // namespace concord
