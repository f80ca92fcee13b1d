// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/unreadjob.h"

#include "extract/snapshot.h"

namespace concord {

UnreadJob::UnreadJob(UnfinishedExtraction left, QList<Endpoint> endpoints, QObject *parent)
    : Job(parent),
      m_left(std::move(left)),
      m_endpoints(std::move(endpoints))
{}

QString UnreadJob::title() const
{
    return tr("Extraction %1").arg(ageText(m_left.started));
}

Job::Part UnreadJob::part(int index) const
{
    const UnreadDatabase &database = m_left.databases.at(index);
    Part part;
    part.name = database.name;
    part.endpoint = m_endpoints.at(index);
    if (m_retried.contains(index)) {
        part.state = State::Done;
        part.words = tr("tried again");
        return part;
    }
    const bool cancelled = database.error.kind == ErrorKind::Cancelled;
    part.state = cancelled ? State::Cancelled : State::Failed;
    part.words = cancelled ? tr("cancelled") : tr("✗ failed");
    if (!cancelled)
        part.problem = database.error.detail.isEmpty() ? database.error.message : database.error.message + u'\n' + database.error.detail;
    part.canRetry = true;
    return part;
}

void UnreadJob::retryPart(int index)
{
    retry({index});
}

void UnreadJob::retryFailed()
{
    QList<int> all;
    for (int i = 0; i < partCount(); ++i)
        all.append(i);
    retry(all);
}

void UnreadJob::retry(const QList<int> &databases)
{
    QList<int> wanted;
    for (const int index : databases) {
        if (!m_retried.contains(index))
            wanted.append(index);
    }
    m_retried.unite(QSet<int>(wanted.begin(), wanted.end()));
    Q_EMIT changed();
    if (!wanted.isEmpty())
        Q_EMIT retryWanted(wanted);
}

} // namespace concord
