// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runhistory.h"

#include "workspace/workspacethread.h"

using namespace Qt::StringLiterals;

namespace concord {

RunHistory::RunHistory(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace) {}

namespace {

/// A run that is let go before its end: what had not answered is given up.
QString lastState(TargetState state)
{
    const bool isUnderWay = state == TargetState::Waiting || state == TargetState::Connecting || state == TargetState::Running;
    return targetStateName(isUnderWay ? TargetState::Cancelled : state);
}

} // namespace

void RunHistory::fill(const Run &run, bool ends)
{
    m_entry.elapsedMs = run.elapsedMs();
    m_entry.targets.clear();
    for (int i = 0; i < run.targetCount(); ++i) {
        const Endpoint &endpoint = run.request().targets[i].endpoint;
        const Outcome outcome = run.outcome(i);
        HistoryTarget target{endpoint.profileId,
                             endpoint.name,
                             endpoint.engine,
                             outcome.sql,
                             ends ? lastState(outcome.state) : targetStateName(outcome.state),
                             outcome.rows,
                             -1,
                             outcome.elapsedMs,
                             {},
                             {},
                             {}};
        for (const StatementResult &result : outcome.results) {
            if (result.affectedRows >= 0 && !result.table)
                target.affectedRows = std::max<qint64>(target.affectedRows, 0) + result.affectedRows;
        }
        if (outcome.error) {
            target.errorKind = errorKindName(outcome.error->kind);
            target.errorCode = outcome.error->code;
            target.errorMessage = outcome.error->message;
        } else if (outcome.transaction == TransactionState::InTransaction) {
            target.errorMessage = tr("in a transaction that was open then");
        }
        m_entry.targets.append(target);
    }
}

void RunHistory::begin(const Run &run, const QString &workSession)
{
    if (!m_workspace)
        return;
    m_entry = {};
    m_entry.started = QDateTime::currentDateTimeUtc();
    m_entry.text = run.request().text;
    m_entry.origin = u"window"_s;
    m_entry.session = workSession;
    fill(run, false);
    m_number = std::make_shared<qint64>(0);
    const auto begins = [entry = m_entry, number = m_number](Workspace &workspace) -> Result<void> {
        return workspace.beginHistory(entry).transform([&number](qint64 given) { *number = given; });
    };
    m_workspace->post(begins).then(this, [this](const Result<void> &begun) { tell(begun); });
}

void RunHistory::finish(const Run &run)
{
    if (!m_workspace || !m_number)
        return;
    fill(run, true);
    const auto ends = [entry = m_entry, number = m_number](Workspace &workspace) mutable -> Result<void> {
        entry.run = *number;
        return entry.run > 0 ? workspace.finishHistory(entry) : Result<void>(); // that it could not begin was told
    };
    m_workspace->post(ends).then(this, [this](const Result<void> &ended) { tell(ended); });
}

void RunHistory::tell(const Result<void> &done)
{
    if (done)
        Q_EMIT written();
    else
        Q_EMIT failed(done.error().message);
}

} // namespace concord
