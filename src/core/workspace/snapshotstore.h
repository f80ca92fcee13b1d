// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/snapshot.h"

#include <memory>

namespace concord {

class DriverRegistry;

/// Keeps catalogs in the workspace at `path`, for an ExtractJob: opens the file anew for each, so that it may be called on any thread;
/// calls wait for each other. With a registry, each database that has a baseline is measured by it, on that same thread.
[[nodiscard]] SnapshotStore snapshotStore(const QString &path, const std::shared_ptr<const DriverRegistry> &registry = {});

} // namespace concord
