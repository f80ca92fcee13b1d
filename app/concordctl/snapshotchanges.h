// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

namespace concord::ctl {

class Arguments;
class Context;

/// `snapshots DB --changes`: what changed between which snapshots of that database. The exit code.
[[nodiscard]] int writeChanges(Context &context, const Workspace &workspace, const SnapshotInfo &newest, const Arguments &arguments);

} // namespace concord::ctl
