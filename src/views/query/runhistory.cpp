// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runhistory.h"

#include "workspace/workspacethread.h"

using namespace Qt::StringLiterals;

namespace concord {

RunHistory::RunHistory(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace) {}

void RunHistory::fill(const Run &run)
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
                             targetStateName(outcome.state),
                             outcome.rows,
                             -1,
                             outcome.elapsedMs,
                             {},
                             {},
                             {}};
        for (const StatementResult &result : outcome.results) {
            if (result.affectedRows >= 0)
                target.affectedRows = std::max<qint64>(target.affectedRows, 0) + result.affectedRows;
        }
        if (outcome.error) {
            target.errorKind = errorKindName(outcome.error->kind);
            target.errorCode = outcome.error->code;
            target.errorMessage = outcome.error->message;
        }
        m_entry.targets.append(target);
    }
}

void RunHistory::begin(const Run &run, const QString &workSession)
{
    if (!m_workspace)
        return;
    m_numbered = false;
    m_finishWanted = false;
    m_entry = {};
    m_entry.started = QDateTime::currentDateTimeUtc();
    m_entry.text = run.request().text;
    m_entry.origin = u"window"_s;
    m_entry.session = workSession;
    fill(run);
    const int question = ++m_question;
    m_workspace->post([entry = m_entry](Workspace &workspace) { return workspace.beginHistory(entry); })
        .then(this, [this, question](const Result<qint64> &number) {
            if (question != m_question)
                return;
            if (!number) {
                Q_EMIT failed(number.error().message);
                return;
            }
            m_entry.run = *number;
            m_numbered = true;
            Q_EMIT written();
            if (m_finishWanted)
                write();
        });
}

void RunHistory::finish(const Run &run)
{
    if (!m_workspace)
        return;
    fill(run);
    m_finishWanted = true;
    if (m_numbered)
        write();
}

void RunHistory::write()
{
    m_workspace->post([entry = m_entry](Workspace &workspace) { return workspace.finishHistory(entry); })
        .then(this, [this](const Result<void> &done) {
            if (done)
                Q_EMIT written();
            else
                Q_EMIT failed(done.error().message);
        });
}

} // namespace concord
