// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverdriver.h"

#include "odbc/odbcdriver.h"
#include "odbc/odbcinstalled.h"
#include "sqlserver/sqlserverchanger.h"
#include "sqlserver/sqlserverconnection.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/sqlserverschemawriter.h"
#include "sqlserver/sqlservertarget.h"
#include "sqlserver/sqlservertypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

QList<EngineOption> ownOptions()
{
    const QStringList yesNo{u"yes"_s, u"no"_s};
    return {{u"driver"_s,
             tr("ODBC driver"),
             tr("By its name in odbcinst.ini; left empty, Microsoft's newest driver or FreeTDS, whichever is installed."),
             {}},
            {u"dsn"_s, tr("Data source"), tr("A DSN that is set up on this computer, instead of driver and address."), {}},
            {u"instance"_s, tr("Instance"), tr("A named instance; its port is asked of the server's browser service unless a port is given."), {}},
            {u"integrated_security"_s, tr("Integrated login"), tr("Log in by Kerberos or as the Windows user, without a password."), yesNo, true},
            {u"encrypt"_s,
             tr("Encrypt"),
             tr("Microsoft's driver 18 encrypts unless told otherwise; 17 and FreeTDS do not insist on it."),
             {u"yes"_s, u"no"_s, u"strict"_s},
             true},
            {u"trust_server_certificate"_s, tr("Trust any certificate"), tr("Yes: encrypted, but anybody in between may answer for the server."),
             yesNo, true},
            {u"application_intent"_s,
             tr("Application intent"),
             tr("ReadOnly may be answered by a readable secondary; it holds nothing back by itself."),
             {u"ReadOnly"_s, u"ReadWrite"_s},
             true}};
}

class SqlServerDriver final : public OdbcDriver
{
public:
    SqlServerDriver()
    {
        m_info.id = u"sqlserver"_s;
        m_info.displayName = u"SQL Server"_s;
        m_info.defaultPort = 1433;
        m_info.urlSchemes = {u"mssql"_s, u"sqlserver"_s};
        m_info.options = {u"tls"_s, u"connect_timeout"_s, u"statement_timeout"_s, u"application_name"_s};
        m_info.ownOptions = ownOptions();
        m_info.urlNames = {{u"trustServerCertificate"_s, u"trust_server_certificate"_s},
                           {u"integratedSecurity"_s, u"integrated_security"_s},
                           {u"Trusted_Connection"_s, u"integrated_security"_s},
                           {u"applicationIntent"_s, u"application_intent"_s},
                           {u"instanceName"_s, u"instance"_s},
                           {u"database"_s, u"dbname"_s}, // of Go's driver, and of JDBC's
                           {u"databaseName"_s, u"dbname"_s}};
        m_info.readOnlyNote =
            tr("Read-only is advisory here; use a login with db_datareader. Statements that are not known to only read are refused, "
               "and ApplicationIntent=ReadOnly is asked for.");
    }

    [[nodiscard]] const EngineInfo &info() const override { return m_info; }
    [[nodiscard]] const Dialect &dialect() const override { return sqlServerDialect(); }
    [[nodiscard]] const TypeSystem &types() const override { return sqlServerTypes(); }
    [[nodiscard]] const SchemaWriter &schemaWriter() const override { return m_writer; }
    [[nodiscard]] const SchemaChanger *schemaChanger() const override { return &m_changer; }
    [[nodiscard]] Result<void> check(const Endpoint &endpoint) const override;
    [[nodiscard]] QStringList optionChoices(const QString &option) const override;
    [[nodiscard]] Result<QString> installed() const override;

protected:
    [[nodiscard]] Result<OdbcTarget> target(const Endpoint &endpoint) const override;
    [[nodiscard]] std::unique_ptr<OdbcConnection> make(OdbcLink link, const Endpoint &endpoint) const override
    {
        return std::make_unique<SqlServerConnection>(std::move(link), endpoint);
    }
    [[nodiscard]] Error openingError(Error error, const Endpoint &endpoint) const override;

private:
    EngineInfo m_info;
    SqlServerSchemaWriter m_writer;
    SqlServerSchemaChanger m_changer;
};

/// Nothing that needs a driver or a server: files are read when it opens.
Result<void> SqlServerDriver::check(const Endpoint &endpoint) const
{
    const auto no = [this](const QString &option) { return fail(ErrorKind::Usage, tr("%1 has no option “%2”").arg(m_info.displayName, option)); };
    const ConnectOptions &options = endpoint.options;
    if (!options.searchPath.isEmpty())
        return no(u"search_path"_s);
    if (!options.socket.isEmpty())
        return no(u"socket"_s);
    if (!options.charset.isEmpty())
        return no(u"charset"_s);
    if (!options.tlsCa.isEmpty() || !options.tlsCert.isEmpty() || !options.tlsKey.isEmpty())
        return fail(ErrorKind::Tls,
                    tr("The ODBC drivers of SQL Server take certificates from the system's store (or, FreeTDS, from freetds.conf), not "
                       "from files that a profile names."));
    if (endpoint.port < 0 || endpoint.port > 65'535)
        return fail(ErrorKind::Usage, tr("%1 is no port").arg(endpoint.port));
    return readSqlServerOptions(options).transform([](const SqlServerOptions &) {});
}

QStringList SqlServerDriver::optionChoices(const QString &option) const
{
    if (option == "dsn"_L1)
        return odbcDataSources();
    if (option != "driver"_L1)
        return {};
    QStringList drivers = installedOdbcDrivers();
    drivers.removeIf([](const QString &name) { return !isFreeTds(name) && !name.contains("SQL Server"_L1, Qt::CaseInsensitive); });
    return drivers;
}

Result<OdbcTarget> SqlServerDriver::target(const Endpoint &endpoint) const
{
    const auto options = readSqlServerOptions(endpoint.options);
    if (!options)
        return fail(options.error());
    if (!options->dsn.isEmpty())
        return checkOdbcDataSource(options->dsn).and_then([&] { return sqlServerTarget(endpoint, options->driver); });
    if (!options->driver.isEmpty())
        return checkOdbcDriver(options->driver).and_then([&] { return sqlServerTarget(endpoint, options->driver); });
    return installed().and_then([&](const QString &driver) { return sqlServerTarget(endpoint, driver); });
}

Result<QString> SqlServerDriver::installed() const
{
    return preferredOdbcDriver({u"ODBC Driver * for SQL Server"_s, u"FreeTDS"_s}, m_info.displayName,
                               tr("Install FreeTDS (Debian and Ubuntu: tdsodbc, Fedora: freetds-libs) or Microsoft's “ODBC Driver 18 for "
                                  "SQL Server” (msodbcsql18, from Microsoft's package server)."));
}

/// Servers make themselves a certificate that nobody vouches for, and Microsoft's driver 18 checks it unless told otherwise.
static Error untrusted(Error error)
{
    error.kind = ErrorKind::Tls;
    error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s)
                    + tr("To encrypt without checking the certificate, set “Trust any certificate” (trust_server_certificate=yes).");
    return error;
}

static bool wantsTls(const Endpoint &endpoint)
{
    const auto options = readSqlServerOptions(endpoint.options);
    return endpoint.options.tls >= TlsMode::Require || (options && (options->encrypt == "yes"_L1 || options->encrypt == "mandatory"_L1));
}

static bool deniesTls(const Endpoint &endpoint)
{
    const auto options = readSqlServerOptions(endpoint.options);
    return endpoint.options.tls == TlsMode::Disable || (options && options->encrypt == "no"_L1);
}

/// FreeTDS names what went wrong by the server's message; a login that was refused often comes as 42000 or 08001 besides. A database
/// that is not there (4060; 911 of servers that only speak like SQL Server) is told together with "the login failed".
Error SqlServerDriver::openingError(Error error, const Endpoint &endpoint) const
{
    const auto says = [&error](QLatin1StringView words) {
        return error.message.contains(words, Qt::CaseInsensitive) || error.detail.contains(words, Qt::CaseInsensitive);
    };
    if (says("4060"_L1) || says("Cannot open database"_L1) || (says("database"_L1) && says("does not exist"_L1)))
        error.kind = ErrorKind::NotFound;
    else if (says("18456"_L1) || says("Login failed"_L1) || says("login incorrect"_L1))
        error.kind = ErrorKind::Authentication;
    else if (says("certificate verify failed"_L1) || says("SSL Provider"_L1))
        return untrusted(std::move(error));
    else if (says("Adaptive Server connection failed"_L1) && wantsTls(endpoint)) {
        error.kind = ErrorKind::Tls;
        error.message = tr("The server at %1, port %2 does not agree to TLS, which is required here.")
                            .arg(endpoint.host, QString::number(endpoint.port > 0 ? endpoint.port : 1433));
    } else if (says("Adaptive Server connection failed"_L1) && endpoint.user.isEmpty())
        error.message = tr("The server at %1, port %2 did not let anybody in: no user is named, and without one FreeTDS asks for Kerberos.")
                            .arg(endpoint.host, QString::number(endpoint.port > 0 ? endpoint.port : 1433));
    else if (says("Adaptive Server connection failed"_L1) && deniesTls(endpoint))
        error.message = tr("The server at %1, port %2 hung up before the login: it may insist on TLS, which is switched off here.")
                            .arg(endpoint.host, QString::number(endpoint.port > 0 ? endpoint.port : 1433));
    else if (says("Adaptive Server is unavailable"_L1)) // whose name confuses
        error.message =
            tr("Nobody answers at %1, port %2, as SQL Server does.").arg(endpoint.host, QString::number(endpoint.port > 0 ? endpoint.port : 1433));
    return error;
}

} // namespace

std::shared_ptr<const Driver> makeSqlServerDriver()
{
    return std::make_shared<SqlServerDriver>();
}

} // namespace concord
