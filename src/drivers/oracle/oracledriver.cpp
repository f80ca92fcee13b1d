// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracledriver.h"

#include "odbc/odbcdriver.h"
#include "odbc/odbcinstalled.h"
#include "oracle/oraclechanger.h"
#include "oracle/oracleconnection.h"
#include "oracle/oracledialect.h"
#include "oracle/oracleerror.h"
#include "oracle/oracletarget.h"
#include "oracle/oracletypes.h"
#include "oracle/oraclewriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OracleDriver", text);
}

class OracleDriver final : public OdbcDriver
{
public:
    const EngineInfo &info() const override
    {
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"oracle"_s;
            made.displayName = u"Oracle"_s;
            made.defaultPort = 1521;
            made.urlSchemes = {u"oracle"_s};
            made.options = {u"tls"_s, u"connect_timeout"_s, u"statement_timeout"_s, u"search_path"_s};
            made.readOnlyNote =
                tr("Every query runs in a transaction that the server holds to reading; program units and DDL, which would commit, are "
                   "refused. A function that a query calls can still write in an autonomous transaction: only a user without such "
                   "rights keeps it from that.");
            made.ownOptions = {
                {u"sid"_s, tr("SID"), tr("The instance's name, where the server is known by it and not by a service (the database)."), {}, false},
                {u"tns"_s, tr("TNS alias"), tr("A name of tnsnames.ora; host and port are then empty."), {}, false},
                {u"server"_s,
                 tr("Server process"),
                 tr("Which kind of process serves the session."),
                 {u"dedicated"_s, u"shared"_s, u"pooled"_s},
                 true},
                {u"wallet"_s, tr("Wallet"), tr("The folder of the wallet with the certificates that TLS is checked against."), {}, false},
                {u"driver"_s, tr("ODBC driver"), tr("A driver of this computer; empty: Oracle's newest one."), {}, false},
                {u"dsn"_s, tr("Data source"), tr("A data source that is set up on this computer, instead of host and service."), {}, false}};
            return made;
        }();
        return info;
    }
    QStringList optionChoices(const QString &option) const override
    {
        if (option == "driver"_L1)
            return installedOdbcDrivers();
        return option == "dsn"_L1 ? odbcDataSources() : QStringList();
    }
    Result<QString> installed() const override
    {
        // Instant Client's odbc_update_ini.sh says "Oracle 23 ODBC driver"; its Windows installer "Oracle in instantclient_23_5".
        return preferredOdbcDriver({u"Oracle * ODBC driver"_s, u"Oracle in *"_s, u"Oracle*"_s}, u"Oracle"_s,
                                   tr("Install Oracle Instant Client with its ODBC package (Basic and ODBC, from oracle.com), run its "
                                      "odbc_update_ini.sh, and try again; or name a driver of yours by ?driver=…."));
    }
    const Dialect &dialect() const override { return oracleDialect(); }
    const TypeSystem &types() const override { return oracleTypes(); }
    const SchemaWriter &schemaWriter() const override { return oracleWriter(); }
    const SchemaChanger *schemaChanger() const override { return &oracleChanger(); }
    Result<void> check(const Endpoint &endpoint) const override { return checkOracleEndpoint(endpoint); }

protected:
    Result<OdbcTarget> target(const Endpoint &endpoint) const override
    {
        const QMap<QString, QString> &extra = endpoint.options.extra;
        const auto made = [&](const QString &driver) { return oracleTarget(endpoint, driver); };
        if (const QString dsn = extra.value(u"dsn"_s); !dsn.isEmpty())
            return checkOdbcDataSource(dsn).transform([&] { return made(extra.value(u"driver"_s)); });
        if (const QString named = extra.value(u"driver"_s); !named.isEmpty())
            return checkOdbcDriver(named).transform([&] { return made(named); });
        return installed().transform(made);
    }
    std::unique_ptr<OdbcConnection> make(OdbcLink link, const Endpoint &endpoint) const override
    {
        return std::make_unique<OracleConnection>(std::move(link), endpoint);
    }
    Error openingError(Error error, const Endpoint &) const override { return oracleError(std::move(error), {}, true); }
};

} // namespace

std::shared_ptr<const Driver> makeOracleDriver()
{
    return std::make_shared<OracleDriver>();
}

} // namespace concord
