// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "odbc/odbctarget.h"

namespace concord {

/// What can be told of an endpoint without connecting: options that do not exist or contradict each other.
[[nodiscard]] Result<void> checkOracleEndpoint(const Endpoint &endpoint);
/// What DBQ is told: "host:1521/service" (EZConnect), a TNS alias where there is no host, or a connect descriptor for a SID and TLS.
[[nodiscard]] QString oracleAddress(const Endpoint &endpoint);
/// The keywords for `driver` (a name of odbcinst.ini); `dsn=` of the URL takes the place of driver and address.
[[nodiscard]] OdbcTarget oracleTarget(const Endpoint &endpoint, const QString &driver);

} // namespace concord
