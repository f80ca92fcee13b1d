// SPDX-License-Identifier: GPL-3.0-or-later
// Columns that one expression names take their new types in one statement.
#include "migrate/uses.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqldialect.h"

#include <algorithm>
#include <iterator>
#include <map>

using namespace Qt::StringLiterals;

namespace concord {

/// What the server parses anew after each statement that changes a type.
static QStringList expressionsOf(const Table &table)
{
    QStringList texts;
    for (const Check &check : table.checks)
        texts.append(check.expression);
    for (const Index &index : table.indexes) {
        texts.append(index.predicate);
        for (const IndexPart &part : index.parts)
            texts.append(part.expression);
    }
    for (const Exclusion &exclusion : table.exclusions)
        texts.append(exclusion.definition);
    for (auto option = table.options.cbegin(); option != table.options.cend(); ++option) {
        if (option.key().startsWith(u"statistics "))
            texts.append(option.value());
    }
    return texts;
}

using Group = QList<qsizetype>; ///< places in the list of columns

static QList<Group> groupsIn(const Table &table, const QList<PgTypeStep> &columns)
{
    QList<Group> groups;
    for (const QString &text : expressionsOf(table)) {
        Group named;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (mentionsAny(text, foldedNames({ObjectRef{{}, columns[i].column}}, postgresqlDialect()), postgresqlDialect()))
                named.append(i);
        }
        if (named.size() < 2)
            continue;
        erase_if(groups, [&](const Group &other) { // one that shares a column is of the same statement
            const bool shared = std::ranges::any_of(other, [&](qsizetype i) { return named.contains(i); });
            if (shared)
                named.append(other);
            return shared;
        });
        std::ranges::sort(named);
        named.erase(std::unique(named.begin(), named.end()), named.end());
        groups.append(named);
    }
    return groups;
}

/// The other's change of type becomes a part of this one.
static void join(ChangeStep &step, const ChangeStep &other, const QString &alter)
{
    step.sql += u", "_s + other.sql.sliced(alter.size());
    step.purpose += u", "_s + other.purpose;
    for (const Hazard hazard : other.hazards) {
        if (!step.hazards.contains(hazard))
            step.hazards.append(hazard);
    }
    if (!step.check.isEmpty() && !other.check.isEmpty())
        step.check += u" UNION ALL "_s;
    step.check += other.check;
}

void joinPgTypeSteps(ChangeList &list, const Table &from, const QString &alter, const QList<PgTypeStep> &columns)
{
    std::map<size_t, std::vector<ChangeStep>> placed; ///< where the first of its columns stood
    for (const Group &group : groupsIn(from, columns)) {
        std::vector<ChangeStep> first;
        std::vector<ChangeStep> last;
        ChangeStep joint = list.steps[columns[group.front()].alter];
        for (const qsizetype i : group) {
            const PgTypeStep &column = columns[i];
            for (size_t at = column.begin; at < column.end; ++at) {
                if (at != column.alter)
                    (at < column.alter ? first : last).push_back(list.steps[at]);
                else if (i != group.front())
                    join(joint, list.steps[at], alter);
                list.steps[at].sql.clear(); // taken
            }
        }
        for (std::vector<ChangeStep> *around : {&first, &last}) { // what makes room for the types and what follows them stays with them
            for (ChangeStep &step : *around) {
                if (joint.destructive() && !step.hazards.contains(Hazard::DataLoss))
                    step.hazards.append(Hazard::DataLoss);
            }
        }
        first.push_back(std::move(joint));
        std::ranges::move(last, std::back_inserter(first));
        placed[columns[group.front()].begin] = std::move(first);
    }
    std::vector<ChangeStep> steps;
    for (size_t at = 0; at < list.steps.size(); ++at) {
        if (const auto here = placed.find(at); here != placed.end())
            std::ranges::move(here->second, std::back_inserter(steps));
        if (!list.steps[at].sql.isEmpty())
            steps.push_back(std::move(list.steps[at]));
    }
    list.steps = std::move(steps);
}

} // namespace concord
