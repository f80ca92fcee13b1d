// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mysql/mysqlqueries.h"
#include "schema/catalogfilter.h"
#include "schema/readcatalog.h"

#include <memory>

namespace concord {

class MysqlCreateText;

/// What has been read of one database. Tables and views are kept by name until all of it is there.
struct MysqlSchemaDraft
{
    std::shared_ptr<Schema> schema;
    QHash<QString, std::shared_ptr<Table>> tables;
    QHash<QString, std::shared_ptr<View>> views;
    std::vector<std::shared_ptr<SchemaObject>> others; ///< routines, events, packages, sequences
    std::vector<Unread> unread;
    QHash<QString, QString> marks; ///< of tables and views: what is another one once they were changed
};

/// Reads one database from information_schema, by a flat query for each kind of thing, joined here: joined on the server the
/// same takes minutes. SHOW CREATE only where nothing else tells.
class MysqlSchemaReader
{
public:
    struct Wanted
    {
        QString schema;
        const CatalogFilter &filter;
        bool privileges = false;
        bool statistics = true;
        QString onlyTable{}; ///< one table or view, to read it again; empty: all of the database
    };
    /// `progress` is told a step and how many objects are read.
    using Progress = std::function<void(const QString &step, qint64 done, qint64 total)>;

    MysqlSchemaReader(const MysqlQueries &queries, const Wanted &wanted, MysqlSchemaDraft &draft, Progress progress);
    [[nodiscard]] Result<void> read();

private:
    /// Keeps the table of the last row: rows of one table come together.
    struct LastTable
    {
        std::string name;
        Table *table = nullptr;
    };
    /// What SHOW CREATE is asked for; a package has no routine of its own. `type` and `name` are its key in mysql.procs_priv too.
    struct RoutineText
    {
        QString name;
        QString type; ///< FUNCTION, PROCEDURE, PACKAGE, PACKAGE BODY
        std::shared_ptr<Routine> routine;
    };
    /// How MySQL's own copy of an expression stands in information_schema: escaped, and with other than ASCII letters broken.
    [[nodiscard]] QString expression(const MysqlRow &row, int cell, const QString &table);

    // mysqlschemareader.cpp
    [[nodiscard]] Result<void> readSchema();
    [[nodiscard]] Result<void> readTables();
    [[nodiscard]] Result<void> readPrivileges();
    void step(const QString &name);
    /// What one object does not tell is noted as unread; only a broken or stopped connection ends the reading.
    [[nodiscard]] Result<void> tolerate(const Result<void> &result, const QString &what, const QString &object);
    [[nodiscard]] QString where(const QString &schemaColumn, const QString &tableColumn) const;
    [[nodiscard]] Table *tableOf(const MysqlRow &row, int cell);

    // mysqlreadtables.cpp
    void addTable(const MysqlRow &row);
    void addSequence(const QString &name);
    [[nodiscard]] Result<void> readColumns();
    void addColumn(const MysqlRow &row, std::vector<Column> &columns, const Table *table);
    void addColumnDefault(const MysqlRow &row, Column &column, const Table &table);
    void addColumnExtra(const QString &extra, Column &column) const;
    [[nodiscard]] Result<void> readPeriods();
    [[nodiscard]] Result<void> readUntoldPartitions();
    [[nodiscard]] Result<void> readCreateTexts();
    [[nodiscard]] Result<QStringList> tablesToAsk() const;
    void takeExactTexts(Table &table, const MysqlCreateText &text);
    [[nodiscard]] Result<void> readSequences();

    // mysqlreadkeys.cpp
    [[nodiscard]] Result<void> readIndexes();
    void addIndexPart(const MysqlRow &row, Table &table);
    [[nodiscard]] Result<void> readForeignKeys();
    [[nodiscard]] Result<void> readChecks();
    void addCheck(const MysqlRow &row, Table &table, bool enforced);
    void finishTables();
    void finishKeys(Table &table);

    // mysqlreadbodies.cpp
    using OnCreate = std::function<void(const QString &name, const MysqlRow &row)>;
    [[nodiscard]] Result<void> showCreate(const QString &kind, const QStringList &names, const QSet<QString> &needed, const OnCreate &take);
    [[nodiscard]] Result<void> readTriggerBodies();
    [[nodiscard]] Result<void> readEventBodies();

    // mysqlreadviews.cpp
    [[nodiscard]] Result<void> readViews();
    [[nodiscard]] Result<void> readViewTexts();
    void finishViews();

    // mysqlreadroutines.cpp
    [[nodiscard]] Result<void> readRoutines();
    [[nodiscard]] Result<void> readRoutineTexts();
    [[nodiscard]] Result<void> readRoutinePrivileges();
    [[nodiscard]] Result<void> readTriggers();
    [[nodiscard]] Result<void> readEvents();

    const MysqlQueries &m_queries;
    const Wanted &m_wanted;
    MysqlSchemaDraft &m_draft;
    Progress m_progress;
    qint64 m_done = 0;
    qint64 m_total = -1;
    qint64 m_there = 0; ///< tables and views of the database, the filtered ones included; of one alone: 1
    LastTable m_last;
    QHash<QString, QString> m_texts;                ///< equal texts once: types, collations
    QHash<QString, LogicalType> m_types;            ///< by native type
    QSet<QString> m_inexact;                        ///< tables that SHOW CREATE must complete
    QHash<QString, std::shared_ptr<Sequence>> m_sequences;
    QList<RoutineText> m_routineTexts;
};

/// A view's query with the strings that SHOW CREATE has in these places.
[[nodiscard]] QString withExactStrings(const QString &query, const QString &create);
/// What a view's definition adds to its mark: MariaDB keeps no time of a view.
[[nodiscard]] QString viewMark(const QString &definition);
/// Fills dependsOn, once all of the database is there.
void linkObjects(MysqlSchemaDraft &draft);

} // namespace concord
