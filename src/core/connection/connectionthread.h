// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/lastingpool.h"
#include "connection/driver.h"
#include "connection/secretprovider.h"

#include <QFuture>
#include <QPromise>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace concord {

/// Owns a connection on a thread of its own; takes jobs and answers by futures. The connection is opened by the first job
/// and closed with this object, on that thread. Every job's promise is finished on every path.
class ConnectionThread
{
public:
    ConnectionThread(std::shared_ptr<const Driver> driver, Endpoint endpoint, SecretProvider secrets);
    /// Cancels what runs and closes; never blocks the caller: the thread ends by itself.
    ~ConnectionThread();
    ConnectionThread(const ConnectionThread &) = delete;
    ConnectionThread &operator=(const ConnectionThread &) = delete;

    [[nodiscard]] const Endpoint &endpoint() const;
    [[nodiscard]] const Driver &driver() const;

    /// Runs `job(Connection &)` on the connection's thread, opening the connection first if needed (until `deadline`, which
    /// stands still while a person is asked).
    /// F: Result<T>(Connection &). A lost connection with state is not reopened silently: see takeLostState().
    template<class F>
    auto post(F job, Deadline deadline = noDeadline) -> QFuture<std::invoke_result_t<F, Connection &>>;

    /// Stops the statement under way, or the connecting. From any thread; answers at once.
    void cancel();
    /// When the last job ended, for closing idle ones; nullopt while one runs.
    [[nodiscard]] std::optional<Clock::time_point> idleSince() const;
    [[nodiscard]] bool isOpen() const;
    /// While a secret is being asked for: that time is the person's, not the server's.
    [[nodiscard]] bool isAsking() const;
    /// How long a person was asked for secrets, in all, and up to now.
    [[nodiscard]] Clock::duration askedTime() const;
    [[nodiscard]] bool hasState() const;
    /// Closes the link (on its thread); the next job opens a new one.
    void close();
    /// True once after a connection that held state was lost and a new one was opened in its place.
    [[nodiscard]] bool takeLostState();

private:
    struct State;
    static Result<void> ensureOpen(State &state, Deadline deadline);
    static void setAsking(State &state, bool asking);
    static void jobDone(State &state);
    static void dropConnection(State &state);

    LastingPool m_pool;
    std::shared_ptr<State> m_state;
};

struct ConnectionThread::State
{
    std::shared_ptr<const Driver> driver;
    Endpoint endpoint;
    SecretProvider secrets;
    QThreadPool *pool = nullptr; ///< outlives the state's last job

    mutable std::mutex mutex; ///< guards what follows
    std::unique_ptr<Connection> connection; ///< made and destroyed on the pool's thread only
    int jobs = 0;
    Clock::time_point lastUse = Clock::now();
    std::optional<Clock::time_point> askingSince;
    Clock::duration asked{};
    std::atomic<bool> cancelRequested{false};
    std::atomic<bool> hasState{false};
    std::atomic<bool> lostState{false};
};

template<class F>
auto ConnectionThread::post(F job, Deadline deadline) -> QFuture<std::invoke_result_t<F, Connection &>>
{
    using R = std::invoke_result_t<F, Connection &>;
    auto promise = std::make_shared<QPromise<R>>();
    QFuture<R> future = promise->future();
    promise->start();
    {
        const std::scoped_lock lock(m_state->mutex);
        ++m_state->jobs;
    }
    m_state->pool->start([state = m_state, promise, job = std::move(job), deadline]() mutable {
        Result<void> open = ensureOpen(*state, deadline);
        if (open)
            promise->addResult(job(*state->connection));
        else
            promise->addResult(R(std::unexpect, open.error()));
        jobDone(*state);
        promise->finish();
    });
    return future;
}

} // namespace concord
