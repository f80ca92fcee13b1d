// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/serverplaces.h"

namespace concord {

ServerPlaces::ServerPlaces(int atOnce) : m_atOnce(std::max(1, atOnce)) {}

bool ServerPlaces::isFree(const Endpoint &endpoint) const
{
    const bool capped = endpoint.maxConnections > 0 && !endpoint.serverId.isNull();
    return m_taken < m_atOnce && (!capped || m_byServer.value(endpoint.serverId) < endpoint.maxConnections);
}

void ServerPlaces::take(const Endpoint &endpoint)
{
    ++m_taken;
    ++m_byServer[endpoint.serverId];
}

void ServerPlaces::giveBack(const Endpoint &endpoint)
{
    --m_taken;
    --m_byServer[endpoint.serverId];
}

} // namespace concord
