// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/connectionfields.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/password.h"
#include "concordctl/probe.h"
#include "concordctl/profiles.h"
#include "concordctl/savepassword.h"
#include "concordctl/serverdatabases.h"
#include "concordctl/translate.h"
#include "connection/connectionurl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// What is to be saved: from a URL, from fields, or from a URL with fields over it.
Result<ParsedUrl> described(Context &context, const Arguments &arguments)
{
    const QStringList &words = arguments.words();
    if (words.size() > 2)
        return fail(ErrorKind::Usage, Ctl::tr("connect takes a name and a URL; what is “%1”?").arg(withoutSecret(words[2])));
    const bool hasOption = arguments.has(u"connection-string"_s);
    if (words.size() == 2 && hasOption)
        return fail(ErrorKind::Usage, Ctl::tr("The URL was given twice."));
    ParsedUrl url;
    if (words.size() == 2 || hasOption) {
        const auto parsed = parseUrl(hasOption ? arguments.value(u"connection-string"_s) : words[1], *context.registry());
        if (!parsed)
            return parsed;
        url = *parsed;
    } else if (!arguments.has(u"engine"_s)) {
        return fail(ErrorKind::Usage, Ctl::tr("Say where to: a URL such as postgresql://user@host/database, or --engine with --host, --database …"));
    }
    if (auto applied = applyConnectionFields(arguments, *context.registry(), url.server, url.profile); !applied)
        return fail(applied.error());
    if (auto applied = applyProfileFields(arguments, url.profile); !applied)
        return fail(applied.error());
    if (arguments.has(u"password-stdin"_s)) {
        const auto secret = passwordFromStdin();
        if (!secret)
            return fail(secret.error());
        url.secret = *secret;
    }
    return url;
}

Result<void> checkDescription(Context &context, const QString &name, const ParsedUrl &url)
{
    if (auto allowed = checkName(name); !allowed)
        return allowed;
    const auto driver = context.registry()->find(url.server.engine);
    if (!driver) {
        QStringList engines;
        for (const auto &known : context.registry()->all())
            engines.append(known->info().id);
        return fail(unknownName(Ctl::tr("engine"), url.server.engine, engines));
    }
    Endpoint endpoint = makeEndpoint(url.server, url.profile);
    endpoint.name = name;
    return driver->check(endpoint);
}

Result<void> checkFree(const QList<SavedProfile> &saved, const QString &name)
{
    const auto same = std::ranges::find_if(saved, [&](const SavedProfile &s) { return s.profile.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (same == saved.end())
        return {};
    return fail(ErrorKind::Usage,
                Ctl::tr("There is a connection “%1” already. `concordctl edit` changes it, `concordctl remove` removes it.").arg(same->profile.name));
}

/// Connects, and says what answered. Nothing is saved when it fails.
Result<void> tryOut(Context &context, const Endpoint &endpoint)
{
    const Probe answer = probe(context, {endpoint}, 0).first();
    if (!answer.answer)
        return fail(answer.answer.error());
    for (const QString &warning : answer.answer->warnings)
        context.out().warning(warning);
    context.out().note(
        Ctl::tr("%1 %2 answered in %3 ms.").arg(answer.answer->product, answer.answer->version).arg(answer.connectMs + answer.latencyMs, 0, 'f', 1));
    return {};
}

int saveAll(Context &context, Workspace &workspace, const ParsedUrl &url, const QList<Profile> &profiles)
{
    Listing listing{.key = "connections",
                    .columns = {{"name", Ctl::tr("Connection")}, {"engine", Ctl::tr("Engine")}, {"url", Ctl::tr("URL")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    QUuid serverId;
    for (const Profile &profile : profiles) {
        const auto saved = workspace.saveConnection(url.server, profile);
        if (!saved)
            return context.failed(saved.error());
        serverId = saved->serverId;
        const auto all = savedProfiles(workspace);
        if (!all)
            return context.failed(all.error());
        if (const auto found = findProfile(*all, profile.name))
            listing.records.push_back(profileRecord(*found, *context.registry()));
    }
    if (!url.secret.isNull())
        savePassword(context, serverId, url.secret);
    if (const auto adopted = workspace.adoptSnapshots(*context.registry()); !adopted)
        context.out().warning(Ctl::tr("What was read of it before it was saved is not shown as its own: %1").arg(adopted.error().message));
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("connect takes a name and a URL."), {}, {}, -1, 0, 0});
    const QString name = arguments.words().first();
    const auto url = described(context, arguments);
    if (!url)
        return context.failed(url.error());
    if (const auto sound = checkDescription(context, name, *url); !sound)
        return context.failed(sound.error());
    const auto workspace = context.existingWorkspace(Context::Missing::WillBeMade);
    if (!workspace)
        return context.failed(workspace.error());
    const auto saved = savedProfiles(**workspace);
    if (!saved)
        return context.failed(saved.error());

    Endpoint endpoint = makeEndpoint(url->server, url->profile);
    endpoint.name = name;
    if (!url->secret.isNull())
        context.secrets().setForSession({}, url->secret);
    QList<Profile> profiles{url->profile};
    profiles.first().name = name;
    if (arguments.has(u"all-databases"_s)) {
        const auto found = matchingDatabases(context, endpoint, arguments.value(u"all-databases"_s));
        if (!found)
            return context.failed(found.error());
        profiles = profilesFor(*found, url->profile, name);
    } else if (!arguments.has(u"no-test"_s)) {
        if (const auto free = checkFree(*saved, name); !free)
            return context.failed(free.error());
        if (const auto answered = tryOut(context, endpoint); !answered) {
            context.out().error(withPasswordHint(answered.error(), endpoint));
            context.out().note(Ctl::tr("Nothing was saved. --no-test saves a connection that does not answer yet."));
            return ExitCode::Failed;
        }
    }
    for (const Profile &profile : profiles) {
        if (const auto free = checkFree(*saved, profile.name); !free)
            return context.failed(free.error());
    }
    const auto kept = context.workspace();
    return kept ? saveAll(context, **kept, *url, profiles) : context.failed(kept.error());
}

} // namespace

Command connectCommand()
{
    using enum Option::Takes;
    QList<Option> options{
        {u"connection-string"_s, Ctl::tr("the URL, as an option"), Value, u"URL"_s, {}},
    };
    options += profileFields();
    options += {
        {u"no-test"_s, Ctl::tr("save without connecting first"), Nothing, {}, {}},
        {u"password-stdin"_s, Ctl::tr("the password is standard input's first line"), Nothing, {}, {}},
        {u"all-databases"_s,
         Ctl::tr("one connection for each database of the server that matches, named NAME_database and in the group NAME"),
         Value,
         u"PATTERN"_s,
         {}},
    };
    options += connectionFields();
    return {
        u"connect"_s,
        Ctl::tr("saves a connection, after trying it"),
        u"NAME URL | NAME --engine ENGINE --host HOST --database DATABASE …  [OPTIONS]"_s,
        Ctl::tr(
            "A password inside the URL is taken out, kept by the keychain (or the vault, where CONCORD_VAULT_PASSPHRASE is set) and never\n"
            "printed again; where neither takes it, that is said and you are asked at each use. It is overwritten in this program's arguments\n"
            "at its start, but others could read it until then: prefer --password-stdin. Connections are read-only unless --read-write is given."),
        u"concordctl connect analytics postgresql://reader@db.example/warehouse --group reporting --environment production"_s,
        options,
        run};
}

} // namespace concord::ctl
