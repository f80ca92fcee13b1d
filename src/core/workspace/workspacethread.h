// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace concord {

/// What came of a job that was posted.
template<class R>
class WorkspaceAnswer : public QFuture<R>
{
public:
    explicit WorkspaceAnswer(QFuture<R> future) : QFuture<R>(std::move(future)) {}

    /// Calls `use` with the result on the context's thread, which is the caller's; never if the context is gone by then. Answers come in the
    /// order in which their jobs were posted, and never before the caller is back in its event loop: QFuture::then() calls at once where
    /// the job is done already, past earlier answers that still wait in the queue.
    template<class F>
    void then(QObject *context, F use)
    {
        auto *watcher = new QFutureWatcher<R>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use = std::move(use)]() mutable {
            watcher->deleteLater();
            use(watcher->future().takeResult());
        });
        watcher->setFuture(*this);
    }
};

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
    auto post(F job) -> WorkspaceAnswer<std::invoke_result_t<F, Workspace &>>
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
        return WorkspaceAnswer<R>(std::move(future));
    }

private:
    QThreadPool m_pool;
    std::unique_ptr<Workspace> m_workspace;
    Error m_openError;
    QFuture<Result<void>> m_opened;
};

} // namespace concord
