// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QStringList>

namespace concord {

/// The ODBC drivers that the driver manager knows, by the names of odbcinst.ini, in its order. Reads files: not on the GUI
/// thread; any other.
[[nodiscard]] QStringList installedOdbcDrivers();
/// The data sources (DSN) that a person or the system has set up.
[[nodiscard]] QStringList odbcDataSources();
/// The driver of a data source, by its name in odbcinst.ini or its file; empty: there is no such data source.
[[nodiscard]] QString driverOfOdbcDataSource(const QString &dsn);

/// Error NotFound, with those that there are, where no driver of that name is installed; a path is a name that the driver manager judges.
[[nodiscard]] Result<void> checkOdbcDriver(const QString &name);
/// The same of a data source.
[[nodiscard]] Result<void> checkOdbcDataSource(const QString &name);

/// The first of the preferred drivers that is installed; a name that ends with * stands for the newest of its kind
/// ("ODBC Driver * for SQL Server" may have it in the middle too). Error NotFound: none is; the message names what was
/// looked for and says `advice`: what to install and from where, in a plain sentence.
[[nodiscard]] Result<QString> preferredOdbcDriver(const QStringList &preferred, const QString &product, const QString &advice);
/// The same, from a list of drivers.
[[nodiscard]] Result<QString> preferredOdbcDriver(const QStringList &installed, const QStringList &preferred, const QString &product,
                                                  const QString &advice);

} // namespace concord
