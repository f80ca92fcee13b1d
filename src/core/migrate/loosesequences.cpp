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
    const CatalogPtr looseLeft = loosened(*left, sequencesOf(*right), changer);
    const CatalogPtr looseRight = loosened(*right, sequencesOf(*left), changer);
    if (!looseLeft && !looseRight)
        return {};
    return std::pair(looseLeft ? looseLeft : left, looseRight ? looseRight : right);
}

} // namespace concord
