// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/window.h"

#include "bench/report.h"
#include "bench/table.h"
#include "compute/engine.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "query/resultarea.h"
#include "registry/drivers.h"

#include <QAction>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::bench {

namespace {

using Time = std::chrono::steady_clock;

double msSince(Time::time_point start)
{
    return std::chrono::duration<double, std::milli>(Time::now() - start).count();
}

/// Posts an event every few milliseconds from a thread of its own and keeps the longest time that one had to wait: so long
/// the window did not answer.
class Heartbeat
{
public:
    explicit Heartbeat(QObject &receiver)
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
    /// Milliseconds; on the receiver's thread.
    [[nodiscard]] double longest() const { return m_longest; }

private:
    std::atomic<bool> m_answered{true};
    double m_longest = 0;
    std::jthread m_thread;
};

/// What the calling thread has computed so far, in milliseconds: a busy machine adds nothing to it.
double computedMs()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

/// Draws the grid 60 times a second while it scrolls, and keeps what each frame took.
class Frames
{
public:
    explicit Frames(QAbstractScrollArea &view) : m_view(view)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &view, [this] { draw(); });
        m_timer.start(16ms);
    }
    /// Milliseconds that this part of all frames (0 … 1) did not pass, by the clock and of computing alone.
    [[nodiscard]] double byClock(double part) { return quantile(m_times, part); }
    [[nodiscard]] double computing(double part) { return quantile(m_computed, part); }

private:
    static double quantile(std::vector<double> &times, double part)
    {
        std::ranges::sort(times);
        return times.empty() ? 0 : times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
    }
    void draw()
    {
        const auto start = Time::now();
        const double before = computedMs();
        QScrollBar *bar = m_view.verticalScrollBar();
        bar->setValue(bar->value() > bar->maximum() - bar->pageStep() ? 0 : bar->value() + bar->pageStep());
        m_view.viewport()->repaint();
        m_times.push_back(msSince(start));
        m_computed.push_back(computedMs() - before);
    }

    QAbstractScrollArea &m_view;
    QTimer m_timer;
    std::vector<double> m_times;
    std::vector<double> m_computed;
};

ProfileEntry fileEntry(const QString &path)
{
    Endpoint endpoint;
    endpoint.profileId = QUuid::createUuid();
    endpoint.serverId = QUuid::createUuid();
    endpoint.name = u"li"_s;
    endpoint.engine = u"sqlite"_s;
    endpoint.database = path;
    return {endpoint, {}};
}

QString makeDatabase(const QString &path, std::uint64_t rows)
{
    const QString script = u"create table li as with recursive n(i) as (select 1 union all select i + 1 from n where i < %1) select i as orderkey, "
                           "i % 977 as partkey, i / 7.0 as weight, 'ARN' as flag, date(i % 9000) as shipdate, 'carefully final deposits ' || i as "
                           "comment from n;\n"_s.arg(rows);
    return runProgram(u"sqlite3"_s, {path}, {}, {}, script);
}

/// Runs the tab's statement and lets events go on until all rows are there. False: not within two minutes.
bool runToEnd(QueryTab &tab)
{
    QElapsedTimer timer;
    timer.start();
    tab.actions().runStatement->trigger();
    while (timer.elapsed() < 120'000) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (tab.run() && tab.run()->isFinished() && !tab.isRunning())
            return true;
    }
    return false;
}

} // namespace

void measureWindow(std::uint64_t rows, const QString &folder)
{
    heading(u"%L1 rows streaming into the window, against the limit (frames and stalls in ms)"_s.arg(rows));
    const QString path = folder + u"/window.db"_s;
    if (const QString error = makeDatabase(path, rows); !error.isEmpty())
        return skipped(u"a window"_s, error);
    ProfileList profiles(nullptr);
    profiles.setEntries({fileEntry(path)});
    Services services;
    auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    services.registry = registry;
    services.compute = std::make_shared<ComputeEngine>();
    services.profiles = &profiles;
    services.secrets = [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); };
    QueryTab tab(services);
    tab.setTargets({profiles.entries().first().endpoint.profileId});
    tab.setRowCap(0);
    tab.setText(u"select * from li"_s);
    tab.resize(1400, 900);
    tab.show();
    QCoreApplication::processEvents();

    const Heartbeat heartbeat(tab);
    Frames frames(*tab.results()->grid()->view());
    if (!runToEnd(tab) || tab.run()->combined().rowCount() != rows)
        return skipped(u"a window"_s, u"the rows did not all come"_s);
    line(u"the longest stall"_s, heartbeat.longest(), 100, 1, u"ms"_s);
    line(u"a frame, the middle one"_s, frames.byClock(0.5), 16, 1, u"ms"_s);
    line(u"a frame, the 99th of 100"_s, frames.byClock(0.99), 16, 1, u"ms"_s);
    line(u"a frame, the 99th of 100, its computing"_s, frames.computing(0.99), 16, 1, u"ms"_s);
}

} // namespace concord::bench
