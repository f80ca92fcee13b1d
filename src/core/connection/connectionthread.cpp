// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionthread.h"

#include <QCoreApplication>

#include <condition_variable>
#include <utility>

namespace concord {

namespace {

/// Counts the threads that still use Qt, over the whole process.
struct LiveThreads
{
    std::mutex mutex;
    std::condition_variable ended;
    int count = 0;
};

/// Never destroyed: a thread may end after static objects are gone.
LiveThreads &liveThreads()
{
    static auto *threads = new LiveThreads;
    return *threads;
}

/// QSqlDatabase needs the application object: what closes while that goes is waited for, however the process came there.
void waitBeforeApplicationEnds()
{
    ConnectionThread::waitForEnds(std::chrono::seconds(10));
}

void threadBegins()
{
    LiveThreads &threads = liveThreads();
    const std::scoped_lock lock(threads.mutex);
    static bool waits = false;
    if (!std::exchange(waits, true))
        qAddPostRoutine(waitBeforeApplicationEnds);
    ++threads.count;
}

void threadEnded()
{
    LiveThreads &threads = liveThreads();
    const std::scoped_lock lock(threads.mutex);
    --threads.count;
    threads.ended.notify_all();
}

} // namespace

ConnectionThread::ConnectionThread(std::shared_ptr<const Driver> driver, Endpoint endpoint, SecretProvider secrets)
    : m_state(std::make_shared<State>())
{
    m_state->driver = std::move(driver);
    m_state->endpoint = std::move(endpoint);
    m_state->secrets = std::move(secrets);
    m_state->pool = new QThreadPool;
    m_state->pool->setMaxThreadCount(1);
    m_state->pool->setExpiryTimeout(-1);
    m_state->pool->setObjectName(QStringLiteral("connection"));
    threadBegins();
}

ConnectionThread::~ConnectionThread()
{
    cancel();
    // The pool must outlive its last job, and waiting for it may take as long as a server that does not answer: a thread
    // of its own waits and then ends the pool.
    m_state->pool->start([state = m_state] { dropConnection(*state); });
    std::thread([pool = m_state->pool] {
        delete pool;
        threadEnded();
    }).detach();
}

bool ConnectionThread::waitForEnds(std::chrono::milliseconds timeout)
{
    LiveThreads &threads = liveThreads();
    std::unique_lock lock(threads.mutex);
    return threads.ended.wait_for(lock, timeout, [&] { return threads.count == 0; });
}

const Endpoint &ConnectionThread::endpoint() const
{
    return m_state->endpoint;
}

const Driver &ConnectionThread::driver() const
{
    return *m_state->driver;
}

void ConnectionThread::cancel()
{
    const std::scoped_lock lock(m_state->mutex);
    if (m_state->jobs == 0)
        return;
    m_state->cancelRequested = true;
    if (m_state->connection)
        m_state->connection->cancel();
}

std::optional<Clock::time_point> ConnectionThread::idleSince() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->jobs > 0 ? std::nullopt : std::optional(m_state->lastUse);
}

bool ConnectionThread::isOpen() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->connection != nullptr;
}

bool ConnectionThread::isAsking() const
{
    return m_state->asking;
}

bool ConnectionThread::hasState() const
{
    return m_state->hasState;
}

void ConnectionThread::close()
{
    m_state->pool->start([state = m_state] { dropConnection(*state); });
}

void ConnectionThread::dropConnection(State &state)
{
    std::unique_ptr<Connection> connection; // closed after the lock: closing may wait for a server
    const std::scoped_lock lock(state.mutex);
    connection = std::move(state.connection);
    state.hasState = false;
}

bool ConnectionThread::takeLostState()
{
    return m_state->lostState.exchange(false);
}

Result<void> ConnectionThread::ensureOpen(State &state, Deadline deadline)
{
    if (state.connection && state.connection->isAlive())
        return {};
    if (state.connection) {
        state.lostState = state.lostState || state.hasState;
        dropConnection(state);
    }
    state.asking = true; // a person may be typing: the connect timeout begins after that
    Result<Secret> secret = state.secrets ? state.secrets(state.endpoint, deadline) : fail(ErrorKind::NotFound, {});
    state.asking = false;
    if (!secret && secret.error().kind != ErrorKind::NotFound)
        return fail(secret.error());
    const auto connectDeadline = std::min(deadline, Clock::now() + std::chrono::milliseconds(state.endpoint.options.connectTimeoutMs));
    Result<std::unique_ptr<Connection>> opened = state.driver->open(state.endpoint, secret.value_or(Secret()), connectDeadline);
    if (!opened)
        return fail(opened.error());
    const std::scoped_lock lock(state.mutex);
    state.connection = std::move(*opened);
    if (state.cancelRequested)
        return fail(ErrorKind::Cancelled, QCoreApplication::translate("ConnectionThread", "Cancelled while connecting."));
    return {};
}

void ConnectionThread::jobDone(State &state)
{
    const std::scoped_lock lock(state.mutex);
    if (state.connection)
        state.hasState = state.connection->hasState();
    --state.jobs;
    state.lastUse = Clock::now();
    if (state.jobs == 0)
        state.cancelRequested = false;
}

} // namespace concord
