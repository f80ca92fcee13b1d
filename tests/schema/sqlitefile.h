// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"

#include <QTemporaryDir>

namespace concord::test {

/// A database file, opened through the driver.
class SqliteFile
{
public:
    SqliteFile();
    /// One that is there already.
    explicit SqliteFile(const QString &path);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] Connection &connection() { return *m_connection; }
    /// Runs a script of several statements; the first error with its statement, or nothing.
    [[nodiscard]] QString exec(const QString &script);
    /// Null where it could not be read; `error` says why.
    [[nodiscard]] CatalogPtr read(const CatalogRequest &request = {});
    /// The table; null: there is none.
    [[nodiscard]] std::shared_ptr<const Table> table(const QString &name);
    [[nodiscard]] QString error() const { return m_error; }

private:
    void open();

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Connection> m_connection;
    QString m_error;
};

/// Where the catalog's foreign keys, unique constraints and indexes, which are read from texts, are not what SQLite's pragmas tell;
/// empty: nowhere.
[[nodiscard]] QString pragmasTellOtherwise(SqliteFile &file, const Catalog &catalog);

/// Writes the catalog's DDL into an empty file, reads that, and tells what is not the same; empty: nothing.
[[nodiscard]] QString sqliteRoundTrip(const Catalog &catalog);

} // namespace concord::test
