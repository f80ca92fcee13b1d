// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"
#include "workspace/workspace.h"

#include <QStringList>

#include <vector>

namespace concord::ctl {

class Context;

/// A schema out of the workspace, and which snapshot it is.
struct OpenedCatalog
{
    FoundSnapshot found;
    CatalogPtr catalog;
};

/// The one that a word means: a database (its newest), or a snapshot such as production@2. Without a word: the active connection's.
[[nodiscard]] Result<OpenedCatalog> openCatalog(Context &context, const QString &word);
/// Those of several words, groups and globs; none: the newest of every database. A database that was never read is told on standard error
/// and left out; error NotFound where that leaves none.
[[nodiscard]] Result<std::vector<NamedCatalog>> openCatalogs(Context &context, const QStringList &words);

/// The newest of every database; told on standard error and left out: what was not read since its profile leads to another database.
[[nodiscard]] Result<QList<SnapshotInfo>> latestOfHere(Context &context, const Workspace &workspace);

/// "production@3, read 2 minutes ago", with what it was read without
[[nodiscard]] QString snapshotTitle(const SnapshotInfo &info);

} // namespace concord::ctl
