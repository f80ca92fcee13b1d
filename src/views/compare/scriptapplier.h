// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/applyreport.h"
#include "query/run.h"
#include "services.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace concord {

class ApplyJob;
class RunHistory;
class RunStarter;
class Session;

/// Runs a migration on one database as the editor would: looked at, refused or approved by typing, kept in history; and says what became of it.
/// GUI thread.
class ScriptApplier : public QObject
{
    Q_OBJECT

public:
    ScriptApplier(const Services &services, QWidget *window);
    ~ScriptApplier() override;

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Statements are being sent, or what they came to is waited for.
    [[nodiscard]] bool isApplying() const { return m_run != nullptr; }
    void apply(const Migration &migration, const Endpoint &endpoint);
    /// Stops what runs, on the server; asked once more, waits no longer for its answer.
    void cancel();
    [[nodiscard]] bool isStopping() const;

Q_SIGNALS:
    void runningChanged(bool running);
    /// It has begun: what shows how far it is; whoever shows it takes it.
    void started(concord::ApplyJob *job);
    /// Statement `number` (from 1) of `count` is under way, or it was told to stop.
    void progressed(int number, int count);
    void finished(const concord::ApplyReport &report);
    /// Nothing ran: it was refused, or the person did not approve.
    void notRun(const QString &why);

private:
    void ask(const RunRequest &request, const RunCheck &check);
    void launch(const RunRequest &request);
    void follow();
    void finish();
    void end();

    Services m_services;
    QWidget *m_window;
    RunStarter *m_starter;
    RunHistory *m_history;
    Migration m_migration;
    QPointer<ApplyJob> m_job;
    int m_statements = 0;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Run> m_run;
    bool m_running = false;
    bool m_stopped = false; ///< by a person
};

} // namespace concord
