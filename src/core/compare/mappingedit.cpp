// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/mappingedit.h"

#include <algorithm>

namespace concord {

namespace {

bool isPair(const TableMapping &table, const ObjectRef &left, const ObjectRef &right)
{
    return table.left == left && table.right == right;
}

bool names(const TableMapping &table, const ObjectRef &left, const ObjectRef &right)
{
    return (!left.name.isEmpty() && table.left == left) || (!right.name.isEmpty() && table.right == right);
}

void eraseColumns(TableMapping &table, const QString &left, const QString &right)
{
    std::erase_if(table.columns, [&](const ColumnMapping &column) {
        return (!left.isEmpty() && column.left == left) || (!right.isEmpty() && column.right == right);
    });
}

TableMapping &tableOf(Mapping &mapping, const TablePair &tables)
{
    confirmTables(mapping, tables.left, tables.right);
    return *std::ranges::find_if(mapping.tables, [&](const TableMapping &table) { return isPair(table, tables.left, tables.right); });
}

} // namespace

void confirmTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right)
{
    std::erase_if(mapping.tables, [&](const TableMapping &table) { return names(table, left, right) && !isPair(table, left, right); });
    if (std::ranges::none_of(mapping.tables, [&](const TableMapping &table) { return isPair(table, left, right); }))
        mapping.tables.push_back({left, right, {}});
}

void separateTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right)
{
    forgetTables(mapping, left, right);
    mapping.tables.push_back(left.name.isEmpty() ? TableMapping{{}, right, {}} : TableMapping{left, {}, {}});
}

void forgetTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right)
{
    std::erase_if(mapping.tables, [&](const TableMapping &table) { return names(table, left, right); });
}

void confirmColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right)
{
    TableMapping &table = tableOf(mapping, tables);
    const auto known = std::ranges::find_if(table.columns, [&](const ColumnMapping &column) { return column.left == left && column.right == right; });
    const QString expression = known == table.columns.end() ? QString() : known->expression;
    eraseColumns(table, left, right);
    table.columns.push_back({left, right, expression});
}

void separateColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right)
{
    TableMapping &table = tableOf(mapping, tables);
    eraseColumns(table, left, right);
    table.columns.push_back(left.isEmpty() ? ColumnMapping{{}, right, {}} : ColumnMapping{left, {}, {}});
}

void forgetColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right)
{
    for (TableMapping &table : mapping.tables) {
        if (isPair(table, tables.left, tables.right))
            eraseColumns(table, left, right);
    }
}

Mapping inverted(const Mapping &mapping)
{
    Mapping other;
    for (const TableMapping &table : mapping.tables) {
        TableMapping &turned = other.tables.emplace_back(TableMapping{table.right, table.left, {}});
        for (const ColumnMapping &column : table.columns)
            turned.columns.push_back({column.right, column.left, {}});
    }
    return other;
}

Mapping withExpressionsOf(Mapping mapping, const Mapping &known)
{
    for (TableMapping &table : mapping.tables) {
        const auto same = std::ranges::find_if(known.tables, [&](const TableMapping &other) { return isPair(other, table.left, table.right); });
        if (same == known.tables.end())
            continue;
        for (ColumnMapping &column : table.columns) {
            const auto pair = std::ranges::find_if(
                same->columns, [&](const ColumnMapping &other) { return other.left == column.left && other.right == column.right; });
            if (pair != same->columns.end() && column.expression.isEmpty())
                column.expression = pair->expression;
        }
    }
    return mapping;
}

} // namespace concord
