// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/inferrelations.h"

#include <QHash>

#include <memory>
#include <vector>

namespace concord {

/// A table that only connects others, n:m: what it relates makes up one of its keys, or all of it.
struct Junction
{
    TableRef table;
    std::vector<size_t> relations; ///< two or more, as positions in RelationGraph::relations()
};

class RelationGraph;
using RelationGraphPtr = std::shared_ptr<const RelationGraph>;

struct RelateOptions
{
    bool inferred = true;
    InferOptions infer;
};

/// All relations of some databases: declared, drawn by a person, inferred. Immutable: share it between threads freely.
class RelationGraph
{
public:
    /// Links to tables, columns or databases that are not among `catalogs` are left out. A link takes the place of an inferred relation
    /// of the same columns; one that is denied only removes it. Linear in the number of columns: off the GUI's thread.
    [[nodiscard]] static RelationGraphPtr make(std::vector<NamedCatalog> catalogs, const std::vector<UserLink> &links = {},
                                               const RelateOptions &options = {});

    [[nodiscard]] const std::vector<NamedCatalog> &catalogs() const { return m_catalogs; }
    /// By database (in the order of `catalogs`), table and columns of the referring end.
    [[nodiscard]] const std::vector<Relation> &relations() const { return m_relations; }
    /// Positions of those with this table at either end; a relation of a table to itself once.
    [[nodiscard]] const std::vector<size_t> &relationsOf(const TableRef &table) const;
    [[nodiscard]] const std::vector<Junction> &junctions() const { return m_junctions; }
    /// Null where the database is not among these.
    [[nodiscard]] const NamedCatalog *catalogOf(const QUuid &database) const;
    /// "shop.public.users": database, schema, name; the database only where there are several, the schema where it is not
    /// the database itself.
    [[nodiscard]] QString nameOf(const TableRef &table) const;

private:
    RelationGraph() = default;
    void sortRelations();
    void findJunctions();

    std::vector<NamedCatalog> m_catalogs;
    std::vector<Relation> m_relations;
    std::vector<Junction> m_junctions;
    QHash<QUuid, size_t> m_databases;
    QHash<TableRef, std::vector<size_t>> m_byTable;
};

/// The foreign keys of one catalog. A key that points to another database of the same server (MySQL) is followed into `others`.
[[nodiscard]] std::vector<Relation> declaredRelations(const NamedCatalog &catalog, const std::vector<NamedCatalog> &others = {});

} // namespace concord
