// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <mutex>

namespace concord {

struct PgCancelFinisher
{
    void operator()(PGcancelConn *cancel) const { PQcancelFinish(cancel); }
};

/// The two ways of stopping a statement from another thread: asking the server over a connection of its own, and cutting
/// the link. The socket is duplicated, or a descriptor that was used again would cut a stranger's connection.
class PgCancel
{
public:
    explicit PgCancel(PGconn *connection);
    ~PgCancel();
    PgCancel(const PgCancel &) = delete;
    PgCancel &operator=(const PgCancel &) = delete;

    /// Before each statement, on the connection's thread: the address and key to ask with.
    void prepare(PGconn *connection);
    /// Asks the server; gives up after 4 s. Any thread.
    void request();
    /// Ends all reading and writing on the link, at once. Any thread.
    void sever();

private:
    std::mutex m_mutex; ///< guards m_cancel
    std::unique_ptr<PGcancelConn, PgCancelFinisher> m_cancel;
    int m_socket = -1;
};

} // namespace concord
