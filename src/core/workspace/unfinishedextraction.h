// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"

namespace concord {

class Workspace;

/// A database that an extraction did not read, and why.
struct UnreadDatabase
{
    QUuid id;     ///< the profile's, scope's or URL's
    QString name; ///< what it was called in that extraction
    QString url;  ///< where it leads, without a secret: of one that is no profile and was never read there is nothing else
    CatalogRequest request;
    Error error;
};

/// The last extraction that left something to retry, and how it was asked for: window and command line go on with each other's.
struct UnfinishedExtraction
{
    QUuid run;
    QDateTime started;   ///< UTC
    QList<UnreadDatabase> databases; ///< empty: nothing is left
    QString file;        ///< the job file that it came from; empty: none
    QString output;      ///< folder for files of entities; empty: none
    QStringList include; ///< beside a job file's own
    QStringList exclude;
    bool partial = false;
};

/// Those of the job's databases that are not read by now.
[[nodiscard]] QList<UnreadDatabase> unreadDatabases(const ExtractJob &job, const DriverRegistry &registry);
/// The way to one that is no profile: read-only, by its URL. Error Usage: the URL is none here.
[[nodiscard]] Result<Endpoint> unreadEndpoint(const UnreadDatabase &database, const DriverRegistry &registry);

[[nodiscard]] Result<UnfinishedExtraction> unfinishedExtraction(const Workspace &workspace);
/// In place of the one before; one without databases takes it away.
[[nodiscard]] Result<void> rememberUnfinished(Workspace &workspace, const UnfinishedExtraction &extraction);

} // namespace concord
