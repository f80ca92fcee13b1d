// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramsource.h"

#include <algorithm>

namespace concord {

Result<DiagramSource> readDiagramSource(const Workspace &workspace, const QList<QUuid> &profiles, const DriverRegistry &registry)
{
    const auto endpoints = workspace.endpoints();
    if (!endpoints)
        return fail(endpoints.error());
    const auto latest = workspace.latestSnapshots(registry);
    if (!latest)
        return fail(latest.error());
    const auto links = workspace.links();
    if (!links)
        return fail(links.error());
    DiagramSource source;
    source.links.assign(links->begin(), links->end());
    for (const QUuid &profile : profiles) {
        const auto endpoint = std::ranges::find(*endpoints, profile, &Endpoint::profileId);
        const auto snapshot = std::ranges::find(*latest, profile, &SnapshotInfo::profileId);
        if (snapshot == latest->end() || snapshot->elsewhere) {
            if (endpoint != endpoints->end())
                source.neverRead.append(endpoint->name);
            continue;
        }
        const auto catalog = workspace.openSnapshot(snapshot->id);
        if (!catalog)
            return fail(catalog.error());
        if (endpoint == endpoints->end()) // read by a URL
            source.catalogs.push_back({profile, snapshot->database, Environment::None, *catalog});
        else
            source.catalogs.push_back({profile, endpoint->name, endpoint->environment, *catalog});
    }
    return source;
}

} // namespace concord
