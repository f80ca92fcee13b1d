// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/drift.h"
#include "compare/timeline.h"
#include "extract/snapshot.h"

#include <optional>

namespace concord {

/// What a database is measured by: one of its own snapshots, or another database.
struct Baseline
{
    QUuid profileId;
    QUuid snapshot;     ///< null: another database
    QString title;      ///< "production@2": what that snapshot is called, also once it is gone
    QUuid follows;      ///< the database whose newest snapshot counts; null: a snapshot of its own
    bool muted = false; ///< measured, but nobody is warned

    [[nodiscard]] bool isNone() const { return snapshot.isNull() && follows.isNull(); }
};

/// What a measuring found, as it is kept until the next one.
struct DriftFinding
{
    QUuid profileId;
    QUuid baseline;       ///< the snapshot that it was measured by
    QString baselineName; ///< "production@2", or the name of the database that it follows
    QUuid snapshot;       ///< what was measured
    QDateTime measured;   ///< UTC
    CompareSummary summary;
    std::vector<DriftWarning> warnings;
    QString problem;      ///< why it could not be measured: a baseline that is gone or was never read; empty: it was
    bool muted = false;

    [[nodiscard]] bool drifted() const { return problem.isEmpty() && summary.differs(); }
};

/// What changed from one snapshot of a database to the next one whose schema is another.
struct SnapshotChanges
{
    SnapshotInfo from;
    SnapshotInfo to;
    std::vector<ObjectChange> changes;
};

/// Which of them.
struct TimelineRequest
{
    std::optional<std::pair<ObjectKind, ObjectRef>> object; ///< only this one; nullopt: all
    QString table;  ///< only objects of this name; empty: all
    int limit = 0;  ///< the newest so many; 0: all
};

} // namespace concord
