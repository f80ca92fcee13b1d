// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a snapshot is of the database that its profile leads to now.
#include "connection/connectionurl.h"
#include "connection/samedatabase.h"
#include "workspace/workspaceprivate.h"

#include <algorithm>

namespace concord {

using namespace workspacesql;

static const KnownProfile *profileOf(const SnapshotInfo &info, const QList<KnownProfile> &saved)
{
    const auto found = std::ranges::find_if(saved, [&info](const KnownProfile &one) {
        const QUuid id = one.endpoint.profileId;
        return id == info.profileId || scopedId(id, info.scope) == info.profileId;
    });
    return found == saved.end() ? nullptr : &*found;
}

QList<SnapshotInfo> workspacesql::withOrigin(QList<SnapshotInfo> snapshots, const QList<KnownProfile> &saved, const DriverRegistry &registry)
{
    for (SnapshotInfo &info : snapshots) {
        const KnownProfile *profile = info.url.isEmpty() ? nullptr : profileOf(info, saved);
        const auto from = profile ? parseUrl(info.url, registry) : fail(ErrorKind::NotFound, {});
        info.elsewhere = from && !isSameDatabase(adHocEndpoint(*from, registry), profile->endpoint, registry);
    }
    return snapshots;
}

Result<QList<SnapshotInfo>> Workspace::snapshots(const QUuid &profileId, const DriverRegistry &registry) const
{
    const auto saved = knownProfiles();
    const auto all = snapshots(profileId);
    if (!saved || !all)
        return fail(saved ? all.error() : saved.error());
    return withOrigin(*all, *saved, registry);
}

Result<QList<SnapshotInfo>> Workspace::latestSnapshots(const DriverRegistry &registry) const
{
    const auto saved = knownProfiles();
    const QString newest = QStringLiteral(
        "s.id = (SELECT n.id FROM snapshot n WHERE n.profile_id = s.profile_id AND n.url = s.url ORDER BY n.taken DESC, n.number DESC LIMIT 1)");
    const auto ofEachPlace = d->renewFingerprints().and_then([&] { return d->readSnapshots(newest); });
    if (!saved || !ofEachPlace)
        return fail(saved ? ofEachPlace.error() : saved.error());
    QList<SnapshotInfo> latest;
    const QList<SnapshotInfo> newestFirst = withOrigin(*ofEachPlace, *saved, registry);
    for (const bool elsewhere : {false, true}) {
        for (const SnapshotInfo &info : newestFirst) {
            const bool known = std::ranges::contains(latest, info.profileId, &SnapshotInfo::profileId);
            if (info.elsewhere == elsewhere && !known)
                latest.append(info);
        }
    }
    std::ranges::sort(latest, [](const SnapshotInfo &a, const SnapshotInfo &b) { return a.database.compare(b.database, Qt::CaseInsensitive) < 0; });
    return latest;
}

} // namespace concord
