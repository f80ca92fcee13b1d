// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/inferredfields.h"
#include "connection/names.h"
#include "workspace/snapshotparts.h"
#include "workspace/snapshotstore.h"
#include "workspace/workspaceprivate.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// A catalog taken to pieces before anything is locked; what is not in the file yet is compressed already.
struct TakenApart
{
    QList<SchemaPart> parts; ///< the last one is the info's
    QHash<QString, QByteArray> compressed;
};

Result<QHash<QString, qint64>> knownParts(const WorkspaceFile &file, const QList<SchemaPart> &parts)
{
    QStringList hashes;
    for (const SchemaPart &part : parts)
        hashes.append(part.hash);
    return file.run(u"SELECT p.hash, p.id FROM json_each(?) j JOIN schema_part p ON p.hash = j.value"_s, {jsonList(hashes)})
        .transform([](QSqlQuery rows) {
            QHash<QString, qint64> ids;
            while (rows.next())
                ids.insert(rows.value(0).toString(), rows.value(1).toLongLong());
            return ids;
        });
}

Result<TakenApart> takeApart(const WorkspaceFile &file, const Catalog &catalog)
{
    TakenApart apart;
    for (const ObjectPtr &object : catalog.objects())
        apart.parts.append(partOf(*object));
    apart.parts.append(partOf(catalog.info()));
    const auto known = knownParts(file, apart.parts);
    if (!known)
        return fail(known.error());
    for (const SchemaPart &part : apart.parts) {
        if (!known->contains(part.hash))
            apart.compressed.insert(part.hash, packed(part.json));
    }
    return apart;
}

/// The id of each part, in their order. Inside a transaction.
Result<QList<qint64>> writeParts(const WorkspaceFile &file, const TakenApart &apart)
{
    auto known = knownParts(file, apart.parts);
    if (!known)
        return fail(known.error());
    QList<qint64> ids;
    for (const SchemaPart &part : apart.parts) {
        qint64 &id = (*known)[part.hash];
        if (id == 0) {
            // Another program may have removed it since it was looked for.
            const QByteArray data = apart.compressed.contains(part.hash) ? apart.compressed.value(part.hash) : packed(part.json);
            const auto added = file.run(u"INSERT INTO schema_part (hash, data) VALUES (?, ?)"_s, {part.hash, data});
            if (!added)
                return fail(added.error());
            id = added->lastInsertId().toLongLong();
        }
        ids.append(id);
    }
    return ids;
}

/// The row of schema_catalog for these parts. Inside a transaction.
Result<qint64> writeCatalog(const WorkspaceFile &file, QList<qint64> ids, const Catalog &catalog)
{
    const qint64 info = ids.takeLast();
    const QByteArray objects = packedIds(ids);
    const QByteArray content = QByteArray::number(info) + ':' + objects;
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Blake2b_160).toHex());
    const QString counts = countsText(countEntities(catalog));
    auto same = file.run(u"SELECT id, counts FROM schema_catalog WHERE hash = ?"_s, {hash});
    if (!same)
        return fail(same.error());
    if (same->next()) {
        const qint64 id = same->value(0).toLongLong();
        if (same->value(1).toString() == counts)
            return id;
        // An earlier Concord counted less.
        return file.run(u"UPDATE schema_catalog SET counts = ? WHERE id = ?"_s, {counts, id}).transform([id](const QSqlQuery &) { return id; });
    }
    return file
        .run(u"INSERT INTO schema_catalog (hash, info_part, objects, model, fingerprint, counts) VALUES (?, ?, ?, ?, ?, ?)"_s,
             {hash, info, objects, CatalogInfo::currentModel, catalog.fingerprint().toString(), counts})
        .transform([](const QSqlQuery &added) { return added.lastInsertId().toLongLong(); });
}

/// Gives the database its next number; makes its row where there is none. Inside a transaction.
Result<int> nextNumber(const WorkspaceFile &file, const NewSnapshot &snapshot)
{
    const CatalogInfo &info = snapshot.catalog->info();
    const auto remembered = file.run(u"INSERT OR REPLACE INTO former_name (name_key, profile_id) SELECT name_key, profile_id FROM snapshot_database"
                                     " WHERE profile_id = ? AND name_key <> ?"_s,
                                     {idText(snapshot.profileId), nameKey(snapshot.database)});
    if (!remembered)
        return fail(remembered.error());
    return file
        .run(u"INSERT INTO snapshot_database (profile_id, name, name_key, scope, engine, last_number, statistics_of, statistics, url)"
             " VALUES (?, ?, ?, ?, ?, 1, '', x'', ?) ON CONFLICT (profile_id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,"
             " scope = excluded.scope, engine = excluded.engine, last_number = last_number + 1,"
             " url = coalesce(nullif(excluded.url, ''), url) RETURNING last_number"_s,
             {idText(snapshot.profileId), snapshot.database, nameKey(snapshot.database), info.scope, info.engine, snapshot.url})
        .transform([](QSqlQuery row) { return row.next() ? row.value(0).toInt() : 0; });
}

/// What was left out on purpose; empty: nothing.
QString patternsOf(const CatalogInfo &info)
{
    return info.include.isEmpty() && info.exclude.isEmpty() ? QString() : jsonList(info.include) + jsonList(info.exclude);
}

/// Whether the schema differs from the one before it that was read with the same patterns: leaving more out is no change. The first one of
/// its patterns is measured by the one before it: what is equal all the same did not change.
Result<bool> isChanged(const WorkspaceFile &file, const NewSnapshot &snapshot)
{
    const CatalogInfo &info = snapshot.catalog->info();
    return file
        .run(u"SELECT c.fingerprint FROM snapshot s JOIN schema_catalog c ON c.id = s.catalog_id WHERE s.profile_id = ?"
             " AND s.taken <= ? ORDER BY s.patterns = ? DESC, s.taken DESC, s.number DESC LIMIT 1"_s,
             {idText(snapshot.profileId), timeText(info.readAt), patternsOf(info)})
        .transform([&](QSqlQuery row) { return !row.next() || row.value(0).toString() != snapshot.catalog->fingerprint().toString(); });
}

/// The one that a new snapshot is measured by; a null id: there is none. Inside a transaction.
Result<QUuid> snapshotBefore(const WorkspaceFile &file, const NewSnapshot &snapshot)
{
    const CatalogInfo &info = snapshot.catalog->info();
    return file
        .run(
            u"SELECT s.id FROM snapshot s WHERE s.profile_id = ? AND s.taken <= ? ORDER BY s.patterns = ? DESC, s.taken DESC, s.number DESC LIMIT 1"_s,
            {idText(snapshot.profileId), timeText(info.readAt), patternsOf(info)})
        .transform([](QSqlQuery row) { return row.next() ? readId(row, 0) : QUuid(); });
}

/// Whether fields that nothing declares, and that no fingerprint knows, are others now, as surely as two samples can tell.
bool seenFieldsDiffer(const Catalog &before, const Catalog &now)
{
    for (const ObjectPtr &object : now.objects()) {
        const auto older = object->kind == ObjectKind::Collection ? before.find(ObjectKind::Collection, object->ref) : nullptr;
        if (!older)
            continue;
        const auto differs = [](const MemberComparison &member) {
            return member.verdict == Verdict::Different || member.verdict == Verdict::OnlyLeft || member.verdict == Verdict::OnlyRight;
        };
        if (std::ranges::any_of(InferredFields(*older, *object).compareCollections({}), differs))
            return true;
    }
    return false;
}

/// Inside a transaction. `fieldsDiffer`: by seenFieldsDiffer().
Result<QUuid> writeSnapshot(const WorkspaceFile &file, const NewSnapshot &snapshot, qint64 catalogId, bool fieldsDiffer)
{
    const CatalogInfo &info = snapshot.catalog->info();
    const QString profile = idText(snapshot.profileId);
    const QUuid id = QUuid::createUuid();
    const auto changed = isChanged(file, snapshot);
    if (!changed)
        return fail(changed.error());
    const auto number = nextNumber(file, snapshot);
    if (!number)
        return fail(number.error());
    auto written = done(file.run(u"INSERT INTO snapshot (id, profile_id, number, run, run_started, taken, name, name_key, keep, changed, patterns,"
                                 " catalog_id, url) VALUES (?, ?, ?, ?, ?, ?, '', '', 0, ?, ?, ?, ?)"_s,
                                 {idText(id), profile, *number, idText(snapshot.run), timeText(snapshot.runStarted), timeText(info.readAt),
                                  *changed || fieldsDiffer, patternsOf(info), catalogId, snapshot.url}));
    if (written) {
        written = done(file.run(u"UPDATE snapshot_database SET statistics_of = ?, statistics = ? WHERE profile_id = ?"
                                " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE profile_id = ? AND taken > ?)"_s,
                                {idText(id), packedStatistics(*snapshot.catalog), profile, profile, timeText(info.readAt)}));
    }
    return written.transform([&] { return id; });
}

} // namespace

/// The catalog before this one where both may have fields that were only seen; null: nothing to compare.
static Result<CatalogPtr> fieldsBefore(const Workspace &workspace, const WorkspaceFile &file, const NewSnapshot &snapshot)
{
    if (std::ranges::none_of(snapshot.catalog->objects(), [](const ObjectPtr &object) { return object->kind == ObjectKind::Collection; }))
        return CatalogPtr();
    const auto before = file.read([&] { return snapshotBefore(file, snapshot); });
    if (!before)
        return fail(before.error());
    return before->isNull() ? Result<CatalogPtr>(CatalogPtr()) : workspace.openSnapshot(*before);
}

Result<SnapshotInfo> Workspace::saveSnapshot(const NewSnapshot &snapshot)
{
    if (snapshot.profileId.isNull() || !snapshot.catalog)
        return fail(ErrorKind::Internal, tr("A snapshot needs a catalog and a database that it belongs to."));
    if (const auto renewed = d->renewFingerprints(); !renewed)
        return fail(renewed.error());
    const auto before = fieldsBefore(*this, *d->file, snapshot);
    if (!before)
        return fail(before.error());
    const bool fieldsDiffer = *before && seenFieldsDiffer(**before, *snapshot.catalog);
    const auto apart = takeApart(*d->file, *snapshot.catalog);
    if (!apart)
        return fail(apart.error());
    return d->file->write([&] {
        return writeParts(*d->file, *apart)
            .and_then([&](const QList<qint64> &ids) { return writeCatalog(*d->file, ids, *snapshot.catalog); })
            .and_then([&](qint64 catalogId) { return writeSnapshot(*d->file, snapshot, catalogId, fieldsDiffer); })
            .and_then([&](const QUuid &id) { return d->readSnapshot(id); });
    });
}

SnapshotStore snapshotStore(const QString &path, const std::shared_ptr<const DriverRegistry> &registry)
{
    // One writer at a time anyway: waiting here costs less than waiting for the file's lock.
    return [path, registry, turn = std::make_shared<std::mutex>()](const NewSnapshot &snapshot) -> Result<SnapshotInfo> {
        const std::scoped_lock lock(*turn);
        const auto workspace = Workspace::open(path);
        if (!workspace)
            return fail(workspace.error());
        auto saved = (*workspace)->saveSnapshot(snapshot);
        if (saved && registry) // what was read is kept, also where measuring it fails
            (void)(*workspace)->measureAfterReading(saved->profileId, *registry);
        return saved;
    };
}

} // namespace concord
