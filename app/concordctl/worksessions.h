// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/json.h"
#include "workspace/workspace.h"

namespace concord::ctl {

/// By its name; error NotFound names near ones.
[[nodiscard]] Result<WorkSession> findSession(const Workspace &workspace, const QString &name);
/// name, id, created, connections.
[[nodiscard]] JsonValue sessionRecord(const WorkSession &session, const QList<Profile> &profiles);

} // namespace concord::ctl
