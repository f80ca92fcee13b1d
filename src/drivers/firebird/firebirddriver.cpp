// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirddriver.h"

#include "connection/driver.h"
#include "firebird/firebirdchanger.h"
#include "firebird/firebirdconnection.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirderror.h"
#include "firebird/firebirdschemawriter.h"
#include "firebird/firebirdtypes.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdDriver", text);
}

/// A URL's path is an alias of the server's ("employee"), or a file of its: "var/db/x.fdb" began at the root, "C:/db/x.fdb" on a drive.
QString databaseOf(const QString &path)
{
    static const QRegularExpression drive(u"^[A-Za-z]:"_s);
    const bool isFile = path.contains(u'/') && !path.startsWith(u'/') && !drive.match(path).hasMatch();
    return isFile ? u'/' + path : path;
}

class FirebirdDriver final : public Driver
{
public:
    /// The names that plugins/firebird.json says before the plugin is loaded.
    const EngineInfo &info() const override
    {
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"firebird"_s;
            made.displayName = u"Firebird"_s;
            made.defaultPort = 3050;
            made.urlSchemes = {u"firebird"_s};
            made.options = {u"connect_timeout"_s, u"statement_timeout"_s, u"database_path"_s};
            made.readOnlyNote = tr("Every query runs in a transaction that the server holds to reading. Sequences know no transactions, so what may "
                                   "move one is refused.");
            made.ownOptions = {{u"role"_s, tr("Role"), tr("The role that the user takes on."), {}, false}};
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return firebirdDialect(); }
    const TypeSystem &types() const override { return firebirdTypes(); }
    const SchemaWriter &schemaWriter() const override { return firebirdSchemaWriter(); }
    const SchemaChanger *schemaChanger() const override { return &firebirdSchemaChanger(); }
    Result<QString> installed() const override
    {
        if (QSqlDatabase::isDriverAvailable(u"QIBASE"_s))
            return u"QIBASE"_s;
        return fail(ErrorKind::NotFound, tr("Qt's Firebird plugin is not installed: install libqt6sql6-ibase (Debian, Ubuntu) or "
                                            "qt6-qtbase-ibase (Fedora), and try again."));
    }

    Result<void> check(const Endpoint &endpoint) const override
    {
        if (endpoint.options.tls != TlsMode::Default)
            return fail(ErrorKind::Tls, tr("Firebird encrypts by its own wire encryption, which the server decides on; there is no TLS to set."));
        for (const QString &name : endpoint.options.extra.keys()) {
            if (name != "role"_L1)
                return fail(ErrorKind::Usage, tr("Firebird has no option “%1”.").arg(name));
        }
        if (endpoint.database.isEmpty())
            return fail(ErrorKind::Usage, tr("No database is named: an alias of the server's, or the path of a file on it."));
        // Qt's plugin takes them for the end of an option.
        if (endpoint.options.extra.value(u"role"_s).contains(u';'))
            return fail(ErrorKind::Usage, tr("A role's name with a semicolon cannot be handed over."));
        return {};
    }

    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override
    {
        if (Result<void> possible = check(endpoint); !possible)
            return fail(possible.error());
        if (const Result<QString> plugin = installed(); !plugin)
            return fail(plugin.error());
        const int patience = endpoint.options.connectTimeoutMs;
        const Deadline until = patience > 0 ? std::min(deadline, Clock::now() + std::chrono::milliseconds(patience)) : deadline;
        QtSqlSettings settings;
        settings.plugin = u"QIBASE"_s;
        settings.host = endpoint.host;
        settings.port = endpoint.port > 0 ? endpoint.port : info().defaultPort;
        settings.user = endpoint.user;
        settings.database = databaseOf(endpoint.database);
        settings.options = u"ISC_DPB_LC_CTYPE=UTF8"_s;
        if (const QString role = endpoint.options.extra.value(u"role"_s); !role.isEmpty())
            settings.options += u";ISC_DPB_SQL_ROLE_NAME="_s + role;
        Result<QtSqlLink> link = QtSqlLink::open(settings, secret, until);
        if (!link) {
            Error error = link.error();
            if (error.kind == ErrorKind::Connection)
                error.kind = firebirdOpeningKind(error.message);
            return fail(std::move(error));
        }
        auto connection = std::make_unique<FirebirdConnection>(std::move(*link), endpoint);
        if (Result<void> started = connection->start(until); !started)
            return fail(started.error());
        return connection;
    }
};

} // namespace

std::shared_ptr<const Driver> makeFirebirdDriver()
{
    return std::make_shared<FirebirdDriver>();
}

} // namespace concord
