// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/names.h"
#include "schema/onlyschema.h"
#include "workspace/snapshotparts.h"
#include "workspace/workspaceprivate.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

std::unexpected<Error> snapshotGone()
{
    return fail(ErrorKind::NotFound, tr("The snapshot is not in the workspace any more."));
}

std::unexpected<Error> partsMissing()
{
    return fail(ErrorKind::Damaged, tr("Parts of the snapshot are missing in the workspace."));
}

/// What a snapshot is put together from.
struct StoredCatalog
{
    QByteArray info;
    QList<QByteArray> objects;
    QDateTime taken;
    QByteArray statistics; ///< empty: of another snapshot
};

Result<QList<QByteArray>> readParts(const WorkspaceFile &file, const QByteArray &ids)
{
    const QList<qint64> wanted = unpackedIds(ids);
    return file.run(u"SELECT p.data FROM json_each(?) j JOIN schema_part p ON p.id = j.value"_s, {jsonList(wanted)})
        .and_then([&](QSqlQuery rows) -> Result<QList<QByteArray>> {
            QList<QByteArray> parts;
            while (rows.next())
                parts.append(rows.value(0).toByteArray());
            if (parts.size() != wanted.size())
                return partsMissing();
            return parts;
        });
}

Result<CatalogPtr> assembled(const StoredCatalog &stored)
{
    auto info = infoFromPart(stored.info);
    if (!info)
        return fail(info.error());
    info->readAt = stored.taken;
    std::vector<std::shared_ptr<SchemaObject>> objects;
    objects.reserve(static_cast<std::size_t>(stored.objects.size()));
    for (const QByteArray &data : stored.objects) {
        auto object = objectFromPart(data);
        if (!object)
            return fail(object.error());
        objects.push_back(std::move(*object));
    }
    if (!stored.statistics.isEmpty())
        restoreStatistics(stored.statistics, *info, objects);
    return Catalog::make(std::move(*info), std::move(objects));
}

} // namespace

Result<void> Workspace::Private::renewFingerprints() const
{
    if (!file->writable()) // old ones serve to read: they differ from new ones, and what differs is compared as a whole
        return {};
    const QString another = u"SELECT 1 FROM schema_catalog WHERE model <> ? LIMIT 1"_s;
    const auto found = file->run(another, {CatalogInfo::currentModel}).transform([](QSqlQuery row) { return row.next(); });
    if (!found)
        return fail(found.error());
    return *found ? file->write([this] { return renewStaleFingerprints(); }) : Result<void>();
}

Result<void> Workspace::Private::renewStaleFingerprints() const
{
    auto stale = file->run(u"SELECT c.id, i.data, c.objects FROM schema_catalog c JOIN schema_part i ON i.id = c.info_part WHERE c.model <> ?"_s,
                           {CatalogInfo::currentModel});
    if (!stale)
        return fail(stale.error());
    while (stale->next()) {
        const auto catalog = readParts(*file, stale->value(2).toByteArray()).and_then([&](const QList<QByteArray> &objects) {
            return assembled({stale->value(1).toByteArray(), objects, {}, {}});
        });
        if (!catalog)
            return fail(catalog.error());
        const auto renewed =
            done(file->run(u"UPDATE schema_catalog SET model = ?, fingerprint = ?, counts = ? WHERE id = ?"_s,
                           {CatalogInfo::currentModel, (*catalog)->fingerprint().toString(), countsText(countEntities(**catalog)), stale->value(0)}));
        if (!renewed)
            return renewed;
    }
    return {};
}

Result<QList<SnapshotInfo>> Workspace::Private::readSnapshots(const QString &where, const QVariantList &values) const
{
    auto rows = file->run(u"SELECT s.id, s.number, s.profile_id, coalesce(r.name, d.name), d.scope, d.engine, s.run, s.run_started, s.taken, s.name,"
                          " s.keep, s.changed, c.fingerprint, c.counts, c.info_part, i.data, s.url FROM snapshot s JOIN snapshot_database d"
                          " ON d.profile_id = s.profile_id JOIN schema_catalog c ON c.id = s.catalog_id JOIN schema_part i ON i.id = c.info_part"
                          " LEFT JOIN profile r ON r.id = s.profile_id WHERE %1 ORDER BY s.taken DESC, s.number DESC"_s.arg(where),
                          values);
    if (!rows)
        return fail(rows.error());
    QList<SnapshotInfo> snapshots;
    QHash<qint64, CatalogInfo> infos; // mostly one for all
    while (rows->next()) {
        const qint64 part = rows->value(14).toLongLong();
        if (!infos.contains(part)) {
            const auto info = infoFromPart(rows->value(15).toByteArray());
            if (!info)
                return fail(info.error());
            infos.insert(part, *info);
        }
        const CatalogInfo &info = infos[part];
        snapshots.append({.id = readId(*rows, 0),
                          .number = rows->value(1).toInt(),
                          .profileId = readId(*rows, 2),
                          .database = rows->value(3).toString(),
                          .scope = rows->value(4).toString(),
                          .engine = rows->value(5).toString(),
                          .run = readId(*rows, 6),
                          .runStarted = readTime(*rows, 7),
                          .taken = readTime(*rows, 8),
                          .name = rows->value(9).toString(),
                          .keep = rows->value(10).toBool(),
                          .hash = Fingerprint::fromString(rows->value(12).toString()),
                          .changed = rows->value(11).toBool(),
                          .counts = countsFromText(rows->value(13).toString()),
                          .modelVersion = info.modelVersion,
                          .product = info.product,
                          .serverVersion = info.serverVersion,
                          .role = info.role,
                          .unread = static_cast<qint64>(info.unread.size()),
                          .include = info.include,
                          .exclude = info.exclude,
                          .url = rows->value(16).toString()});
    }
    return snapshots;
}

Result<SnapshotInfo> Workspace::Private::readSnapshot(const QUuid &id) const
{
    return readSnapshots(u"s.id = ?"_s, {idText(id)}).and_then([](const QList<SnapshotInfo> &found) -> Result<SnapshotInfo> {
        if (found.isEmpty())
            return snapshotGone();
        return found.first();
    });
}

Result<QList<SnapshotInfo>> Workspace::snapshots(const QUuid &profileId) const
{
    return d->renewFingerprints().and_then([&] { return d->readSnapshots(u"s.profile_id = ?"_s, {idText(profileId)}); });
}

Result<CatalogPtr> Workspace::openSnapshot(const QUuid &id) const
{
    const auto stored = d->file->read([&]() -> Result<StoredCatalog> {
        auto row = d->file->run(u"SELECT i.data, c.objects, s.taken, CASE WHEN d.statistics_of = s.id THEN d.statistics ELSE x'' END FROM snapshot s"
                                " JOIN snapshot_database d ON d.profile_id = s.profile_id JOIN schema_catalog c ON c.id = s.catalog_id"
                                " JOIN schema_part i ON i.id = c.info_part WHERE s.id = ?"_s,
                                {idText(id)});
        if (!row)
            return fail(row.error());
        if (!row->next())
            return snapshotGone();
        return readParts(*d->file, row->value(1).toByteArray()).transform([&](const QList<QByteArray> &objects) {
            return StoredCatalog{row->value(0).toByteArray(), objects, readTime(*row, 2), row->value(3).toByteArray()};
        });
    });
    return stored.and_then(assembled);
}

Result<CatalogPtr> Workspace::openSnapshot(const FoundSnapshot &found) const
{
    return openSnapshot(found.info.id).and_then([&](const CatalogPtr &catalog) -> Result<CatalogPtr> {
        if (found.schema.isEmpty())
            return catalog;
        if (const QStringList schemas = catalog->schemas(); !schemas.contains(found.schema))
            return fail(ErrorKind::NotFound,
                        tr("“%1” has no schema “%2”.").arg(found.info.database, found.schema) + didYouMean(found.schema, schemas));
        return onlySchema(*catalog, found.schema);
    });
}

Result<void> Workspace::nameSnapshot(const QUuid &id, const QString &name)
{
    static const QRegularExpression numberOrDate(u"^[0-9]+(-[0-9]{2}-[0-9]{2}.*)?$"_s);
    if (const auto allowed = name.isEmpty() ? Result<void>() : checkName(name); !allowed)
        return allowed;
    if (numberOrDate.match(name).hasMatch())
        return fail(ErrorKind::Usage, tr("A snapshot's name may not look like a number or a date: “%1” means another one.").arg(name));
    return d->file->write([&]() -> Result<void> {
        const auto snapshot = d->readSnapshot(id);
        if (!snapshot)
            return fail(snapshot.error());
        auto other = d->file->run(u"SELECT number FROM snapshot WHERE profile_id = ? AND name_key = ? AND name_key <> '' AND id <> ?"_s,
                                  {idText(snapshot->profileId), nameKey(name), idText(id)});
        if (!other)
            return fail(other.error());
        if (other->next())
            return fail(ErrorKind::Usage, tr("Snapshot %1 of this database has the name “%2” already.").arg(other->value(0).toInt()).arg(name));
        return done(d->file->run(u"UPDATE snapshot SET name = ?, name_key = ? WHERE id = ?"_s, {name, nameKey(name), idText(id)}));
    });
}

Result<void> Workspace::keepSnapshot(const QUuid &id, bool keep)
{
    return d->file->write([&] {
        return d->file->run(u"UPDATE snapshot SET keep = ? WHERE id = ?"_s, {keep, idText(id)}).and_then([](const QSqlQuery &query) -> Result<void> {
            if (query.numRowsAffected() == 0)
                return snapshotGone();
            return {};
        });
    });
}

} // namespace concord
