// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspacethread.h"

namespace concord {

WorkspaceThread::WorkspaceThread(QString path)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1); // the database connection belongs to this one thread
    auto promise = std::make_shared<QPromise<Result<void>>>();
    m_opened = promise->future();
    promise->start();
    m_pool.start([this, promise, path = std::move(path)] {
        auto workspace = Workspace::open(path);
        if (workspace)
            m_workspace = std::move(*workspace);
        else
            m_openError = workspace.error();
        promise->addResult(workspace ? Result<void>() : Result<void>(std::unexpect, m_openError));
        promise->finish();
    });
}

WorkspaceThread::~WorkspaceThread()
{
    m_pool.start([this] { m_workspace.reset(); });
    m_pool.waitForDone();
}

} // namespace concord
