// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/lastingpool.h"

#include <QCoreApplication>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace concord {

namespace {

/// Counts the pools that still use Qt, over the whole process.
struct LivePools
{
    std::mutex mutex;
    std::condition_variable ended;
    int count = 0;
};

/// Never destroyed: a thread may end after static objects are gone.
LivePools &livePools()
{
    static auto *pools = new LivePools;
    return *pools;
}

/// However the process came to its end.
void waitBeforeApplicationEnds()
{
    (void)LastingPool::waitForEnds(std::chrono::seconds(10));
}

void poolBegins()
{
    LivePools &pools = livePools();
    const std::scoped_lock lock(pools.mutex);
    static bool waits = false;
    if (!std::exchange(waits, true))
        qAddPostRoutine(waitBeforeApplicationEnds);
    ++pools.count;
}

void poolEnded()
{
    LivePools &pools = livePools();
    const std::scoped_lock lock(pools.mutex);
    --pools.count;
    pools.ended.notify_all();
}

} // namespace

LastingPool::LastingPool(int threads) : m_pool(new QThreadPool)
{
    m_pool->setMaxThreadCount(threads);
    poolBegins();
}

LastingPool::~LastingPool()
{
    std::thread([pool = m_pool] {
        delete pool;
        poolEnded();
    }).detach();
}

bool LastingPool::waitForEnds(std::chrono::milliseconds timeout)
{
    LivePools &pools = livePools();
    std::unique_lock lock(pools.mutex);
    return pools.ended.wait_for(lock, timeout, [&] { return pools.count == 0; });
}

} // namespace concord
