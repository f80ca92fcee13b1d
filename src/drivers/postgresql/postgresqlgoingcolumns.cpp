// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgreSQL drops by itself together with a column or its sequence.
#include "postgresql/postgresqlgoingcolumns.h"

#include "migrate/uses.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqlscript.h"

#include <algorithm>

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

Table withoutReplacedColumns(Table from, const Table &to)
{
    QStringList replaced;
    for (const Column &wanted : to.columns) {
        const Column *old = findColumn(from.columns, wanted.name);
        if (old && old->generated == Generated::No && wanted.generated != Generated::No)
            replaced.append(wanted.name);
    }
    if (replaced.isEmpty())
        return from;
    Table bare = withoutColumns(from, replaced, postgresqlDialect());
    bare.columns = std::move(from.columns);
    bare.triggers = std::move(from.triggers); // which would be in the way
    bare.policies = std::move(from.policies);
    return bare;
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
