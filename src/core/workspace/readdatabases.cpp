// SPDX-License-Identifier: GPL-3.0-or-later
// Databases that were read without a profile, and how a profile comes by what was read before it was saved.
#include "connection/connectionurl.h"
#include "connection/samedatabase.h"
#include "workspace/workspaceprivate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// A row of snapshot_database that is no profile's.
struct Orphan
{
    QUuid id;
    QString name;
    QString scope;
    QString url;
};

/// The scope that makes an id of its own. Where the database is the schema (MySQL), a catalog of all of it names it as its scope.
QString scopeWithin(const Endpoint &endpoint, const QString &scope, const DriverRegistry &registry)
{
    if (scope.isEmpty() || scope.compare(endpoint.database, Qt::CaseInsensitive) != 0)
        return scope;
    const auto driver = registry.find(endpoint.engine);
    return driver && !driver->dialect().schemas ? QString() : scope;
}

/// Those with snapshots, by name; of equal names the one that was read last first.
Result<QList<Orphan>> readOrphans(const WorkspaceFile &file, const QList<KnownProfile> &saved, const DriverRegistry &registry)
{
    auto rows = file.run(u"SELECT d.profile_id, d.name, d.scope, d.url FROM snapshot_database d JOIN snapshot s ON s.profile_id = d.profile_id"
                         " WHERE d.url <> '' GROUP BY d.profile_id ORDER BY d.name_key, max(s.taken) DESC"_s);
    if (!rows)
        return fail(rows.error());
    QList<Orphan> orphans;
    while (rows->next()) {
        const Orphan one{readId(*rows, 0), rows->value(1).toString(), rows->value(2).toString(), rows->value(3).toString()};
        const auto isOf = [&](const KnownProfile &known) {
            const QUuid profile = known.endpoint.profileId;
            return profile == one.id || scopedId(profile, scopeWithin(known.endpoint, one.scope, registry)) == one.id;
        };
        if (std::ranges::none_of(saved, isOf))
            orphans.append(one);
    }
    return orphans;
}

/// Where it leads; nullopt where nothing here knows how: no connection must then be tried at all.
std::optional<Endpoint> endpointOf(const Orphan &orphan, const DriverRegistry &registry)
{
    const auto url = parseUrl(orphan.url, registry);
    if (!url)
        return std::nullopt;
    Endpoint endpoint = adHocEndpoint(*url, registry);
    endpoint.profileId = orphan.id;
    endpoint.name = orphan.name;
    endpoint.readOnly = true;
    // A URL that somebody types is another matter: it may be written to.
    endpoint.serverId = QUuid::createUuidV5(endpoint.serverId, "read without a profile");
    if (const QString scope = scopeWithin(endpoint, orphan.scope, registry); !scope.isEmpty()) {
        const auto driver = registry.find(endpoint.engine);
        endpoint.schema = scope;
        endpoint.options.searchPath = driver ? driver->dialect().quoted(scope) : QString();
    }
    return endpoint;
}

/// Appends the snapshots of `from` to those of `to`, which has some: numbers go on, a name that is taken is lost but not the snapshot.
Result<void> appendSnapshots(const WorkspaceFile &file, const QString &from, const QString &to)
{
    auto moved = done(file.run(u"UPDATE snapshot SET name = '', name_key = '', keep = 1 WHERE profile_id = ? AND name_key <> ''"
                               " AND name_key IN (SELECT name_key FROM snapshot WHERE profile_id = ?)"_s,
                               {from, to}));
    if (moved)
        moved = done(file.run(u"UPDATE snapshot_database SET (statistics_of, statistics) = (SELECT o.statistics_of, o.statistics"
                              " FROM snapshot_database o WHERE o.profile_id = ?) WHERE profile_id = ? AND (SELECT max(taken) FROM snapshot"
                              " WHERE profile_id = ?) > (SELECT max(taken) FROM snapshot WHERE profile_id = ?)"_s,
                              {from, to, from, to}));
    if (moved)
        moved = done(file.run(u"UPDATE snapshot SET profile_id = ?, number = number + (SELECT last_number FROM snapshot_database"
                              " WHERE profile_id = ?) WHERE profile_id = ?"_s,
                              {to, to, from}));
    if (moved)
        moved = done(file.run(u"UPDATE snapshot_database SET last_number = last_number + (SELECT o.last_number FROM snapshot_database o"
                              " WHERE o.profile_id = ?) WHERE profile_id = ?"_s,
                              {from, to}));
    return moved;
}

/// Inside a transaction.
Result<void> giveSnapshots(const WorkspaceFile &file, const QString &from, const QString &to)
{
    auto known = file.run(u"SELECT 1 FROM snapshot_database WHERE profile_id = ?"_s, {to});
    if (!known)
        return fail(known.error());
    Result<void> given;
    if (known->next()) {
        given = appendSnapshots(file, from, to);
    } else {
        given =
            done(file.run(u"INSERT INTO snapshot_database (profile_id, name, name_key, scope, engine, last_number, statistics_of, statistics, url)"
                          " SELECT ?, name, name_key, scope, engine, last_number, statistics_of, statistics, url FROM snapshot_database"
                          " WHERE profile_id = ?"_s,
                          {to, from}));
        if (given)
            given = done(file.run(u"UPDATE snapshot SET profile_id = ? WHERE profile_id = ?"_s, {to, from}));
    }
    if (given)
        given = done(file.run(u"INSERT OR REPLACE INTO former_name (name_key, profile_id) SELECT name_key, ? FROM snapshot_database"
                              " WHERE profile_id = ?"_s,
                              {to, from}));
    if (given)
        given = done(file.run(u"UPDATE former_name SET profile_id = ? WHERE profile_id = ?"_s, {to, from}));
    if (given)
        given = done(file.run(u"DELETE FROM snapshot_database WHERE profile_id = ?"_s, {from}));
    if (given)
        given = done(file.run(u"UPDATE OR IGNORE baseline SET profile_id = ? WHERE profile_id = ?"_s, {to, from}));
    if (given)
        given = done(file.run(u"DELETE FROM baseline WHERE profile_id = ?"_s, {from}));
    if (given)
        given = done(file.run(u"UPDATE baseline SET follows = ? WHERE follows = ?"_s, {to, from}));
    if (given) // it is measured anew
        given = done(file.run(u"DELETE FROM drift WHERE profile_id = ?"_s, {from}));
    return given;
}

} // namespace

Result<QList<Endpoint>> Workspace::databasesWithoutProfile(const DriverRegistry &registry) const
{
    const auto saved = knownProfiles();
    if (!saved)
        return fail(saved.error());
    return readOrphans(*d->file, *saved, registry).transform([&](const QList<Orphan> &orphans) {
        QList<Endpoint> endpoints;
        for (const Orphan &orphan : orphans) {
            if (const auto endpoint = endpointOf(orphan, registry))
                endpoints.append(*endpoint);
        }
        return endpoints;
    });
}

Result<QList<KnownProfile>> Workspace::knownDatabases(const DriverRegistry &registry) const
{
    auto known = knownProfiles();
    const auto others = databasesWithoutProfile(registry);
    if (!known || !others)
        return known ? fail(others.error()) : std::move(known);
    for (const Endpoint &endpoint : *others) {
        const QString key = nameKey(endpoint.name);
        if (std::ranges::none_of(*known, [&](const KnownProfile &one) { return nameKey(one.endpoint.name) == key; }))
            known->append({endpoint, {}});
    }
    return known;
}

Result<int> Workspace::adoptSnapshots(const DriverRegistry &registry)
{
    const auto saved = knownProfiles();
    const auto orphans = saved.and_then([&](const QList<KnownProfile> &known) { return readOrphans(*d->file, known, registry); });
    if (!orphans)
        return fail(orphans.error());
    int adopted = 0;
    for (const Orphan &orphan : *orphans) {
        const auto endpoint = endpointOf(orphan, registry);
        const auto same =
            std::ranges::find_if(*saved, [&](const KnownProfile &one) { return endpoint && isSameDatabase(one.endpoint, *endpoint, registry); });
        if (same == saved->end())
            continue;
        const QUuid id = scopedId(same->endpoint.profileId, scopeWithin(same->endpoint, orphan.scope, registry));
        if (const auto given = d->file->write([&] { return giveSnapshots(*d->file, idText(orphan.id), idText(id)); }); !given)
            return fail(given.error());
        ++adopted;
    }
    return adopted;
}

} // namespace concord
