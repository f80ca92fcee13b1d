// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"
#include "workspace/workspace.h"

namespace concord {

/// What a diagram is drawn from: the last snapshot of each database, and what people linked.
struct DiagramSource
{
    std::vector<NamedCatalog> catalogs;
    std::vector<UserLink> links;
    QStringList neverRead; ///< databases of which there is no snapshot
};
/// On the workspace's thread. `profiles` in the order in which they are to stand.
[[nodiscard]] Result<DiagramSource> readDiagramSource(const Workspace &workspace, const QList<QUuid> &profiles, const DriverRegistry &registry);

} // namespace concord
