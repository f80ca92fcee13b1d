// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"
#include "workspace/workspace.h"

#include <QObject>

#include <memory>

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
    /// Also after a retry: the entry is written again. A run that still goes on is written as given up.
    void finish(const Run &run);

Q_SIGNALS:
    void written();
    void failed(const QString &message);

private:
    void fill(const Run &run, bool ends);
    void tell(const Result<void> &done);

    WorkspaceThread *m_workspace;
    HistoryEntry m_entry;
    std::shared_ptr<qint64> m_number; ///< of the newest run in the workspace; on the workspace's thread alone, which takes things in order
};

} // namespace concord
