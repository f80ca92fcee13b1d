// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/readahead.h"

#include <chrono>
#include <utility>

namespace concord {

/// More than a server's batch, which is of 16 MB: the next one is asked for only when the last document of this one is in here.
static constexpr std::size_t mostBytes = std::size_t(24) << 20;

bool ReadAhead::put(std::string_view document)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_stopped || m_block.ends.empty() || m_block.bytes.size() + document.size() <= mostBytes; });
    if (m_stopped)
        return false;
    m_block.bytes.append(document);
    m_block.ends.push_back(m_block.bytes.size());
    const bool awaited = m_block.ends.size() == 1;
    lock.unlock();
    if (awaited)
        m_changed.notify_one();
    return true;
}

void ReadAhead::end()
{
    const std::scoped_lock lock(m_mutex); // held: this may be gone as soon as the other thread sees it
    m_ended = true;
    m_changed.notify_one();
}

bool ReadAhead::comesWithin(int milliseconds)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return m_ended || !m_block.ends.empty(); });
}

bool ReadAhead::take(Block &block)
{
    block.bytes.clear();
    block.ends.clear();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_ended || !m_block.ends.empty(); });
    std::swap(block, m_block);
    lock.unlock();
    m_changed.notify_one();
    return !block.ends.empty();
}

void ReadAhead::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_stopped = true;
    m_changed.notify_one();
}

bool ReadAhead::waitForEnd(int milliseconds)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return m_ended; });
}

} // namespace concord
