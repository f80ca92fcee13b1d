// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcsocket.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <QDir>
#include <QRandomGenerator>

#include <cstdint>
#include <map>

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace concord {

#ifdef Q_OS_LINUX

namespace {

struct Sent
{
    ino_t socket = 0; ///< tells a reused descriptor
    std::uint64_t bytes = 0;
};

bool readSent(int descriptor, Sent &sent)
{
    struct stat status{};
    tcp_info info{};
    socklen_t size = sizeof info;
    constexpr auto needed = offsetof(tcp_info, tcpi_bytes_sent) + sizeof info.tcpi_bytes_sent;
    if (fstat(descriptor, &status) != 0 || !S_ISSOCK(status.st_mode) || getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || size < needed)
        return false;
    sent = {status.st_ino, info.tcpi_bytes_sent};
    return true;
}

std::map<int, Sent> sentByAll()
{
    std::map<int, Sent> all;
    const QStringList names = QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
    for (const QString &name : names) {
        Sent sent;
        const int descriptor = name.toInt();
        if (descriptor > 2 && readSent(descriptor, sent))
            all.emplace(descriptor, sent);
    }
    return all;
}

/// A text may go over in two bytes a character, with a protocol's and TLS's wrapping.
bool fits(std::uint64_t went, int bytes)
{
    const auto least = static_cast<std::uint64_t>(bytes);
    return went >= least && went <= 2 * least + 1500;
}

} // namespace

OdbcSocket::~OdbcSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

OdbcSocket OdbcSocket::find(const std::function<void(int bytes)> &send)
{
    std::map<int, Sent> candidates = sentByAll();
    for (int round = 0; round < 2 && !candidates.empty(); ++round) {
        const int bytes = QRandomGenerator::global()->bounded(4'000, 12'000);
        send(bytes);
        const std::map<int, Sent> now = sentByAll();
        std::erase_if(candidates, [&](auto &candidate) {
            const auto &[descriptor, before] = candidate;
            const auto after = now.find(descriptor);
            return after == now.end() || after->second.socket != before.socket || !fits(after->second.bytes - before.bytes, bytes);
        });
        for (auto &[descriptor, sent] : candidates)
            sent = now.at(descriptor);
    }
    if (candidates.size() != 1)
        return {};
    const auto &[descriptor, sent] = *candidates.begin();
    OdbcSocket found(fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
    Sent same;
    if (!found.isFound() || !readSent(found.m_descriptor, same) || same.socket != sent.socket)
        return {};
    return found;
}

void OdbcSocket::cut() const
{
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

#else

OdbcSocket::~OdbcSocket() = default;

OdbcSocket OdbcSocket::find(const std::function<void(int bytes)> &)
{
    return {};
}

void OdbcSocket::cut() const {}

#endif

} // namespace concord
