// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <mysql.h>

#include <QHash>
#include <QSet>
#include <QString>

#include <functional>
#include <string_view>

namespace concord {

/// One row of Concord's own query as the client library holds it; gone with the next row.
class MysqlRow
{
public:
    MysqlRow(const char *const *cells, const unsigned long *lengths) : m_cells(cells), m_lengths(lengths) {}

    [[nodiscard]] bool isNull(int i) const { return m_cells[i] == nullptr; }
    [[nodiscard]] std::string_view view(int i) const { return isNull(i) ? std::string_view() : std::string_view(m_cells[i], m_lengths[i]); }
    /// NULL is a null QString.
    [[nodiscard]] QString text(int i) const { return isNull(i) ? QString() : QString::fromUtf8(m_cells[i], static_cast<qsizetype>(m_lengths[i])); }
    [[nodiscard]] qint64 number(int i, qint64 otherwise = 0) const;

private:
    const char *const *m_cells;
    const unsigned long *m_lengths;
};

/// Concord's own queries on a connection, row by row without a result table between; and what this server is. Lives as
/// long as one reading of the catalog, on the connection's thread.
class MysqlQueries
{
public:
    using OnRow = std::function<void(const MysqlRow &)>;
    /// `isCancelled` tells a query that was stopped from one that ended.
    MysqlQueries(MYSQL *mysql, std::function<bool()> isCancelled);

    /// Reads the version and which columns information_schema has here.
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> each(const QString &sql, const OnRow &onRow) const;
    /// Several statements in one round trip; `onRow` is told which one a row answers. Those behind one that fails are not asked.
    [[nodiscard]] Result<void> eachOf(const QStringList &statements, const std::function<void(qsizetype, const MysqlRow &)> &onRow) const;
    [[nodiscard]] Result<void> run(const QString &sql) const;
    /// The first row's cells; empty where there is none.
    [[nodiscard]] Result<QStringList> firstRow(const QString &sql) const;

    /// A string literal in the session's own escapes.
    [[nodiscard]] QString literal(const QString &text) const;
    [[nodiscard]] bool isMariaDb() const { return m_mariaDb; }
    [[nodiscard]] bool has(const QString &table) const { return m_columns.contains(table); }
    [[nodiscard]] bool has(const QString &table, const QString &column) const { return m_columns.value(table).contains(column); }
    /// The column's name where information_schema has it, else `otherwise`, for a SELECT list.
    [[nodiscard]] QString column(const QString &table, const QString &column, const QString &otherwise = QStringLiteral("NULL")) const;
    /// 0: table names differ by case; 1: kept in lower case; 2: kept as written, compared without case.
    [[nodiscard]] int lowerCaseTableNames() const { return m_lowerCaseTableNames; }
    /// `column` = 'name', exactly as the server compares names of databases and tables.
    [[nodiscard]] QString isNamed(const QString &column, const QString &name) const;

private:
    MYSQL *m_mysql;
    std::function<bool()> m_isCancelled;
    bool m_mariaDb;
    int m_lowerCaseTableNames = 0;
    QHash<QString, QSet<QString>> m_columns;
};

} // namespace concord
