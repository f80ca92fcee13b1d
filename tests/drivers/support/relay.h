// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace concord::test {

/// A line between a client and a real server on 127.0.0.1 that can go wrong: fall silent as when the server is stopped,
/// break, or hide from the client that the server speaks TLS. It runs on a thread of its own.
class Relay
{
public:
    enum class Greeting { Untouched, WithoutTls /**< MySQL's: the capability is taken out */ };

    /// Listens on a free port of `address`, an address of the loopback network.
    explicit Relay(std::uint16_t serverPort, Greeting greeting = Greeting::Untouched, const char *address = "127.0.0.1");
    ~Relay();
    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// From now on nothing moves, and new connections get no greeting.
    void freeze() { m_frozen = true; }
    /// Ends all lines that are open.
    void cut() { m_cut = true; }
    /// All that clients have sent so far.
    [[nodiscard]] QByteArray fromClients() const;

private:
    struct Line
    {
        int client = -1;
        int server = -1;
        bool greeted = false;
    };
    void run();
    void accept();
    [[nodiscard]] bool move(Line &line, int from, int to);
    static void close(Line &line);

    std::uint16_t m_serverPort;
    Greeting m_greeting;
    std::uint16_t m_port = 0;
    int m_listening = -1;
    std::vector<Line> m_lines;
    std::atomic<bool> m_frozen{false};
    std::atomic<bool> m_cut{false};
    std::atomic<bool> m_ended{false};
    mutable std::mutex m_mutex;
    QByteArray m_fromClients; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace concord::test
