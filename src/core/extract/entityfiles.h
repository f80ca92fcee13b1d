// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "extract/extractjob.h"

#include <QList>

namespace concord {

/// A database as an extraction left it, for whatever comes next in a pipeline.
struct ExtractedDatabase
{
    QString name;
    QString engine;
    QString status;            ///< succeeded, failed, cancelled
    CatalogPtr catalog;        ///< null unless it succeeded
    std::optional<SnapshotInfo> snapshot;
    std::optional<Error> error;
};

/// The word for scripts: succeeded, failed or cancelled. Of one that has not ended: failed.
[[nodiscard]] QString extractStatusName(ExtractState state);
/// What became of each of the job's databases by now.
[[nodiscard]] QList<ExtractedDatabase> extractedDatabases(const ExtractJob &job);

/// A name as part of a file's: what is not a letter, digit, -, _ or a dot within becomes %XX; at most 120 characters, a shortened one with
/// a hash at its end.
[[nodiscard]] QString safeFileName(const QString &name);

/// Writes DATABASE.ENTITY.ndjson files (production.columns.ndjson: a JSON object a line) into `folder`, made where it is not there, and
/// manifest.json, which names each with its count. What an earlier call wrote there goes, but for other databases of the same run. Error Usage: the folder holds other things; Io.
[[nodiscard]] Result<void> writeEntityFiles(const QString &folder, const QUuid &run, const QDateTime &started,
                                            const QList<ExtractedDatabase> &databases);

} // namespace concord
