// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionthread.h"

#include <QCoreApplication>

namespace concord {

ConnectionThread::ConnectionThread(std::shared_ptr<const Driver> driver, Endpoint endpoint, SecretProvider secrets)
    : m_pool(1),
      m_state(std::make_shared<State>())
{
    m_state->driver = std::move(driver);
    m_state->endpoint = std::move(endpoint);
    m_state->secrets = std::move(secrets);
    m_state->pool = m_pool.get();
    m_state->pool->setExpiryTimeout(-1);
    m_state->pool->setObjectName(QStringLiteral("connection"));
}

ConnectionThread::~ConnectionThread()
{
    cancel();
    m_state->pool->start([state = m_state] { dropConnection(*state); });
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
    const std::scoped_lock lock(m_state->mutex);
    return m_state->askingSince.has_value();
}

Clock::duration ConnectionThread::askedTime() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->asked + (m_state->askingSince ? Clock::now() - *m_state->askingSince : Clock::duration());
}

void ConnectionThread::setAsking(State &state, bool asking)
{
    const std::scoped_lock lock(state.mutex);
    if (state.askingSince)
        state.asked += Clock::now() - *state.askingSince;
    state.askingSince = asking ? std::optional(Clock::now()) : std::nullopt;
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
    if (!state.driver)
        return fail(ErrorKind::Unsupported,
                    QCoreApplication::translate("ConnectionThread", "There is no driver for “%1”.").arg(state.endpoint.engine));
    const Clock::duration askedBefore = state.asked; // written on this thread only
    const auto attempt = [&](const Secret &secret) {
        const Deadline moved = deadline == noDeadline ? noDeadline : deadline + (state.asked - askedBefore);
        const Deadline connected = std::min(moved, Clock::now() + std::chrono::milliseconds(state.endpoint.options.connectTimeoutMs));
        return state.driver->open(state.endpoint, secret, connected);
    };
    auto opened = withSecret(state.endpoint, state.secrets, deadline, attempt, [&](bool asking) { setAsking(state, asking); });
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
