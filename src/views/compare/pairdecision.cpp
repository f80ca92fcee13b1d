// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairdecision.h"

#include "compare/mappingedit.h"
#include "schema/objectwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PairDecision)
};

using Place = CompareModel::Place;

bool isTableLike(const ObjectComparison &object)
{
    const ObjectKind kind = object.any().kind;
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Collection;
}

ObjectRef refOf(const ObjectPtr &object)
{
    return object ? object->ref : ObjectRef();
}

bool isColumn(const Place &place)
{
    return place.member && place.member->kind == QStringLiteral("column");
}

QString leftName(const Place &place)
{
    return place.member ? place.member->left.value_or(QString()) : refOf(place.object->left).name;
}

QString rightName(const Place &place)
{
    return place.member ? place.member->right.value_or(QString()) : refOf(place.object->right).name;
}

bool isDecided(const Mapping &mapping, const Place &place)
{
    const ObjectRef left = refOf(place.object->left);
    const ObjectRef right = refOf(place.object->right);
    return std::ranges::any_of(mapping.tables, [&](const TableMapping &table) {
        const bool names = (!left.name.isEmpty() && table.left == left) || (!right.name.isEmpty() && table.right == right);
        if (!names || !place.member)
            return names;
        return std::ranges::any_of(table.columns, [&](const ColumnMapping &column) {
            return (place.member->left && column.left == *place.member->left) || (place.member->right && column.right == *place.member->right);
        });
    });
}

} // namespace

QList<PairAction> pairActions(const Mapping &mapping, const Place &place)
{
    if (!place.object || place.difference || !isTableLike(*place.object) || (place.member && !isColumn(place)))
        return {};
    if (place.member && (!place.object->left || !place.object->right))
        return {};
    QList<PairAction> actions;
    const bool paired = !leftName(place).isEmpty() && !rightName(place).isEmpty();
    if (isOffered(place))
        actions.append(PairAction::Confirm);
    if (paired)
        actions.append(PairAction::Separate);
    if (isDecided(mapping, place))
        actions.append(PairAction::Forget);
    return actions;
}

bool isOffered(const Place &place)
{
    if (!place.object || place.difference)
        return false;
    if (place.member)
        return isColumn(place) && place.member->confidence < 1 && place.member->left && place.member->right;
    return place.object->confidence < 1 && place.object->left && place.object->right;
}

Mapping decided(Mapping mapping, const Place &place, PairAction action)
{
    const TablePair tables{refOf(place.object->left), refOf(place.object->right)};
    const QString left = leftName(place);
    const QString right = rightName(place);
    switch (action) {
    case PairAction::Confirm:
        if (place.member)
            confirmColumns(mapping, tables, left, right);
        else
            confirmTables(mapping, tables.left, tables.right);
        break;
    case PairAction::Separate:
        if (place.member)
            separateColumns(mapping, tables, left, right);
        else
            separateTables(mapping, tables.left, tables.right);
        break;
    case PairAction::Forget:
        if (place.member)
            forgetColumns(mapping, tables, left, right);
        else
            forgetTables(mapping, tables.left, tables.right);
        break;
    }
    return mapping;
}

QString pairActionText(const Place &place, PairAction action)
{
    const QString left = leftName(place);
    const QString right = rightName(place);
    switch (action) {
    case PairAction::Confirm: return Words::tr("Confirm that %1 is %2").arg(left, right);
    case PairAction::Separate:
        return left == right ? Words::tr("%1 left and %1 right are two things").arg(left) : Words::tr("%1 is not %2").arg(left, right);
    case PairAction::Forget: break;
    }
    return Words::tr("Forget what was decided about %1").arg(left.isEmpty() ? right : left);
}

PairCounts countPairs(const Comparison &comparison)
{
    PairCounts counts;
    for (const ObjectComparison &object : comparison.objects) {
        counts.offered += isOffered({&object, nullptr, nullptr});
        for (const MemberComparison &member : object.members)
            counts.offered += isOffered({&object, &member, nullptr});
    }
    for (const TableMapping &table : comparison.mapping.tables)
        counts.decided += 1 + static_cast<int>(table.columns.size());
    return counts;
}

} // namespace concord
