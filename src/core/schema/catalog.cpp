// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog.h"

#include "schema/collectiontable.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace concord {

static constexpr std::array<QLatin1StringView, 12> kindNames = {
    QLatin1StringView("schema"),   QLatin1StringView("table"),   QLatin1StringView("view"),       QLatin1StringView("materialized_view"),
    QLatin1StringView("sequence"), QLatin1StringView("routine"), QLatin1StringView("type"),       QLatin1StringView("extension"),
    QLatin1StringView("synonym"),  QLatin1StringView("package"), QLatin1StringView("collection"), QLatin1StringView("other")};

QString objectKindName(ObjectKind kind)
{
    return kindNames[static_cast<size_t>(kind)];
}

bool objectKindFromName(const QString &name, ObjectKind &kind)
{
    const auto *found = std::ranges::find(kindNames, name);
    if (found == kindNames.end())
        return false;
    kind = static_cast<ObjectKind>(found - kindNames.begin());
    return true;
}

static std::strong_ordering orderOf(int comparison)
{
    return comparison <=> 0;
}

std::strong_ordering operator<=>(const ObjectRef &a, const ObjectRef &b)
{
    if (const auto order = orderOf(a.schema.compare(b.schema)); order != 0)
        return order;
    return orderOf(a.name.compare(b.name));
}

size_t qHash(const ObjectRef &ref, size_t seed)
{
    return qHashMulti(seed, ref.schema, ref.name);
}

namespace {

void sortByName(auto &members)
{
    std::ranges::stable_sort(members, {}, [](const auto &member) -> const QString & { return member.name; });
}

/// Names that a server made up say nothing, so what they are named by is what they hold.
void sortByContent(auto &members, auto content)
{
    std::ranges::stable_sort(members, [&](const auto &a, const auto &b) {
        if (a.nameGenerated != b.nameGenerated)
            return a.nameGenerated < b.nameGenerated;
        return a.nameGenerated ? content(a) < content(b) : a.name < b.name;
    });
}

void sortPrivileges(SchemaObject &object)
{
    std::ranges::sort(object.privileges, [](const Privilege &a, const Privilege &b) {
        return std::tie(a.grantee, a.privilege, a.column) < std::tie(b.grantee, b.privilege, b.column);
    });
}

void sortMembers(Table &table)
{
    const auto keyContent = [](const Key &key) { return key.columns; };
    sortByContent(table.uniques, keyContent);
    sortByContent(table.checks, [](const Check &check) { return check.expression; });
    sortByContent(table.exclusions, [](const Exclusion &exclusion) { return exclusion.definition; });
    sortByContent(table.foreignKeys,
                  [](const ForeignKey &key) { return key.columns + QStringList{key.target.schema, key.target.name} + key.targetColumns; });
    sortByName(table.indexes);
    sortByName(table.triggers);
    sortByName(table.policies);
    for (Policy &policy : table.policies)
        policy.roles.sort();
}

void sortObject(SchemaObject &object)
{
    sortPrivileges(object);
    if (object.kind == ObjectKind::Table) {
        sortMembers(static_cast<Table &>(object));
    } else if (object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView) {
        sortByName(static_cast<View &>(object).indexes);
        sortByName(static_cast<View &>(object).triggers);
    } else if (object.kind == ObjectKind::Collection) {
        auto &collection = static_cast<Collection &>(object);
        sortByName(collection.indexes);
        collection.asTable = collectionAsTable(collection);
    } else if (object.kind == ObjectKind::Type) {
        sortByContent(static_cast<TypeObject &>(object).checks, [](const Check &check) { return check.expression; });
    }
}

bool comesBefore(const ObjectPtr &a, const ObjectPtr &b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return a->ref < b->ref;
}

bool isRelation(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Collection;
}

} // namespace

CatalogPtr Catalog::make(CatalogInfo info, std::vector<std::shared_ptr<SchemaObject>> objects)
{
    std::vector<ObjectPtr> shared;
    shared.reserve(objects.size());
    for (const std::shared_ptr<SchemaObject> &object : objects) {
        sortObject(*object);
        object->fingerprint = fingerprintOf(*object);
        shared.push_back(object);
    }
    return makeFromShared(std::move(info), std::move(shared));
}

CatalogPtr Catalog::makeFromShared(CatalogInfo info, std::vector<ObjectPtr> objects)
{
    std::ranges::stable_sort(objects, comesBefore);
    // Of equal ones the last one stays, so look from the end.
    const auto same = [](const ObjectPtr &a, const ObjectPtr &b) { return a->kind == b->kind && a->ref == b->ref; };
    std::ranges::reverse(objects);
    objects.erase(std::ranges::unique(objects, same).begin(), objects.end());
    std::ranges::reverse(objects);
    return CatalogPtr(new Catalog(std::move(info), std::move(objects)));
}

Catalog::Catalog(CatalogInfo info, std::vector<ObjectPtr> objects) : m_info(std::move(info)), m_objects(std::move(objects))
{
    m_byName.reserve(static_cast<qsizetype>(m_objects.size()));
    for (const ObjectPtr &object : m_objects)
        m_byName[object->ref].push_back(object);
    m_fingerprint = fingerprintOf(*this);
}

QStringList Catalog::schemas() const
{
    QStringList names;
    QSet<QString> known;
    for (const ObjectPtr &object : m_objects) {
        const QString &name = object->kind == ObjectKind::Schema ? object->ref.name : object->ref.schema;
        const bool ofNone = object->kind == ObjectKind::Extension || (object->kind == ObjectKind::Other && name.isEmpty());
        if (!ofNone && !known.contains(name)) {
            known.insert(name);
            names.append(name);
        }
    }
    names.sort();
    return names;
}

ObjectPtr Catalog::find(ObjectKind kind, const ObjectRef &ref) const
{
    const auto found = m_byName.constFind(ref);
    if (found == m_byName.constEnd())
        return nullptr;
    const auto match = std::ranges::find(*found, kind, [](const ObjectPtr &object) { return object->kind; });
    return match == found->end() ? nullptr : *match;
}

ObjectPtr Catalog::findRelation(const ObjectRef &ref) const
{
    const auto found = m_byName.constFind(ref);
    if (found == m_byName.constEnd())
        return nullptr;
    const auto match = std::ranges::find_if(*found, [](const ObjectPtr &object) { return isRelation(object->kind); });
    return match == found->end() ? nullptr : *match;
}

qsizetype Catalog::count(ObjectKind kind) const
{
    return std::ranges::count(m_objects, kind, [](const ObjectPtr &object) { return object->kind; });
}

const std::vector<Column> &columnsOf(const SchemaObject &object)
{
    static const std::vector<Column> none;
    if (object.kind == ObjectKind::Table)
        return static_cast<const Table &>(object).columns;
    if (object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView)
        return static_cast<const View &>(object).columns;
    const Table *table = tableOf(object);
    return table ? table->columns : none;
}

const Table *tableOf(const SchemaObject &object)
{
    if (object.kind == ObjectKind::Table)
        return &static_cast<const Table &>(object);
    return object.kind == ObjectKind::Collection ? static_cast<const Collection &>(object).asTable.get() : nullptr;
}

const Column *findColumn(const std::vector<Column> &columns, const QString &name)
{
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

std::vector<QStringList> uniqueColumnSets(const Table &table)
{
    std::vector<QStringList> sets;
    if (table.primaryKey)
        sets.push_back(table.primaryKey->columns);
    for (const Key &key : table.uniques)
        sets.push_back(key.columns);
    for (const Index &index : table.indexes) {
        const bool whole = std::ranges::all_of(index.parts, [](const IndexPart &part) { return !part.column.isEmpty() && part.prefixLength == 0; });
        if (!index.unique || !index.predicate.isEmpty() || !whole)
            continue;
        QStringList columns;
        for (const IndexPart &part : index.parts)
            columns.append(part.column);
        sets.push_back(columns);
    }
    return sets;
}

} // namespace concord
