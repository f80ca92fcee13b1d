// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgreSQL drops by itself together with a column or its sequence.
#include "postgresql/postgresqlgoingcolumns.h"

#include "migrate/uses.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

static bool isIdentity(const Column &column)
{
    return column.identity == Identity::Always || column.identity == Identity::ByDefault;
}

static bool isSequenceAnother(const Column &old, const Column &wanted)
{
    return old.identity != wanted.identity && !(isIdentity(old) && isIdentity(wanted));
}

QStringList columnsWithAnotherSequence(const Table &from, const Table &to)
{
    QStringList columns;
    for (const Column &wanted : to.columns) {
        const Column *old = findColumn(from.columns, wanted.name);
        if (old && isSequenceAnother(*old, wanted))
            columns.append(wanted.name);
    }
    return columns;
}

QStringList columnsThatBecomeComputed(const Table &from, const Table &to)
{
    QStringList columns;
    for (const Column &wanted : to.columns) {
        const Column *old = findColumn(from.columns, wanted.name);
        if (old && old->generated == Generated::No && wanted.generated != Generated::No)
            columns.append(wanted.name);
    }
    return columns;
}

QStringList columnsComputedAnew(const Table &from, const Table &to)
{
    QStringList retyped;
    QStringList columns;
    for (const Column &wanted : to.columns) {
        const Column *old = findColumn(from.columns, wanted.name);
        if (!old || (old->inherited && wanted.inherited))
            continue;
        if (old->nativeType != wanted.nativeType || old->collation != wanted.collation)
            retyped.append(wanted.name);
        const bool another = old->generated != wanted.generated || old->generationExpression != wanted.generationExpression;
        if (old->generated != Generated::No && wanted.generated != Generated::No && another)
            columns.append(wanted.name);
    }
    for (const QString &name : computedFrom(from, retyped, postgresqlDialect())) {
        const Column *wanted = findColumn(to.columns, name);
        if (wanted && wanted->generated != Generated::No && !columns.contains(name))
            columns.append(name);
    }
    return columns;
}

bool pgHasOwnSequence(const Table &table, const Column &column)
{
    return column.identity != Identity::No && (column.sequence || table.partitionBound.isEmpty());
}

void freePgSequenceNames(ChangeList &list, const Table &from, const Table &to, const std::vector<const Column *> &gone)
{
    QStringList wanted;
    for (const Column &column : to.columns) {
        if (pgHasOwnSequence(to, column) && !findColumn(from.columns, column.name))
            wanted.append(pgSequenceOf(to, column).name);
    }
    for (const Column *old : gone) {
        const QString name = pgHasOwnSequence(from, *old) ? pgSequenceOf(from, *old).name : QString();
        if (!wanted.contains(name))
            continue;
        list.steps.push_back(
            {u"ALTER SEQUENCE %1 RENAME TO %2"_s.arg(pgName(ObjectRef{to.ref.schema, name}), pgName(pgWaitingName(name))),
             ChangePhase::AlterTable,
             ObjectKind::Table,
             to.ref,
             QCoreApplication::translate("PostgresqlChanger", "another column takes the name of the sequence of %1: it waits under another one")
                 .arg(old->name),
             {},
             {}});
    }
}

static void takeSequenceRights(Table &table, Sequence &sequence, const QString &column)
{
    const auto isItsOwn = [&](const Privilege &privilege) { return privilege.column == column && privilege.privilege.endsWith(pgOnSequence); };
    std::ranges::copy_if(table.privileges, std::back_inserter(sequence.privileges), isItsOwn);
    std::erase_if(table.privileges, isItsOwn);
    for (Privilege &privilege : sequence.privileges) {
        privilege.privilege.chop(pgOnSequence.size());
        privilege.column.clear();
    }
}

std::optional<LooseSequence> loosenedPgSequence(const Table &table, const Column &column)
{
    if (column.identity != Identity::Serial)
        return {};
    LooseSequence loose{std::make_shared<Table>(table), std::make_shared<Sequence>()};
    if (column.sequence)
        loose.sequence->counting = *column.sequence;
    loose.sequence->counting.name.clear();
    loose.sequence->ref = pgSequenceOf(table, column);
    loose.sequence->owner = table.owner;
    loose.sequence->ownerTable = table.ref;
    loose.sequence->ownerColumn = column.name;
    loose.sequence->comment = loose.table->options.take(pgCommentOn + u"sequence of "_s + column.name);
    takeSequenceRights(*loose.table, *loose.sequence, column.name);
    Column &calling = *std::ranges::find(loose.table->columns, column.name, &Column::name);
    calling.identity = Identity::No;
    calling.sequence.reset();
    calling.defaultExpression = u"nextval("_s + pgLiteral(pgName(loose.sequence->ref)) + u"::regclass)"_s;
    return loose;
}

Table withoutRightsThatGo(Table from, const Table &to)
{
    std::erase_if(from.privileges, [&](const Privilege &privilege) {
        const Column *old = findColumn(from.columns, privilege.column);
        const Column *wanted = findColumn(to.columns, privilege.column);
        if (!old || !wanted)
            return old != nullptr;
        return isSequenceAnother(*old, *wanted) && privilege.privilege.endsWith(pgOnSequence);
    });
    return from;
}

} // namespace concord
