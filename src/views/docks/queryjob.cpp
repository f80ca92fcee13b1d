// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/queryjob.h"

#include "query/querytab.h"
#include "query/runstatus.h"

using namespace Qt::StringLiterals;

namespace concord {

QueryJob::QueryJob(QueryTab *tab, QObject *parent) : Job(parent), m_tab(tab)
{
    connect(tab, &QueryTab::runningChanged, this, &Job::changed);
    connect(tab, &QueryTab::titleChanged, this, &Job::changed);
}

QString QueryJob::title() const
{
    return m_tab ? m_tab->title() : QString();
}

bool QueryJob::isRunning() const
{
    return m_tab && m_tab->isRunning();
}

/// Of a statement nobody knows how much is left; of its targets it is known how many are through.
double QueryJob::progress() const
{
    const int parts = partCount();
    if (!isRunning() || parts < 2)
        return isRunning() ? -1 : 1;
    int ended = 0;
    for (int i = 0; i < parts; ++i)
        ended += part(i).state != State::Waiting && part(i).state != State::Running ? 1 : 0;
    return static_cast<double>(ended) / parts;
}

QString QueryJob::summary() const
{
    const Run *run = m_tab ? m_tab->run() : nullptr;
    return run ? rowsText(*run) + u" · "_s + run->coverage().sentence() : QString(); // the time has a column of its own
}

double QueryJob::elapsedMs() const
{
    return m_tab && m_tab->run() ? m_tab->run()->elapsedMs() : 0;
}

int QueryJob::partCount() const
{
    return m_tab && m_tab->run() ? m_tab->run()->targetCount() : 0;
}

static Job::State stateOf(TargetState state)
{
    switch (state) {
    case TargetState::Waiting: return Job::State::Waiting;
    case TargetState::Connecting:
    case TargetState::Running: return Job::State::Running;
    case TargetState::Done:
    case TargetState::Capped: return Job::State::Done;
    case TargetState::Failed: return Job::State::Failed;
    case TargetState::Cancelled: break;
    }
    return Job::State::Cancelled;
}

Job::Part QueryJob::part(int index) const
{
    Part part;
    if (index >= partCount())
        return part;
    const Outcome outcome = m_tab->run()->outcome(index);
    part.endpoint = m_tab->run()->request().targets.at(index).endpoint;
    part.name = part.endpoint.name;
    part.state = stateOf(outcome.state);
    switch (outcome.state) {
    case TargetState::Waiting: part.words = tr("waiting"); break;
    case TargetState::Connecting: part.words = tr("connecting"); break;
    case TargetState::Cancelled: part.words = outcome.stopConfirmed ? tr("cancelled") : tr("gave up"); break;
    case TargetState::Failed: part.words = tr("failed"); break;
    default: part.words = rowsText(outcome); break;
    }
    if (outcome.error)
        part.problem = outcome.error->message;
    part.elapsedMs = outcome.elapsedMs;
    part.progress = part.state == State::Done ? 1 : -1;
    part.canCancel = part.state == State::Waiting || part.state == State::Running;
    part.canRetry = part.state == State::Failed || part.state == State::Cancelled;
    return part;
}

void QueryJob::cancel()
{
    if (m_tab)
        m_tab->stop();
}

void QueryJob::cancelPart(int index)
{
    if (m_tab)
        m_tab->cancelTarget(index);
}

void QueryJob::retryPart(int index)
{
    if (m_tab)
        m_tab->retryTarget(index);
}

void QueryJob::retryFailed()
{
    for (int i = 0; i < partCount(); ++i) {
        if (part(i).canRetry)
            retryPart(i);
    }
}

void QueryJob::open()
{
    if (m_tab)
        Q_EMIT tabWanted(m_tab);
}

} // namespace concord
