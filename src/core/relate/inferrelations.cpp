// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/inferrelations.h"

#include "relate/columnguess.h"
#include "relate/relationends.h"

#include <algorithm>

namespace concord {

static bool isDeclared(const Table &table, const QString &column)
{
    return std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); });
}

static Relation relationOf(const TableNames &names, const std::vector<NamedCatalog> &catalogs, const TableByName &from, const Column &column,
                           const ColumnGuess &guess)
{
    const TableByName &to = names.tables()[guess.table];
    Relation relation;
    relation.origin = RelationOrigin::Inferred;
    relation.from.table = {catalogs[from.catalog].id, from.table->ref};
    relation.from.columns = {column.name};
    relation.to.table = {catalogs[to.catalog].id, to.table->ref};
    relation.to.columns = {to.table->columns[static_cast<size_t>(guess.column)].name};
    relation.confidence = guess.confidence;
    relation.reason = guess.reason;
    fillRelation(relation, from.table, to.table);
    return relation;
}

std::vector<Relation> inferRelations(const std::vector<NamedCatalog> &catalogs, const InferOptions &options)
{
    const TableNames names(catalogs);
    ColumnGuesser guesser(names, catalogs);
    std::vector<Relation> relations;
    const bool across = options.acrossDatabases && catalogs.size() > 1;
    for (size_t position = 0; position < names.tables().size(); ++position) {
        const TableByName &from = names.tables()[position];
        for (const Column &column : from.table->columns) {
            if (!options.declared && isDeclared(*from.table, column.name))
                continue;
            const std::optional<ColumnGuess> guess = guesser.guess(position, column, across);
            if (guess && guess->confidence >= options.minimumConfidence)
                relations.push_back(relationOf(names, catalogs, from, column, *guess));
        }
    }
    return relations;
}

} // namespace concord
