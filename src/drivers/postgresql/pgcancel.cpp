// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcancel.h"

#include <chrono>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace concord {

using namespace std::chrono_literals;

static constexpr auto longestRequest = 4s;

PgCancel::PgCancel(PGconn *connection) : m_socket(::dup(PQsocket(connection))) {}

PgCancel::~PgCancel()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void PgCancel::prepare(PGconn *connection)
{
    const std::scoped_lock lock(m_mutex);
    m_cancel.reset(PQcancelCreate(connection));
}

/// Waits until the socket is ready for what the poll wants; false: too late.
static bool await(PGcancelConn *cancel, PostgresPollingStatusType wanted, std::chrono::steady_clock::time_point until)
{
    pollfd ready{PQcancelSocket(cancel), static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    return left > 0ms && ::poll(&ready, 1, static_cast<int>(left.count())) > 0;
}

void PgCancel::request()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_cancel)
        return;
    const auto until = std::chrono::steady_clock::now() + longestRequest;
    PQcancelReset(m_cancel.get());
    if (!PQcancelStart(m_cancel.get()))
        return;
    // The server closes the connection when it has passed the request on: only then is it safe to run the next statement.
    PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
    while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
        if (!await(m_cancel.get(), wanted, until))
            break;
        wanted = PQcancelPoll(m_cancel.get());
    }
    PQcancelReset(m_cancel.get());
}

void PgCancel::sever()
{
    ::shutdown(m_socket, SHUT_RDWR);
}

} // namespace concord
