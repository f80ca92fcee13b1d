// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/secret.h"
#include "extract/extractjob.h"
#include "extract/jobfile.h"
#include "query/targets.h"

namespace concord {

/// A database of a job file, found.
struct JobTarget
{
    ExtractTarget target; ///< with the job's patterns and its own
    Secret secret;        ///< of its connection string, for this target alone; null: none
};

/// The databases of a job, in its order: a connection string that leads to a saved database, or to one that was read before, is that one,
/// so that its snapshots are one history. `known`: all that a name can mean; `saved`: connections, whose names mean them alone.
/// Error Usage: a name that is taken, or one database twice; NotFound names near ones.
[[nodiscard]] Result<QList<JobTarget>> jobTargets(const JobFile &job, const QList<KnownProfile> &known, const QList<Endpoint> &saved,
                                                  const DriverRegistry &registry);

/// The saved or known database that this one, of a URL, leads to: its ids and name, reached as the URL says. Else itself.
[[nodiscard]] Endpoint asKnown(const Endpoint &endpoint, const QList<KnownProfile> &known, const DriverRegistry &registry);

} // namespace concord
