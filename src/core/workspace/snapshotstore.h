// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/snapshot.h"

namespace concord {

/// Keeps catalogs in the workspace at `path`, for an ExtractJob: opens the file anew for each, so that it may be called on any thread;
/// calls wait for each other.
[[nodiscard]] SnapshotStore snapshotStore(const QString &path);

} // namespace concord
