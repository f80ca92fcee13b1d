// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QHash>

namespace concord {

/// What one operation has open on each server, told to all others of this program, so that a server's cap holds for them together.
/// Gone from the count with its life. Any thread, each object one at a time.
class ServerUse
{
public:
    ServerUse() = default;
    ~ServerUse();
    ServerUse(ServerUse &&other) noexcept : m_own(std::exchange(other.m_own, {})) {}
    ServerUse &operator=(ServerUse &&other) noexcept
    {
        m_own.swap(other.m_own);
        return *this;
    }
    ServerUse(const ServerUse &) = delete;
    ServerUse &operator=(const ServerUse &) = delete;

    [[nodiscard]] int own(const QUuid &server) const { return m_own.value(server); }
    void set(const QUuid &server, int links);
    /// Whether one more stays within the endpoint's cap.
    [[nodiscard]] bool hasPlace(const Endpoint &endpoint) const;

private:
    QHash<QUuid, int> m_own;
};

/// Counts the links that a job over many databases has open: at most so many in all, and on each server at most its own cap
/// (Server::maxConnections), together with all else that this program does there. Nobody is called when another operation gives a place back:
/// who waits looks again. Use from one thread.
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
    ServerUse m_use;
};

} // namespace concord
