// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/mappingnames.h"

#include "compare/mappingedit.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

bool hasColumn(const ObjectPtr &object, const QString &name)
{
    return name.isEmpty() || std::ranges::contains(columnsOf(*object), name, &Column::name);
}

} // namespace

ObjectPtr mappedObject(const Catalog &catalog, const ObjectRef &ref)
{
    if (ObjectPtr exact = catalog.findRelation(ref))
        return exact;
    if (!ref.schema.isEmpty())
        return nullptr;
    return catalog.findRelation({catalog.info().defaultSchema, ref.name});
}

std::vector<LostName> lostNames(const Mapping &mapping, const Catalog &left, const Catalog &right)
{
    std::vector<LostName> lost;
    for (const TableMapping &table : mapping.tables) {
        const ObjectPtr leftTable = mappedObject(left, table.left);
        const ObjectPtr rightTable = mappedObject(right, table.right);
        if (!leftTable && !table.left.name.isEmpty()) {
            lost.push_back({table.left, table.right, {}, Words::tr("The mapping names “%1”, which is not on the left side.").arg(table.left.name)});
        } else if (!rightTable && !table.right.name.isEmpty()) {
            lost.push_back({table.left, table.right, {}, Words::tr("The mapping names “%1”, which is not on the right side.").arg(table.right.name)});
        } else if (leftTable && rightTable) {
            const QString words = Words::tr("The mapping names the column “%1”, which “%2” does not have.");
            for (const ColumnMapping &column : table.columns) {
                if (!hasColumn(leftTable, column.left))
                    lost.push_back({table.left, table.right, column, words.arg(column.left, leftTable->ref.name)});
                else if (!hasColumn(rightTable, column.right))
                    lost.push_back({table.left, table.right, column, words.arg(column.right, rightTable->ref.name)});
            }
        }
    }
    return lost;
}

Mapping without(Mapping mapping, const LostName &lost)
{
    const auto is = [&](const TableMapping &table) { return table.left == lost.left && table.right == lost.right; };
    if (!lost.column) {
        std::erase_if(mapping.tables, is);
        return mapping;
    }
    for (TableMapping &table : mapping.tables) {
        if (is(table))
            std::erase(table.columns, *lost.column);
    }
    return mapping;
}

Mapping qualified(Mapping mapping, const Catalog &left, const Catalog &right)
{
    const auto qualify = [](ObjectRef &ref, const Catalog &catalog) {
        if (const ObjectPtr object = mappedObject(catalog, ref))
            ref = object->ref;
    };
    for (TableMapping &table : mapping.tables) {
        qualify(table.left, left);
        qualify(table.right, right);
    }
    return mapping;
}

Mapping merged(Mapping mapping, const Mapping &more)
{
    for (const TableMapping &table : more.tables) {
        forgetTables(mapping, table.left, table.right);
        mapping.tables.push_back(table);
    }
    return mapping;
}

} // namespace concord
