// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/serverplaces.h"

#include <mutex>

namespace concord {

namespace {

struct AllUse
{
    std::mutex mutex;
    QHash<QUuid, int> links;
};

AllUse &allUse()
{
    static AllUse all;
    return all;
}

} // namespace

ServerUse::~ServerUse()
{
    const QHash<QUuid, int> own = m_own;
    for (auto it = own.cbegin(); it != own.cend(); ++it)
        set(it.key(), 0);
}

void ServerUse::set(const QUuid &server, int links)
{
    if (server.isNull() || links == own(server))
        return;
    const std::scoped_lock lock(allUse().mutex);
    allUse().links[server] += links - own(server);
    m_own.insert(server, links);
}

bool ServerUse::hasPlace(const Endpoint &endpoint) const
{
    if (endpoint.maxConnections <= 0 || endpoint.serverId.isNull())
        return true;
    const std::scoped_lock lock(allUse().mutex);
    return allUse().links.value(endpoint.serverId) < endpoint.maxConnections;
}

ServerPlaces::ServerPlaces(int atOnce) : m_atOnce(std::max(1, atOnce)) {}

bool ServerPlaces::isFree(const Endpoint &endpoint) const
{
    return m_taken < m_atOnce && m_use.hasPlace(endpoint);
}

void ServerPlaces::take(const Endpoint &endpoint)
{
    ++m_taken;
    m_use.set(endpoint.serverId, m_use.own(endpoint.serverId) + 1);
}

void ServerPlaces::giveBack(const Endpoint &endpoint)
{
    --m_taken;
    m_use.set(endpoint.serverId, m_use.own(endpoint.serverId) - 1);
}

} // namespace concord
