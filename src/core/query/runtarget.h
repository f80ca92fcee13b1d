// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"
#include "query/sqltext.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace concord {

/// One statement of a target's script, ready to be sent, and where it stands in the text as typed.
struct PreparedStatement
{
    Statement statement;
    ScriptStatement source;
};
/// Takes the target's part of the text (textparts.h), splits it by the dialect and binds. Errors have their position in the whole text.
[[nodiscard]] Result<QList<PreparedStatement>> prepareScript(const RunRequest &request, const Target &target, const Dialect &dialect);

/// Why a language other than SQL cannot read one of these: its driver would send nothing. nullopt: it can, or it is SQL.
[[nodiscard]] std::optional<Error> unreadable(const QList<PreparedStatement> &statements, const QString &text, const Dialect &dialect);
/// A driver's error in a statement, its place found in the text as typed.
[[nodiscard]] Error inWholeText(Error error, const PreparedStatement &prepared, const QString &text, const Dialect &dialect);

/// The part of a run that belongs to one target: shared by the run's thread and the connection's. All functions are
/// thread-safe.
class RunTarget
{
public:
    RunTarget(const RunRequest &request, const Dialect &dialect)
        : m_dialect(&dialect),
          m_rowCap(request.rowCap),
          m_holdCapped(request.holdCapped),
          m_sessionEnds(request.sessionEnds)
    {}

    [[nodiscard]] Outcome outcome() const;
    /// Changes at each change of the outcome.
    [[nodiscard]] std::uint64_t version() const { return m_version.load(std::memory_order_acquire); }
    template<class F>
    void change(F &&f)
    {
        const std::scoped_lock lock(m_mutex);
        f(m_outcome);
        m_version.fetch_add(1, std::memory_order_acq_rel);
    }
    /// Back to waiting, for a retry.
    void reset();

    /// On the connection's thread: runs the statements one after the other; fills the outcome but for its final state.
    [[nodiscard]] Result<void> execute(Connection &connection, const QList<PreparedStatement> &statements, const QString &text,
                                       const ExecuteLimits &limits, bool lostState);

    void requestCancel();
    [[nodiscard]] bool isCancelRequested() const { return m_cancelRequested.load(); }
    /// Nobody waits for it any more: also what its driver still holds is dropped. Any thread.
    void leave() { m_isLeft = true; }
    [[nodiscard]] bool isLeft() const { return m_isLeft; }
    /// Lets a target that is held at its cap read on (0: all).
    void fetchMore(qint64 rows);
    /// Ends the holding: the rest is given up.
    void release();
    [[nodiscard]] bool isHeld() const;

private:
    class Sink;
    [[nodiscard]] qint64 cap() const;
    /// Blocks the connection's thread until more is wanted (true) or the rest is given up (false).
    [[nodiscard]] bool waitAtCap();

    const Dialect *m_dialect;
    mutable std::mutex m_mutex;
    std::condition_variable m_released;
    Outcome m_outcome;
    std::atomic<std::uint64_t> m_version{0};
    std::atomic<bool> m_cancelRequested{false};
    qint64 m_rowCap;
    const bool m_holdCapped;
    const bool m_sessionEnds;
    bool m_held = false;
    bool m_giveUp = false;
    qint64 m_granted = 0;
    std::atomic<bool> m_isLeft = false;
};

} // namespace concord
