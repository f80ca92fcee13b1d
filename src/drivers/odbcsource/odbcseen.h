// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "odbcsource/odbcdbms.h"

#include <QHash>

#include <future>
#include <mutex>

namespace concord {

/// An option of an ODBC endpoint, whose names are written as people please: DSN, Driver.
[[nodiscard]] QString odbcOption(const Endpoint &endpoint, const QString &name);

/// Which server stands behind an endpoint: what a connection of this run of the program found, else what the name of the driver
/// says, its own or that of its data source. From any thread.
class OdbcSeen
{
public:
    [[nodiscard]] OdbcDbms of(const Endpoint &endpoint) const;
    void remember(const Endpoint &endpoint, OdbcDbms dbms);

private:
    [[nodiscard]] OdbcDbms ofDataSource(const QString &dsn) const;

    mutable std::mutex m_mutex;
    QHash<QString, OdbcDbms> m_found;
    mutable std::shared_future<QHash<QString, QString>> m_dataSources; ///< drivers of the data sources, read once
};

} // namespace concord
