// SPDX-License-Identifier: GPL-3.0-or-later
// What changed from snapshot to snapshot: told by the lists of parts, so that only what differs is opened.
#include "connection/driver.h"
#include "workspace/drift.h"
#include "workspace/snapshotparts.h"
#include "workspace/workspaceprivate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

using ObjectKey = std::pair<ObjectKind, ObjectRef>;

/// Parts of one timeline, each read and parsed once.
class PartReader
{
public:
    PartReader(const WorkspaceFile &file, const TimelineRequest &request) : m_file(file), m_request(request) {}

    /// Those of `ids` that the request wants, as a catalog.
    Result<std::vector<std::shared_ptr<SchemaObject>>> read(const QList<qint64> &ids)
    {
        QList<qint64> missing;
        std::ranges::copy_if(ids, std::back_inserter(missing), [&](qint64 id) { return !m_parts.contains(id); });
        if (!missing.isEmpty()) {
            auto rows = m_file.run(u"SELECT p.id, p.data FROM json_each(?) j JOIN schema_part p ON p.id = j.value"_s, {jsonList(missing)});
            if (!rows)
                return fail(rows.error());
            while (rows->next()) {
                auto object = objectFromPart(rows->value(1).toByteArray());
                if (!object)
                    return fail(object.error());
                m_parts.insert(rows->value(0).toLongLong(), std::move(*object));
            }
        }
        std::vector<std::shared_ptr<SchemaObject>> objects;
        for (const qint64 id : ids) {
            if (const auto found = m_parts.value(id); found && wanted(*found))
                objects.push_back(found);
        }
        return objects;
    }

private:
    [[nodiscard]] bool wanted(const SchemaObject &object) const
    {
        if (m_request.object && (object.kind != m_request.object->first || object.ref != m_request.object->second))
            return false;
        return m_request.table.isEmpty() || object.ref.name.compare(m_request.table, Qt::CaseInsensitive) == 0
               || (object.ref.schema + u'.' + object.ref.name).compare(m_request.table, Qt::CaseInsensitive) == 0;
    }

    const WorkspaceFile &m_file;
    const TimelineRequest &m_request;
    QHash<qint64, std::shared_ptr<SchemaObject>> m_parts;
};

/// A snapshot and the ids of its objects' parts.
struct Moment
{
    SnapshotInfo info;
    QList<qint64> parts;
};

Result<QHash<QUuid, QByteArray>> partLists(const WorkspaceFile &file, const QUuid &profileId)
{
    return file
        .run(u"SELECT s.id, c.objects FROM snapshot s JOIN schema_catalog c ON c.id = s.catalog_id WHERE s.profile_id = ?"_s, {idText(profileId)})
        .transform([](QSqlQuery rows) {
            QHash<QUuid, QByteArray> lists;
            while (rows.next())
                lists.insert(readId(rows, 0), rows.value(1).toByteArray());
            return lists;
        });
}

/// Objects that are on one side only, and a comparison of those that are on both: schemas pair by their names then.
std::vector<ObjectChange> changesBetween(const std::vector<std::shared_ptr<SchemaObject>> &before,
                                         const std::vector<std::shared_ptr<SchemaObject>> &after, const CatalogInfo &info, const Dialect *dialect)
{
    std::vector<ObjectChange> changes;
    const auto keyOf = [](const SchemaObject &object) { return ObjectKey(object.kind, object.ref); };
    const auto isIn = [&](const SchemaObject &object, const auto &others) {
        return std::ranges::any_of(others, [&](const auto &other) { return keyOf(*other) == keyOf(object); });
    };
    std::vector<std::shared_ptr<SchemaObject>> left;
    std::vector<std::shared_ptr<SchemaObject>> right;
    for (const auto &object : before) {
        if (isIn(*object, after))
            left.push_back(object);
        else
            changes.push_back({ChangeSort::Removed, object->kind, object->ref, {}});
    }
    for (const auto &object : after) {
        if (isIn(*object, before))
            right.push_back(object);
        else
            changes.push_back({ChangeSort::Added, object->kind, object->ref, {}});
    }
    if (!left.empty()) {
        CompareEnd past;
        past.catalog = Catalog::make(info, std::move(left));
        past.dialect = dialect;
        CompareEnd now;
        now.catalog = Catalog::make(info, std::move(right));
        now.dialect = dialect;
        std::ranges::move(objectChanges(compareCatalogs(past, now, {{}, {}, false, {}})), std::back_inserter(changes));
    }
    std::ranges::stable_sort(changes,
                             [](const ObjectChange &a, const ObjectChange &b) { return std::tie(a.kind, a.object) < std::tie(b.kind, b.object); });
    return changes;
}

} // namespace

Result<std::vector<SnapshotChanges>> Workspace::timeline(const QUuid &profileId, const DriverRegistry &registry, const TimelineRequest &request) const
{
    const auto all = snapshots(profileId);
    const auto lists = all ? partLists(*d->file, profileId) : fail(all.error());
    if (!lists)
        return fail(lists.error());
    PartReader reader(*d->file, request);
    std::vector<SnapshotChanges> timeline;
    for (qsizetype i = 0; i < all->size(); ++i) {
        const SnapshotInfo &to = (*all)[i];
        const auto from = std::find_if(all->begin() + i + 1, all->end(),
                                       [&](const SnapshotInfo &one) { return one.include == to.include && one.exclude == to.exclude; });
        // Fields that were only seen may have changed without the hash.
        if (from == all->end() || (from->hash == to.hash && !to.changed))
            continue;
        const QList<qint64> before = unpackedIds(lists->value(from->id));
        const QList<qint64> after = unpackedIds(lists->value(to.id));
        QList<qint64> gone;
        QList<qint64> come;
        std::ranges::set_difference(before, after, std::back_inserter(gone));
        std::ranges::set_difference(after, before, std::back_inserter(come));
        const auto left = reader.read(gone);
        const auto right = left ? reader.read(come) : fail(left.error());
        if (!right)
            return fail(right.error());
        CatalogInfo info;
        info.engine = to.engine;
        info.nameRule = u"exact"_s; // both are of one database
        const auto driver = registry.find(to.engine);
        auto changes = changesBetween(*left, *right, info, driver ? &driver->dialect() : nullptr);
        if (changes.empty())
            continue;
        timeline.push_back({*from, to, std::move(changes)});
        if (request.limit > 0 && static_cast<int>(timeline.size()) == request.limit)
            break;
    }
    return timeline;
}

} // namespace concord
