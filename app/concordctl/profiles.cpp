// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/profiles.h"

#include "concordctl/translate.h"
#include "connection/connectionurl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<QList<SavedProfile>> savedProfiles(const Workspace &workspace)
{
    const auto servers = workspace.servers();
    if (!servers)
        return fail(servers.error());
    const auto profiles = workspace.profiles();
    if (!profiles)
        return fail(profiles.error());
    QList<SavedProfile> saved;
    for (const Profile &profile : *profiles) {
        const auto server = std::ranges::find(*servers, profile.serverId, &Server::id);
        if (server != servers->end())
            saved.append({*server, profile});
    }
    return saved;
}

Error unknownName(const QString &what, const QString &name, const QStringList &known)
{
    const QString message = Ctl::tr("There is no %1 “%2”.").arg(what, withoutSecret(name)) + didYouMean(name, known);
    return Error{ErrorKind::NotFound, message, {}, {}, -1, 0, 0};
}

Result<SavedProfile> findProfile(const QList<SavedProfile> &profiles, const QString &name)
{
    QStringList known;
    const SavedProfile *alike = nullptr;
    for (const SavedProfile &saved : profiles) {
        if (saved.profile.name == name)
            return saved;
        if (saved.profile.name.compare(name, Qt::CaseInsensitive) == 0)
            alike = &saved;
        known.append(saved.profile.name);
    }
    if (alike)
        return *alike;
    return fail(unknownName(Ctl::tr("connection"), name, known));
}

JsonValue profileRecord(const SavedProfile &saved, const DriverRegistry &registry)
{
    const auto driver = registry.find(saved.server.engine);
    const int port = saved.server.port > 0 ? saved.server.port : driver ? driver->info().defaultPort : 0;
    JsonValue record = JsonValue::object();
    record["name"] = utf8(saved.profile.name);
    record["id"] = utf8(saved.profile.id.toString(QUuid::WithoutBraces));
    record["engine"] = utf8(saved.server.engine);
    record["host"] = textOrNull(saved.server.host);
    record["port"] = port > 0 ? JsonValue(port) : JsonValue();
    record["user"] = textOrNull(saved.server.user);
    record["database"] = utf8(saved.profile.database);
    record["url"] = utf8(formatUrl(saved.server, saved.profile, registry));
    record["groups"] = jsonList(saved.profile.groups);
    record["environment"] = textOrNull(environmentName(saved.profile.environment));
    record["colour"] = textOrNull(saved.profile.colour);
    record["read_only"] = saved.profile.readOnly;
    return record;
}

QString whereTo(const Server &server, const Profile &profile, const DriverRegistry &registry)
{
    const auto driver = registry.find(server.engine);
    if (driver && driver->info().isFile)
        return profile.database;
    const int port = server.port > 0 ? server.port : driver ? driver->info().defaultPort : 0;
    QString text = server.user.isEmpty() ? QString() : server.user + u'@';
    text += !server.options.socket.isEmpty() ? server.options.socket : u"%1:%2"_s.arg(server.host).arg(port);
    return text + u'/' + profile.database;
}

QString howLongAgo(const QDateTime &time)
{
    if (!time.isValid())
        return u"—"_s;
    const int seconds = static_cast<int>(std::clamp<qint64>(time.secsTo(QDateTime::currentDateTimeUtc()), 0, 2'000'000'000));
    if (seconds < 60)
        return Ctl::tr("just now");
    if (seconds < 3600)
        return Ctl::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86'400)
        return Ctl::tr("%1 h ago").arg(seconds / 3600);
    return time.toLocalTime().date().toString(Qt::ISODate);
}

} // namespace concord::ctl
