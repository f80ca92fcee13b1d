// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/comparewindow.h"

#include "bench/compare.h"
#include "bench/frames.h"
#include "bench/report.h"
#include "compare/compareview.h"
#include "compare/ignorerulelist.h"
#include "compare/pairmappings.h"
#include "profilelist.h"
#include "registry/drivers.h"
#include "schema/cataloglibrary.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace concord::bench {

static constexpr int tables = 10'000;

static ProfileEntry entryNamed(const QString &name)
{
    Endpoint endpoint;
    endpoint.profileId = QUuid::createUuid();
    endpoint.serverId = QUuid::createUuid();
    endpoint.name = name;
    endpoint.engine = u"postgresql"_s;
    return {endpoint, {}};
}

/// Lets events go on until it is so. False: not within a minute.
static bool waitFor(const std::function<bool()> &isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo() && timer.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return isSo();
}

void measureComparisonWindow()
{
    heading(u"%L1 tables side by side in the window, against the limit (ms)"_s.arg(tables));
    ProfileList profiles(nullptr);
    profiles.setEntries({entryNamed(u"left"_s), entryNamed(u"right"_s)});
    CatalogLibrary library(nullptr, profiles);
    const QUuid left = profiles.entries()[0].endpoint.profileId;
    const QUuid right = profiles.entries()[1].endpoint.profileId;
    library.take(left, makeEnd(tables, 0, u"left"_s).catalog);
    library.take(right, makeEnd(tables, 100, u"right"_s).catalog);
    auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    Services services;
    services.registry = registry;
    services.profiles = &profiles;
    services.catalogs = &library;
    IgnoreRuleList rules(nullptr);
    PairMappings mappings(nullptr);

    const auto start = std::chrono::steady_clock::now();
    CompareView view(services, rules, mappings, EndChoice{left}, EndChoice{right});
    const Heartbeat heartbeat(view);
    view.setHidesSame(false);
    view.resize(1400, 900);
    view.show();
    if (!waitFor([&] { return view.model()->comparison() != nullptr; }))
        return skipped(u"a comparison"_s, u"it did not come"_s);
    view.tree()->viewport()->repaint();
    line(u"open, compared and drawn"_s, msSince(start), 500, 1, u"ms"_s);
    Frames frames(*view.tree());
    if (!waitFor([&] { return frames.count() >= 300; }))
        return skipped(u"scrolling"_s, u"it took over a minute"_s);
    line(u"the longest stall"_s, heartbeat.longest(), 100, 1, u"ms"_s);
    line(u"a frame, the middle one"_s, frames.byClock(0.5), 16, 1, u"ms"_s);
    line(u"a frame, the 99th of 100"_s, frames.byClock(0.99), 16, 1, u"ms"_s);
    line(u"a frame, the 99th of 100, its computing"_s, frames.computing(0.99), 16, 1, u"ms"_s);
}

} // namespace concord::bench
