// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace concord {

/// Calls functions at points in time, each on a thread of its own, so that one that blocks delays no other. One per
/// process; threads are made when needed. Thread-safe.
class Watchdog
{
public:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] static Watchdog &instance();
    /// A call whose `owner` has gone by then is dropped.
    void at(Clock::time_point when, std::weak_ptr<void> owner, std::function<void()> call);
    /// As soon as possible.
    void now(std::weak_ptr<void> owner, std::function<void()> call);

private:
    Watchdog() = default;
    void run();

    struct Private;
    Private *d = nullptr; ///< never freed: its thread outlives static destruction
};

} // namespace concord
