// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/readcatalog.h"

#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace concord {

struct SqliteColumnFact
{
    QString name;
    QString type;
    std::optional<QString> defaultText;
    bool notNull = false;
    int keyPosition = 0; ///< 1-based in the primary key; 0: not in it
    int hidden = 0;      ///< 1 of a virtual table, 2 generated, 3 generated and stored
};

struct SqliteIndexFact
{
    struct Part
    {
        int column = 0; ///< -1: the rowid, -2: an expression
        QString name;
        bool descending = false;
        QString collation;
    };
    QString name;
    bool unique = false;
    std::vector<Part> parts;
};

struct SqliteForeignFact
{
    QString target;
    QStringList from;
    QStringList to; ///< empty: the primary key
    QString onUpdate;
    QString onDelete;
    QString match;
};

/// What the schema table and the pragmas say of one table or view.
struct SqliteFacts
{
    QString name;
    QByteArray sql; ///< UTF-8
    bool isView = false;
    bool isVirtual = false;
    bool isShadow = false;
    bool withoutRowid = false;
    bool strict = false;
    int columnCount = 0;                   ///< generated ones included
    std::vector<SqliteColumnFact> columns; ///< by SqliteColumnQuery
    std::vector<std::pair<QString, QByteArray>> indexTexts; ///< name and text of what CREATE INDEX made
    QByteArrayList triggers; ///< their texts
    std::vector<SqliteIndexFact> uniques;       ///< of UNIQUE constraints; by readSqliteKeys()
    std::vector<SqliteForeignFact> foreignKeys; ///< by readSqliteKeys()
    qint64 rows = -1;
};

struct SqliteSchema
{
    std::vector<SqliteFacts> relations;
    QString encoding;
    qint64 bytes = -1;
};

/// The link that a schema is read by.
struct SqliteReading
{
    sqlite3 *db = nullptr;
    std::function<Error(const QByteArray &sql)> error; ///< the last one of `db`
    std::function<Result<void>()> goOn;                ///< Cancelled or Timeout: somebody wants it to end
};

/// Runs `sql` with a text bound to each `?`, and calls `row` for each row.
[[nodiscard]] Result<void> eachSqliteRow(const SqliteReading &reading, const QByteArray &sql, const QStringList &values,
                                         const std::function<void(sqlite3_stmt *)> &row);
[[nodiscard]] QString sqliteText(sqlite3_stmt *row, int column);

/// Asks what SQLite says of the columns of one table or view after the other. Each question takes it longer the more tables there are.
class SqliteColumnQuery
{
public:
    /// `reading` must outlive it.
    explicit SqliteColumnQuery(const SqliteReading &reading) : m_reading(reading) {}
    ~SqliteColumnQuery();
    SqliteColumnQuery(const SqliteColumnQuery &) = delete;
    SqliteColumnQuery &operator=(const SqliteColumnQuery &) = delete;

    /// The error is why a view no longer compiles or a module does not answer, or that the reading is to end.
    [[nodiscard]] Result<std::vector<SqliteColumnFact>> of(const QString &name);

private:
    const SqliteReading &m_reading;
    sqlite3_stmt *m_statement = nullptr;
};

/// Fills in what SQLite says of the constraints of one table, for where its text does not tell them. Looking a table up by name takes
/// SQLite the longer the more tables there are: not for each of thousands.
[[nodiscard]] Result<void> readSqliteKeys(const SqliteReading &reading, SqliteFacts &facts);
/// What SQLite says of one index, likewise.
[[nodiscard]] Result<SqliteIndexFact> readSqliteIndex(const SqliteReading &reading, const QString &table, const QString &index);

/// Reads which tables and views there are in `main`, with their texts, by a few flat queries, in the transaction that is open. Only what
/// `wanted` takes; never SQLite's own tables.
[[nodiscard]] Result<SqliteSchema> readSqliteFacts(const SqliteReading &reading, const std::function<bool(const QString &name)> &wanted,
                                                   const CatalogListener &listener);

} // namespace concord
