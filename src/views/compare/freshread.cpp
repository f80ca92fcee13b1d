// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/freshread.h"

#include "extract/extractjob.h"

namespace concord {

FreshRead::FreshRead(const Services &services, QObject *parent) : QObject(parent), m_services(services) {}

FreshRead::~FreshRead() = default;

void FreshRead::start(const Endpoint &endpoint, const CatalogPtr &known)
{
    if (m_job)
        return;
    m_known = known;
    ExtractTarget target{endpoint, {}};
    target.request.schema = known->info().scope;
    target.request.include = known->info().include;
    target.request.exclude = known->info().exclude;
    ExtractRequest request;
    request.targets.append(target);
    request.partial = true;
    m_job = std::make_unique<ExtractJob>(request, m_services.registry, m_services.secrets, SnapshotStore());
    connect(m_job.get(), &ExtractJob::finished, this, &FreshRead::finish, Qt::QueuedConnection);
    m_job->start();
    Q_EMIT runningChanged(true);
}

void FreshRead::finish()
{
    if (!m_job)
        return;
    const ExtractOutcome outcome = m_job->outcome(0);
    m_job.reset();
    Q_EMIT runningChanged(false);
    if (outcome.catalog)
        Q_EMIT answered(outcome.catalog->fingerprint() == m_known->fingerprint());
    else
        Q_EMIT failed(outcome.error.value_or(Error()));
}

void FreshRead::cancel()
{
    if (m_job)
        m_job->cancel();
}

} // namespace concord
