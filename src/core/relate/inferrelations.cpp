// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/inferrelations.h"

#include "relate/columnguess.h"
#include "relate/compositeguess.h"
#include "relate/relationends.h"

#include <algorithm>

namespace concord {

static bool isDeclared(const Table &table, const QString &column)
{
    return std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return key.columns.contains(column); });
}

static Relation relationOf(const TableNames &names, const std::vector<NamedCatalog> &catalogs, const TableByName &from, const CompositeGuess &guess)
{
    const TableByName &to = names.tables()[guess.table];
    Relation relation;
    relation.origin = RelationOrigin::Inferred;
    relation.from.table = {catalogs[from.catalog].id, from.table->ref};
    relation.from.columns = guess.from;
    relation.to.table = {catalogs[to.catalog].id, to.table->ref};
    relation.to.columns = guess.to;
    relation.confidence = guess.confidence;
    relation.reason = guess.reason;
    fillRelation(relation, from.table, to.table);
    return relation;
}

static CompositeGuess ofOneColumn(const TableNames &names, const Column &column, const ColumnGuess &guess)
{
    const Column &key = names.tables()[guess.table].table->columns[static_cast<size_t>(guess.column)];
    return {guess.table, column.name, {column.name}, {key.name}, guess.confidence, guess.reason};
}

std::vector<Relation> inferRelations(const std::vector<NamedCatalog> &catalogs, const InferOptions &options)
{
    const TableNames names(catalogs);
    ColumnGuesser guesser(names, catalogs);
    CompositeGuesser composites(names, options.declared);
    std::vector<Relation> relations;
    const bool across = options.acrossDatabases && catalogs.size() > 1;
    for (size_t position = 0; position < names.tables().size(); ++position) {
        const TableByName &from = names.tables()[position];
        std::vector<CompositeGuess> guesses = composites.guess(position);
        for (const Column &column : from.table->columns) {
            if (!options.declared && isDeclared(*from.table, column.name))
                continue;
            const std::optional<ColumnGuess> guess = guesser.guess(position, column, across);
            if (!guess)
                continue;
            // What a column names is referred to by it alone or with others: by the surer of the two.
            const auto together = std::ranges::find(guesses, column.name, &CompositeGuess::naming);
            if (together == guesses.end())
                guesses.push_back(ofOneColumn(names, column, *guess));
            else if (together->confidence <= guess->confidence)
                *together = ofOneColumn(names, column, *guess);
        }
        for (const CompositeGuess &guess : guesses) {
            if (guess.confidence >= options.minimumConfidence)
                relations.push_back(relationOf(names, catalogs, from, guess));
        }
    }
    return relations;
}

} // namespace concord
