// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/applyjob.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

ApplyJob::ApplyJob(const Endpoint &endpoint, const QStringList &statements, QObject *parent)
    : Job(parent),
      m_endpoint(endpoint),
      m_statements(statements)
{}

void ApplyJob::follow(const Outcome &outcome)
{
    m_outcome = outcome;
    Q_EMIT changed();
}

void ApplyJob::end(const Outcome &outcome, const QString &sum)
{
    m_outcome = outcome;
    m_sum = sum;
    m_ended = true;
    Q_EMIT changed();
}

void ApplyJob::leave()
{
    Outcome left = m_outcome;
    left.state = TargetState::Cancelled;
    end(left, tr("cancelled: its page was closed"));
}

QString ApplyJob::title() const
{
    return tr("Apply a script to %1").arg(m_endpoint.name);
}

double ApplyJob::progress() const
{
    return m_ended ? 1 : static_cast<double>(m_outcome.statement) / static_cast<double>(std::max<qsizetype>(1, m_statements.size()));
}

QString ApplyJob::summary() const
{
    if (m_ended)
        return m_sum;
    return tr("statement %1 of %2").arg(QLocale().toString(m_outcome.statement + 1), QLocale().toString(m_statements.size()));
}

Job::Part ApplyJob::part(int) const
{
    Part part;
    part.name = m_endpoint.name;
    part.endpoint = m_endpoint;
    part.elapsedMs = m_outcome.elapsedMs;
    part.progress = progress();
    if (!m_ended) {
        part.state = State::Running;
        part.words = m_outcome.cancelRequested                    ? tr("cancel requested")
                     : m_outcome.state == TargetState::Connecting ? tr("connecting")
                                                                  : summary() + u": "_s + m_statements.value(m_outcome.statement);
        part.canCancel = !m_outcome.cancelRequested;
        return part;
    }
    part.state = m_outcome.state == TargetState::Cancelled ? State::Cancelled : m_outcome.error ? State::Failed : State::Done;
    part.words = part.state == State::Done ? tr("✓ applied") : part.state == State::Failed ? tr("✗ failed") : tr("cancelled");
    if (m_outcome.error && part.state == State::Failed)
        part.problem = m_outcome.error->message;
    return part;
}

} // namespace concord
