// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mongoc/mongoc.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace concord {

/// The sockets of one client, so that another thread can cut them: libmongoc hides its own.
class OpenSockets
{
public:
    void add(int socket);
    /// Before the socket is closed.
    void remove(int socket);
    /// Shuts all of them down: whoever reads from one comes back at once. libmongoc connects anew when it is asked again.
    void cut();
    /// Sockets that open from now on are cut at once too.
    void cutForGood();
    /// "127.0.0.1:40312" of each, as the server sees its clients.
    [[nodiscard]] std::vector<std::string> localAddresses() const;

private:
    mutable std::mutex m_mutex;
    std::vector<int> m_sockets;
    bool m_forGood = false;
};

/// What the initiator needs; outlives the client.
struct StreamSettings
{
    std::shared_ptr<OpenSockets> sockets;
    bool tls = false;
    std::string caFile;
    std::string keyFile;
    bool allowInvalidCertificates = false;
    bool allowInvalidHostnames = false;
};

/// A stream to a host, TLS included, as mongoc_client_set_stream_initiator takes one; `settings` is a StreamSettings.
mongoc_stream_t *openCuttableStream(const mongoc_uri_t *uri, const mongoc_host_list_t *host, void *settings, bson_error_t *error);

} // namespace concord
