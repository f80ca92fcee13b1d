// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "postgresql/pgcatalogrows.h"
#include "postgresql/pgcatalogtypes.h"
#include "schema/catalogfilter.h"
#include "schema/readcatalog.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <unordered_map>

namespace concord {

/// A table, view, sequence, index or composite type while the catalog is being read: by its oid, with its columns by number.
struct PgRelation
{
    ObjectRef ref;
    std::uint32_t schema = 0;
    char kind = 'r'; ///< relkind
    std::shared_ptr<SchemaObject> object; ///< null: only its name is known, since it is not read
    /// Of each column its attnum and the collation that it has.
    struct Place
    {
        int number = 0;
        std::uint32_t collation = 0;
    };
    std::vector<Column> *columns = nullptr; ///< the object's own; null: it has none
    std::vector<Place> places;

    /// Null where there is none of that attnum.
    [[nodiscard]] Column *column(int number);
    [[nodiscard]] QString columnName(int number) const;
    [[nodiscard]] std::uint32_t collation(int number) const;

private:
    [[nodiscard]] size_t position(int number) const;
};

/// Reads a database's catalog by flat queries, one a kind, in one read-only transaction, and puts it together here. Lives for one
/// reading, on the connection's thread.
class PgCatalogReader
{
public:
    /// `stopped` says whether a person asked to stop; asked between queries, as a cancel request then hits none.
    PgCatalogReader(PGconn *connection, CatalogRequest request, CatalogListener listener, std::function<bool()> stopped);
    [[nodiscard]] Result<CatalogPtr> read();
    [[nodiscard]] Result<QList<MissingRight>> missingRights();

private:
    using Each = std::function<void(const PgRow &)>;
    using Step = Result<void> (PgCatalogReader::*)();
    /// Something whose definition the server spells out, which may fail for one and not for others.
    struct Named
    {
        std::uint32_t oid = 0;
        QString what; ///< for a person: "view v"
        ObjectRef ref;
    };

    // pgcatalogreader.cpp: the transaction, the schemas, what all queries share.
    [[nodiscard]] Result<CatalogPtr> readAll();
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> readInfo();
    [[nodiscard]] Result<void> readComments();
    [[nodiscard]] Result<void> readExtensions();
    [[nodiscard]] Result<void> readSchemas();
    [[nodiscard]] Result<void> readOtherKinds();
    void addSchema(const PgRow &row);
    void dropEmptySchemas();
    [[nodiscard]] Result<void> each(const QByteArray &sql, const Each &row, const QList<QByteArray> &values = {});
    /// With the schemas that are read as $1.
    [[nodiscard]] Result<void> eachInSchemas(const QByteArray &sql, const Each &row);
    /// With the objects' oids as $1. Where one of them fails, the others are read all the same, and it is noted as not read.
    [[nodiscard]] Result<void> eachOf(const QByteArray &sql, const std::vector<Named> &objects, const Each &row);
    void tell(const QString &step);
    void countOne();
    void unread(const QString &what, const ObjectRef &object, const QString &reason);
    [[nodiscard]] QString commentOn(std::uint32_t catalog, std::uint32_t object, int part = 0) const;
    void describeObject(SchemaObject &object, std::uint32_t catalog, std::uint32_t oid, const ObjectRef &ref);
    [[nodiscard]] QString schemaName(std::uint32_t oid) const { return m_schemas.value(oid); }
    /// The same text, kept once for all that have it.
    [[nodiscard]] QString shared(const QString &name);
    /// Null where it is not read.
    [[nodiscard]] PgRelation *relation(std::uint32_t oid);
    [[nodiscard]] Table *table(std::uint32_t oid);
    [[nodiscard]] View *view(std::uint32_t oid);

    // pgcatalogreaderrelations.cpp
    [[nodiscard]] Result<void> readRelations();
    [[nodiscard]] Result<void> readInheritance();
    [[nodiscard]] Result<void> readForeignTables();
    [[nodiscard]] Result<void> readViews();
    [[nodiscard]] Result<void> readTableExtras();
    void addRelation(const PgRow &row);
    void markBroken(ObjectKind kind, const Unread &missed);
    [[nodiscard]] std::shared_ptr<SchemaObject> makeTable(const PgRow &row);
    [[nodiscard]] std::shared_ptr<SchemaObject> makeView(const PgRow &row);

    // pgcatalogreadercolumns.cpp
    [[nodiscard]] Result<void> readCollations();
    [[nodiscard]] Result<void> readColumns();
    [[nodiscard]] Result<void> readNotNulls();
    [[nodiscard]] Result<void> readSequences();
    [[nodiscard]] Result<void> compareInherited();
    void addColumn(const PgRow &row);
    void addSequence(const PgRow &row);
    [[nodiscard]] bool takeOwnSequence(Column &column, const PgRelation &owner, const ObjectRef &sequence, char dependency, SequenceOptions options);

    // pgcatalogreaderconstraints.cpp
    [[nodiscard]] Result<void> readConstraints();
    [[nodiscard]] Result<void> resolveForeignKeys();
    void addConstraint(const PgRow &row);
    void addKey(PgRelation &relation, const PgRow &row);
    void addCheck(PgRelation &relation, const PgRow &row);
    void addForeignKey(PgRelation &relation, const PgRow &row);

    // pgcatalogreaderindexes.cpp
    struct IndexArrays
    {
        std::vector<std::uint32_t> columns;
        std::vector<std::uint32_t> orders;
        std::vector<std::uint32_t> classes;
        std::vector<std::uint32_t> collations;
    };
    [[nodiscard]] Result<void> readOperatorClasses();
    [[nodiscard]] Result<void> readIndexes();
    [[nodiscard]] Result<void> readIndexColumns();
    void addIndex(const PgRow &row);
    void addKeyIndex(Table &owner, const PgRow &row);
    [[nodiscard]] IndexPart indexPart(const PgRelation &owner, const PgRow &row, const IndexArrays &arrays, size_t position,
                                      QStringList &expressions) const;

    // pgcatalogreaderroutines.cpp
    [[nodiscard]] Result<void> readRoutines();
    [[nodiscard]] Result<void> readAggregates();
    [[nodiscard]] Result<void> readTriggers();
    [[nodiscard]] Result<void> readPolicies();
    void addTrigger(const PgRow &row);

    // pgcatalogreadertypes.cpp
    [[nodiscard]] Result<void> readUserTypes();
    [[nodiscard]] Result<void> readRanges();
    [[nodiscard]] Result<void> readDomainChecks();
    void addUserType(const PgRow &row);

    // pgcatalogreaderothers.cpp
    [[nodiscard]] Result<void> readOthers();
    [[nodiscard]] Result<void> readMappings();
    [[nodiscard]] Result<void> readServerOptions();
    [[nodiscard]] Result<void> readUserMappings();
    void addOther(const PgRow &row);
    /// Oids of the catalogs that readOthers() reads, as SQL.
    [[nodiscard]] static QByteArray otherCatalogs();

    // pgcatalogreaderrights.cpp
    [[nodiscard]] Result<void> readPrivileges();
    [[nodiscard]] Result<void> readDefaultPrivileges();
    [[nodiscard]] Result<void> readOwners();
    [[nodiscard]] Result<void> readDependencies();
    [[nodiscard]] SchemaObject *objectOf(std::uint32_t catalog, std::uint32_t oid);

    PGconn *m_connection;
    CatalogRequest m_request;
    CatalogFilter m_filter;
    CatalogListener m_listener;
    std::function<bool()> m_stopped;
    int m_version; ///< server_version_num
    qint64 m_blockSize = 0; ///< bytes of a page

    CatalogInfo m_info;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
    QString m_step;
    qint64 m_read = 0;
    qint64 m_total = -1;

    // What other rows refer to by oid.
    std::vector<std::uint32_t> m_schemaOids; ///< of the schemas that are read
    QHash<std::uint32_t, QString> m_schemas; ///< all names
    std::unordered_map<std::uint32_t, std::shared_ptr<SchemaObject>> m_schemaObjects;
    std::unordered_map<std::uint32_t, std::shared_ptr<SchemaObject>> m_routines;
    std::unordered_map<std::uint32_t, std::shared_ptr<SchemaObject>> m_userTypes;
    QHash<std::pair<std::uint32_t, std::uint32_t>, std::shared_ptr<Other>> m_others; ///< by their catalog and oid
    QHash<std::uint32_t, std::shared_ptr<SchemaObject>> m_compositeTypes; ///< by the relation that holds its columns
    std::unordered_map<std::uint32_t, PgRelation> m_relations;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_parents; ///< a table and one that it inherits from
    PgRelation *m_lastRelation = nullptr; ///< of the column before
    std::uint32_t m_lastOid = 0;
    QHash<std::uint32_t, std::uint32_t> m_rowTypes;    ///< a row type: its relation
    QHash<std::uint32_t, std::uint32_t> m_keyIndexes;  ///< an index that only carries a constraint: its table
    QHash<std::uint32_t, std::uint32_t> m_partOf;      ///< any other index, or a column's own sequence: its table
    QHash<std::uint32_t, QString> m_ownSequences;      ///< a column's own sequence: that column
    QHash<std::uint32_t, QString> m_collations;        ///< as SQL
    QHash<std::uint32_t, QString> m_operatorClasses;   ///< as SQL, those that are no default
    QHash<std::uint32_t, QString> m_defaultClasses;
    QHash<std::pair<std::uint32_t, std::uint32_t>, QString> m_classOptions; ///< an index and a column of it: its parameters
    QHash<std::uint32_t, QMap<QString, QString>> m_indexStatistics; ///< an index: what is set for its columns, as its settings
    QHash<std::pair<std::uint32_t, std::uint32_t>, QString> m_extensionOf;  ///< a catalog and a member in it: the extension
    QHash<std::pair<std::uint32_t, quint64>, QString> m_comments;           ///< a catalog, an object with its part
    struct PendingKey
    {
        std::uint32_t table = 0;
        size_t position = 0; ///< among the table's foreign keys
        std::uint32_t target = 0;
        std::vector<std::uint32_t> columns;
    };
    std::vector<PendingKey> m_pendingKeys; ///< whose target's columns are not read

    PgCatalogTypes m_types;
    QHash<QString, std::shared_ptr<const SequenceOptions>> m_sequenceCache;
    QSet<QString> m_names;
};

} // namespace concord
