// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/connectionfields.h"

#include "concordctl/context.h"
#include "concordctl/translate.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

/// "sqlite, postgresql … or mongodb".
static QString engineNames()
{
    QStringList names;
    for (const auto &driver : builtRegistry()->all())
        names.append(driver->info().id);
    const QString last = names.takeLast();
    return Ctl::tr("%1 or %2").arg(names.join(u", "_s), last);
}

const QList<Option> &connectionFields()
{
    using enum Option::Takes;
    static const QList<Option> list{
        {u"engine"_s, engineNames(), Value, u"ENGINE"_s, {}},
        {u"host"_s, Ctl::tr("the server's name or address"), Value, u"HOST"_s, {}},
        {u"port"_s, Ctl::tr("its port (default: the engine's)"), Value, u"PORT"_s, {}},
        {u"user"_s, Ctl::tr("who connects"), Value, u"USER"_s, {}},
        {u"database"_s, Ctl::tr("the database; for SQLite the file"), Value, u"DATABASE"_s, {}},
        {u"socket"_s, Ctl::tr("a Unix socket instead of host and port"), Value, u"PATH"_s, {}},
        {u"tls"_s, Ctl::tr("disable, prefer, require, verify-ca or verify-full"), Value, u"MODE"_s, {}},
        {u"tls-ca"_s, Ctl::tr("the certificate authority's file"), Value, u"FILE"_s, {}},
        {u"tls-cert"_s, Ctl::tr("the client certificate's file"), Value, u"FILE"_s, {}},
        {u"tls-key"_s, Ctl::tr("the client key's file"), Value, u"FILE"_s, {}},
        {u"connect-timeout"_s, Ctl::tr("seconds to wait for a connection (default: 10)"), Value, u"S"_s, {}},
        {u"statement-timeout"_s, Ctl::tr("seconds a statement may take (default: no limit)"), Value, u"S"_s, {}},
        {u"application-name"_s, Ctl::tr("what the server calls this program"), Value, u"NAME"_s, {}},
        {u"search-path"_s, Ctl::tr("PostgreSQL's search_path"), Value, u"SCHEMAS"_s, {}},
        {u"charset"_s, Ctl::tr("the connection's character set (MySQL, MariaDB)"), Value, u"NAME"_s, {}},
        {u"max-connections"_s, Ctl::tr("connections to this server at once (0: no cap)"), Value, u"N"_s, {}},
    };
    return list;
}

bool hasConnectionFields(const Arguments &arguments)
{
    return std::ranges::any_of(connectionFields(), [&](const Option &option) { return arguments.has(option.name); });
}

static Result<void> applyTimes(const Arguments &arguments, ConnectOptions &options)
{
    const auto connect = arguments.seconds(u"connect-timeout"_s, options.connectTimeoutMs);
    if (!connect)
        return fail(connect.error());
    options.connectTimeoutMs = *connect;
    const bool none = arguments.value(u"statement-timeout"_s) == "0"_L1;
    const auto statement = none ? Result<int>(0) : arguments.seconds(u"statement-timeout"_s, options.statementTimeoutMs);
    if (!statement)
        return fail(statement.error());
    options.statementTimeoutMs = *statement;
    return {};
}

Result<void> applyConnectionFields(const Arguments &arguments, const DriverRegistry &registry, Server &server, Profile &profile)
{
    const auto take = [&](const QString &option, QString &field) {
        if (arguments.has(option))
            field = arguments.value(option);
    };
    take(u"engine"_s, server.engine);
    if (const auto byScheme = registry.find(server.engine) ? nullptr : registry.findByScheme(server.engine)) // "mssql", as URLs have it
        server.engine = byScheme->info().id;
    if (arguments.has(u"engine"_s) && !registry.find(server.engine))
        return fail(ErrorKind::Usage, Ctl::tr("--engine is %1, not “%2”.").arg(engineNames(), arguments.value(u"engine"_s)));
    take(u"host"_s, server.host);
    take(u"user"_s, server.user);
    take(u"database"_s, profile.database);
    take(u"socket"_s, server.options.socket);
    take(u"tls-ca"_s, server.options.tlsCa);
    take(u"tls-cert"_s, server.options.tlsCert);
    take(u"tls-key"_s, server.options.tlsKey);
    take(u"application-name"_s, server.options.applicationName);
    take(u"search-path"_s, server.options.searchPath);
    take(u"charset"_s, server.options.charset);
    for (QString *file : {&server.options.tlsCa, &server.options.tlsCert, &server.options.tlsKey}) {
        if (!file->isEmpty())
            *file = QFileInfo(*file).absoluteFilePath();
    }
    if (const auto driver = registry.find(server.engine); driver && driver->info().isFile && arguments.has(u"database"_s))
        profile.database = QFileInfo(profile.database).absoluteFilePath();
    if (arguments.has(u"tls"_s) && !tlsModeFromName(arguments.value(u"tls"_s), server.options.tls)) {
        return fail(ErrorKind::Usage,
                    Ctl::tr("--tls is one of disable, prefer, require, verify-ca, verify-full, not “%1”.").arg(arguments.value(u"tls"_s)));
    }
    const auto port = arguments.number(u"port"_s, server.port);
    const auto most = arguments.number(u"max-connections"_s, server.maxConnections);
    if (!port || *port > 65'535)
        return fail(ErrorKind::Usage, Ctl::tr("--port is a number from 1 to 65535, not “%1”.").arg(arguments.value(u"port"_s)));
    if (!most || *most > 100'000)
        return fail(ErrorKind::Usage, Ctl::tr("--max-connections is a whole number, not “%1”.").arg(arguments.value(u"max-connections"_s)));
    server.port = static_cast<int>(*port);
    server.maxConnections = static_cast<int>(*most);
    return applyTimes(arguments, server.options);
}

const QList<Option> &profileFields()
{
    using enum Option::Takes;
    static const QList<Option> list{
        {u"group"_s, Ctl::tr("a group it belongs to, or several with commas between; may be given again"), Value, u"GROUP"_s, u'g'},
        {u"environment"_s, Ctl::tr("development, test, staging, production or none"), Value, u"NAME"_s, {}},
        {u"colour"_s, Ctl::tr("a colour of its own, #rrggbb (default: the environment's)"), Value, u"#RRGGBB"_s, {}},
        {u"read-write"_s, Ctl::tr("statements may write; without it the connection is read-only"), Nothing, {}, {}},
    };
    return list;
}

Result<QStringList> groupNames(const Arguments &arguments, const QString &option)
{
    QStringList names;
    for (const QString &given : arguments.values(option)) {
        for (const QString &name : given.split(u',')) {
            if (name.trimmed().isEmpty())
                return fail(ErrorKind::Usage, Ctl::tr("--%1 holds an empty name: “%2”.").arg(option, given));
            names.append(name.trimmed());
        }
    }
    return names;
}

Result<void> applyProfileFields(const Arguments &arguments, Profile &profile)
{
    const auto groups = groupNames(arguments, u"group"_s);
    if (!groups)
        return fail(groups.error());
    for (const QString &group : *groups) {
        if (!profile.groups.contains(group))
            profile.groups.append(group);
    }
    if (arguments.has(u"environment"_s)) {
        const QString name = arguments.value(u"environment"_s);
        bool ok = false;
        profile.environment = environmentFromName(name == "none"_L1 ? QString() : name, &ok);
        if (!ok)
            return fail(ErrorKind::Usage, Ctl::tr("--environment is one of development, test, staging, production, none, not “%1”.").arg(name));
    }
    if (arguments.has(u"colour"_s)) {
        static const QRegularExpression colour(u"^(#[0-9a-fA-F]{6})?$"_s);
        if (!colour.match(arguments.value(u"colour"_s)).hasMatch())
            return fail(ErrorKind::Usage, Ctl::tr("--colour is written #rrggbb, not “%1”.").arg(arguments.value(u"colour"_s)));
        profile.colour = arguments.value(u"colour"_s);
    }
    if (arguments.has(u"read-write"_s))
        profile.readOnly = false;
    return {};
}

} // namespace concord::ctl
