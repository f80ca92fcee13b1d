// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace concord::bench {

/// Posts an event every few milliseconds from a thread of its own and keeps the longest time that one had to wait: so long
/// the window did not answer.
class Heartbeat
{
public:
    explicit Heartbeat(QObject &receiver);
    /// Milliseconds; on the receiver's thread.
    [[nodiscard]] double longest() const { return m_longest; }

private:
    std::atomic<bool> m_answered{true};
    double m_longest = 0;
    std::jthread m_thread;
};

/// Draws the view 60 times a second while it scrolls, page by page, and keeps what each frame took.
class Frames
{
public:
    explicit Frames(QAbstractScrollArea &view);
    /// Milliseconds that this part of all frames (0 … 1) did not pass, by the clock and of computing alone.
    [[nodiscard]] double byClock(double part) { return quantile(m_times, part); }
    [[nodiscard]] double computing(double part) { return quantile(m_computed, part); }
    [[nodiscard]] std::size_t count() const { return m_times.size(); }

private:
    static double quantile(std::vector<double> &times, double part);
    void draw();

    QAbstractScrollArea &m_view;
    QTimer m_timer;
    std::vector<double> m_times;
    std::vector<double> m_computed;
};

[[nodiscard]] double msSince(std::chrono::steady_clock::time_point start);

} // namespace concord::bench
