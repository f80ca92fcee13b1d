// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionthread.h"
#include "connection/driver.h"
#include "extract/snapshot.h"
#include "schema/readcatalog.h"

#include <QObject>

#include <memory>
#include <optional>

namespace concord {

enum class ExtractState { Waiting, Connecting, Reading, Storing, Done, Failed, Cancelled };
[[nodiscard]] QString extractStateName(ExtractState state); ///< waiting, connecting, reading, storing, done, failed, cancelled

/// A database to be read, and what of it.
struct ExtractTarget
{
    Endpoint endpoint;
    CatalogRequest request;
};

struct ExtractRequest
{
    QList<ExtractTarget> targets;
    int concurrency = 4;    ///< databases at once; a server's own cap counts too
    int timeoutMs = 0;      ///< per database, from its place on, until its catalog is read; 0: none
    QUuid run;              ///< of an earlier extraction that this one goes on with; null: a new one
    QDateTime started;      ///< likewise
    bool partial = false;   ///< keep what can be read where essential rights are missing; else that database fails
};

/// What became of one database. A value; the job hands out copies.
struct ExtractOutcome
{
    ExtractState state = ExtractState::Waiting;
    CatalogProgress progress;             ///< while reading
    std::optional<Error> error;           ///< says what to do where that is known
    QList<MissingRight> missing;          ///< from the preflight: also of what was read
    std::optional<SnapshotInfo> snapshot; ///< Done
    CatalogPtr catalog;                   ///< Done
    double elapsedMs = 0;                 ///< without waiting for a free place
    bool cancelRequested = false;         ///< requested, not yet confirmed
};

/// Reads the schemas of many databases into snapshots. Each database is one task on a pool as large as the concurrency: it opens, reads
/// and closes its own connection there. Lives on the thread that made it (the GUI's or a program's main thread, which needs an event
/// loop) and never blocks it; the destructor cancels what still runs and lets its threads end by themselves.
/// changed() comes at most 5 times a second per target, and at once for a new state.
class ExtractJob : public QObject
{
    Q_OBJECT

public:
    /// `store` keeps each catalog; an empty one: nothing is kept (outcomes still have their catalogs).
    ExtractJob(ExtractRequest request, std::shared_ptr<const DriverRegistry> registry, SecretProvider secrets, SnapshotStore store,
               QObject *parent = nullptr);
    ~ExtractJob() override;

    void start();
    /// All databases, or one: the server is told. Answers at once; outcomes follow.
    void cancel();
    void cancel(int target);
    /// Failed and cancelled ones again, as part of this run; what succeeded stays as it is.
    void retryFailed();
    void retry(int target);

    [[nodiscard]] const ExtractRequest &request() const;
    [[nodiscard]] QUuid run() const;         ///< one over all its snapshots
    [[nodiscard]] QDateTime started() const; ///< UTC; likewise
    [[nodiscard]] int targetCount() const;
    [[nodiscard]] ExtractOutcome outcome(int target) const;
    [[nodiscard]] int countOf(ExtractState state) const;
    [[nodiscard]] bool isFinished() const;
    [[nodiscard]] double elapsedMs() const; ///< wall time

Q_SIGNALS:
    void changed(int target);
    /// All targets have an end state; comes again after a retry.
    void finished();

private:
    void startNext();
    void launch(int target);
    void settle(int target, int attempt, ExtractOutcome outcome);
    void pollTargets();
    void signalChange(int target);
    void finishIfSettled();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
