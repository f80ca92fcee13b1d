// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oracle/oraclequeries.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "schema/sqlitefile.h"

namespace concord::test {

/// Tables of the names and shapes of Oracle's data dictionary in SQLite, read by the very queries that go to an Oracle.
class OracleDictionary
{
public:
    OracleDictionary();

    /// Runs a script on the tables; the first error, or nothing.
    [[nodiscard]] QString exec(const QString &script) { return m_file.exec(script); }
    /// A file of tests/schema/oracle, run; the first error, or nothing.
    [[nodiscard]] QString load(const QString &file);
    /// Null where it could not be read; error() says why.
    [[nodiscard]] CatalogPtr read(const CatalogRequest &request = {});
    [[nodiscard]] OracleQueries queries();
    [[nodiscard]] QString error() const { return m_error; }
    /// Every query that was run, in order.
    [[nodiscard]] const QStringList &asked() const { return m_asked; }

private:
    SqliteFile m_file;
    QString m_error;
    QStringList m_asked;
};

/// What an Oracle would keep of Chinook_Oracle.sql, as INSERTs into the dictionary's tables; empty without the corpora.
[[nodiscard]] QString chinookFacts();

} // namespace concord::test
