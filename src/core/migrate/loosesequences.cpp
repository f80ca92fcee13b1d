// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/loosesequences.h"

#include <QSet>

namespace concord {

static QSet<ObjectRef> sequencesOf(const Catalog &catalog)
{
    QSet<ObjectRef> refs;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind == ObjectKind::Sequence)
            refs.insert(object->ref);
    }
    return refs;
}

/// The sequences that belong to columns, with where they do.
static QHash<ObjectRef, std::pair<ObjectRef, QString>> ownSequences(const Catalog &catalog, const SchemaChanger &changer)
{
    QHash<ObjectRef, std::pair<ObjectRef, QString>> owners;
    for (const ObjectPtr &object : catalog.objects()) {
        const Table *table = object->kind == ObjectKind::Table ? static_cast<const Table *>(object.get()) : nullptr;
        for (const Column &column : table ? table->columns : std::vector<Column>()) {
            if (const std::optional<LooseSequence> loose = changer.loosened(*table, column))
                owners.insert(loose->sequence->ref, {table->ref, column.name});
        }
    }
    return owners;
}

/// Those that another column has on the other side, as after the renaming of a table or column: it goes on counting by the same one.
static QSet<ObjectRef> handedOn(const Catalog &left, const Catalog &right, const SchemaChanger &changer)
{
    const auto before = ownSequences(left, changer);
    const auto after = ownSequences(right, changer);
    QSet<ObjectRef> refs;
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        if (const auto old = before.constFind(it.key()); old != before.cend() && *old != *it)
            refs.insert(it.key());
    }
    return refs;
}

/// With the sequences of that name apart from their columns. Null: it has none.
static CatalogPtr loosened(const Catalog &catalog, const QSet<ObjectRef> &apart, const SchemaChanger &changer)
{
    if (apart.isEmpty())
        return nullptr;
    std::vector<ObjectPtr> objects;
    std::vector<ObjectPtr> sequences;
    for (const ObjectPtr &object : catalog.objects()) {
        objects.push_back(object);
        const Table *table = object->kind == ObjectKind::Table ? static_cast<const Table *>(object.get()) : nullptr;
        std::shared_ptr<Table> changed;
        for (size_t i = 0; table && i < table->columns.size(); ++i) {
            const std::optional<LooseSequence> loose = changer.loosened(changed ? *changed : *table, table->columns[i]);
            if (!loose || !apart.contains(loose->sequence->ref))
                continue;
            changed = loose->table;
            changed->dependsOn.push_back(loose->sequence->ref);
            loose->sequence->fingerprint = fingerprintOf(*loose->sequence);
            sequences.push_back(loose->sequence);
        }
        if (!changed)
            continue;
        changed->fingerprint = fingerprintOf(*changed);
        objects.back() = changed;
    }
    if (sequences.empty())
        return nullptr;
    objects.insert(objects.end(), sequences.begin(), sequences.end());
    return Catalog::makeFromShared(catalog.info(), std::move(objects));
}

std::optional<std::pair<CatalogPtr, CatalogPtr>> withLooseSequences(const Comparison &comparison, const SchemaChanger &changer)
{
    const CatalogPtr &left = comparison.left.catalog;
    const CatalogPtr &right = comparison.right.catalog;
    if (left->info().engine != right->info().engine)
        return {};
    const QSet<ObjectRef> handed = handedOn(*left, *right, changer);
    const CatalogPtr looseLeft = loosened(*left, sequencesOf(*right) + handed, changer);
    const CatalogPtr looseRight = loosened(*right, sequencesOf(*left) + handed, changer);
    if (!looseLeft && !looseRight)
        return {};
    return std::pair(looseLeft ? looseLeft : left, looseRight ? looseRight : right);
}

} // namespace concord
