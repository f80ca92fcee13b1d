// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QHash>

namespace concord {

/// Counts the links that a job over many databases has open: at most so many in all, and on each server at most its own cap
/// (Server::maxConnections). Use from one thread.
class ServerPlaces
{
public:
    /// `atOnce`: at least 1.
    explicit ServerPlaces(int atOnce);

    [[nodiscard]] bool isFree(const Endpoint &endpoint) const;
    void take(const Endpoint &endpoint);
    void giveBack(const Endpoint &endpoint);

private:
    int m_atOnce;
    int m_taken = 0;
    QHash<QUuid, int> m_byServer;
};

} // namespace concord
