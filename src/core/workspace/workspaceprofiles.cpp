// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspaceprivate.h"

#include "connection/names.h"
#include "connection/secrettext.h"
#include "workspace/optionsjson.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// Whether a server that is to be saved is one that is there already.
bool isSameServer(const Server &saved, Server wanted)
{
    wanted.id = saved.id;
    if (wanted.name.isEmpty())
        wanted.name = saved.name;
    return wanted == saved;
}

/// Of a file: all of an engine are kept under one server, which is none.
bool isNoServer(const Server &server, const Profile &profile)
{
    const bool hasAddress = !server.host.isEmpty() || server.port != 0 || !server.user.isEmpty() || !server.options.socket.isEmpty();
    return !hasAddress && QDir::isAbsolutePath(profile.database);
}

Result<void> checkProfile(const Profile &profile)
{
    if (const auto name = checkName(profile.name); !name)
        return name;
    for (const QString &group : profile.groups) {
        if (const auto name = checkName(group); !name)
            return fail(ErrorKind::Usage, tr("Group: %1").arg(name.error().message));
    }
    static const QRegularExpression colour(u"^(#[0-9A-Fa-f]{6})?$"_s);
    if (!colour.match(profile.colour).hasMatch())
        return fail(ErrorKind::Usage, tr("A colour is written #rrggbb, not “%1”.").arg(profile.colour.left(40)));
    return {};
}

} // namespace

Result<QList<Server>> Workspace::Private::readServers() const
{
    return file->run(u"SELECT id, engine, name, host, port, user, options, max_connections FROM server"_s).transform([](QSqlQuery rows) {
        QList<Server> servers;
        while (rows.next()) {
            servers.append({readId(rows, 0), rows.value(1).toString(), rows.value(2).toString(), rows.value(3).toString(), rows.value(4).toInt(),
                            rows.value(5).toString(), optionsFromJson(rows.value(6).toString()), rows.value(7).toInt()});
        }
        std::ranges::stable_sort(servers, nameBefore, &Server::name);
        return servers;
    });
}

Result<QList<Profile>> Workspace::Private::readProfiles() const
{
    auto groupRows = file->run(u"SELECT profile_id, name FROM profile_group ORDER BY profile_id, position"_s);
    if (!groupRows)
        return fail(groupRows.error());
    QHash<QString, QStringList> groups;
    while (groupRows->next())
        groups[groupRows->value(0).toString()].append(groupRows->value(1).toString());
    return file->run(u"SELECT id, name, server_id, database, environment, colour, read_only FROM profile"_s).transform([&](QSqlQuery rows) {
        QList<Profile> profiles;
        while (rows.next()) {
            profiles.append({readId(rows, 0), rows.value(1).toString(), readId(rows, 2), rows.value(3).toString(),
                             groups.value(rows.value(0).toString()), environmentFromName(rows.value(4).toString()), rows.value(5).toString(),
                             rows.value(6).toBool()});
        }
        std::ranges::sort(profiles, nameBefore, &Profile::name);
        return profiles;
    });
}

Result<void> Workspace::Private::checkNameIsFree(const QString &table, const QString &name, const QUuid &id) const
{
    auto rows = file->run(u"SELECT name FROM %1 WHERE name_key = ? AND id <> ?"_s.arg(table), {nameKey(name), idText(id)});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return fail(ErrorKind::Usage, tr("The name “%1” is taken already.").arg(rows->value(0).toString()));
    return {};
}

Result<Server> Workspace::Private::writeServer(Server server) const
{
    if (server.id.isNull())
        server.id = QUuid::createUuid();
    server.name = withoutSecret(server.name);
    server.host = withoutSecret(server.host);
    return file
        ->run(u"INSERT INTO server (id, engine, name, host, port, user, options, max_connections) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
              " ON CONFLICT (id) DO UPDATE SET engine = excluded.engine, name = excluded.name, host = excluded.host, port = excluded.port,"
              " user = excluded.user, options = excluded.options, max_connections = excluded.max_connections"_s,
              {idText(server.id), server.engine, server.name, server.host, server.port, server.user, optionsToJson(server.options),
               server.maxConnections})
        .transform([&](const QSqlQuery &) { return server; });
}

Result<Profile> Workspace::Private::writeProfile(Profile profile) const
{
    if (profile.id.isNull())
        profile.id = QUuid::createUuid();
    profile.groups.removeDuplicates();
    if (profile.database.contains("://"_L1)) // a whole URL in the wrong field; a file's name may well hold : and @
        profile.database = withoutSecret(profile.database);
    if (const auto nameIsFree = checkNameIsFree(u"profile"_s, profile.name, profile.id); !nameIsFree)
        return fail(nameIsFree.error());
    auto server = file->run(u"SELECT 1 FROM server WHERE id = ?"_s, {idText(profile.serverId)});
    if (!server)
        return fail(server.error());
    if (!server->next())
        return fail(ErrorKind::NotFound, tr("The server of “%1” is not in the workspace any more.").arg(profile.name));
    const QString id = idText(profile.id);
    auto written = done(
        file->run(u"INSERT INTO profile (id, name, name_key, server_id, database, environment, colour, read_only) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, server_id = excluded.server_id,"
                  " database = excluded.database, environment = excluded.environment, colour = excluded.colour, read_only = excluded.read_only"_s,
                  {id, profile.name, nameKey(profile.name), idText(profile.serverId), profile.database, environmentName(profile.environment),
                   profile.colour, profile.readOnly}));
    if (written)
        written = done(file->run(u"DELETE FROM profile_group WHERE profile_id = ?"_s, {id}));
    for (qsizetype i = 0; written && i < profile.groups.size(); ++i)
        written = done(file->run(u"INSERT INTO profile_group (profile_id, position, name) VALUES (?, ?, ?)"_s, {id, i, profile.groups[i]}));
    return written.transform([&] { return profile; });
}

Result<QList<Server>> Workspace::servers() const
{
    return d->readServers();
}

Result<QList<Profile>> Workspace::profiles() const
{
    return d->file->read([&] { return d->readProfiles(); });
}

Result<QList<KnownProfile>> Workspace::knownProfiles() const
{
    return d->file->read([&]() -> Result<QList<KnownProfile>> {
        const auto servers = d->readServers();
        if (!servers)
            return fail(servers.error());
        const auto profiles = d->readProfiles();
        if (!profiles)
            return fail(profiles.error());
        QHash<QUuid, Server> byId;
        for (const Server &server : *servers)
            byId.insert(server.id, server);
        QList<KnownProfile> known;
        for (const Profile &profile : *profiles)
            known.append({makeEndpoint(byId.value(profile.serverId), profile), profile.groups});
        return known;
    });
}

Result<QList<Endpoint>> Workspace::endpoints() const
{
    return knownProfiles().transform([](const QList<KnownProfile> &known) {
        QList<Endpoint> endpoints;
        for (const KnownProfile &profile : known)
            endpoints.append(profile.endpoint);
        return endpoints;
    });
}

Result<Server> Workspace::saveServer(const Server &server)
{
    return d->file->write([&] { return d->writeServer(server); });
}

Result<Profile> Workspace::saveProfile(const Profile &profile)
{
    if (const auto checked = checkProfile(profile); !checked)
        return fail(checked.error());
    return d->file->write([&] { return d->writeProfile(profile); });
}

/// One that is there where it is the same. What is changed is changed for all that share it, but where it is no server or becomes
/// another engine's: then the others keep what they have.
Result<Server> Workspace::Private::serverFor(Server wanted, const Profile &profile) const
{
    const auto saved = readServers();
    if (!saved)
        return fail(saved.error());
    // As it would be read back, or a masked value would never be found equal.
    Server comparable = wanted;
    comparable.options = optionsFromJson(optionsToJson(wanted.options));
    const auto before = std::ranges::find(*saved, wanted.id, &Server::id);
    if (before != saved->end() && !isSameServer(*before, comparable) && (before->engine != wanted.engine || isNoServer(*before, profile))) {
        auto others = file->run(u"SELECT 1 FROM profile WHERE server_id = ? AND id <> ? LIMIT 1"_s, {idText(wanted.id), idText(profile.id)});
        if (!others)
            return fail(others.error());
        if (others->next())
            wanted.id = QUuid();
    }
    if (!wanted.id.isNull())
        return wanted;
    const auto same = std::ranges::find_if(*saved, [&](const Server &one) { return isSameServer(one, comparable); });
    return same != saved->end() ? *same : wanted;
}

Result<Endpoint> Workspace::saveConnection(const Server &server, const Profile &profile)
{
    if (const auto checked = checkProfile(profile); !checked)
        return fail(checked.error());
    return d->file->write([&]() -> Result<Endpoint> {
        const auto writtenServer = d->serverFor(server, profile).and_then([this](const Server &wanted) { return d->writeServer(wanted); });
        if (!writtenServer)
            return fail(writtenServer.error());
        Profile attached = profile;
        attached.serverId = writtenServer->id;
        const auto writtenProfile = d->writeProfile(attached);
        if (!writtenProfile)
            return fail(writtenProfile.error());
        if (!profile.serverId.isNull() && profile.serverId != writtenServer->id) { // it moved: its old server may be empty now
            const auto removed =
                done(d->file->run(u"DELETE FROM server WHERE id = ? AND id NOT IN (SELECT server_id FROM profile)"_s, {idText(profile.serverId)}));
            if (!removed)
                return fail(removed.error());
        }
        return makeEndpoint(*writtenServer, *writtenProfile);
    });
}

/// The profile with all that is its own; answers its server's id.
Result<QString> Workspace::Private::removeOneProfile(const QUuid &id) const
{
    auto row = file->run(u"SELECT server_id FROM profile WHERE id = ?"_s, {idText(id)});
    if (!row)
        return fail(row.error());
    if (!row->next())
        return fail(ErrorKind::NotFound, tr("The profile is not in the workspace any more."));
    const QString server = row->value(0).toString();
    row->finish();
    auto removed = done(file->run(u"DELETE FROM profile WHERE id = ?"_s, {idText(id)}));
    if (removed)
        removed = done(file->run(u"DELETE FROM editor_target WHERE profile_id = ?"_s, {idText(id)}));
    if (removed)
        removed = removeSnapshotsOfProfile(id);
    return removed.transform([&server] { return server; });
}

Result<QList<Server>> Workspace::removeProfiles(const QList<QUuid> &ids)
{
    return d->file->write([&]() -> Result<QList<Server>> {
        const auto before = d->readServers();
        if (!before)
            return before;
        for (const QUuid &id : ids) {
            const auto server = d->removeOneProfile(id);
            if (!server)
                return fail(server.error());
            const auto removed = done(d->file->run(u"DELETE FROM server WHERE id = ? AND id NOT IN (SELECT server_id FROM profile)"_s, {*server}));
            if (!removed)
                return fail(removed.error());
        }
        const auto after = d->readServers();
        if (!after)
            return after;
        QList<Server> unused = *before;
        unused.removeIf([&](const Server &one) { return std::ranges::contains(*after, one.id, &Server::id); });
        return unused;
    });
}

Result<std::optional<QUuid>> Workspace::activeProfile() const
{
    return d->file->run(u"SELECT profile_id FROM active_profile"_s).transform([](QSqlQuery row) {
        return row.next() ? std::optional(readId(row, 0)) : std::nullopt;
    });
}

Result<void> Workspace::setActiveProfile(const std::optional<QUuid> &id)
{
    return d->file->write([&]() -> Result<void> {
        if (!id)
            return done(d->file->run(u"DELETE FROM active_profile"_s));
        if (const auto exists = d->checkProfilesExist({*id}); !exists)
            return exists;
        return done(d->file->run(u"INSERT OR REPLACE INTO active_profile (one, profile_id) VALUES (1, ?)"_s, {idText(*id)}));
    });
}

} // namespace concord
