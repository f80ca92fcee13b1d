// SPDX-License-Identifier: GPL-3.0-or-later
// What a table of PostgreSQL calls its parts after it was renamed.
#include "postgresql/pggeneratedname.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// A made-up name stays as it is, so it is one that a person gave from now on.
template<class T>
void settle(T &part, const QString &table, const QStringList &columns, QLatin1StringView label)
{
    part.nameGenerated = part.nameGenerated && isPgGeneratedName(part.name, table, columns, label);
}

QStringList columnsOf(const Index &index)
{
    QStringList columns;
    for (const IndexPart &part : index.parts)
        columns.append(part.column);
    return columns + index.included;
}

void settleSequence(Column &column, const Column &before, const ObjectRef &table, const QString &tableBefore)
{
    if (!column.sequence || !column.sequence->name.isEmpty())
        return;
    const QString name = pgGeneratedName(tableBefore, {before.name}, "seq"_L1);
    if (name == pgGeneratedName(table.name, {column.name}, "seq"_L1))
        return;
    SequenceOptions kept = *column.sequence;
    kept.name = name;
    column.sequence = std::make_shared<const SequenceOptions>(std::move(kept));
}

} // namespace

void settleRenamedPgTable(Table &renamed, const Table &before)
{
    const QString &name = renamed.ref.name;
    if (renamed.primaryKey)
        settle(*renamed.primaryKey, name, {}, "pkey"_L1);
    for (Key &key : renamed.uniques)
        settle(key, name, key.columns, "key"_L1);
    for (Check &check : renamed.checks)
        settle(check, name, check.columns.size() == 1 ? check.columns : QStringList(), "check"_L1);
    for (ForeignKey &key : renamed.foreignKeys)
        settle(key, name, key.columns, "fkey"_L1);
    for (Exclusion &exclusion : renamed.exclusions)
        exclusion.nameGenerated = false;
    for (Index &index : renamed.indexes)
        settle(index, name, columnsOf(index), "idx"_L1);
    for (size_t i = 0; i < renamed.columns.size(); ++i) {
        Column &column = renamed.columns[i];
        settleSequence(column, before.columns[i], renamed.ref, before.ref.name);
        const QString own = pgCommentOn + u"sequence of "_s;
        if (column.name != before.columns[i].name && renamed.options.contains(own + before.columns[i].name))
            renamed.options.insert(own + column.name, renamed.options.take(own + before.columns[i].name));
    }
}

} // namespace concord
