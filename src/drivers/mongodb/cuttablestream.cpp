// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/cuttablestream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

namespace concord {

using Moment = std::chrono::steady_clock::time_point;

void OpenSockets::add(int socket)
{
    const std::scoped_lock lock(m_mutex);
    m_sockets.push_back(socket);
    if (m_forGood)
        ::shutdown(socket, SHUT_RDWR);
}

void OpenSockets::remove(int socket)
{
    const std::scoped_lock lock(m_mutex);
    std::erase(m_sockets, socket);
}

void OpenSockets::cut()
{
    const std::scoped_lock lock(m_mutex);
    for (const int socket : m_sockets)
        ::shutdown(socket, SHUT_RDWR);
}

void OpenSockets::cutForGood()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_forGood = true;
    }
    cut();
}

std::vector<std::string> OpenSockets::localAddresses() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::string> addresses;
    for (const int socket : m_sockets) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        std::array<char, NI_MAXHOST> host{};
        std::array<char, NI_MAXSERV> port{};
        if (::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) == 0
            && ::getnameinfo(reinterpret_cast<sockaddr *>(&address), size, host.data(), host.size(), port.data(), port.size(),
                             NI_NUMERICHOST | NI_NUMERICSERV)
                   == 0)
            addresses.push_back(std::string(host.data()) + ':' + port.data());
    }
    return addresses;
}

namespace {

struct CuttableStream
{
    mongoc_stream_t base; ///< first: libmongoc knows the whole by it
    int socket = -1;
    std::shared_ptr<OpenSockets> sockets;
};

CuttableStream *own(mongoc_stream_t *stream)
{
    return reinterpret_cast<CuttableStream *>(stream);
}

/// Milliseconds left, for poll(): -1 for ever.
int left(std::int32_t timeout, Moment begun)
{
    if (timeout < 0)
        return -1;
    const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
    return static_cast<int>(std::max<std::int64_t>(0, timeout - gone));
}

/// True when the socket is ready; else errno says why not.
bool wait(int socket, short events, int timeout)
{
    pollfd waiting{socket, events, 0};
    const int ready = ::poll(&waiting, 1, timeout);
    if (ready == 0)
        errno = timeout == 0 ? EAGAIN : ETIMEDOUT;
    return ready > 0;
}

void closeSocket(CuttableStream *stream)
{
    if (stream->socket < 0)
        return;
    stream->sockets->remove(stream->socket);
    ::close(stream->socket);
    stream->socket = -1;
}

void destroyStream(mongoc_stream_t *stream)
{
    closeSocket(own(stream));
    delete own(stream);
}

int closeStream(mongoc_stream_t *stream)
{
    closeSocket(own(stream));
    return 0;
}

int flushStream(mongoc_stream_t *)
{
    return 0;
}

ssize_t writeStream(mongoc_stream_t *stream, mongoc_iovec_t *parts, size_t count, std::int32_t timeout)
{
    const Moment begun = std::chrono::steady_clock::now();
    ssize_t total = 0;
    for (size_t i = 0; i < count; ++i) {
        size_t done = 0;
        while (done < parts[i].iov_len) {
            const ssize_t sent =
                ::send(own(stream)->socket, static_cast<const char *>(parts[i].iov_base) + done, parts[i].iov_len - done, MSG_NOSIGNAL);
            if (sent > 0)
                done += static_cast<size_t>(sent);
            else if (errno != EINTR && (errno != EAGAIN || !wait(own(stream)->socket, POLLOUT, left(timeout, begun))))
                return total + static_cast<ssize_t>(done) > 0 && errno == EAGAIN ? total + static_cast<ssize_t>(done) : -1;
        }
        total += static_cast<ssize_t>(done);
    }
    return total;
}

ssize_t readStream(mongoc_stream_t *stream, mongoc_iovec_t *parts, size_t count, size_t atLeast, std::int32_t timeout)
{
    const Moment begun = std::chrono::steady_clock::now();
    size_t total = 0;
    for (size_t i = 0; i < count; ++i) {
        size_t done = 0;
        while (done < parts[i].iov_len) {
            const ssize_t got = ::recv(own(stream)->socket, static_cast<char *>(parts[i].iov_base) + done, parts[i].iov_len - done, 0);
            if (got > 0) {
                done += static_cast<size_t>(got);
                total += static_cast<size_t>(got);
                continue;
            }
            if (total >= atLeast && total > 0)
                return static_cast<ssize_t>(total);
            if (got == 0) {
                errno = ECONNRESET;
                return -1;
            }
            if (errno != EINTR && (errno != EAGAIN || !wait(own(stream)->socket, POLLIN, left(timeout, begun))))
                return -1;
        }
        if (total >= atLeast && total > 0)
            return static_cast<ssize_t>(total);
    }
    return static_cast<ssize_t>(total);
}

int setStreamOption(mongoc_stream_t *stream, int level, int name, void *value, mongoc_socklen_t size)
{
    return ::setsockopt(own(stream)->socket, level, name, value, size);
}

bool isStreamClosed(mongoc_stream_t *stream)
{
    char byte = 0;
    if (own(stream)->socket < 0)
        return true;
    if (!wait(own(stream)->socket, POLLIN, 0))
        return false;
    const ssize_t got = ::recv(own(stream)->socket, &byte, 1, MSG_PEEK);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

ssize_t pollStreams(mongoc_stream_poll_t *streams, size_t count, std::int32_t timeout)
{
    std::vector<pollfd> waiting(count);
    for (size_t i = 0; i < count; ++i)
        waiting[i] = {own(streams[i].stream)->socket, static_cast<short>(streams[i].events), 0};
    const int ready = ::poll(waiting.data(), count, timeout);
    for (size_t i = 0; i < count && ready > 0; ++i)
        streams[i].revents = waiting[i].revents;
    return ready;
}

bool hasTimedOut(mongoc_stream_t *)
{
    return errno == ETIMEDOUT;
}

bool shouldRetry(mongoc_stream_t *)
{
    return errno == EAGAIN || errno == EINTR || errno == EINPROGRESS;
}

mongoc_stream_t *makeStream(int socket, std::shared_ptr<OpenSockets> sockets)
{
    constexpr int ownType = 100; // libmongoc's own types are single digits
    auto *stream = new CuttableStream{};
    stream->base.type = ownType;
    stream->base.destroy = destroyStream;
    stream->base.close = closeStream;
    stream->base.flush = flushStream;
    stream->base.writev = writeStream;
    stream->base.readv = readStream;
    stream->base.setsockopt = setStreamOption;
    stream->base.check_closed = isStreamClosed;
    stream->base.poll = pollStreams;
    stream->base.failed = destroyStream;
    stream->base.timed_out = hasTimedOut;
    stream->base.should_retry = shouldRetry;
    stream->socket = socket;
    stream->sockets = std::move(sockets);
    stream->sockets->add(socket);
    return &stream->base;
}

/// Connects without blocking past the moment. -1: errno says why not.
int connected(const sockaddr *address, socklen_t size, int family, std::int32_t timeout, Moment begun)
{
    const int socket = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return -1;
    const int yes = 1;
    if (family != AF_UNIX) {
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    }
    int problem = ::connect(socket, address, size) == 0 ? 0 : errno;
    if (problem == EINPROGRESS) {
        socklen_t length = sizeof problem;
        if (!wait(socket, POLLOUT, left(timeout, begun)))
            problem = ETIMEDOUT;
        else if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &length) != 0)
            problem = errno;
    }
    if (problem == 0)
        return socket;
    ::close(socket);
    errno = problem;
    return -1;
}

int connectLocally(const mongoc_host_list_t *host, std::int32_t timeout, bson_error_t *error)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(host->host);
    // A path cut to fit would be another socket's.
    if (length >= sizeof address.sun_path) {
        bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_CONNECT, "%s: %s", host->host, std::strerror(ENAMETOOLONG));
        return -1;
    }
    std::memcpy(address.sun_path, host->host, length);
    const int socket = connected(reinterpret_cast<const sockaddr *>(&address), sizeof address, AF_UNIX, timeout, std::chrono::steady_clock::now());
    if (socket < 0)
        bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_CONNECT, "%s: %s", host->host, std::strerror(errno));
    return socket;
}

int connectByName(const mongoc_host_list_t *host, std::int32_t timeout, bson_error_t *error)
{
    const Moment begun = std::chrono::steady_clock::now();
    addrinfo hints{};
    hints.ai_family = host->family == AF_INET || host->family == AF_INET6 ? host->family : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const int failed = ::getaddrinfo(host->host, std::to_string(host->port).c_str(), &hints, &found);
    if (failed != 0) {
        bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_NAME_RESOLUTION, "%s: %s", host->host, ::gai_strerror(failed));
        return -1;
    }
    int socket = -1;
    for (const addrinfo *at = found; at && socket < 0; at = at->ai_next)
        socket = connected(at->ai_addr, at->ai_addrlen, at->ai_family, timeout, begun);
    ::freeaddrinfo(found);
    if (socket < 0)
        bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_CONNECT, "%s: %s", host->host_and_port, std::strerror(errno));
    return socket;
}

const char *orNull(const std::string &text)
{
    return text.empty() ? nullptr : text.c_str();
}

/// Takes the stream over, also when it fails.
mongoc_stream_t *secured(mongoc_stream_t *stream, const StreamSettings &settings, const mongoc_host_list_t *host, std::int32_t timeout,
                         bson_error_t *error)
{
    mongoc_ssl_opt_t options{};
    options.ca_file = orNull(settings.caFile);
    options.pem_file = orNull(settings.keyFile);
    options.weak_cert_validation = settings.allowInvalidCertificates;
    options.allow_invalid_hostname = settings.allowInvalidHostnames;
    mongoc_stream_t *tls = mongoc_stream_tls_new_with_hostname(stream, host->host, &options, 1);
    if (!tls) {
        mongoc_stream_destroy(stream);
        bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_SOCKET, "TLS could not be set up: a certificate or key file cannot be read");
        return nullptr;
    }
    if (mongoc_stream_tls_handshake_block(tls, host->host, timeout, error))
        return tls;
    mongoc_stream_destroy(tls);
    return nullptr;
}

} // namespace

mongoc_stream_t *openCuttableStream(const mongoc_uri_t *uri, const mongoc_host_list_t *host, void *data, bson_error_t *error)
{
    const auto &settings = *static_cast<const StreamSettings *>(data);
    const std::int32_t timeout = mongoc_uri_get_option_as_int32(uri, MONGOC_URI_CONNECTTIMEOUTMS, 10'000);
    const int socket = host->family == AF_UNIX ? connectLocally(host, timeout, error) : connectByName(host, timeout, error);
    if (socket < 0)
        return nullptr;
    mongoc_stream_t *stream = makeStream(socket, settings.sockets);
    if (settings.tls)
        stream = secured(stream, settings, host, timeout, error);
    constexpr size_t bufferBytes = 16'384;
    return stream ? mongoc_stream_buffered_new(stream, bufferBytes) : nullptr;
}

} // namespace concord
