// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/frames.h"

#include <QScrollBar>

#include <algorithm>
#include <ctime>

using namespace std::chrono_literals;

namespace concord::bench {

using Time = std::chrono::steady_clock;

double msSince(Time::time_point start)
{
    return std::chrono::duration<double, std::milli>(Time::now() - start).count();
}

/// What the calling thread has computed so far, in milliseconds: a busy machine adds nothing to it.
static double computedMs()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

Heartbeat::Heartbeat(QObject &receiver)
    : m_thread([this, &receiver](const std::stop_token &stop) {
          while (!stop.stop_requested()) {
              std::this_thread::sleep_for(2ms);
              if (!m_answered.exchange(false))
                  continue;
              QMetaObject::invokeMethod(
                  &receiver,
                  [this, posted = Time::now()] {
                      m_longest = std::max(m_longest, msSince(posted));
                      m_answered = true;
                  },
                  Qt::QueuedConnection);
          }
      })
{}

Frames::Frames(QAbstractScrollArea &view) : m_view(view)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &view, [this] { draw(); });
    m_timer.start(16ms);
}

double Frames::quantile(std::vector<double> &times, double part)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

void Frames::draw()
{
    const auto start = Time::now();
    const double before = computedMs();
    QScrollBar *bar = m_view.verticalScrollBar();
    bar->setValue(bar->value() > bar->maximum() - bar->pageStep() ? 0 : bar->value() + bar->pageStep());
    m_view.viewport()->repaint();
    m_times.push_back(msSince(start));
    m_computed.push_back(computedMs() - before);
}

} // namespace concord::bench
