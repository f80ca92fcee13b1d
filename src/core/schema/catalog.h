// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/fingerprint.h"
#include "schema/logicaltype.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

/// What a database contains, as values: one model for all engines. Which fields each struct has, under which names and what
/// they count for, is said once, in catalogfields.h.
namespace concord {

enum class ObjectKind : quint8 { Schema, Table, View, MaterializedView, Sequence, Routine, Type, Extension, Synonym, Package, Collection, Other };
[[nodiscard]] QString objectKindName(ObjectKind kind); ///< schema, table, view, materialized_view, sequence, …
[[nodiscard]] bool objectKindFromName(const QString &name, ObjectKind &kind);

/// Where an object lives in its database. Without schemas (SQLite) the schema is empty; MySQL's database is its schema.
struct ObjectRef
{
    QString schema;
    QString name;

    friend bool operator==(const ObjectRef &, const ObjectRef &) = default;
    friend std::strong_ordering operator<=>(const ObjectRef &a, const ObjectRef &b);
};
[[nodiscard]] size_t qHash(const ObjectRef &ref, size_t seed = 0);

struct Privilege
{
    QString grantee;   ///< "PUBLIC" for all
    QString privilege; ///< "SELECT"
    QString column;    ///< empty: the whole object
    bool grantable = false;
    bool revoked = false; ///< the server gives it by itself, and it was taken away
};

enum class Generated : quint8 { No, Stored, Virtual };
/// Serial is PostgreSQL's default from an owned sequence; AutoIncrement MySQL's and SQLite's.
enum class Identity : quint8 { No, Always, ByDefault, AutoIncrement, Serial };

/// What a sequence counts by; of a sequence, an identity column or a serial one.
struct SequenceOptions
{
    QString type; ///< native, "bigint"
    QString start;
    QString increment;
    QString minimum;
    QString maximum;
    QString cache;
    bool cycle = false;
    QString name{}; ///< of an identity's or serial column's own sequence, where the server would choose another one
};

struct Column
{
    QString name;
    QString nativeType; ///< as the server writes it, with its modifiers; empty: none (SQLite)
    LogicalType type;
    bool nullable = true;
    bool hidden = false;                ///< invisible in SELECT *
    bool inherited = false;             ///< only from the tables that its table inherits from
    Generated generated = Generated::No;
    Identity identity = Identity::No;
    std::optional<QString> defaultExpression; ///< SQL, in the server's canonical spelling; a literal is quoted
    QString generationExpression;
    QString onUpdate;                   ///< MySQL: ON UPDATE CURRENT_TIMESTAMP
    QString collation;                  ///< where it differs from what the column would inherit
    QString charset;                    ///< likewise
    QString comment;
    QString options;                    ///< what else the engine keeps, as DDL text: STORAGE, COMPRESSION, SRID …
    std::shared_ptr<const SequenceOptions> sequence; ///< Identity, Serial
};

/// Primary key or unique constraint.
struct Key
{
    QString name;               ///< empty: unnamed
    bool nameGenerated = false; ///< by the server, so that it says nothing
    QStringList columns;
    QStringList included;
    bool deferrable = false;
    bool initiallyDeferred = false;
    bool nullsNotDistinct = false;
    QString options; ///< as DDL text: ON CONFLICT REPLACE, WITH (fillfactor=70), WITHOUT OVERLAPS
    QString comment;
};

struct Check
{
    QString name;
    bool nameGenerated = false;
    QString expression; ///< without the word CHECK and its parentheses
    QStringList columns;
    bool validated = true;
    bool enforced = true;
    bool noInherit = false;
    bool inherited = false; ///< only from the tables that its table inherits from
    QString comment;
};

struct Exclusion
{
    QString name;
    bool nameGenerated = false;
    QString definition; ///< from EXCLUDE on, in the server's spelling
    QString comment;
};

enum class ReferentialAction : quint8 { NoAction, Restrict, Cascade, SetNull, SetDefault };

struct ForeignKey
{
    QString name;
    bool nameGenerated = false;
    QStringList columns;
    ObjectRef target;
    QStringList targetColumns; ///< in the order of `columns`; empty: the target's primary key (SQLite)
    ReferentialAction onUpdate = ReferentialAction::NoAction;
    ReferentialAction onDelete = ReferentialAction::NoAction;
    QStringList onDeleteColumns; ///< PostgreSQL: SET NULL (a, b)
    QString match;               ///< "FULL"; empty: SIMPLE
    bool deferrable = false;
    bool initiallyDeferred = false;
    bool validated = true;
    bool enforced = true;
    QString options{}; ///< as DDL text: PERIOD
    QString comment;
};

struct IndexPart
{
    QString column;     ///< empty: an expression
    QString expression;
    bool descending = false;
    std::optional<bool> nullsFirst; ///< where it differs from the order's own rule
    QString collation;              ///< where it differs from the column's
    QString operatorClass;          ///< where it is not the default one
    int prefixLength = 0;           ///< MySQL: the first n characters; 0: all
};

/// An index of its own. What only carries a primary key or unique constraint is not listed again.
struct Index
{
    QString name;
    bool nameGenerated = false;
    QString method; ///< "btree"; lower case
    bool unique = false;
    bool valid = true;
    bool visible = true;
    bool nullsNotDistinct = false;
    std::vector<IndexPart> parts;
    QStringList included;
    QString predicate; ///< of a partial index
    QString options;   ///< as DDL text
    QString comment;
    bool partitioned = false;  ///< on a partitioned table: its partitions' indexes hang on it
    bool inherited = false;    ///< made by the parent's index, not by a statement of its own
    QMap<QString, QString> settings{}; ///< what else it declares, each by its name: expire_after_seconds, sparse, collation (MongoDB)
};

struct Trigger
{
    QString name;
    QString timing;     ///< BEFORE, AFTER, INSTEAD OF
    QStringList events; ///< INSERT, DELETE, UPDATE, UPDATE OF a, b, TRUNCATE
    QString level;      ///< ROW, STATEMENT
    ObjectRef function; ///< PostgreSQL
    QString condition;  ///< WHEN
    QString body;       ///< the statement, or what follows the header, as written
    QString definition; ///< the whole CREATE TRIGGER as the server writes it
    QString enabled;    ///< empty: always when its table is written; "disabled", "replica", "always"
    QString comment;
    QMap<QString, QString> options; ///< definer, sql_mode, follows (the trigger before this one) …
};

struct Policy
{
    QString name;
    bool permissive = true;
    QString command;   ///< ALL, SELECT, …
    QStringList roles; ///< sorted
    QString usingExpression;
    QString checkExpression;
};

/// What every object has. The kind tells which struct it is.
struct SchemaObject
{
    explicit SchemaObject(ObjectKind objectKind) : kind(objectKind) {}
    virtual ~SchemaObject() = default;

    ObjectKind kind;
    ObjectRef ref;      ///< of a routine the name is with the types of its arguments: "f(integer, text)"
    QString comment;
    QString extension;  ///< it belongs to this extension: set apart, not compared
    QString owner;      ///< the role that it belongs to; empty: not read, or the engine has none. No part of the fingerprint
    std::vector<Privilege> privileges;
    std::vector<ObjectRef> dependsOn; ///< objects of this database that must be there first; for the order of scripts
    Fingerprint fingerprint;          ///< set by Catalog::make

protected:
    SchemaObject(const SchemaObject &) = default;
    SchemaObject &operator=(const SchemaObject &) = default;
};
using ObjectPtr = std::shared_ptr<const SchemaObject>;

struct Schema : SchemaObject
{
    Schema() : SchemaObject(ObjectKind::Schema) {}
    QString charset; ///< MySQL
    QString collation;
};

/// Numbers that change without the schema changing; never part of a fingerprint.
struct Statistics
{
    qint64 rows = -1;  ///< estimate
    qint64 bytes = -1; ///< with indexes
};

struct Table : SchemaObject
{
    Table() : SchemaObject(ObjectKind::Table) {}
    QString variant;            ///< empty: an ordinary one; partitioned, partition, foreign, temporary, virtual, shadow
    bool unlogged = false;
    std::vector<Column> columns;
    std::optional<Key> primaryKey;
    std::vector<Key> uniques;
    std::vector<Check> checks;
    std::vector<Exclusion> exclusions;
    std::vector<ForeignKey> foreignKeys;
    std::vector<Index> indexes;
    std::vector<Trigger> triggers;
    std::vector<Policy> policies;
    bool rowSecurity = false;
    bool rowSecurityForced = false;
    std::vector<ObjectRef> inherits;
    QString partitionKey;       ///< "RANGE (created)"; MySQL: the whole PARTITION BY clause
    QString partitionBound;     ///< of a partition: "FOR VALUES FROM … TO …"
    QMap<QString, QString> options; ///< engine, charset, collation, row_format, strict, without_rowid, tablespace, server, module …
    Statistics statistics;
};

struct View : SchemaObject
{
    explicit View(ObjectKind viewKind = ObjectKind::View) : SchemaObject(viewKind) {}
    std::vector<Column> columns; ///< empty where the view no longer compiles
    QString definition;          ///< the query
    QString error;               ///< why it no longer compiles; empty: it does
    QString checkOption;         ///< LOCAL, CASCADED
    QMap<QString, QString> options; ///< security_barrier, algorithm, sql_security, definer, tablespace, with_data …
    std::vector<Index> indexes;  ///< of a materialized view
    std::vector<Trigger> triggers;
    Statistics statistics;
};

struct Sequence : SchemaObject
{
    Sequence() : SchemaObject(ObjectKind::Sequence) {}
    bool unlogged = false;
    SequenceOptions counting;
    ObjectRef ownerTable; ///< OWNED BY; empty: none
    QString ownerColumn;
};

struct Routine : SchemaObject
{
    Routine() : SchemaObject(ObjectKind::Routine) {}
    QString variant;    ///< function, procedure, aggregate, window, event, package
    QString arguments;  ///< as the server writes them, with names and defaults
    QString returns;
    QString language;
    QString body;
    QString definition; ///< the whole CREATE as the server writes it; empty: not readable
    QMap<QString, QString> options; ///< volatility, strict, security, parallel, definer, sql_mode …
};

struct TypeObject : SchemaObject
{
    TypeObject() : SchemaObject(ObjectKind::Type) {}
    QString variant; ///< enum, domain, composite, range, base
    QStringList values;          ///< enum
    std::vector<Column> attributes; ///< composite
    QString baseType;            ///< domain, range
    bool notNull = false;        ///< domain
    std::optional<QString> defaultExpression;
    QString collation;
    std::vector<Check> checks;   ///< domain
    QString definition;          ///< range and base: the rest, as DDL text
};

struct Extension : SchemaObject
{
    Extension() : SchemaObject(ObjectKind::Extension) {}
    QString version;
    QString installedIn; ///< schema
};

struct Synonym : SchemaObject
{
    Synonym() : SchemaObject(ObjectKind::Synonym) {}
    QString target; ///< as written, may reach other databases
};

struct Package : SchemaObject
{
    Package() : SchemaObject(ObjectKind::Package) {}
    QString specification;
    QString body;
};

/// What is none of the above and is only ever made and dropped whole: event triggers, casts, operators, collations, publications … Its name begins
/// with what it is: "event trigger audit", "cast (text AS mood)".
struct Other : SchemaObject
{
    Other() : SchemaObject(ObjectKind::Other) {}
    QString variant;    ///< event trigger, cast, operator …, as in DROP and COMMENT ON
    QString identity;   ///< what DROP and COMMENT ON name, as SQL: "(text AS mood)"
    QString definition; ///< the statement that makes it; empty: its privileges are all there is of it
    QMap<QString, QString> options; ///< further statements that complete it, each by what it is about; in the order of their keys
};

/// What was seen under one path of a collection's documents: inferred, never declared.
struct FieldType
{
    QString type; ///< the engine's name: "string", "int", "objectId" …; "null" is one, missing is none
    qint64 count = 0;
    LogicalType logical{};
};
struct Field
{
    QString path; ///< "address.city", "items[].sku"; "tags[]" stands for an array's elements
    std::vector<FieldType> types; ///< most frequent first
    qint64 present = 0;           ///< how many of `parents` have it
    bool required = false;        ///< all of them
    QString reference;            ///< collection that it seems to point to
    qint64 parents = 0;           ///< documents, embedded documents or arrays seen that could have it
    qint64 referencePercent = 0;  ///< how sure `reference` is, 0 … 100
};

struct Collection : SchemaObject
{
    Collection() : SchemaObject(ObjectKind::Collection) {}
    QString variant;   ///< capped, time_series, view; empty: ordinary
    QString validator; ///< JSON as declared
    QString validationLevel;
    QString validationAction;
    QMap<QString, QString> options; ///< size, max, time_field, view_on, pipeline … as JSON where they are no plain words
    std::vector<Index> indexes;
    qint64 sampled = 0; ///< documents looked at for `fields`
    QString sampling{}; ///< how they were chosen: "random", "blocks" (as they are stored), "all" where there were no more; empty: none was read
    QString missProbability{}; ///< that no document of the sample has a field which 1 % of all have: (1−0.01)ⁿ, 0 for "all"; empty: unknown
    std::vector<Field> fields;
    Statistics statistics;
    std::shared_ptr<const Table> asTable{}; ///< see collectionAsTable(); set by Catalog::make. Never null in a catalog
};

/// Something that could not be read: it is "cannot tell", never "not there".
struct Unread
{
    QString what; ///< "schema hr", "privileges", "view broken_v"
    ObjectRef object; ///< empty: a whole kind
    QString reason;
};

/// Under which circumstances a catalog was read.
struct CatalogInfo
{
    static constexpr int currentModel = 1;
    int modelVersion = currentModel;
    QString engine;         ///< "postgresql"
    QString product;        ///< "PostgreSQL", "MariaDB" …
    QString serverVersion;  ///< "17.5"
    QString database;
    QString role;           ///< who read it
    QString defaultSchema;  ///< where unqualified names are found first
    QString charset;
    QString collation;      ///< the database's own
    QString nameRule;       ///< how names compare: "exact", "lower", "upper", "ignore_case"
    QDateTime readAt;       ///< UTC
    bool transactional = true; ///< all of it belongs to one moment
    QString scope;          ///< one schema of the database; empty: all
    QStringList include;
    QStringList exclude;
    std::vector<Unread> unread;
    qint64 bytes = -1;      ///< size of the database; a statistic
};

class Catalog;
using CatalogPtr = std::shared_ptr<const Catalog>;

/// All that a database contained at one moment. Immutable: share it between threads freely.
class Catalog
{
public:
    /// Sorts objects and members, computes the fingerprints. Objects of one kind and name: the last one stays.
    [[nodiscard]] static CatalogPtr make(CatalogInfo info, std::vector<std::shared_ptr<SchemaObject>> objects);
    /// Of objects that have been through make() before (a snapshot's): only those without a fingerprint get one.
    [[nodiscard]] static CatalogPtr makeFromShared(CatalogInfo info, std::vector<ObjectPtr> objects);

    [[nodiscard]] const CatalogInfo &info() const { return m_info; }
    /// By kind, then schema, then name (as code points).
    [[nodiscard]] const std::vector<ObjectPtr> &objects() const { return m_objects; }
    [[nodiscard]] QStringList schemas() const;
    /// Null where there is none of that very name.
    [[nodiscard]] ObjectPtr find(ObjectKind kind, const ObjectRef &ref) const;
    /// Table, view, materialized view or collection.
    [[nodiscard]] ObjectPtr findRelation(const ObjectRef &ref) const;
    [[nodiscard]] qsizetype count(ObjectKind kind) const;
    /// Of all objects; not of `info`.
    [[nodiscard]] const Fingerprint &fingerprint() const { return m_fingerprint; }

private:
    Catalog(CatalogInfo info, std::vector<ObjectPtr> objects);

    CatalogInfo m_info;
    std::vector<ObjectPtr> m_objects;
    QHash<ObjectRef, std::vector<ObjectPtr>> m_byName;
    Fingerprint m_fingerprint;
};

/// Columns of a table or view, of a collection what its fields are as columns; or an empty list.
[[nodiscard]] const std::vector<Column> &columnsOf(const SchemaObject &object);
/// A table, or a collection as one; null: it is neither.
[[nodiscard]] const Table *tableOf(const SchemaObject &object);
/// Null where there is none of that very name.
[[nodiscard]] const Column *findColumn(const std::vector<Column> &columns, const QString &name);
/// Every set of columns that a primary key, unique constraint or whole unique index keeps unique.
[[nodiscard]] std::vector<QStringList> uniqueColumnSets(const Table &table);

} // namespace concord
