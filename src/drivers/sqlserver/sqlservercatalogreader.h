// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalogfilter.h"
#include "schema/readcatalog.h"
#include "sqlserver/systemrows.h"
#include "sqlserver/systemviews.h"

#include <map>
#include <memory>

namespace concord {

/// Where a catalog is read, as far as the connection knows it; what is empty is taken from the views themselves.
struct SqlServerPlace
{
    QString database;
    QString user;
    QString defaultSchema;
    QString product = QStringLiteral("Microsoft SQL Server");
    QString version;
    bool seesAll = true; ///< else the login sees no objects but those that it has rights on
};

/// Reads one database from sys.*, a flat query for each view, joined here. A view that cannot be read, or that this version does not
/// have, is noted as unread. Where schemas, tables or columns cannot be read so, INFORMATION_SCHEMA is. On the connection's thread.
class SqlServerCatalogReader
{
public:
    SqlServerCatalogReader(SystemRowSource source, const CatalogRequest &request, SqlServerPlace place, CatalogListener listener = {});
    [[nodiscard]] Result<CatalogPtr> read();

private:
    using OnRow = std::function<void(const SystemRow &)>;
    struct TypeFact
    {
        QString schema;
        QString name;
        int systemType = 0;
        bool userDefined = false;
        bool tableType = false;
        bool assembly = false;
    };
    /// A type as a column, parameter or alias uses it.
    struct TypeUse
    {
        int type = 0; ///< user_type_id
        qint64 length = 0;
        qint64 precision = 0;
        qint64 scale = 0;
    };
    /// What stands on a table's or view's object_id.
    struct Relation
    {
        std::shared_ptr<Table> table;
        std::shared_ptr<View> view;
        std::shared_ptr<TypeObject> type; ///< a table type
        QHash<int, QString> columnNames;
    };
    /// An index, unique constraint or primary key while its columns come in.
    struct IndexFact
    {
        qint64 object = 0;
        int number = 0;
        Index index;
        bool primaryKey = false;
        bool uniqueConstraint = false;
        qint64 dataSpace = 0;
        QList<std::pair<qint64, IndexPart>> parts;    ///< with their place
        QList<std::pair<qint64, QString>> included;
        QString partitionColumn;
    };

    // sqlservercatalogreader.cpp
    [[nodiscard]] Result<void> each(SystemView view, bool essential, const OnRow &onRow);
    [[nodiscard]] bool isOfLaterVersion(SystemView view, const Error &error) const;
    [[nodiscard]] Result<void> readAll();
    void readDatabase(const SystemRow &row);
    void readSchema(const SystemRow &row);
    void readProperty(const SystemRow &row);
    [[nodiscard]] QString comment(int objectClass, qint64 major, qint64 minor = 0) const;
    void finishComments();
    [[nodiscard]] bool wants(const SystemRow &row, const QString &schema) const;
    [[nodiscard]] bool isWantedSchema(const QString &name) const;
    [[nodiscard]] bool namesAreExact() const;
    [[nodiscard]] ObjectRef refOf(const SystemRow &row) const;
    [[nodiscard]] CatalogInfo info() const;
    void step(const QString &name);

    // sqlserverreadtables.cpp
    void readType(const SystemRow &row);
    void readTable(const SystemRow &row);
    void readTableType(const SystemRow &row);
    void readColumn(const SystemRow &row);
    void readIdentity(const SystemRow &row);
    void readComputed(const SystemRow &row);
    void readDefault(const SystemRow &row);
    void takeSystemTypes();
    [[nodiscard]] TypeUse typeUse(const SystemRow &row) const;
    [[nodiscard]] QString typeText(const TypeUse &use, bool resolveAlias) const;
    [[nodiscard]] Column *column(qint64 object, qint64 number);
    [[nodiscard]] std::vector<Column> *columnsOf(qint64 object);
    static void placeColumn(Relation &relation, std::vector<Column> &columns, int number, const Column &column);
    void noteUnseen(qint64 table, const QString &what);

    // sqlserverreadstandard.cpp
    [[nodiscard]] Result<void> readStandard(SystemView missing, const Error &why);
    void readStandardTable(const SystemRow &row);
    void readStandardColumn(const SystemRow &row);
    void readStandardConstraint(const SystemRow &row);
    void readStandardKeyColumn(const SystemRow &row);
    void readStandardReference(const SystemRow &row);
    void finishStandard();

    // sqlserverreadkeys.cpp
    void readIndex(const SystemRow &row);
    void readIndexColumn(const SystemRow &row);
    void readKeyConstraint(const SystemRow &row);
    void readForeignKey(const SystemRow &row);
    void readForeignKeyColumn(const SystemRow &row);
    void readCheck(const SystemRow &row);
    void finishIndexes();
    void readHashIndex(const SystemRow &row);
    void placeIndex(const IndexFact &fact, Relation &relation);
    [[nodiscard]] Key keyOf(const IndexFact &fact, const Relation &relation) const;

    // sqlserverreadmodules.cpp
    void readObject(const SystemRow &row);
    void readView(const SystemRow &row);
    void readParameter(const SystemRow &row);
    void readTrigger(const SystemRow &row);
    void readTriggerEvent(const SystemRow &row);
    void readModule(const SystemRow &row);
    void readSynonym(const SystemRow &row);
    void readSequence(const SystemRow &row);
    void finishModules();

    // sqlserverreadextras.cpp
    void readPeriod(const SystemRow &row);
    void readPartitionScheme(const SystemRow &row);
    void readPartitionFunction(const SystemRow &row);
    void readPartitionRange(const SystemRow &row);
    void readPartition(const SystemRow &row);
    void readAllocationUnit(const SystemRow &row);
    void readPrincipal(const SystemRow &row);
    void readDependency(const SystemRow &row);
    void readPermission(const SystemRow &row);
    void finishPartitioning();
    void finishTemporal();
    void noteView(SystemView view, const QString &reason);
    void noteEverywhere(const QString &what, const QString &reason);
    void note(const QString &what, const ObjectRef &object, const QString &reason) { m_unread.push_back({what, object, reason}); }

    /// A primary key or unique constraint; its columns are its index's.
    struct KeyFact
    {
        qint64 id = 0;
        bool nameGenerated = false;
    };
    struct RoutineFact
    {
        std::shared_ptr<Routine> routine;
        QList<std::tuple<qint64, QString, QString>> arguments; ///< place, as written, type
    };
    struct TriggerFact
    {
        qint64 parent = 0;
        Trigger trigger;
        bool assembly = false; ///< it has no text
    };
    struct ForeignKeyFact
    {
        qint64 parent = 0;
        qint64 target = 0;
        ForeignKey key;
        QList<std::tuple<qint64, QString, QString>> columns; ///< place, column, the target's
    };
    /// A constraint as INFORMATION_SCHEMA tells it.
    struct StandardConstraint
    {
        ObjectRef table;
        QString type;
        QMap<int, QString> columns;      ///< by their place
        std::pair<QString, QString> key; ///< of a foreign key: schema and name of the key that it leads to
        ReferentialAction onUpdate = ReferentialAction::NoAction;
        ReferentialAction onDelete = ReferentialAction::NoAction;
    };

    SystemRowSource m_source;
    CatalogRequest m_request;
    SqlServerPlace m_place;
    CatalogListener m_listener;
    CatalogFilter m_filter;
    QString m_collation;
    QString m_nameCollation; ///< of the names of objects
    QHash<int, QString> m_schemas;
    QHash<int, std::shared_ptr<Schema>> m_schemaObjects;
    QHash<int, TypeFact> m_types; ///< by user_type_id
    QHash<int, std::shared_ptr<TypeObject>> m_typeObjects;
    QList<std::pair<std::shared_ptr<TypeObject>, TypeUse>> m_domains;
    QHash<qint64, Relation> m_relations;
    QHash<qint64, std::shared_ptr<SchemaObject>> m_objects;  ///< all by object_id, for comments, rights, dependencies
    QHash<qint64, ObjectRef> m_names;                        ///< of all tables, those that nobody asked for too
    QHash<std::pair<qint64, qint64>, QString> m_columnNames; ///< likewise
    QHash<qint64, qint64> m_heapSpaces;                      ///< where a table without a clustered index lies
    QHash<qint64, QString> m_partitionColumns;
    QHash<qint64, qint64> m_parents;                         ///< of constraints and triggers: the object that they belong to
    QHash<qint64, RoutineFact> m_routines;
    QHash<qint64, TriggerFact> m_triggers;
    QHash<qint64, ForeignKeyFact> m_foreignKeys;
    std::map<std::tuple<int, qint64, qint64>, QString> m_comments; ///< MS_Description by class, major and minor number
    QHash<std::pair<qint64, qint64>, int> m_indexes;         ///< (object, index) → place in m_indexFacts
    std::vector<IndexFact> m_indexFacts;
    QHash<std::pair<qint64, QString>, KeyFact> m_keyConstraints; ///< by table and name
    QSet<qint64> m_tools;                                    ///< what a tool put there for itself (diagrams)
    QHash<qint64, qint64> m_temporal;                        ///< table → its history
    QHash<qint64, QString> m_periods;
    QHash<qint64, std::pair<QString, qint64>> m_schemes;     ///< data_space_id → scheme, function
    QHash<qint64, QString> m_functions;                      ///< function_id → "RANGE RIGHT"
    QHash<qint64, QMap<qint64, QString>> m_boundaries; ///< function_id → boundary_id → value
    QHash<qint64, qint64> m_containers;                      ///< hobt_id, partition_id → object_id
    QHash<int, QString> m_principals;
    QList<std::pair<std::shared_ptr<SchemaObject>, std::shared_ptr<SchemaObject>>> m_dependencies;
    QMap<std::pair<QString, QString>, StandardConstraint> m_standard; ///< by schema and name
    bool m_indexColumnsRead = true;
    bool m_halfTold = false; ///< an essential view is there, without all that it should tell
    bool m_lenient = false;  ///< and nothing tells the rest: it is taken as it is, and that is said
    QHash<ObjectRef, qint64> m_standardIds;
    std::vector<Unread> m_unread;
};

/// "nvarchar(160)" of a row of INFORMATION_SCHEMA.COLUMNS.
[[nodiscard]] QString sqlServerStandardType(const SystemRow &row);

} // namespace concord
