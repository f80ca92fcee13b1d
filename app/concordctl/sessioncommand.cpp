// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"
#include "concordctl/worksessions.h"
#include "connection/connectionurl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// The ids of saved profiles that words name; a URL is none.
Result<QList<QUuid>> profileIds(Context &context, const QStringList &words, const QList<Profile> &profiles)
{
    QList<QUuid> ids;
    const auto endpoints = resolveDatabases(context, words);
    if (!endpoints)
        return fail(endpoints.error());
    for (const Endpoint &endpoint : *endpoints) {
        if (std::ranges::none_of(profiles, [&](const Profile &p) { return p.id == endpoint.profileId; }))
            return fail(ErrorKind::Usage,
                        Ctl::tr("A work session holds saved connections; save %1 with `concordctl connect` first.").arg(endpoint.name));
        ids.append(endpoint.profileId);
    }
    return ids;
}

Result<WorkSession> changed(Context &context, const Arguments &arguments, WorkSession session, const QList<Profile> &profiles)
{
    if (arguments.has(u"add"_s)) {
        const auto ids = profileIds(context, arguments.values(u"add"_s), profiles);
        if (!ids)
            return fail(ids.error());
        for (const QUuid &id : *ids) {
            if (!session.profiles.contains(id))
                session.profiles.append(id);
        }
    }
    if (arguments.has(u"remove"_s)) {
        const auto ids = profileIds(context, arguments.values(u"remove"_s), profiles);
        if (!ids)
            return fail(ids.error());
        for (const QUuid &id : *ids) {
            if (session.profiles.removeAll(id) == 0) {
                const auto profile = std::ranges::find(profiles, id, &Profile::id);
                return fail(ErrorKind::NotFound, Ctl::tr("The work session “%1” does not hold %2.").arg(session.name, profile->name));
            }
        }
    }
    if (arguments.has(u"rename"_s))
        session.name = arguments.value(u"rename"_s);
    return session;
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 1)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("session takes the name of one work session."), {}, {}, -1, 0, 0});
    if (arguments.has(u"delete"_s) && (arguments.has(u"add"_s) || arguments.has(u"remove"_s) || arguments.has(u"rename"_s)))
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("--delete excludes --add, --remove and --rename."), {}, {}, -1, 0, 0});
    const QString name = arguments.words().first();
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = (*workspace)->profiles();
    if (!profiles)
        return context.failed(profiles.error());
    auto session = findSession(**workspace, name);
    const bool make = !session && session.error().kind == ErrorKind::NotFound && arguments.has(u"add"_s);
    if (!session && !make)
        return context.failed(session.error());
    if (arguments.has(u"delete"_s)) {
        if (make)
            return context.failed(session.error());
        if (const auto removed = (*workspace)->removeSession(session->id); !removed)
            return context.failed(removed.error());
        if (context.format() == Format::Json) {
            JsonValue record = sessionRecord(*session, *profiles);
            record["deleted"] = true;
            context.out().write(documentText(record));
        }
        context.out().note(Ctl::tr("The work session “%1” is deleted; its history stays.").arg(session->name));
        return ExitCode::Done;
    }
    if (make) {
        if (const auto allowed = checkName(name); !allowed)
            return context.failed(allowed.error());
        session = WorkSession{{}, name, {}, {}};
    }
    auto after = changed(context, arguments, *session, *profiles);
    if (!after)
        return context.failed(after.error());
    if (make || arguments.has(u"add"_s) || arguments.has(u"remove"_s) || arguments.has(u"rename"_s)) {
        after = (*workspace)->saveSession(*after);
        if (!after)
            return context.failed(after.error());
    }
    const JsonValue record = sessionRecord(*after, *profiles);
    if (context.format() == Format::Json) {
        context.out().write(documentText(record));
        return ExitCode::Done;
    }
    Listing listing{.key = "sessions",
                    .columns = {{"name", Ctl::tr("Work session")}, {"connections", Ctl::tr("Connections")}},
                    .records = {record},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command sessionCommand()
{
    using enum Option::Takes;
    return {u"session"_s,
            Ctl::tr("shows a work session, makes one, changes its connections, deletes it"),
            u"NAME [--add DB…] [--remove DB…] [--delete]"_s,
            Ctl::tr("A work session is a name and a set of connections; `exec --session NAME` runs on them and is kept in its history."),
            u"concordctl session 'Migration check' --add old_database new_database"_s,
            {{u"add"_s, Ctl::tr("connections to add (names, groups, globs); the session is made where there is none"), Many, u"DB"_s, {}},
             {u"remove"_s, Ctl::tr("connections to take out"), Many, u"DB"_s, {}},
             {u"rename"_s, Ctl::tr("a new name"), Value, u"NEW"_s, {}},
             {u"delete"_s, Ctl::tr("delete the work session; its history stays"), Nothing, {}, {}}},
            run};
}

} // namespace concord::ctl
