// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/serverplaces.h"
#include "connection/session.h"
#include "query/run.h"
#include "query/runtarget.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace concord {

/// What a run keeps, shared by the files that make it: its course (run.cpp) and what it answers (runanswers.cpp).
struct Run::Private
{
    struct Entry
    {
        std::shared_ptr<RunTarget> target;
        std::shared_ptr<ConnectionThread> thread; ///< while it runs
        QElapsedTimer timer;
        Clock::time_point connectStart;
        Deadline deadline = noDeadline;
        Clock::duration askedBefore{}; ///< what the connection had spent at a person before this target's turn
        double asked = 0;          ///< milliseconds at a person, who is not the server
        double endMs = 0;          ///< on the run's clock, without that
        int attempt = 0;           ///< answers of an earlier attempt are not taken
        bool launched = false;     ///< holds a place among the `concurrency`
        bool settled = false;      ///< has an end state, or is held at its cap
        std::uint64_t shown = 0;   ///< the version that was last signalled

        void takeAsked()
        {
            if (thread)
                asked = std::chrono::duration<double, std::milli>(thread->askedTime() - askedBefore).count();
        }
        [[nodiscard]] Deadline movedDeadline() const
        {
            return deadline == noDeadline ? noDeadline : deadline + std::chrono::microseconds(qRound64(asked * 1000));
        }
        [[nodiscard]] double elapsedMs() const { return timer.isValid() ? static_cast<double>(timer.nsecsElapsed()) / 1e6 - asked : 0; }
    };

    RunRequest request;
    Session *session = nullptr;
    ServerUse use;
    std::vector<Entry> entries;
    QTimer poll;
    QElapsedTimer wall;
    double wallMs = 0;         ///< of what ended
    double endedAt = 0;        ///< on wallNow()'s clock
    double restedMs = 0;       ///< between an end and what came after it: a retry, "fetch more"

    [[nodiscard]] double wallNow() const { return wall.isValid() ? static_cast<double>(wall.nsecsElapsed()) / 1e6 - restedMs : 0; }
    /// Since the start, without the time in which all that was open waited for a person.
    [[nodiscard]] double elapsedMs() const
    {
        double latest = 0;
        for (const Entry &entry : entries)
            latest = std::max(latest, entry.settled ? entry.endMs : wallNow() - entry.asked);
        return latest;
    }
    bool started = false;
    bool finished = false;

    [[nodiscard]] std::shared_ptr<RunTarget> makeTarget(int i) const
    {
        static const Dialect none;
        const Endpoint &endpoint = request.targets[i].endpoint;
        const auto driver = session->registry().find(endpoint.engine);
        return std::make_shared<RunTarget>(request, driver ? driver->dialectFor(endpoint) : none);
    }
    [[nodiscard]] int timeoutMs(const Target &target) const
    {
        return request.timeoutMs > 0 ? request.timeoutMs : target.endpoint.options.statementTimeoutMs;
    }
    [[nodiscard]] int running() const
    {
        return static_cast<int>(std::ranges::count_if(entries, [](const Entry &e) { return e.launched && !e.settled; }));
    }
    /// Whether target i may start now: a free place in the run, and one on its server.
    [[nodiscard]] bool mayStart(int i) const { return running() < std::max(1, request.concurrency) && use.hasPlace(request.targets[i].endpoint); }
    /// Tells other operations what this one has open on servers with a cap.
    void tellUse()
    {
        QHash<QUuid, int> links;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Endpoint &endpoint = request.targets[static_cast<qsizetype>(i)].endpoint;
            if (endpoint.maxConnections > 0)
                links[endpoint.serverId] += entries[i].launched && !entries[i].settled ? 1 : 0;
        }
        for (auto it = links.cbegin(); it != links.cend(); ++it)
            use.set(it.key(), it.value());
    }
};

} // namespace concord
