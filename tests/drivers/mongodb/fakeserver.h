// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace concord::test {

/// Speaks MongoDB's wire protocol (OP_MSG, and OP_QUERY for a client's first words) on 127.0.0.1 with the answers that a
/// test gives: for what no server that can be had here does. Each line has a thread of its own.
class FakeMongodb
{
public:
    /// Answers a command, given as BSON, with a reply as BSON; an empty reply hangs up. Called from the lines' threads.
    using Answer = std::function<std::string(const std::string &command)>;

    explicit FakeMongodb(Answer answer);
    ~FakeMongodb();
    FakeMongodb(const FakeMongodb &) = delete;
    FakeMongodb &operator=(const FakeMongodb &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    void run();
    void serve(int line);

    Answer m_answer;
    int m_listening = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ended{false};
    std::mutex m_mutex;
    std::vector<int> m_lines;           ///< guarded by m_mutex
    std::vector<std::thread> m_threads; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace concord::test
