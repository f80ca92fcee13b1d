// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace concord::test {

static sockaddr_in addressOf(const char *address, std::uint16_t port)
{
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    inet_pton(AF_INET, address, &at.sin_addr);
    return at;
}

Relay::Relay(std::uint16_t serverPort, Greeting greeting, const char *address)
    : m_serverPort(serverPort),
      m_greeting(greeting),
      m_listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in at = addressOf(address, 0);
    socklen_t size = sizeof at;
    if (bind(m_listening, reinterpret_cast<const sockaddr *>(&at), size) == 0 && listen(m_listening, 16) == 0
        && getsockname(m_listening, reinterpret_cast<sockaddr *>(&at), &size) == 0) {
        m_port = ntohs(at.sin_port);
    }
    m_thread = std::thread([this] { run(); });
}

Relay::~Relay()
{
    m_ended = true;
    m_thread.join();
    for (Line &line : m_lines)
        close(line);
    ::close(m_listening);
}

QByteArray Relay::fromClients() const
{
    const std::scoped_lock lock(m_mutex);
    return m_fromClients;
}

void Relay::close(Line &line)
{
    for (int *end : {&line.client, &line.server}) {
        if (*end >= 0)
            ::close(*end);
        *end = -1;
    }
}

void Relay::run()
{
    constexpr int lookEvery = 10; // milliseconds
    while (!m_ended) {
        if (m_cut.exchange(false)) {
            for (Line &line : m_lines)
                close(line);
        }
        if (m_frozen) {
            std::this_thread::sleep_for(std::chrono::milliseconds(lookEvery));
            continue;
        }
        std::vector<pollfd> waiting{{m_listening, POLLIN, 0}};
        for (const Line &line : m_lines) {
            waiting.push_back({line.client, POLLIN, 0});
            waiting.push_back({line.server, POLLIN, 0});
        }
        if (poll(waiting.data(), waiting.size(), lookEvery) <= 0 || m_frozen)
            continue;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            Line &line = m_lines[i];
            const bool alive = (waiting[1 + 2 * i].revents == 0 || move(line, line.client, line.server))
                               && (waiting[2 + 2 * i].revents == 0 || move(line, line.server, line.client));
            if (!alive)
                close(line);
        }
        if (waiting.front().revents != 0)
            accept();
    }
}

void Relay::accept()
{
    Line line;
    line.client = ::accept(m_listening, nullptr, nullptr);
    line.server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in at = addressOf("127.0.0.1", m_serverPort);
    if (connect(line.server, reinterpret_cast<const sockaddr *>(&at), sizeof at) == 0)
        m_lines.push_back(line);
    else
        close(line);
}

/// Protocol 10: header (4), version byte, server's version up to a NUL, thread (4), salt (8), filler, low capabilities.
static void hideTls(char *greeting, ssize_t size)
{
    ssize_t at = 5;
    while (at < size && greeting[at] != '\0')
        ++at;
    at += 1 + 4 + 8 + 1;
    constexpr int clientSslInSecondByte = 0x08;
    if (at + 1 < size)
        greeting[at + 1] = static_cast<char>(greeting[at + 1] & ~clientSslInSecondByte);
}

bool Relay::move(Line &line, int from, int to)
{
    std::array<char, 65'536> bytes{};
    const ssize_t count = recv(from, bytes.data(), bytes.size(), 0);
    if (count <= 0)
        return false;
    if (from == line.client) {
        const std::scoped_lock lock(m_mutex);
        m_fromClients.append(bytes.data(), count);
    } else if (!line.greeted) {
        line.greeted = true;
        if (m_greeting == Greeting::WithoutTls)
            hideTls(bytes.data(), count);
    }
    for (ssize_t sent = 0; sent < count;) {
        const ssize_t done = send(to, bytes.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
        if (done <= 0)
            return false;
        sent += done;
    }
    return true;
}

} // namespace concord::test
