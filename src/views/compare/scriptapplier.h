// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/applyreport.h"
#include "query/run.h"
#include "services.h"

#include <QObject>

#include <memory>

class QWidget;

namespace concord {

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
    void apply(const Migration &migration, const Endpoint &endpoint);
    void cancel();

Q_SIGNALS:
    void runningChanged(bool running);
    void finished(const concord::ApplyReport &report);
    /// Nothing ran: it was refused, or the person did not approve.
    void notRun(const QString &why);

private:
    void ask(const RunRequest &request, const RunCheck &check);
    void launch(const RunRequest &request);
    void finish();
    void end();

    Services m_services;
    QWidget *m_window;
    RunStarter *m_starter;
    RunHistory *m_history;
    Migration m_migration;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Run> m_run;
    bool m_running = false;
};

} // namespace concord
