// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

namespace concord {

class Workspace;

/// What becomes of a demo database that is already there.
enum class DemoFiles {
    Keep,  ///< it stays, unless another version of Concord made it
    Renew, ///< it is written anew: what was changed in it is lost
};

/// The names of the demo's profiles, in the order in which a list shows them. Each one's file is `name`.db.
[[nodiscard]] QStringList demoNames();

/// Writes the demo databases (SQLite, from the SQL in :/concord/demo) into `dir`, which is made where it is missing. A file
/// that is not one of Concord's own demo databases is never touched: error Usage, and then nothing at all is written.
/// Blocking, under a second; from any thread.
[[nodiscard]] Result<void> writeDemoDatabases(const QString &dir, DemoFiles files = DemoFiles::Keep);

/// The same, and puts their profiles, target sets and work sessions into the workspace. Profiles that are there already stay
/// as they are; one that means something else is an error (Usage), told before anything is written. Fine to call twice.
/// Blocking; on the workspace's thread.
[[nodiscard]] Result<void> writeDemo(const QString &dir, Workspace &workspace, DemoFiles files = DemoFiles::Keep);

} // namespace concord
