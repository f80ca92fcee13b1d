// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/watchdog.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace concord {

struct Watchdog::Private
{
    struct Entry
    {
        std::weak_ptr<void> owner;
        std::function<void()> call;
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::multimap<Clock::time_point, Entry> entries;
};

Watchdog &Watchdog::instance()
{
    static Watchdog *watchdog = [] {
        auto *made = new Watchdog;
        made->d = new Private;
        std::thread([made] { made->run(); }).detach();
        return made;
    }();
    return *watchdog;
}

void Watchdog::at(Clock::time_point when, std::weak_ptr<void> owner, std::function<void()> call)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->entries.emplace(when, Private::Entry{std::move(owner), std::move(call)});
    }
    d->changed.notify_one();
}

void Watchdog::now(std::weak_ptr<void> owner, std::function<void()> call)
{
    at(Clock::now(), std::move(owner), std::move(call));
}

void Watchdog::run()
{
    std::unique_lock lock(d->mutex);
    for (;;) {
        if (d->entries.empty()) {
            d->changed.wait(lock);
            continue;
        }
        const auto first = d->entries.begin();
        if (first->first > Clock::now()) {
            d->changed.wait_until(lock, first->first);
            continue;
        }
        Private::Entry entry = std::move(first->second);
        d->entries.erase(first);
        lock.unlock();
        // The owner is held for the length of the call, so that it cannot go away under it.
        if (std::shared_ptr<void> owner = entry.owner.lock())
            std::thread([owner = std::move(owner), call = std::move(entry.call)] { call(); }).detach();
        lock.lock();
    }
}

} // namespace concord
