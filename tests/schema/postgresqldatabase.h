// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "schema/schemawriter.h"
#include "support/onserver.h"

namespace concord::test {

/// A scratch database with one connection that runs scripts and reads the catalog. Errors are the server's words.
class PostgresqlDatabase
{
public:
    [[nodiscard]] static std::expected<std::unique_ptr<PostgresqlDatabase>, QString> create(const TestServer &server);

    [[nodiscard]] const QString &name() const { return m_database.name(); }
    [[nodiscard]] const ScratchDatabase &scratch() const { return m_database; }
    [[nodiscard]] Connection &connection() { return *m_connection; }
    /// Runs the script's statements up to the first error. Empty: all went well.
    [[nodiscard]] QString execute(const QString &script);
    [[nodiscard]] QString execute(const std::vector<DdlStatement> &statements);
    /// Drops all that people made, and makes public anew.
    [[nodiscard]] QString clear();
    [[nodiscard]] Result<CatalogPtr> read(const CatalogRequest &request = {});

private:
    explicit PostgresqlDatabase(ScratchDatabase database) : m_database(std::move(database)) {}
    ScratchDatabase m_database;
    std::unique_ptr<Connection> m_connection; // gone before its database is
};

/// Writes `catalog` on the empty database `copy`, reads that, and says what differs; empty: nothing.
[[nodiscard]] QString writtenBackDifferently(const Catalog &catalog, PostgresqlDatabase &copy, const WriteOptions &options = {});

} // namespace concord::test
