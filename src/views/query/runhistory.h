// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"
#include "workspace/workspace.h"

#include <QObject>

namespace concord {

class WorkspaceThread;

/// Writes a run into the workspace's history: at its start, so that a crash leaves a trace, and at its end.
class RunHistory : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null: nothing is kept.
    explicit RunHistory(WorkspaceThread *workspace, QObject *parent = nullptr);

    void begin(const Run &run, const QString &workSession);
    /// Also after a retry: the entry is written again.
    void finish(const Run &run);

Q_SIGNALS:
    void written();
    void failed(const QString &message);

private:
    void write();
    void fill(const Run &run);

    WorkspaceThread *m_workspace;
    HistoryEntry m_entry;
    int m_question = 0;     ///< number of the run here: answers about an earlier one are dropped
    bool m_numbered = false;
    bool m_finishWanted = false;
};

} // namespace concord
