// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/relationgraph.h"

#include "relate/relationends.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

const Table *tableOf(const NamedCatalog &catalog, const ObjectRef &ref)
{
    const ObjectPtr object = catalog.catalog->findRelation(ref);
    return object ? concord::tableOf(*object) : nullptr;
}

/// Which database a key points into. MySQL's keys may leave their own: the schema is the other database's name.
const NamedCatalog &targetOf(const NamedCatalog &own, const ForeignKey &key, const std::vector<NamedCatalog> &others)
{
    if (key.target.schema == own.catalog->info().database || own.catalog->findRelation(key.target))
        return own;
    const NamedCatalog *found = nullptr;
    for (const NamedCatalog &other : others) {
        const bool meant = other.id != own.id && other.environment == own.environment && other.catalog->info().engine == own.catalog->info().engine
                           && other.catalog->info().database == key.target.schema && other.catalog->findRelation(key.target);
        if (meant && found)
            return own; // two servers have a database of that name
        if (meant)
            found = &other;
    }
    return found ? *found : own;
}

Relation declaredRelation(const NamedCatalog &own, const Table &table, const ForeignKey &key, const std::vector<NamedCatalog> &others)
{
    const NamedCatalog &target = targetOf(own, key, others);
    const Table *to = tableOf(target, key.target);
    Relation relation;
    relation.from.table = {own.id, table.ref};
    relation.from.columns = key.columns;
    relation.to.table = {target.id, key.target};
    relation.to.columns = key.targetColumns;
    if (relation.to.columns.isEmpty() && to && to->primaryKey) // SQLite: the primary key is meant
        relation.to.columns = to->primaryKey->columns;
    relation.name = key.nameGenerated ? QString() : key.name;
    relation.onUpdate = key.onUpdate;
    relation.onDelete = key.onDelete;
    fillRelation(relation, &table, to);
    return relation;
}

/// Which two sets of columns a relation joins, whichever way round.
using Ends = std::pair<std::pair<TableRef, QStringList>, std::pair<TableRef, QStringList>>;
[[nodiscard]] size_t endHash(const std::pair<TableRef, QStringList> &end)
{
    return qHashMulti(0, end.first, end.second);
}
struct EndsHash
{
    size_t operator()(const Ends &ends) const { return endHash(ends.first) + endHash(ends.second); }
};
struct EndsEqual
{
    bool operator()(const Ends &a, const Ends &b) const { return a == b || (a.first == b.second && a.second == b.first); }
};
using EndsSet = std::unordered_set<Ends, EndsHash, EndsEqual>;

Ends endsOf(const Relation &relation)
{
    return {{relation.from.table, relation.from.columns}, {relation.to.table, relation.to.columns}};
}

bool hasColumns(const NamedCatalog &catalog, const ObjectRef &ref, const QStringList &columns)
{
    const ObjectPtr object = catalog.catalog->findRelation(ref);
    if (!object)
        return false;
    return std::ranges::all_of(columns, [&](const QString &column) { return findColumn(columnsOf(*object), column) != nullptr; });
}

std::optional<Relation> drawnRelation(const UserLink &link, const RelationGraph &graph)
{
    const NamedCatalog *from = graph.catalogOf(link.from.database);
    const NamedCatalog *to = graph.catalogOf(link.to.database);
    if (!from || !to || !hasColumns(*from, link.from.table, link.fromColumns) || !hasColumns(*to, link.to.table, link.toColumns))
        return std::nullopt;
    Relation relation;
    relation.origin = RelationOrigin::User;
    relation.from.table = link.from;
    relation.from.columns = link.fromColumns;
    relation.to.table = link.to;
    relation.to.columns = link.toColumns;
    relation.reason = link.note;
    fillRelation(relation, tableOf(*from, link.from.table), tableOf(*to, link.to.table));
    return relation;
}

/// Do the columns that refer make up a key of the table, or, but for a key of its own and times, all of it?
bool onlyConnects(const Table &table, const QStringList &referring)
{
    for (const QStringList &set : uniqueColumnSets(table)) {
        if (set.size() > 1 && std::ranges::all_of(set, [&](const QString &column) { return referring.contains(column); }))
            return true;
    }
    return std::ranges::all_of(table.columns, [&](const Column &column) {
        const TypeFamily family = column.type.family;
        const bool own = table.primaryKey && table.primaryKey->columns == QStringList(column.name);
        return own || referring.contains(column.name) || family == TypeFamily::Timestamp || family == TypeFamily::Date;
    });
}

} // namespace

std::vector<Relation> declaredRelations(const NamedCatalog &catalog, const std::vector<NamedCatalog> &others)
{
    std::vector<Relation> relations;
    for (const ObjectPtr &object : catalog.catalog->objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const Table &table = static_cast<const Table &>(*object);
        for (const ForeignKey &key : table.foreignKeys)
            relations.push_back(declaredRelation(catalog, table, key, others));
    }
    return relations;
}

RelationGraphPtr RelationGraph::make(std::vector<NamedCatalog> catalogs, const std::vector<UserLink> &links, const RelateOptions &options)
{
    auto graph = std::shared_ptr<RelationGraph>(new RelationGraph);
    graph->m_catalogs = std::move(catalogs);
    for (size_t i = 0; i < graph->m_catalogs.size(); ++i)
        graph->m_databases.insert(graph->m_catalogs[i].id, i);
    EndsSet known;
    for (const NamedCatalog &catalog : graph->m_catalogs) {
        for (Relation &relation : declaredRelations(catalog, graph->m_catalogs)) {
            known.insert(endsOf(relation));
            graph->m_relations.push_back(std::move(relation));
        }
    }
    for (const UserLink &link : links) {
        std::optional<Relation> relation = drawnRelation(link, *graph);
        if (relation && known.insert(endsOf(*relation)).second && !link.denied)
            graph->m_relations.push_back(std::move(*relation));
    }
    if (options.inferred) {
        for (Relation &relation : inferRelations(graph->m_catalogs, options.infer)) {
            if (known.insert(endsOf(relation)).second)
                graph->m_relations.push_back(std::move(relation));
        }
    }
    graph->sortRelations();
    graph->findJunctions();
    return graph;
}

void RelationGraph::sortRelations()
{
    const auto key = [this](const Relation &r) {
        return std::tuple<size_t, const ObjectRef &, const QStringList &, size_t, const ObjectRef &, const QStringList &>(
            m_databases.value(r.from.table.database), r.from.table.table, r.from.columns, m_databases.value(r.to.table.database), r.to.table.table,
            r.to.columns);
    };
    std::ranges::stable_sort(m_relations, [&](const Relation &a, const Relation &b) { return key(a) < key(b); });
    for (size_t i = 0; i < m_relations.size(); ++i) {
        m_byTable[m_relations[i].from.table].push_back(i);
        if (!m_relations[i].isSelf())
            m_byTable[m_relations[i].to.table].push_back(i);
    }
}

void RelationGraph::findJunctions()
{
    for (size_t first = 0; first < m_relations.size();) {
        const TableRef table = m_relations[first].from.table;
        Junction junction{table, {}};
        QStringList referring;
        size_t next = first;
        for (; next < m_relations.size() && m_relations[next].from.table == table; ++next) {
            if (m_relations[next].multiplicity == Multiplicity::ManyToOne) {
                junction.relations.push_back(next);
                referring.append(m_relations[next].from.columns);
            }
        }
        const NamedCatalog *catalog = catalogOf(table.database);
        const Table *object = catalog ? tableOf(*catalog, table.table) : nullptr;
        if (object && junction.relations.size() > 1 && onlyConnects(*object, referring))
            m_junctions.push_back(std::move(junction));
        first = next;
    }
}

const std::vector<size_t> &RelationGraph::relationsOf(const TableRef &table) const
{
    static const std::vector<size_t> none;
    const auto found = m_byTable.constFind(table);
    return found == m_byTable.constEnd() ? none : *found;
}

const NamedCatalog *RelationGraph::catalogOf(const QUuid &database) const
{
    const auto found = m_databases.constFind(database);
    return found == m_databases.constEnd() ? nullptr : &m_catalogs[*found];
}

QString RelationGraph::nameOf(const TableRef &table) const
{
    QStringList parts;
    const NamedCatalog *catalog = catalogOf(table.database);
    if (m_catalogs.size() > 1 && catalog)
        parts.append(catalog->name);
    const bool ownName = catalog && catalog->catalog->info().database == table.table.schema; // MySQL's schema is the database
    if (!table.table.schema.isEmpty() && !ownName)
        parts.append(table.table.schema);
    parts.append(table.table.name);
    return parts.join(u'.');
}

} // namespace concord
