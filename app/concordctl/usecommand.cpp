// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/json.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

static int run(Context &context, const Arguments &arguments)
{
    const bool none = arguments.has(u"none"_s);
    if (arguments.words().size() > 1 || (none && !arguments.words().isEmpty()))
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("use takes the name of one connection, or --none."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    if (none || !arguments.words().isEmpty()) {
        std::optional<QUuid> chosen;
        if (!none) {
            const auto found = findProfile(*profiles, arguments.words().first());
            if (!found)
                return context.failed(found.error());
            chosen = found->profile.id;
        }
        if (const auto set = (*workspace)->setActiveProfile(chosen); !set)
            return context.failed(set.error());
    }
    const auto active = (*workspace)->activeProfile();
    if (!active)
        return context.failed(active.error());
    const auto found = std::ranges::find_if(*profiles, [&](const SavedProfile &s) { return *active == s.profile.id; });
    const QString name = found == profiles->end() ? QString() : found->profile.name;
    const bool json = context.format() == Format::Json || context.format() == Format::NdJson;
    if (json)
        context.out().write(JsonValue{{"active", textOrNull(name)}}.dump() + '\n');
    else if (!name.isEmpty())
        context.out().line(name);
    else
        context.out().note(Ctl::tr("No connection is active."));
    return ExitCode::Done;
}

Command useCommand()
{
    return {u"use"_s,
            Ctl::tr("sets the active connection, which exec runs on when no other is named; without a name: says which it is"),
            u"[NAME | --none]"_s,
            {},
            u"concordctl use production\nconcordctl exec -e 'SELECT count(*) FROM orders'"_s,
            {{u"none"_s, Ctl::tr("no connection is active any more"), Option::Takes::Nothing, {}, {}}},
            run};
}

} // namespace concord::ctl
