// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"
#include "mysql/mysqlddltext.h"

namespace concord {

/// One clause of an ALTER TABLE, and what it costs.
struct MysqlClause
{
    QString sql; ///< "ADD COLUMN …"
    QString purpose;
    QList<Hazard> hazards{};
    QString check{};         ///< of MayFail, over the table as it is before
    QString column{};        ///< the one that it changes; empty: none
    bool positioned = false; ///< FIRST or AFTER: it needs the clauses before it
    bool anotherType = false; ///< foreign keys over it would stand in the way
};

/// Clauses of one ALTER TABLE, and what they cost together.
struct MysqlAlter
{
    QStringList clauses;
    QStringList purposes;
    QList<Hazard> hazards;
    QStringList checks;
    bool anotherType = false;

    void add(const MysqlClause &clause);
    /// One query that finds something wherever one of them does.
    [[nodiscard]] QString check() const;
};

/// What two tables have to do with each other, as all parts of their change see it.
struct MysqlTablePair
{
    const Table &before;                   ///< as it is
    const Table &from;                     ///< likewise, but with its columns' new names
    const Table &to;
    const QMap<QString, QString> &renamed; ///< old → new
    const MysqlDdlText &ddl;

    /// The column's name before the change.
    [[nodiscard]] QString oldName(const QString &column) const { return renamed.key(column, column); }
    /// SELECT * FROM the table as it is called before.
    [[nodiscard]] QString rowsWhere(const QString &condition) const;
};

/// ADD, MODIFY and CHANGE COLUMN in the target's order, each column behind the one that it shall follow.
[[nodiscard]] std::vector<MysqlClause> mysqlColumnClauses(const MysqlTablePair &pair);
/// A column that gets a default which the server calls unsafe for its binary log: a statement of its own sets it, and fills a new column before.
[[nodiscard]] bool isMysqlDefaultSetLater(const MysqlTablePair &pair, const Column &wanted);
/// Columns that are dropped and added again, because no ALTER computes them in another way.
[[nodiscard]] bool isMysqlColumnRemade(const Column &old, const Column &wanted);

} // namespace concord
