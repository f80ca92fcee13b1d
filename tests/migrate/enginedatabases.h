// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "migrate/migration.h"
#include "schema/mysqldatabase.h"
#include "schema/postgresqldatabase.h"
#include "schema/sqlitefile.h"

#include <QTemporaryDir>

#include <map>
#include <memory>

namespace concord::test {

/// A database of the test's own on each engine that runs here: sqlite, duckdb, postgresql, mysql, mariadb.
/// Functions that answer text answer the engine's words, or nothing where all went well.
class EngineDatabases
{
public:
    /// What kept one of them from being made; empty: nothing.
    [[nodiscard]] QString open(const QStringList &wanted = engines());
    [[nodiscard]] static QStringList engines();

    [[nodiscard]] QString clear(const QString &engine);
    [[nodiscard]] QString run(const QString &engine, const QString &script);
    [[nodiscard]] CatalogPtr read(const QString &engine);
    [[nodiscard]] CatalogPtr readEmpty(const QString &engine);
    [[nodiscard]] QString apply(const QString &engine, const Migration &migration, const MigrationOptions &options = {});

    [[nodiscard]] static CompareEnd endOf(const CatalogPtr &catalog, const QString &engine);
    /// What makes `left`, of one engine, like `right`, of the same or another.
    [[nodiscard]] static Migration plan(const QString &leftEngine, const CatalogPtr &left, const QString &rightEngine, const CatalogPtr &right,
                                        const Mapping &mapping = {});
    [[nodiscard]] const QString &mysqlName(const QString &engine) const { return m_mysql.at(engine).name(); }

private:
    [[nodiscard]] QString duckdbPath() const;
    [[nodiscard]] QString runOnDuckdb(const QString &script);

    std::unique_ptr<PostgresqlDatabase> m_postgresql;
    std::map<QString, MysqlDatabase> m_mysql;
    std::unique_ptr<SqliteFile> m_sqlite;
    QTemporaryDir m_duckdb;
    std::map<QString, CatalogPtr> m_empty;
};

} // namespace concord::test
