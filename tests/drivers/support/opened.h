// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "support/recordingsink.h"

namespace concord::test {

/// The drivers that are built in, registered once.
[[nodiscard]] const DriverRegistry &drivers();
/// Opens by the endpoint's engine, giving up after 20 s.
[[nodiscard]] Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret = {});

/// What one statement answered.
struct Answer
{
    QList<RecordedResult> results;
    QList<Notice> notices;
    std::optional<Error> error;

    /// The cell of a one-cell answer, or the error's words.
    [[nodiscard]] QString cell() const;
};
Answer run(Connection &connection, const QString &sql, const QList<Parameter> &parameters = {}, const ExecuteLimits &limits = {});

/// Makes an empty file, which SQLite takes for an empty database. False: it could not.
bool touch(const QString &path);
/// An endpoint of a file, writable unless said.
[[nodiscard]] Endpoint sqliteEndpoint(const QString &path, bool readOnly = false);

/// The same of DuckDB: a database file, a data file or a folder of such.
[[nodiscard]] Endpoint duckdbEndpoint(const QString &path, bool readOnly = false);
/// Makes a DuckDB database of the statements. Answers what went wrong; empty: nothing.
[[nodiscard]] QString makeDuckdb(const QString &path, const QStringList &statements = {});

} // namespace concord::test
