// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/translate.h"
#include "concordctl/worksessions.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

static int run(Context &context, const Arguments &arguments)
{
    if (!arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("sessions takes no words; `concordctl session NAME` tells of one."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto sessions = (*workspace)->sessions();
    if (!sessions)
        return context.failed(sessions.error());
    const auto profiles = (*workspace)->profiles();
    if (!profiles)
        return context.failed(profiles.error());
    Listing listing{.key = "sessions",
                    .columns = {{"name", Ctl::tr("Work session")}, {"connections", Ctl::tr("Connections")}, {"created", Ctl::tr("Created")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("No work sessions yet. `concordctl session NAME --add DB…` makes one."),
                    .lastLine = {}};
    for (const WorkSession &session : *sessions)
        listing.records.push_back(sessionRecord(session, *profiles));
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

Command sessionsCommand()
{
    return {u"sessions"_s, Ctl::tr("all work sessions"), {}, {}, u"concordctl sessions"_s, {}, run};
}

} // namespace concord::ctl
