// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/scriptapplier.h"

#include "compare/applyjob.h"
#include "connection/session.h"
#include "query/approvaldialog.h"
#include "query/runhistory.h"
#include "query/runstarter.h"

#include <QWidget>

namespace concord {

ScriptApplier::ScriptApplier(const Services &services, QWidget *window)
    : QObject(window),
      m_services(services),
      m_window(window),
      m_starter(new RunStarter(services.registry, this)),
      m_history(new RunHistory(services.workspace, this))
{
    connect(m_starter, &RunStarter::refused, this, [this](const QList<Error> &refusals, int) {
        QStringList words;
        for (const Error &error : refusals)
            words.append(error.message);
        end();
        Q_EMIT notRun(words.join(u'\n'));
    });
    connect(m_starter, &RunStarter::approvalNeeded, this, &ScriptApplier::ask);
    connect(m_starter, &RunStarter::ready, this, &ScriptApplier::launch);
}

ScriptApplier::~ScriptApplier()
{
    if (!m_run)
        return;
    m_history->finish(*m_run);
    if (m_job)
        m_job->leave();
}

void ScriptApplier::apply(const Migration &migration, const Endpoint &endpoint)
{
    if (m_running)
        return;
    m_running = true;
    m_stopped = false;
    Q_EMIT runningChanged(true);
    m_migration = migration;
    MigrationOptions options;
    options.destructive = true; // those that were ticked are all that there are
    RunWish wish;
    wish.editorText = migrationScript(migration, options);
    wish.wholeScript = true;
    wish.request.targets.append({endpoint, {}});
    m_starter->start(wish, [](RunRequest &, const QStringList &) { return Result<void>(); });
}

void ScriptApplier::ask(const RunRequest &request, const RunCheck &check)
{
    auto *dialog = new ApprovalDialog(request, check, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, request](int answer) {
        if (answer == QDialog::Accepted) {
            launch(request);
            return;
        }
        end();
        Q_EMIT notRun(tr("Not run: the write was not approved."));
    });
    dialog->open();
}

void ScriptApplier::launch(const RunRequest &request)
{
    if (m_stopped) { // while it was looked at
        end();
        Q_EMIT notRun(tr("Not run: it was stopped before it began."));
        return;
    }
    // A session of its own: what it held is taken back with it.
    m_session = std::make_unique<Session>(m_services.registry, m_services.secrets);
    m_run = std::make_unique<Run>(request, *m_session);
    connect(m_run.get(), &Run::outcomeChanged, this, &ScriptApplier::follow);
    connect(m_run.get(), &Run::finished, this, &ScriptApplier::finish, Qt::QueuedConnection);
    m_run->start();
    m_history->begin(*m_run, {});
    const Endpoint &endpoint = request.targets.first().endpoint;
    const QStringList statements = scriptParts(m_migration, dialectOf(endpoint, *m_services.registry));
    m_statements = static_cast<int>(statements.size());
    m_job = new ApplyJob(endpoint, statements, this);
    connect(m_job, &ApplyJob::cancelWanted, this, &ScriptApplier::cancel);
    Q_EMIT started(m_job);
    follow();
}

void ScriptApplier::follow()
{
    if (!m_run || m_run->isFinished())
        return;
    const Outcome outcome = m_run->outcome(0);
    if (m_job)
        m_job->follow(outcome);
    Q_EMIT progressed(std::min(outcome.statement + 1, m_statements), m_statements);
}

void ScriptApplier::finish()
{
    if (!m_run)
        return;
    m_history->finish(*m_run);
    const Endpoint endpoint = m_run->request().targets.first().endpoint;
    const Outcome outcome = m_run->outcome(0);
    const ApplyReport report = applyReport(m_migration, outcome, dialectOf(endpoint, *m_services.registry), endpoint.name);
    if (m_job)
        m_job->end(outcome, report.lines.value(0));
    m_run.reset();
    m_session.reset();
    end();
    Q_EMIT finished(report);
}

void ScriptApplier::end()
{
    m_running = false;
    Q_EMIT runningChanged(false);
}

bool ScriptApplier::isStopping() const
{
    return m_run && m_run->isStopping();
}

void ScriptApplier::cancel()
{
    m_stopped = m_running;
    if (!m_run)
        return;
    if (isStopping())
        m_run->letGo();
    else
        m_run->cancel();
    follow();
}

} // namespace concord
