// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"

#include <atomic>
#include <mutex>

namespace concord {

/// One attempt at one database: shared by the job's thread and the pool's. All functions but run() may be called from any thread.
class ExtractTask
{
public:
    struct Work
    {
        std::shared_ptr<const Driver> driver;
        ExtractTarget target;
        SecretProvider secrets;
        SnapshotStore store;
        QUuid run;
        QDateTime runStarted;
        int timeoutMs = 0;
        bool partial = false;
        QString url; ///< the target's, without a secret
    };

    explicit ExtractTask(Work work) : m_work(std::move(work)) {}

    /// Opens a connection, reads, closes it and keeps the catalog, all on the calling thread. Blocks.
    [[nodiscard]] ExtractOutcome run();

    /// State, progress and missing rights as of now.
    [[nodiscard]] ExtractOutcome outcome() const;
    /// Tells the server to stop. What has been read whole by then is still kept only if keeping it had begun.
    void cancel();
    [[nodiscard]] bool isCancelRequested() const { return m_cancelRequested.load(); }
    /// When an answer must be there at the latest, as things stand; max(): open.
    [[nodiscard]] Deadline expectedEnd() const;

private:
    [[nodiscard]] Result<CatalogPtr> read();
    [[nodiscard]] Result<std::unique_ptr<Connection>> open();
    [[nodiscard]] Result<void> preflight(Connection &connection);
    /// Makes the connection known to cancel(), or unknown.
    void expose(Connection *connection);
    void enter(ExtractState state, Deadline expectedEnd);

    const Work m_work;
    std::atomic<bool> m_cancelRequested{false};
    Deadline m_deadline = noDeadline; ///< the running thread's
    mutable std::mutex m_mutex;       ///< guards what follows
    ExtractOutcome m_outcome;
    Connection *m_connection = nullptr;
    Deadline m_expectedEnd = noDeadline;
};

/// The error with a sentence about what to do in its detail, where that is known.
[[nodiscard]] Error withAdvice(Error error, ExtractState when, const Endpoint &endpoint);

} // namespace concord
