// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspacewatch.h"

#include "workspace/workspacethread.h"

using namespace std::chrono_literals;

namespace concord {

WorkspaceWatch::WorkspaceWatch(WorkspaceThread &workspace, QObject *parent) : QObject(parent), m_workspace(workspace)
{
    m_timer.setInterval(2s);
    connect(&m_timer, &QTimer::timeout, this, &WorkspaceWatch::ask);
    m_timer.start();
    ask(); // what is there by now is no news
}

void WorkspaceWatch::ask()
{
    if (std::exchange(m_asking, true))
        return; // the thread is busy with something long
    m_workspace.post([](Workspace &workspace) { return workspace.changedByOthers(); }).then(this, [this](const Result<bool> &written) {
        m_asking = false;
        if (written && *written)
            Q_EMIT changed();
    });
}

} // namespace concord
