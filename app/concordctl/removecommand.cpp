// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

static int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("remove takes the names of connections."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    // All names first: one that is not known removes nothing.
    const auto endpoints = resolveDatabases(context, arguments.words());
    if (!endpoints)
        return context.failed(endpoints.error());
    QList<SavedProfile> doomed;
    for (const Endpoint &endpoint : *endpoints) {
        const auto found = std::ranges::find_if(*profiles, [&](const SavedProfile &s) { return s.profile.id == endpoint.profileId; });
        if (found == profiles->end())
            return context.failed(
                Error{ErrorKind::Usage, Ctl::tr("remove takes saved connections; %1 is none.").arg(endpoint.name), {}, {}, -1, 0, 0});
        doomed.append(*found);
    }
    Listing listing{
        .key = "removed", .columns = {{"name", Ctl::tr("Removed")}}, .records = {}, .more = JsonValue::object(), .emptyText = {}, .lastLine = {}};
    QList<QUuid> ids;
    for (const SavedProfile &saved : doomed) {
        ids.append(saved.profile.id);
        listing.records.push_back(JsonValue{{"name", utf8(saved.profile.name)}});
    }
    const auto unused = (*workspace)->removeProfiles(ids);
    if (!unused)
        return context.failed(unused.error());
    for (const Server &server : *unused) {
        const auto driver = context.registry()->find(server.engine);
        if (!(driver && driver->info().isFile))
            (void)context.secrets().remove(server.id); // there may be none
    }
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

Command removeCommand()
{
    return {u"remove"_s,
            Ctl::tr("removes connections and what was kept of their passwords; never a database"),
            u"NAME… | group:GROUP | 'GLOB'"_s,
            {},
            u"concordctl remove analytics 'scratch_*'"_s,
            {},
            run};
}

} // namespace concord::ctl
