// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace concord {

class WorkspaceThread;

/// Notices what concordctl, or another window, writes into the workspace. Asks every two seconds, on the workspace's thread. GUI thread.
class WorkspaceWatch : public QObject
{
    Q_OBJECT

public:
    /// `workspace` outlives this.
    explicit WorkspaceWatch(WorkspaceThread &workspace, QObject *parent = nullptr);

Q_SIGNALS:
    /// Not of what was written by way of `workspace`.
    void changed();

private:
    void ask();

    WorkspaceThread &m_workspace;
    QTimer m_timer;
    bool m_asking = false;
};

} // namespace concord
