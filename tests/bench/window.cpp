// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/window.h"

#include "bench/frames.h"
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

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

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
