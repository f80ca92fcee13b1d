// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcsourcedriver.h"

#include "odbc/odbcdriver.h"
#include "odbc/odbcinstalled.h"
#include "odbcsource/odbcsourceconnection.h"
#include "odbcsource/odbcseen.h"
#include "odbcsource/odbcsourcedialect.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OdbcSource", text);
}

class OdbcSourceDriver final : public OdbcDriver
{
public:
    const EngineInfo &info() const override
    {
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"odbc"_s;
            made.displayName = tr("ODBC data source");
            made.urlSchemes = {u"odbc"_s};
            made.options = {u"connect_timeout"_s, u"statement_timeout"_s};
            made.readOnlyNote = tr("Read-only is advisory here: only statements that are known to read are let through, and the server does not hold "
                                   "it. Use a login that may only read.");
            made.ownOptions = {
                {u"dsn"_s, tr("Data source"), tr("A data source (DSN) that is set up on this computer; it says driver and server."), {}, false},
                {u"driver"_s, tr("Driver"), tr("An ODBC driver that is installed on this computer, where no data source is named."), {}, false}};
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return odbcSourceDialect(); }
    const Dialect &dialectFor(const Endpoint &endpoint) const override { return odbcDialect(m_seen.of(endpoint)); }
    QStringList optionChoices(const QString &option) const override
    {
        if (option == "dsn"_L1)
            return odbcDataSources();
        return option == "driver"_L1 ? installedOdbcDrivers() : QStringList();
    }

    Result<QString> installed() const override
    {
        const QStringList drivers = installedOdbcDrivers();
        if (!drivers.isEmpty())
            return drivers.join(u", "_s);
        return fail(ErrorKind::NotFound, tr("No ODBC driver is installed. Debian and Ubuntu have odbc-postgresql, odbc-mariadb, libsqliteodbc and "
                                            "tdsodbc; others come from the maker of the database."));
    }

    Result<void> check(const Endpoint &endpoint) const override
    {
        const ConnectOptions &options = endpoint.options;
        if (options.tls != TlsMode::Default)
            return fail(ErrorKind::Tls, tr("TLS is the ODBC driver's own business here: give its keyword in the URL, as in &Encrypt=yes."));
        const std::pair<QString, QString> unknown[] = {{u"socket"_s, options.socket},
                                                       {u"search_path"_s, options.searchPath},
                                                       {u"charset"_s, options.charset},
                                                       {u"application_name"_s, options.applicationName}};
        for (const auto &[name, value] : unknown) {
            if (!value.isEmpty())
                return fail(ErrorKind::Usage, tr("An ODBC data source has no option “%1”; give the driver's own keyword in the URL.").arg(name));
        }
        const bool hasDsn = !odbcOption(endpoint, u"dsn"_s).isEmpty();
        const bool hasDriver = !odbcOption(endpoint, u"driver"_s).isEmpty();
        if (hasDsn == hasDriver)
            return fail(ErrorKind::Usage, tr("Name a data source (?dsn=…) or a driver (?driver=…), one of both."));
        return {};
    }

protected:
    Result<OdbcTarget> target(const Endpoint &endpoint) const override
    {
        OdbcTarget target;
        OdbcDbms dbms = OdbcDbms::Unknown;
        if (const QString dsn = odbcOption(endpoint, u"dsn"_s); !dsn.isEmpty()) {
            if (auto known = checkOdbcDataSource(dsn); !known)
                return fail(known.error());
            target.add(u"DSN"_s, dsn);
            dbms = odbcDbmsNamed(driverOfOdbcDataSource(dsn));
        } else {
            const QString driver = odbcOption(endpoint, u"driver"_s);
            if (auto known = checkOdbcDriver(driver); !known)
                return fail(known.error());
            target.add(u"DRIVER"_s, driver);
            dbms = odbcDbmsNamed(driver);
        }
        if (!endpoint.host.isEmpty())
            target.add(u"SERVER"_s, endpoint.host);
        if (endpoint.port > 0)
            target.add(u"PORT"_s, QString::number(endpoint.port));
        if (!endpoint.database.isEmpty())
            target.add(u"DATABASE"_s, endpoint.database);
        for (const auto &[name, value] : endpoint.options.extra.asKeyValueRange()) {
            if (!isOurs(name))
                target.add(name, value);
        }
        target.user = endpoint.user;
        target.odbc2 = dbms == OdbcDbms::MariaDb;
        return addManner(dbms, target).transform([&] { return target; });
    }
    std::unique_ptr<OdbcConnection> make(OdbcLink link, const Endpoint &endpoint) const override
    {
        const OdbcDbms guessed = m_seen.of(endpoint);
        const OdbcDbms said = odbcDbmsNamed(link.text(SQL_DBMS_NAME));
        const OdbcDbms dbms = said == OdbcDbms::Unknown ? guessed : said;
        m_seen.remember(endpoint, dbms);
        return std::make_unique<OdbcSourceConnection>(std::move(link), endpoint, dbms, odbcDialect(guessed));
    }

    /// All that SQLite's driver says of a file that is not there.
    Error openingError(Error error, const Endpoint &) const override
    {
        if (error.message == "connect failed"_L1) {
            error.kind = ErrorKind::NotFound;
            error.message = tr("The driver cannot open the file that the data source names.");
        }
        return error;
    }

private:
    /// What the known drivers should do otherwise than they would by themselves, unless the endpoint says it.
    static Result<void> addManner(OdbcDbms dbms, OdbcTarget &target)
    {
        const auto unlessGiven = [&](const QString &keyword, const QString &value) {
            if (target.value(keyword).isNull())
                target.add(keyword, value);
        };
        if (dbms == OdbcDbms::PostgreSql)
            unlessGiven(u"BoolsAsChar"_s, u"0"_s);
        if (dbms != OdbcDbms::Sqlite)
            return {};
        unlessGiven(u"NoCreat"_s, u"1"_s); // a mistyped path makes no database
        const QString file = target.value(u"DATABASE"_s);
        const bool isFile = !file.isEmpty() && !file.startsWith(":memory:"_L1) && !file.startsWith("file:"_L1);
        if (isFile && target.value(u"NoCreat"_s) == "1"_L1 && !QFileInfo::exists(file))
            return fail(ErrorKind::NotFound, tr("There is no file %1.").arg(file));
        return {};
    }
    static bool isOurs(const QString &name)
    {
        return name.compare("dsn"_L1, Qt::CaseInsensitive) == 0 || name.compare("driver"_L1, Qt::CaseInsensitive) == 0;
    }

    mutable OdbcSeen m_seen;
};

} // namespace

std::shared_ptr<const Driver> makeOdbcSourceDriver()
{
    return std::make_shared<OdbcSourceDriver>();
}

} // namespace concord
