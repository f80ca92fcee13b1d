// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "schema/readcatalog.h"
#include "servers/testservers.h"

namespace concord::test {

/// A database of the test's own on MySQL or MariaDB, its schema loaded from SQL, read and written by Concord's driver.
/// Functions that answer text answer the server's words, or nothing where all went well.
class MysqlDatabase
{
public:
    [[nodiscard]] static std::expected<MysqlDatabase, QString> create(const TestServer &server);

    [[nodiscard]] const QString &name() const { return m_scratch.name(); }
    [[nodiscard]] Connection &connection() const { return *m_connection; }
    /// Takes all out of it again, which is faster than another database.
    [[nodiscard]] QString clear() const;
    /// Runs a script of statements, split as Concord splits it.
    [[nodiscard]] QString run(const QString &script) const;
    [[nodiscard]] Result<CatalogPtr> read(const CatalogRequest &request = {}) const;
    /// Makes all that the catalog of another database holds in this one, by the driver's DDL.
    [[nodiscard]] QString write(const Catalog &catalog) const;

private:
    MysqlDatabase(ScratchDatabase scratch, std::unique_ptr<Connection> connection);

    ScratchDatabase m_scratch;
    std::unique_ptr<Connection> m_connection;
};

/// Opens as another user of that server.
[[nodiscard]] Result<std::unique_ptr<Connection>> openAs(const TestServer &server, const QString &user, const QString &password,
                                                         const QString &database);

} // namespace concord::test
