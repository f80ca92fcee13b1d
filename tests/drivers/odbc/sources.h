// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/onserver.h"

#include <QTemporaryDir>

#include <optional>

namespace concord::test {

/// A real ODBC data source with a database of the test's own: "postgresql" (psqlodbc), "mariadb" (MariaDB's driver) or
/// "sqlite" (the SQLite ODBC driver on a file).
class OdbcSource
{
public:
    /// Null where the server or its ODBC driver is not there: `problem` says which.
    [[nodiscard]] static std::unique_ptr<OdbcSource> make(const QString &kind, QString &problem);

    /// Writable unless said; `more`: further keywords of the driver.
    [[nodiscard]] Endpoint endpoint(bool readOnly = false, const QMap<QString, QString> &more = {}) const;
    /// The same database, by its engine's own driver.
    [[nodiscard]] Endpoint nativeEndpoint() const;
    [[nodiscard]] Secret secret() const;
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(bool readOnly = false) const;
    [[nodiscard]] const std::optional<ScratchDatabase> &scratch() const { return m_scratch; }

private:
    QString m_kind;
    QString m_driver;
    std::optional<ScratchDatabase> m_scratch;
    QTemporaryDir m_folder;
};

} // namespace concord::test

/// In a test function: `CONCORD_NEED_ODBC(source, kind)` declares `source`, or skips the function and says why.
#define CONCORD_NEED_ODBC(variable, kind) \
    QString variable##Problem; \
    const auto variable = concord::test::OdbcSource::make(kind, variable##Problem); \
    if (!variable) \
    QSKIP(qPrintable(variable##Problem))
