// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/extraction.h"

#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/interrupt.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "workspace/snapshotstore.h"

#include <QEventLoop>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::ctl {

Extraction::Extraction(Context &context, ExtractRequest request)
    : Extraction(context, std::move(request), snapshotStore(context.workspacePath(), context.registry()))
{}

Extraction::Extraction(Context &context, ExtractRequest request, SnapshotStore store)
    : m_context(context),
      m_job(std::move(request), context.registry(), context.secretProvider(), std::move(store))
{}

void Extraction::run()
{
    do
        runToEnd();
    while (!m_interrupted && retryWithPasswords());
    m_context.out().progress({});
}

void Extraction::runToEnd()
{
    QEventLoop loop;
    QObject::connect(&m_job, &ExtractJob::finished, &loop, &QEventLoop::quit);
    Interrupt interrupt([this] {
        m_interrupted = true;
        m_job.cancel();
    });
    QTimer progress;
    QObject::connect(&progress, &QTimer::timeout, &loop, [this] { showProgress(); });
    if (m_context.out().errorIsTerminal())
        progress.start(100ms);
    if (!std::exchange(m_started, true))
        QTimer::singleShot(0, &loop, [this] { m_job.start(); });
    loop.exec();
}

bool Extraction::retryWithPasswords()
{
    if (!canAsk())
        return false;
    QSet<QUuid> refused;
    QSet<QUuid> answered;
    for (int i = 0; i < m_job.targetCount(); ++i) {
        const Endpoint &endpoint = m_job.request().targets[i].endpoint;
        const ExtractOutcome outcome = m_job.outcome(i);
        if (!outcome.error || outcome.error->kind != ErrorKind::Authentication || m_asked.contains(endpoint.serverId))
            continue;
        if (!refused.contains(endpoint.serverId) && !answered.contains(endpoint.serverId)) {
            if (const auto secret = askPassword(passwordPrompt(endpoint))) {
                m_context.secrets().setAnswer(endpoint, *secret);
                answered.insert(endpoint.serverId);
            } else {
                refused.insert(endpoint.serverId);
            }
        }
        if (answered.contains(endpoint.serverId)) {
            m_context.secrets().forgetForTarget(endpoint);
            m_job.retry(i);
        }
    }
    m_asked.unite(answered).unite(refused);
    return !answered.isEmpty();
}

void Extraction::showProgress()
{
    int settled = 0;
    QStringList reading;
    for (int i = 0; i < m_job.targetCount(); ++i) {
        const ExtractOutcome outcome = m_job.outcome(i);
        if (outcome.state == ExtractState::Reading && reading.size() < 2) {
            const CatalogProgress &progress = outcome.progress;
            const QString share = progress.total < 0 ? QString() : u" %1/%2"_s.arg(progress.done).arg(progress.total);
            reading.append(m_job.request().targets[i].endpoint.name + u' ' + progress.step + share);
        }
        settled += outcome.state == ExtractState::Done || outcome.state == ExtractState::Failed || outcome.state == ExtractState::Cancelled;
    }
    QString text = Ctl::tr("%1 of %2 databases · %3 s").arg(settled).arg(m_job.targetCount()).arg(m_job.elapsedMs() / 1000, 0, 'f', 1);
    if (!reading.isEmpty())
        text += u" · "_s + visible(reading.join(u", "_s));
    m_context.out().progress(m_interrupted ? Ctl::tr("cancelling… ") + text : text);
}

int Extraction::exitCode() const
{
    if (m_interrupted)
        return ExitCode::Interrupted;
    const int done = m_job.countOf(ExtractState::Done);
    return done == m_job.targetCount() ? ExitCode::Done : done > 0 ? ExitCode::SomeFailed : ExitCode::Failed;
}

} // namespace concord::ctl
