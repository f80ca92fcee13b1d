// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// How names and texts are written under a writer's options.
class MysqlDdlText
{
public:
    MysqlDdlText(const WriteOptions &options, bool mariaDb) : m_options(options), m_mariaDb(mariaDb) {}

    [[nodiscard]] bool isMariaDb() const { return m_mariaDb; }
    [[nodiscard]] const WriteOptions &options() const { return m_options; }
    [[nodiscard]] static QString quoted(const QString &name);
    [[nodiscard]] static QString literal(const QString &text);
    /// Bare in the own schema, else with its database.
    [[nodiscard]] QString name(const ObjectRef &ref) const;
    /// The server's SQL without the own schema's name.
    [[nodiscard]] QString text(const QString &sql) const;
    /// " COMMENT 'x'", or nothing where there is none or none are wanted.
    [[nodiscard]] QString comment(const QString &comment) const;
    [[nodiscard]] QString columnList(const QStringList &columns) const;

private:
    const WriteOptions &m_options;
    bool m_mariaDb;
};

/// The parts of a table's DDL: "`a` int NOT NULL", "UNIQUE KEY `k` (`a`)", "PRIMARY KEY (`a`)", "CONSTRAINT `c` CHECK (…)",
/// "CONSTRAINT `f` FOREIGN KEY …", "ROW_FORMAT=DYNAMIC".
[[nodiscard]] QString columnText(const Column &column, const Table &table, const MysqlDdlText &ddl);
[[nodiscard]] QString indexText(const Index &index, const Table &table, const MysqlDdlText &ddl);
[[nodiscard]] QString primaryKeyText(const Key &key, const MysqlDdlText &ddl);
[[nodiscard]] QString checkText(const Check &check, const MysqlDdlText &ddl);
[[nodiscard]] QString foreignKeyText(const ForeignKey &key, const MysqlDdlText &ddl);
/// The period of a system-versioned table whose two columns are written out; else empty.
[[nodiscard]] QString systemPeriodText(const Table &table);
[[nodiscard]] QString optionText(const QString &key, const QString &value);
/// MariaDB: it stands in its column's definition, from which it has its name.
[[nodiscard]] bool isOfColumn(const Check &check, const MysqlDdlText &ddl);

/// CREATE TABLE with all that is in its parentheses and behind them; without foreign keys and triggers.
[[nodiscard]] QString createTableText(const Table &table, const MysqlDdlText &ddl);
/// One ALTER TABLE for all foreign keys, because tables refer to each other in circles; empty: none.
[[nodiscard]] QString addForeignKeysText(const Table &table, const MysqlDdlText &ddl);

} // namespace concord
