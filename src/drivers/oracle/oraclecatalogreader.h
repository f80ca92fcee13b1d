// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oracle/oraclequeries.h"
#include "schema/catalogfilter.h"
#include "schema/readcatalog.h"

#include <QSet>

#include <memory>

namespace concord {

/// Reads a catalog from ALL_… (or DBA_…) by flat queries, joined here. What cannot be read is noted as such.
class OracleCatalogReader
{
public:
    OracleCatalogReader(OracleQueries &queries, const CatalogRequest &request, CatalogListener listener);
    [[nodiscard]] Result<CatalogPtr> read(CatalogInfo info);

private:
    struct KeyFacts
    {
        ObjectRef table;
        QString type; ///< P, U, R, C
        QString name;
        bool nameGenerated = false;
        bool enabled = true;
        bool validated = true;
        bool deferrable = false;
        bool deferred = false;
        QString deleteRule;
        ObjectRef target; ///< of R: owner and name of the key that it refers to
        ObjectRef index;  ///< of P and U
        QString condition;
        QStringList columns;
    };
    struct IndexFacts
    {
        ObjectRef table;
        Index index;
        std::vector<std::pair<int, IndexPart>> parts;
    };
    struct PartitionFacts
    {
        QString method;
        QString subMethod;
        QString interval;
        bool automatic = false; ///< a LIST that makes its partitions itself
        qint64 subCount = 0;
        QString constraint; ///< of REFERENCE: the foreign key
        QMap<qint64, QString> columns;
        QMap<qint64, QString> subColumns;
        [[nodiscard]] QString text() const;
    };
    /// Lines of ALL_SOURCE that belong together.
    struct SourceText
    {
        QList<std::pair<qint64, QString>> lines;
        [[nodiscard]] QString joined() const;
    };

    // oraclecatalogreader.cpp
    [[nodiscard]] Result<void> readAll();
    [[nodiscard]] Result<void> readOwners();
    [[nodiscard]] Result<void> readDatabase();
    [[nodiscard]] Result<void> readPrivileges();
    [[nodiscard]] Result<void> readDependencies();
    [[nodiscard]] Result<void> readComments();
    void addSchemas();
    void step(const QString &name);
    /// What one view does not tell is noted as unread; only a broken or stopped link ends the reading.
    [[nodiscard]] Result<void> tolerate(const Result<void> &result, const QString &what, bool ofTables = false);
    /// "owner NOT IN ('SYS', …)", or the one schema that is wanted.
    [[nodiscard]] QString wanted(const QString &column) const;
    [[nodiscard]] QString withoutBin(const QString &owner, const QString &name) const;
    [[nodiscard]] bool accepts(const ObjectRef &ref) const { return m_filter.accepts(ref.schema, ref.name); }
    [[nodiscard]] SchemaObject *find(const ObjectRef &ref) const;
    [[nodiscard]] Table *table(const ObjectRef &ref) const;
    [[nodiscard]] View *viewOf(const ObjectRef &ref) const;
    [[nodiscard]] std::vector<Column> *columnsOf(const ObjectRef &ref) const;
    void keep(const std::shared_ptr<SchemaObject> &object);
    /// A LONG column of a view by its rows' keys, from the *_VC column beside it where there is one. `keys`: owner, name and what else
    /// tells a row.
    struct LongColumn
    {
        QLatin1StringView view;
        QStringList keys;
        QString column;
        QString shortColumn;
        QString condition; ///< rows that are of interest
    };
    [[nodiscard]] Result<void> readLong(const LongColumn &column, const std::function<void(const OracleRow &, const QString &)> &onText);

    // oraclereadtables.cpp
    [[nodiscard]] Result<void> readTables();
    void addTable(const OracleRow &row);
    [[nodiscard]] Result<void> readColumns();
    void addColumn(const OracleRow &row);
    [[nodiscard]] Result<void> readDefaults();
    [[nodiscard]] Result<void> readIdentities();
    [[nodiscard]] Result<void> readExternal();
    void settleColumns();

    // oraclereadpartitions.cpp
    [[nodiscard]] Result<void> readPartitions();
    [[nodiscard]] Result<void> readPartitionBounds();

    // oraclereadkeys.cpp
    [[nodiscard]] Result<void> readConstraints();
    [[nodiscard]] Result<void> readConstraintColumns(QHash<ObjectRef, KeyFacts> &keys, const QString &where);
    [[nodiscard]] Result<void> readForeignTargets();
    void placeConstraints();
    void placeCheck(const KeyFacts &facts, Table &table);
    void placeForeignKey(const KeyFacts &facts, Table &table);
    [[nodiscard]] Result<void> readIndexes();
    [[nodiscard]] Result<void> readIndexParts();
    void placeIndexes();

    // oraclereadviews.cpp
    [[nodiscard]] Result<void> readViews();
    [[nodiscard]] Result<void> readMaterializedViews();
    [[nodiscard]] Result<void> readSequences();
    [[nodiscard]] Result<void> readSynonyms();

    // oraclereadcode.cpp
    [[nodiscard]] Result<void> readSource();
    void addUnit(const ObjectRef &ref, const QString &type, const QString &text);
    [[nodiscard]] Result<void> readTypes();
    [[nodiscard]] Result<void> readTriggers();
    [[nodiscard]] Result<void> readStatus();

    OracleQueries &m_queries;
    CatalogRequest m_request;
    CatalogFilter m_filter;
    CatalogListener m_listener;
    CatalogInfo m_info;
    QStringList m_maintained; ///< owners that are Oracle's own
    qint64 m_done = 0;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
    QHash<ObjectRef, std::shared_ptr<SchemaObject>> m_relations; ///< tables, views, materialized views
    QSet<ObjectRef> m_containers; ///< tables that hold a materialized view's rows
    QHash<ObjectRef, std::vector<std::pair<qint64, Column>>> m_columns; ///< with their places
    QSet<ObjectRef> m_ownSequences; ///< of identity columns
    QHash<ObjectRef, KeyFacts> m_keys;
    QHash<ObjectRef, KeyFacts> m_foreignKeys; ///< keys of other schemas that foreign keys name
    QHash<ObjectRef, IndexFacts> m_indexes;
    QHash<QString, LogicalType> m_types;
};

} // namespace concord
