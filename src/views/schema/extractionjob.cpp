// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/extractionjob.h"

#include "schema/catalogfilter.h"
#include "schema/objectwords.h"

using namespace Qt::StringLiterals;

namespace concord {

ExtractionJob::ExtractionJob(std::unique_ptr<ExtractJob> job, QObject *parent) : Job(parent), m_job(std::move(job))
{
    connect(m_job.get(), &ExtractJob::changed, this, [this](int target) {
        Q_EMIT targetChanged(target);
        Q_EMIT changed();
    });
    connect(m_job.get(), &ExtractJob::finished, this, [this] {
        Q_EMIT changed();
        Q_EMIT finished();
    });
}

ExtractionJob::~ExtractionJob() = default;

void ExtractionJob::start()
{
    m_job->start();
    Q_EMIT changed();
}

QString ExtractionJob::title() const
{
    if (partCount() == 1)
        return tr("Extract %1").arg(part(0).name);
    return tr("Extract %n databases", nullptr, partCount());
}

bool ExtractionJob::isRunning() const
{
    return !m_job->isFinished();
}

/// A database that is through counts whole, one that is being read by its share.
double ExtractionJob::progress() const
{
    double sum = 0;
    for (int i = 0; i < partCount(); ++i) {
        const Part each = part(i);
        const bool ended = each.state == State::Done || each.state == State::Failed || each.state == State::Cancelled;
        sum += ended ? 1 : std::max(each.progress, 0.0);
    }
    return partCount() > 0 ? sum / partCount() : 1;
}

double ExtractionJob::elapsedMs() const
{
    return m_job->elapsedMs();
}

int ExtractionJob::partCount() const
{
    return m_job->targetCount();
}

static QString doneWords(const ExtractOutcome &outcome)
{
    if (!outcome.snapshot)
        return ExtractionJob::tr("✓ read");
    const EntityCounts &counts = outcome.snapshot->counts;
    const qint64 tables =
        counts.value(u"tables"_s) + counts.value(u"views"_s) + counts.value(u"materialized_views"_s) + counts.value(u"collections"_s);
    const QString read = ExtractionJob::tr("✓ %n tables and views", nullptr, static_cast<int>(tables));
    return outcome.snapshot->changed ? read : ExtractionJob::tr("%1, unchanged").arg(read);
}

static QString readingWords(const CatalogProgress &progress)
{
    if (progress.total > 0)
        return ExtractionJob::tr("%1/%2 · %3").arg(approximate(progress.done), approximate(progress.total), progress.step);
    return progress.done > 0 ? ExtractionJob::tr("%1 · %2").arg(approximate(progress.done), progress.step) : progress.step;
}

/// Of what was read although rights are missing, or not all could be read.
static QString warnings(const ExtractOutcome &outcome)
{
    QStringList lines;
    for (const MissingRight &right : outcome.missing)
        lines.append(ExtractionJob::tr("%1: %2 is missing; %3").arg(right.object, right.needs, right.effect));
    if (outcome.snapshot && outcome.snapshot->unread > 0)
        lines.append(ExtractionJob::tr("%n things could not be read", nullptr, static_cast<int>(outcome.snapshot->unread)));
    if (const QStringList idle = outcome.catalog ? idlePatterns(*outcome.catalog) : QStringList(); !idle.isEmpty())
        lines.append(ExtractionJob::tr("nothing is like %1").arg(idle.join(u", "_s)));
    return lines.join(u'\n');
}

Job::Part ExtractionJob::part(int index) const
{
    const ExtractOutcome outcome = m_job->outcome(index);
    Part part;
    part.endpoint = m_job->request().targets.at(index).endpoint;
    part.name = part.endpoint.name;
    part.elapsedMs = outcome.elapsedMs;
    switch (outcome.state) {
    case ExtractState::Waiting: part.words = tr("waiting"); break;
    case ExtractState::Connecting:
        part.state = State::Running;
        part.words = tr("connecting");
        break;
    case ExtractState::Reading:
        part.state = State::Running;
        part.words = readingWords(outcome.progress);
        if (outcome.progress.total > 0)
            part.progress = static_cast<double>(outcome.progress.done) / static_cast<double>(outcome.progress.total);
        break;
    case ExtractState::Storing:
        part.state = State::Running;
        part.words = tr("keeping the snapshot");
        part.progress = 1;
        break;
    case ExtractState::Done:
        part.state = State::Done;
        part.words = doneWords(outcome);
        part.progress = 1;
        part.problem = warnings(outcome);
        break;
    case ExtractState::Failed:
        part.state = State::Failed;
        part.words = tr("✗ failed");
        break;
    case ExtractState::Cancelled:
        part.state = State::Cancelled;
        part.words = tr("cancelled");
        break;
    }
    if (outcome.error && part.state != State::Cancelled)
        part.problem = outcome.error->detail.isEmpty() ? outcome.error->message : outcome.error->message + u'\n' + outcome.error->detail;
    if (outcome.cancelRequested && part.state == State::Running)
        part.words = tr("cancel requested");
    part.canCancel = (part.state == State::Running || part.state == State::Waiting) && !outcome.cancelRequested;
    part.canRetry = part.state == State::Failed || part.state == State::Cancelled;
    return part;
}

void ExtractionJob::cancel()
{
    m_job->cancel();
}

void ExtractionJob::cancelPart(int index)
{
    m_job->cancel(index);
}

void ExtractionJob::retryPart(int index)
{
    Q_EMIT retried();
    m_job->retry(index);
    Q_EMIT changed();
}

void ExtractionJob::retryFailed()
{
    Q_EMIT retried();
    m_job->retryFailed();
    Q_EMIT changed();
}

} // namespace concord
