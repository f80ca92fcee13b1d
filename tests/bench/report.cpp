// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/report.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdio>

namespace concord::bench {

std::optional<double> median(const std::function<bool()> &work, double enough)
{
    std::array<double, 3> seconds{};
    for (double &second : seconds) {
        QElapsedTimer timer;
        timer.start();
        if (!work())
            return std::nullopt;
        second = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        if (seconds[0] > enough)
            return seconds[0];
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[1];
}

void heading(const QString &text)
{
    std::printf("\n%s\n%-44s %10s %10s %8s %8s\n", qPrintable(text), "", "Concord", "peer", "ratio", "goal");
    std::fflush(stdout);
}

void line(const QString &what, double ours, double peer, double goal, const QString &unit)
{
    const double ratio = peer > 0 ? ours / peer : 0;
    std::printf("%-44s %7.3f %-2s %7.3f %-2s %7.2fx %7.2fx  %s\n", qPrintable(what), ours, qPrintable(unit), peer, qPrintable(unit), ratio, goal,
                ratio <= goal ? "kept" : "MISSED");
    std::fflush(stdout);
}

void skipped(const QString &what, const QString &why)
{
    std::printf("%-44s skipped: %s\n", qPrintable(what), qPrintable(why));
    std::fflush(stdout);
}

} // namespace concord::bench
