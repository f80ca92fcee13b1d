// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace concord {

/// Documents on their way from the thread that reads them off the line to the one that lays them out, so that the server works on its
/// next batch meanwhile. Holds a batch and a half (24 MiB): a taker that blocks stops the reading.
class ReadAhead
{
public:
    /// Some documents behind each other.
    struct Block
    {
        std::string bytes;
        std::vector<std::size_t> ends;
    };

    /// By the reading thread; blocks while there is no room. False: no more is wanted.
    [[nodiscard]] bool put(std::string_view document);
    /// By the reading thread: there is no more.
    void end();

    /// By the other one: whether there is something to take, or the end, within the time.
    [[nodiscard]] bool comesWithin(int milliseconds);
    /// By the other one: what has come so far, in `block`'s place; blocks until there is something. False: the end.
    [[nodiscard]] bool take(Block &block);
    /// By the other one: no more is wanted.
    void stop();
    /// By the other one, after stop(): whether the reading thread has seen it within the time.
    [[nodiscard]] bool waitForEnd(int milliseconds);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Block m_block;
    bool m_ended = false;
    bool m_stopped = false;
};

} // namespace concord
