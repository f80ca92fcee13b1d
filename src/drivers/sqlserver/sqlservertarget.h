// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "odbc/odbctarget.h"

#include <QStringList>

namespace concord {

/// Options of a URL that SQL Server's drivers have, by their usual spellings (encrypt, Encrypt, trustServerCertificate …), without
/// regard to case and underscores: driver, dsn, encrypt, trust_server_certificate, integrated_security, application_intent, instance,
/// tds_version, host_name_in_certificate, multi_subnet_failover, authentication, language. Error Usage: an unknown one, or a value
/// that it does not take.
struct SqlServerOptions
{
    QString driver;
    QString dsn;
    QString instance;
    QString tdsVersion;
    QString hostNameInCertificate;
    QString authentication;
    QString language;
    QString encrypt;          ///< as the driver's own word: yes, no, strict, optional, mandatory; empty: the driver's default
    QString trustCertificate; ///< yes, no; empty: the driver's default
    QString intent;           ///< ReadOnly, ReadWrite; empty: by the profile
    bool integrated = false;
    bool multiSubnetFailover = false;
};
[[nodiscard]] Result<SqlServerOptions> readSqlServerOptions(const ConnectOptions &options);

/// What is told to FreeTDS (a name with "freetds" or "tds" in it) or to Microsoft's driver. Errors: Usage, Tls where this driver
/// cannot keep what is asked for.
[[nodiscard]] Result<OdbcTarget> sqlServerTarget(const Endpoint &endpoint, const QString &driver);
[[nodiscard]] bool isFreeTds(const QString &driver);

} // namespace concord
