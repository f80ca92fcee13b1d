// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/snapshotparts.h"
#include "workspace/workspaceprivate.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// The parts that each database's snapshots refer to.
Result<QHash<QUuid, QSet<qint64>>> usedParts(const WorkspaceFile &file)
{
    auto rows =
        file.run(u"SELECT DISTINCT s.profile_id, c.id, c.info_part, c.objects FROM snapshot s JOIN schema_catalog c ON c.id = s.catalog_id"_s);
    if (!rows)
        return fail(rows.error());
    QHash<QUuid, QSet<qint64>> used;
    while (rows->next()) {
        QSet<qint64> &ids = used[readId(*rows, 0)];
        ids.insert(rows->value(2).toLongLong());
        for (const qint64 id : unpackedIds(rows->value(3).toByteArray()))
            ids.insert(id);
    }
    return used;
}

} // namespace

/// In an outer transaction, so that no snapshot that refers to a part can come meanwhile.
Result<void> Workspace::Private::removeUnusedParts() const
{
    auto removed = done(file->run(u"DELETE FROM schema_catalog WHERE id NOT IN (SELECT catalog_id FROM snapshot)"_s));
    if (!removed)
        return removed;
    const auto used = usedParts(*file);
    if (!used)
        return fail(used.error());
    QSet<qint64> all;
    for (const QSet<qint64> &ids : *used)
        all.unite(ids);
    return done(file->run(u"DELETE FROM schema_part WHERE id NOT IN (SELECT value FROM json_each(?))"_s, {jsonList(all)}));
}

/// A scope's id is made from its profile's (query/targets.cpp), so that it can be told whose it is.
Result<void> Workspace::Private::removeSnapshotsOfProfile(const QUuid &id) const
{
    for (const QString &table : {u"baseline"_s, u"drift"_s}) {
        if (const auto removed = done(file->run(u"DELETE FROM %1 WHERE profile_id = ?"_s.arg(table), {idText(id)})); !removed)
            return removed;
    }
    auto rows = file->run(u"SELECT profile_id, scope FROM snapshot_database"_s);
    if (!rows)
        return fail(rows.error());
    QStringList owned;
    while (rows->next()) {
        const QUuid database = readId(*rows, 0);
        if (database == id || database == QUuid::createUuidV5(id, rows->value(1).toString().toUtf8()))
            owned.append(idText(database));
    }
    if (owned.isEmpty())
        return {};
    auto removed =
        done(file->run(u"DELETE FROM snapshot WHERE profile_id IN (SELECT value FROM json_each(?)) AND NOT keep AND name = ''"_s, {jsonList(owned)}));
    if (removed)
        removed = done(file->run(u"DELETE FROM snapshot_database WHERE profile_id IN (SELECT value FROM json_each(?))"
                                 " AND profile_id NOT IN (SELECT profile_id FROM snapshot)"_s,
                                 {jsonList(owned)}));
    return removed.and_then([&] { return removeUnusedParts(); });
}

Result<void> Workspace::removeSnapshots(const QList<QUuid> &ids)
{
    return d->file->write([&]() -> Result<void> {
        for (const QUuid &id : ids) {
            // Measured by what is gone: to be said anew.
            auto forgotten =
                done(d->file->run(u"DELETE FROM drift WHERE profile_id IN (SELECT profile_id FROM baseline WHERE snapshot_id = ?)"_s, {idText(id)}));
            if (!forgotten)
                return forgotten;
            if (const auto removed = done(d->file->run(u"DELETE FROM snapshot WHERE id = ?"_s, {idText(id)})); !removed)
                return removed;
        }
        return d->removeUnusedParts();
    });
}

Result<int> Workspace::pruneSnapshots(const PrunePolicy &policy)
{
    return d->file->write([&]() -> Result<int> {
        // What was read in part takes no whole one's place.
        const QString newest = u"(SELECT count(*) FROM snapshot n WHERE n.profile_id = snapshot.profile_id AND n.patterns IN ('', snapshot.patterns)"
                               " AND (n.taken, n.number) > (snapshot.taken, snapshot.number)) >= ?"_s;
        QString sql = u"DELETE FROM snapshot WHERE NOT keep AND name = '' AND id NOT IN (SELECT snapshot_id FROM baseline) AND "_s + newest;
        QVariantList values{std::max(1, policy.newest)};
        if (policy.olderThan) {
            sql += u" AND taken < ?"_s;
            values.append(timeText(*policy.olderThan));
        }
        if (policy.profileId) {
            sql += u" AND profile_id = ?"_s;
            values.append(idText(*policy.profileId));
        }
        const auto removed = d->file->run(sql, values);
        if (!removed)
            return fail(removed.error());
        const int count = removed->numRowsAffected();
        return d->removeUnusedParts().transform([&] { return count; });
    });
}

Result<SnapshotUsage> Workspace::snapshotUsage() const
{
    return d->file->read([&]() -> Result<SnapshotUsage> {
        auto rows = d->file->run(u"SELECT id, length(data) + length(hash) FROM schema_part"_s);
        if (!rows)
            return fail(rows.error());
        SnapshotUsage usage;
        QHash<qint64, qint64> sizes;
        while (rows->next()) {
            sizes.insert(rows->value(0).toLongLong(), rows->value(1).toLongLong());
            usage.bytes += rows->value(1).toLongLong();
        }
        return usedParts(*d->file).transform([&](const QHash<QUuid, QSet<qint64>> &used) {
            for (const auto &[profile, ids] : used.asKeyValueRange()) {
                for (const qint64 id : ids)
                    usage.byProfile[profile] += sizes.value(id);
            }
            return usage;
        });
    });
}

} // namespace concord
