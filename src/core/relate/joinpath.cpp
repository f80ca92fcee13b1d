// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/joinpath.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Relations", text);
}

/// One way along a relation.
struct Hop
{
    size_t relation = 0;
    bool forward = true;

    friend auto operator<=>(const Hop &, const Hop &) = default;
};
using Hops = std::vector<Hop>;

struct CostedHops
{
    double cost = 0;
    Hops hops;

    friend auto operator<=>(const CostedHops &, const CostedHops &) = default;
};

double costOf(const Relation &relation, bool forward)
{
    double cost = relation.origin == RelationOrigin::Inferred ? 1.5 + 2 * (1 - relation.confidence) : 1;
    if (relation.isAcrossDatabases())
        cost += 3;
    if (!(forward ? relation.to : relation.from).indexed) // where the rows are looked up
        cost += 0.25;
    if (!(forward ? relation.from : relation.to).indexed)
        cost += 0.05;
    return cost;
}

/// Looks for paths in a graph from which some tables and hops are taken away. Tables are numbered, so that a step is cheap.
class PathFinder
{
public:
    PathFinder(const RelationGraph &graph, const TableRef &from, const TableRef &to) : m_graph(graph), m_from(numberOf(from)), m_to(numberOf(to)) {}

    [[nodiscard]] std::vector<CostedHops> cheapest(int maxHops, int count);

private:
    struct Edge
    {
        Hop hop;
        size_t there = 0;
        double cost = 0;
    };

    size_t numberOf(const TableRef &table);
    const std::vector<Edge> &edgesOf(size_t table);
    [[nodiscard]] std::optional<CostedHops> find(size_t start, int maxHops, const std::set<size_t> &closedTables, const std::set<Hop> &closedHops);
    void branch(const CostedHops &path, int maxHops, const std::vector<CostedHops> &found, std::set<CostedHops> &candidates);
    [[nodiscard]] size_t after(const Hop &hop);

    const RelationGraph &m_graph;
    QHash<TableRef, size_t> m_numbers;
    std::vector<TableRef> m_tables;
    std::vector<std::optional<std::vector<Edge>>> m_edges;
    size_t m_from;
    size_t m_to;
};

size_t PathFinder::numberOf(const TableRef &table)
{
    const auto known = m_numbers.constFind(table);
    if (known != m_numbers.constEnd())
        return *known;
    m_numbers.insert(table, m_tables.size());
    m_tables.push_back(table);
    m_edges.emplace_back();
    return m_tables.size() - 1;
}

size_t PathFinder::after(const Hop &hop)
{
    const Relation &relation = m_graph.relations()[hop.relation];
    return numberOf((hop.forward ? relation.to : relation.from).table);
}

/// In the order of relations(), which is by name: that settles ties.
const std::vector<PathFinder::Edge> &PathFinder::edgesOf(size_t table)
{
    if (!m_edges[table]) {
        std::vector<Edge> edges;
        const TableRef here = m_tables[table];
        for (const size_t position : m_graph.relationsOf(here)) {
            const Relation &relation = m_graph.relations()[position];
            if (relation.isSelf())
                continue;
            const bool forward = relation.from.table == here;
            edges.push_back({{position, forward}, numberOf((forward ? relation.to : relation.from).table), costOf(relation, forward)});
        }
        m_edges[table] = std::move(edges);
    }
    return *m_edges[table];
}

/// Bellman and Ford's way: the cheapest path of at most one hop, two hops … Costs are positive, so it never visits a table twice.
std::optional<CostedHops> PathFinder::find(size_t start, int maxHops, const std::set<size_t> &closedTables, const std::set<Hop> &closedHops)
{
    using Layer = std::map<size_t, CostedHops>;
    Layer reached = {{start, {}}};
    Layer last = reached;
    for (int hop = 0; hop < maxHops; ++hop) {
        Layer next;
        for (const auto &[table, path] : last) {
            if (table == m_to)
                continue;
            const std::vector<Edge> edges = edgesOf(table);
            for (const Edge &edge : edges) {
                if (closedTables.contains(edge.there) || (table == start && closedHops.contains(edge.hop)))
                    continue;
                CostedHops longer = path;
                longer.cost += edge.cost;
                longer.hops.push_back(edge.hop);
                const auto known = reached.find(edge.there);
                if (known != reached.end() && known->second <= longer)
                    continue;
                reached[edge.there] = longer;
                next[edge.there] = std::move(longer);
            }
        }
        last = std::move(next);
    }
    const auto found = reached.find(m_to);
    return found == reached.end() || found->second.hops.empty() ? std::nullopt : std::optional(found->second);
}

/// Yen's way: from each table of a path that was found, the cheapest other way on.
void PathFinder::branch(const CostedHops &path, int maxHops, const std::vector<CostedHops> &found, std::set<CostedHops> &candidates)
{
    size_t here = m_from;
    std::set<size_t> behind;
    CostedHops root;
    for (size_t at = 0; at < path.hops.size(); ++at) {
        std::set<Hop> closed;
        for (const CostedHops &other : found) {
            if (other.hops.size() > at && std::equal(root.hops.begin(), root.hops.end(), other.hops.begin()))
                closed.insert(other.hops[at]);
        }
        behind.insert(here);
        if (const auto rest = find(here, maxHops - static_cast<int>(at), behind, closed)) {
            CostedHops whole = root;
            whole.cost += rest->cost;
            whole.hops.insert(whole.hops.end(), rest->hops.begin(), rest->hops.end());
            candidates.insert(std::move(whole));
        }
        const Hop &hop = path.hops[at];
        root.cost += costOf(m_graph.relations()[hop.relation], hop.forward);
        root.hops.push_back(hop);
        here = after(hop);
    }
}

std::vector<CostedHops> PathFinder::cheapest(int maxHops, int count)
{
    std::vector<CostedHops> found;
    std::set<CostedHops> candidates;
    if (const auto first = find(m_from, maxHops, {}, {}))
        candidates.insert(*first);
    while (!candidates.empty() && std::ssize(found) < count) {
        found.push_back(*candidates.begin());
        candidates.erase(candidates.begin());
        branch(found.back(), maxHops, found, candidates);
        for (const CostedHops &known : found)
            candidates.erase(known);
    }
    return found;
}

/// A table joined to itself: each relation that it has with itself is a way.
std::vector<CostedHops> selfJoins(const RelationGraph &graph, const TableRef &table, int count)
{
    std::set<CostedHops> found;
    for (const size_t position : graph.relationsOf(table)) {
        const Relation &relation = graph.relations()[position];
        if (relation.isSelf())
            found.insert({costOf(relation, true), {{position, true}}});
    }
    std::vector<CostedHops> best(found.begin(), found.end());
    best.resize(std::min(best.size(), static_cast<size_t>(std::max(count, 0))));
    return best;
}

void noteIndexes(const RelationGraph &graph, const Relation &relation, QStringList &notes)
{
    for (const RelationEnd *end : {&relation.from, &relation.to}) {
        if (!end->indexed)
            notes.append(tr("no index on %1 (%2)").arg(graph.nameOf(end->table), end->columns.join(QStringLiteral(", "))));
    }
}

JoinPath pathOf(const RelationGraph &graph, const CostedHops &found)
{
    JoinPath path;
    path.cost = found.cost;
    bool grows = false;
    for (const Hop &hop : found.hops) {
        const Relation &relation = graph.relations()[hop.relation];
        noteIndexes(graph, relation, path.notes);
        if (relation.isAcrossDatabases())
            path.notes.append(tr("%1 and %2 are in different databases").arg(graph.nameOf(relation.from.table), graph.nameOf(relation.to.table)));
        if (relation.origin == RelationOrigin::Inferred) {
            path.notes.append(tr("%1 → %2 is inferred, %3 % sure: %4")
                                  .arg(graph.nameOf(relation.from.table), graph.nameOf(relation.to.table),
                                       QString::number(qRound(relation.confidence * 100)), relation.reason));
        }
        const bool down = relation.multiplicity == Multiplicity::ManyToMany || (relation.multiplicity == Multiplicity::ManyToOne && !hop.forward);
        grows = grows || down;
        path.steps.push_back({relation, hop.forward});
    }
    if (grows)
        path.notes.append(tr("a row of the first table may come several times"));
    path.notes.removeDuplicates();
    return path;
}

} // namespace

std::vector<JoinPath> joinPaths(const RelationGraph &graph, const TableRef &from, const TableRef &to, const JoinPathOptions &options)
{
    const std::vector<CostedHops> found =
        from == to ? selfJoins(graph, from, options.alternatives) : PathFinder(graph, from, to).cheapest(options.maxHops, options.alternatives);
    std::vector<JoinPath> paths;
    paths.reserve(found.size());
    for (const CostedHops &hops : found)
        paths.push_back(pathOf(graph, hops));
    return paths;
}

} // namespace concord
