// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemaformat.h"

#include <QHash>
#include <QSet>

namespace concord {

/// A table, view or collection that is told.
struct FormatTable
{
    TableRef ref;
    ObjectPtr object;
    QStringList path; ///< what to call it: database (of several), schema (where it must be said), name
};

/// What all text forms start from: the chosen tables by their names, and what relates them.
class FormatInput
{
public:
    FormatInput(const std::vector<NamedCatalog> &catalogs, const std::vector<TableRef> &tables, const SchemaFormatOptions &options);

    [[nodiscard]] const std::vector<NamedCatalog> &catalogs() const { return m_catalogs; }
    [[nodiscard]] const std::vector<FormatTable> &tables() const { return m_tables; }
    /// From a table that is told; to any.
    [[nodiscard]] const std::vector<Relation> &relations() const { return m_relations; }
    [[nodiscard]] std::vector<const Relation *> relationsFrom(const TableRef &table) const;
    [[nodiscard]] bool isTold(const TableRef &table) const { return m_positions.contains(table); }
    [[nodiscard]] size_t positionOf(const TableRef &table) const { return m_positions.value(table); }
    [[nodiscard]] QStringList pathOf(const TableRef &table) const;
    [[nodiscard]] QStringList pathOf(const NamedCatalog &catalog, const ObjectRef &ref) const;
    /// The columns that the options want shown.
    [[nodiscard]] std::vector<const Column *> columnsOfTable(const FormatTable &table) const;
    [[nodiscard]] ShownColumns shown() const { return m_shown; }

private:
    void addTables(const NamedCatalog &catalog, const QSet<TableRef> &wanted, bool views);
    void addRelations(const SchemaFormatOptions &options);

    std::vector<NamedCatalog> m_catalogs;
    std::vector<FormatTable> m_tables;
    std::vector<Relation> m_relations;
    QHash<TableRef, size_t> m_positions;
    QHash<TableRef, QSet<QString>> m_related; ///< columns at either end of a relation
    ShownColumns m_shown;
};

[[nodiscard]] bool isPrimaryKey(const SchemaObject &object, const QString &column);
/// Unique all alone, but not the primary key.
[[nodiscard]] bool isUniqueAlone(const SchemaObject &object, const QString &column);
/// On one line.
[[nodiscard]] QString singleLine(const QString &text);
/// "cascade", "set null"; empty for none.
[[nodiscard]] QString actionText(ReferentialAction action);

[[nodiscard]] QString formatCompact(const FormatInput &input);
[[nodiscard]] QString formatMarkdown(const FormatInput &input);
[[nodiscard]] QString formatMermaid(const FormatInput &input);
[[nodiscard]] QString formatDbml(const FormatInput &input);
[[nodiscard]] QString formatDot(const FormatInput &input);

} // namespace concord
