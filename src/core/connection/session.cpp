// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/session.h"

namespace concord {

Session::Session(std::shared_ptr<const DriverRegistry> registry, SecretProvider secrets, QObject *parent)
    : QObject(parent),
      m_registry(std::move(registry)),
      m_secrets(std::move(secrets))
{}

Session::~Session() = default;

std::shared_ptr<ConnectionThread> Session::connection(const Endpoint &endpoint)
{
    std::shared_ptr<ConnectionThread> &thread = m_threads[endpoint.profileId];
    // A profile that was edited since is another link.
    if (!thread || thread->endpoint() != endpoint)
        thread = std::make_shared<ConnectionThread>(m_registry->find(endpoint.engine), endpoint, m_secrets);
    return thread;
}

void Session::abandon(const Endpoint &endpoint)
{
    m_threads.remove(endpoint.profileId);
}

void Session::closeIdle(std::chrono::milliseconds idle)
{
    const auto now = Clock::now();
    for (auto it = m_threads.begin(); it != m_threads.end();) {
        const std::shared_ptr<ConnectionThread> thread = it.value();
        const auto since = thread->idleSince();
        if (!since || now - *since < idle || !thread->isOpen()) {
            ++it;
            continue;
        }
        const bool hadState = thread->hasState();
        it = m_threads.erase(it);
        if (hadState)
            Q_EMIT stateLost(thread->endpoint().name, tr("closed after being idle"));
    }
}

void Session::closeAll()
{
    m_threads.clear();
}

} // namespace concord
