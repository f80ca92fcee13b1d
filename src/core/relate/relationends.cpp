// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/relationends.h"

#include <algorithm>

namespace concord {

namespace {

bool contains(const QStringList &all, const QStringList &some)
{
    return std::ranges::all_of(some, [&](const QString &one) { return all.contains(one); });
}

bool beginsWith(const QStringList &index, const QStringList &columns)
{
    return index.size() >= columns.size() && contains(columns, index.first(columns.size()));
}

bool takesNull(const Table &table, const QStringList &columns)
{
    return std::ranges::any_of(columns, [&](const QString &name) {
        const Column *column = findColumn(table.columns, name);
        return column && column->nullable;
    });
}

} // namespace

bool isUniqueBy(const Table &table, const QStringList &columns)
{
    return std::ranges::any_of(uniqueColumnSets(table), [&](const QStringList &set) { return !set.isEmpty() && contains(columns, set); });
}

bool isIndexedBy(const Table &table, const QStringList &columns)
{
    if (table.primaryKey && beginsWith(table.primaryKey->columns, columns))
        return true;
    if (std::ranges::any_of(table.uniques, [&](const Key &key) { return beginsWith(key.columns, columns); }))
        return true;
    return std::ranges::any_of(table.indexes, [&](const Index &index) {
        QStringList parts;
        for (const IndexPart &part : index.parts)
            parts.append(part.column);
        return index.valid && index.predicate.isEmpty() && beginsWith(parts, columns);
    });
}

void fillRelation(Relation &relation, const Table *from, const Table *to)
{
    const bool fromUnique = from && isUniqueBy(*from, relation.from.columns);
    const bool toUnique = (to && isUniqueBy(*to, relation.to.columns)) || relation.origin == RelationOrigin::Declared;
    if (fromUnique && !toUnique) {
        std::swap(relation.from, relation.to);
        std::swap(from, to);
    }
    if (!fromUnique && !toUnique)
        relation.multiplicity = Multiplicity::ManyToMany;
    else
        relation.multiplicity = fromUnique && toUnique ? Multiplicity::OneToOne : Multiplicity::ManyToOne;
    relation.optional = from && takesNull(*from, relation.from.columns);
    relation.from.indexed = from && isIndexedBy(*from, relation.from.columns);
    relation.to.indexed = to && isIndexedBy(*to, relation.to.columns);
}

} // namespace concord
