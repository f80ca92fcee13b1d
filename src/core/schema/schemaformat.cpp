// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schemaformat.h"

#include "relate/relationends.h"
#include "relate/relationgraph.h"
#include "schema/formatinput.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr std::array<QLatin1StringView, 5> formatNames = {QLatin1StringView("compact"), QLatin1StringView("markdown"),
                                                                 QLatin1StringView("mermaid"), QLatin1StringView("dbml"), QLatin1StringView("dot")};

QString schemaFormatName(SchemaFormat format)
{
    return formatNames[static_cast<size_t>(format)];
}

bool schemaFormatFromName(const QString &name, SchemaFormat &format)
{
    const auto *found = std::ranges::find(formatNames, name);
    if (found == formatNames.end())
        return false;
    format = static_cast<SchemaFormat>(found - formatNames.begin());
    return true;
}

FormatInput::FormatInput(const std::vector<NamedCatalog> &catalogs, const std::vector<TableRef> &tables, const SchemaFormatOptions &options)
    : m_catalogs(catalogs),
      m_shown(options.columns)
{
    const QSet<TableRef> wanted(tables.begin(), tables.end());
    for (const NamedCatalog &catalog : m_catalogs)
        addTables(catalog, wanted, options.views);
    addRelations(options);
}

void FormatInput::addTables(const NamedCatalog &catalog, const QSet<TableRef> &wanted, bool views)
{
    for (const ObjectPtr &object : catalog.catalog->objects()) {
        const bool view = object->kind == ObjectKind::View || object->kind == ObjectKind::MaterializedView;
        if (object->kind != ObjectKind::Table && object->kind != ObjectKind::Collection && !(view && views))
            continue;
        const TableRef ref{catalog.id, object->ref};
        if (wanted.isEmpty() ? !object->extension.isEmpty() : !wanted.contains(ref))
            continue;
        m_positions.insert(ref, m_tables.size());
        m_tables.push_back({ref, object, pathOf(catalog, object->ref)});
    }
}

void FormatInput::addRelations(const SchemaFormatOptions &options)
{
    for (const NamedCatalog &catalog : m_catalogs) {
        for (Relation &relation : declaredRelations(catalog, m_catalogs)) {
            if (isTold(relation.from.table))
                m_relations.push_back(std::move(relation));
        }
    }
    for (Relation relation : options.relations) {
        if (relation.origin == RelationOrigin::Declared)
            continue;
        if (m_catalogs.size() == 1 && !relation.isAcrossDatabases()) // of one database, whose id nobody need know
            relation.from.table.database = relation.to.table.database = m_catalogs.front().id;
        if (isTold(relation.from.table))
            m_relations.push_back(std::move(relation));
    }
    for (const Relation &relation : m_relations) {
        for (const RelationEnd *end : {&relation.from, &relation.to}) {
            for (const QString &column : end->columns)
                m_related[end->table].insert(column);
        }
    }
}

std::vector<const Relation *> FormatInput::relationsFrom(const TableRef &table) const
{
    std::vector<const Relation *> found;
    for (const Relation &relation : m_relations) {
        if (relation.from.table == table)
            found.push_back(&relation);
    }
    return found;
}

QStringList FormatInput::pathOf(const TableRef &table) const
{
    const auto catalog = std::ranges::find(m_catalogs, table.database, &NamedCatalog::id);
    return catalog == m_catalogs.end() ? QStringList(table.table.name) : pathOf(*catalog, table.table);
}

QStringList FormatInput::pathOf(const NamedCatalog &catalog, const ObjectRef &ref) const
{
    const CatalogInfo &info = catalog.catalog->info();
    QStringList path;
    if (m_catalogs.size() > 1)
        path.append(catalog.name);
    if (!ref.schema.isEmpty() && ref.schema != info.defaultSchema && ref.schema != info.database && ref.schema != info.scope)
        path.append(ref.schema);
    path.append(ref.name);
    return path;
}

std::vector<const Column *> FormatInput::columnsOfTable(const FormatTable &table) const
{
    std::vector<const Column *> columns;
    const QSet<QString> related = m_related.value(table.ref);
    for (const Column &column : columnsOf(*table.object)) {
        const bool key = related.contains(column.name) || isPrimaryKey(*table.object, column.name);
        if (m_shown == ShownColumns::All || (m_shown == ShownColumns::Keys && key))
            columns.push_back(&column);
    }
    return columns;
}

bool isPrimaryKey(const SchemaObject &object, const QString &column)
{
    const Table *table = tableOf(object);
    return table && table->primaryKey && table->primaryKey->columns.contains(column);
}

bool isUniqueAlone(const SchemaObject &object, const QString &column)
{
    const Table *table = tableOf(object);
    return table && !isPrimaryKey(object, column) && isUniqueBy(*table, {column});
}

QString singleLine(const QString &text)
{
    return text.simplified();
}

QString actionText(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::NoAction: return {};
    case ReferentialAction::Restrict: return u"restrict"_s;
    case ReferentialAction::Cascade: return u"cascade"_s;
    case ReferentialAction::SetNull: return u"set null"_s;
    case ReferentialAction::SetDefault: break;
    }
    return u"set default"_s;
}

QString formatCatalogs(const std::vector<NamedCatalog> &catalogs, SchemaFormat format, const std::vector<TableRef> &tables,
                       const SchemaFormatOptions &options)
{
    const FormatInput input(catalogs, tables, options);
    switch (format) {
    case SchemaFormat::Compact: return formatCompact(input);
    case SchemaFormat::Markdown: return formatMarkdown(input);
    case SchemaFormat::Mermaid: return formatMermaid(input);
    case SchemaFormat::Dbml: return formatDbml(input);
    case SchemaFormat::Dot: break;
    }
    return formatDot(input);
}

QString formatCatalog(const Catalog &catalog, SchemaFormat format, const std::vector<ObjectRef> &tables, const SchemaFormatOptions &options)
{
    const CatalogPtr borrowed(CatalogPtr(), &catalog); // it outlives this call
    std::vector<TableRef> refs;
    for (const ObjectRef &table : tables)
        refs.push_back({QUuid(), table});
    return formatCatalogs({{QUuid(), QString(), Environment::None, borrowed}}, format, refs, options);
}

} // namespace concord
