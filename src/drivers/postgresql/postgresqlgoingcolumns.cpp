// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgreSQL drops by itself together with a column or its sequence.
#include "postgresql/postgresqlgoingcolumns.h"

#include "migrate/uses.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqlscript.h"

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

std::optional<LooseSequence> loosenedPgSequence(const Table &table, const Column &column)
{
    if (column.identity != Identity::Serial)
        return {};
    LooseSequence loose{column, std::make_shared<Sequence>()};
    if (column.sequence)
        loose.sequence->counting = *column.sequence;
    const QString own = std::exchange(loose.sequence->counting.name, {});
    loose.sequence->ref = {table.ref.schema, own.isEmpty() ? pgGeneratedName(table.ref.name, {column.name}, "seq"_L1) : own};
    loose.sequence->owner = table.owner;
    loose.sequence->ownerTable = table.ref;
    loose.sequence->ownerColumn = column.name;
    loose.column.identity = Identity::No;
    loose.column.sequence.reset();
    loose.column.defaultExpression = u"nextval("_s + pgLiteral(pgName(loose.sequence->ref)) + u"::regclass)"_s;
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
