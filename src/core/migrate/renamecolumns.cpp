// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/renamecolumns.h"

namespace concord {

static void rename(QStringList &columns, const QMap<QString, QString> &names)
{
    for (QString &column : columns)
        column = names.value(column, column);
}

void renameColumns(Table &table, const QMap<QString, QString> &names)
{
    if (names.isEmpty())
        return;
    for (Column &column : table.columns)
        column.name = names.value(column.name, column.name);
    if (table.primaryKey) {
        rename(table.primaryKey->columns, names);
        rename(table.primaryKey->included, names);
    }
    for (Key &key : table.uniques) {
        rename(key.columns, names);
        rename(key.included, names);
    }
    for (Check &check : table.checks)
        rename(check.columns, names);
    for (ForeignKey &key : table.foreignKeys) {
        rename(key.columns, names);
        rename(key.onDeleteColumns, names);
    }
    for (Index &index : table.indexes) {
        rename(index.included, names);
        for (IndexPart &part : index.parts)
            part.column = names.value(part.column, part.column);
    }
}

QMap<QString, QString> withRenamesInCase(QMap<QString, QString> names, const Table &from, const Table &to)
{
    for (const Column &old : from.columns) {
        if (names.contains(old.name) || findColumn(to.columns, old.name))
            continue;
        for (const Column &wanted : to.columns) {
            if (wanted.name.compare(old.name, Qt::CaseInsensitive) == 0)
                names.insert(old.name, wanted.name);
        }
    }
    return names;
}

} // namespace concord
