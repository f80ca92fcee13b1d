// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/connectionfields.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/password.h"
#include "concordctl/profiles.h"
#include "concordctl/savepassword.h"
#include "concordctl/translate.h"
#include "connection/connectionurl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

QList<Option> editOptions()
{
    using enum Option::Takes;
    QList<Option> options{
        {u"name"_s, Ctl::tr("a new name"), Value, u"NEW"_s, {}},
        {u"url"_s, Ctl::tr("a new URL; a password in it is kept as at connect"), Value, u"URL"_s, {}},
    };
    options += profileFields();
    options += {
        {u"no-group"_s, Ctl::tr("a group it leaves, or several with commas between; may be given again"), Value, u"GROUP"_s, {}},
        {u"read-only"_s, Ctl::tr("statements may not write"), Nothing, {}, {}},
        {u"follows"_s, Ctl::tr("drift is measured by this database's schema (empty: by no other one)"), Value, u"OTHER"_s, {}},
        {u"password-stdin"_s, Ctl::tr("a new password, from standard input's first line"), Nothing, {}, {}},
        {u"forget-password"_s, Ctl::tr("remove the kept password"), Nothing, {}, {}},
    };
    options += connectionFields();
    return options;
}

/// The connection as it would be after the edit; `secret` is one that came with a URL.
Result<SavedProfile> edited(Context &context, const Arguments &arguments, SavedProfile saved, Secret &secret)
{
    if (arguments.has(u"url"_s)) {
        const auto url = parseUrl(arguments.value(u"url"_s), *context.registry());
        if (!url)
            return fail(url.error());
        const Server old = saved.server;
        saved.server = url->server;
        saved.server.id = old.id;
        saved.server.name = old.name;
        saved.server.maxConnections = old.maxConnections;
        saved.profile.database = url->profile.database;
        secret = url->secret;
    }
    if (auto applied = applyConnectionFields(arguments, *context.registry(), saved.server, saved.profile); !applied)
        return fail(applied.error());
    const auto left = groupNames(arguments, u"no-group"_s);
    if (!left)
        return fail(left.error());
    for (const QString &group : *left) {
        if (saved.profile.groups.removeAll(group) == 0)
            return fail(unknownName(Ctl::tr("group of this connection"), group, saved.profile.groups));
    }
    if (auto applied = applyProfileFields(arguments, saved.profile); !applied)
        return fail(applied.error());
    if (arguments.has(u"read-only"_s)) {
        if (arguments.has(u"read-write"_s))
            return fail(ErrorKind::Usage, Ctl::tr("--read-only and --read-write exclude each other."));
        saved.profile.readOnly = true;
    }
    if (arguments.has(u"name"_s)) {
        saved.profile.name = arguments.value(u"name"_s);
        if (auto allowed = checkName(saved.profile.name); !allowed)
            return fail(allowed.error());
    }
    const auto driver = context.registry()->find(saved.server.engine);
    if (!driver)
        return fail(ErrorKind::Usage, Ctl::tr("There is no driver for “%1”.").arg(saved.server.engine));
    if (auto sound = driver->check(makeEndpoint(saved.server, saved.profile)); !sound)
        return fail(sound.error());
    return saved;
}

/// Answers the server that the connection is of now.
Result<QUuid> save(Context &context, Workspace &workspace, const QList<SavedProfile> &all, const SavedProfile &before, const SavedProfile &after)
{
    const auto saved = workspace.saveConnection(after.server, after.profile);
    if (!saved)
        return fail(saved.error());
    const auto sharing = std::ranges::count_if(all, [&](const SavedProfile &s) { return s.server.id == before.server.id; });
    if (sharing > 1 && after.server != before.server && saved->serverId == before.server.id)
        context.out().note(Ctl::tr("%1 connections share this server; the change is theirs too.").arg(sharing));
    return saved->serverId;
}

/// A new password, none any more, or the one that it had at the server `before`.
Result<void> changePassword(Context &context, const Arguments &arguments, const QUuid &before, const QUuid &serverId, Secret secret)
{
    if (arguments.has(u"forget-password"_s))
        return context.secrets().remove(serverId);
    if (arguments.has(u"password-stdin"_s)) {
        auto given = passwordFromStdin();
        if (!given)
            return fail(given.error());
        secret = *given;
    }
    if (!secret.isNull())
        savePassword(context, serverId, secret);
    else if (serverId != before)
        return context.secrets().copy(before, serverId);
    return {};
}

/// staging follows production: what its drift is measured by.
Result<void> follow(Context &context, Workspace &workspace, const QList<SavedProfile> &all, const QUuid &profile, const QString &name)
{
    Baseline baseline{profile, {}, {}, {}, false};
    if (name.isEmpty()) {
        const auto before = workspace.baseline(profile);
        if (before && *before && (*before)->follows.isNull())
            return {}; // a snapshot of its own stays what it is
    } else {
        const auto other = findProfile(all, name);
        if (!other)
            return fail(other.error());
        baseline.follows = other->profile.id;
    }
    return workspace.setBaseline(baseline).and_then([&] { return workspace.measureAfterReading(profile, *context.registry()); });
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 1)
        return context.failed(
            Error{ErrorKind::Usage, Ctl::tr("edit takes the name of one connection, and options that say what changes."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto all = savedProfiles(**workspace);
    if (!all)
        return context.failed(all.error());
    const auto before = findProfile(*all, arguments.words().first());
    if (!before)
        return context.failed(before.error());
    if (std::ranges::none_of(editOptions(), [&](const Option &option) { return arguments.has(option.name); }))
        return context.failed(Error{
            ErrorKind::Usage, Ctl::tr("Nothing to change: say what, such as --name NEW. `concordctl edit --help` lists it all."), {}, {}, -1, 0, 0});
    Secret secret;
    const auto after = edited(context, arguments, *before, secret);
    if (!after)
        return context.failed(after.error());
    const auto server = save(context, **workspace, *all, *before, *after);
    if (!server)
        return context.failed(server.error());
    if (const auto changed = changePassword(context, arguments, before->server.id, *server, secret); !changed)
        return context.failed(changed.error());
    if (arguments.has(u"follows"_s)) {
        if (const auto followed = follow(context, **workspace, *all, after->profile.id, arguments.value(u"follows"_s)); !followed)
            return context.failed(followed.error());
    }
    Listing listing{.key = "connections",
                    .columns = {{"name", Ctl::tr("Connection")},
                                {"engine", Ctl::tr("Engine")},
                                {"url", Ctl::tr("URL")},
                                {"groups", Ctl::tr("Groups")},
                                {"environment", Ctl::tr("Environment")},
                                {"read_only", Ctl::tr("Read-only")}},
                    .records = {profileRecord(*after, *context.registry())},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command editCommand()
{
    return {u"edit"_s,
            Ctl::tr("changes a connection"),
            u"NAME [OPTIONS]"_s,
            {},
            u"concordctl edit analytics --name warehouse --group reporting --environment production"_s,
            editOptions(),
            run};
}

} // namespace concord::ctl
