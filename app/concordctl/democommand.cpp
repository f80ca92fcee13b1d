// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"
#include "workspace/demo.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace concord::ctl {

static int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 1)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("demo takes the folder for its databases."), {}, {}, -1, 0, 0});
    const auto workspace = context.workspace();
    if (!workspace)
        return context.failed(workspace.error());
    const QString dir = QDir(arguments.words().first()).absolutePath();
    const auto files = arguments.has(u"renew"_s) ? DemoFiles::Renew : DemoFiles::Keep;
    if (const auto written = writeDemo(dir, **workspace, files); !written)
        return context.failed(written.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    Listing listing{.key = "connections",
                    .columns = {{"name", Ctl::tr("Connection")},
                                {"groups", Ctl::tr("Groups")},
                                {"environment", Ctl::tr("Environment")},
                                {"database", Ctl::tr("File")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    for (const QString &name : demoNames()) {
        if (const auto saved = findProfile(*profiles, name))
            listing.records.push_back(profileRecord(*saved, *context.registry()));
    }
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

Command demoCommand()
{
    return {
        u"demo"_s,
        Ctl::tr("writes the demo databases into a folder and adds their connections"),
        u"DIR"_s,
        Ctl::tr("Fourteen SQLite databases with the scenarios that the documentation tells. A file that is not Concord's own demo is never touched;\n"
                "one that is there already is kept, unless --renew is given."),
        u"concordctl demo ~/concord-demo\n"
        "concordctl exec 'tenant_*' -e \"SELECT count(*) AS active FROM orders WHERE status = 'active'\""_s,
        {{u"renew"_s, Ctl::tr("write the databases anew: what was changed in them is lost"), Option::Takes::Nothing, {}, {}}},
        run};
}

} // namespace concord::ctl
