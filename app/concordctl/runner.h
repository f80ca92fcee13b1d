// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/session.h"
#include "query/run.h"
#include "workspace/workspace.h"

#include <QSet>

namespace concord::ctl {

class Context;

/// One run from its first connection to its entry in the history.
class Runner
{
public:
    /// `workSession`: the name under which the history keeps it; may be empty.
    Runner(Context &context, RunRequest request, QString workSession);

    /// Runs to the end with a progress line; asks for passwords that servers want where there is a terminal; Ctrl+C cancels
    /// on the servers and keeps what came.
    void run();

    [[nodiscard]] const Run &result() const { return m_run; }
    [[nodiscard]] bool wasInterrupted() const { return m_interrupted; }
    /// The run's number in the history; 0 where it could not be kept.
    [[nodiscard]] qint64 number() const { return m_history.run; }

private:
    void beginHistory(const QString &workSession);
    void finishHistory();
    void runToEnd();
    [[nodiscard]] bool retryWithPasswords();
    void showProgress();
    void closeConnections();

    Context &m_context;
    Session m_session;
    Run m_run;
    HistoryEntry m_history;
    QSet<QUuid> m_asked; ///< servers whose password was asked for: once is enough
    bool m_interrupted = false;
};

} // namespace concord::ctl
