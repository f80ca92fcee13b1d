// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>

#include <chrono>

namespace concord {

/// A thread pool for what may take as long as a server that does not answer: its end never blocks the owner, but is waited for while the
/// QCoreApplication goes (10 s at most), because QSqlDatabase needs that.
class LastingPool
{
public:
    explicit LastingPool(int threads);
    /// What was started goes on; a thread of its own waits for it and then ends the pool.
    ~LastingPool();
    LastingPool(const LastingPool &) = delete;
    LastingPool &operator=(const LastingPool &) = delete;

    [[nodiscard]] QThreadPool *get() const { return m_pool; }

    /// Waits until all pools that were let go of have ended, as a process must before it tears down what they use. False: `timeout` passed
    /// and some still wait for a server; only leaving at once (_exit) is safe then.
    [[nodiscard]] static bool waitForEnds(std::chrono::milliseconds timeout);

private:
    QThreadPool *m_pool;
};

} // namespace concord
