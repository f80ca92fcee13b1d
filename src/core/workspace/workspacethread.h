// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace concord {

/// A workspace on a thread of its own, for a window: jobs run in the order in which they were posted.
class WorkspaceThread
{
public:
    /// Opens on its thread; `opened()` tells how that went.
    explicit WorkspaceThread(QString path);
    /// Finishes what was posted, then closes. Blocks for that (milliseconds): call it at the program's end.
    ~WorkspaceThread();

    [[nodiscard]] QFuture<Result<void>> opened() const { return m_opened; }

    /// F: Result<T>(Workspace &).
    template<class F>
    auto post(F job) -> QFuture<std::invoke_result_t<F, Workspace &>>
    {
        using R = std::invoke_result_t<F, Workspace &>;
        auto promise = std::make_shared<QPromise<R>>();
        QFuture<R> future = promise->future();
        promise->start();
        m_pool.start([this, promise, job = std::move(job)]() mutable {
            if (m_workspace)
                promise->addResult(job(*m_workspace));
            else
                promise->addResult(R(std::unexpect, m_openError));
            promise->finish();
        });
        return future;
    }

private:
    QThreadPool m_pool;
    std::unique_ptr<Workspace> m_workspace;
    Error m_openError;
    QFuture<Result<void>> m_opened;
};

} // namespace concord
