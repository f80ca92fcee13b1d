// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace concord::ctl {

static int run(Context &context, const Arguments &arguments)
{
    if (!arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("groups takes no words."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    const auto sets = (*workspace)->savedTargets();
    if (!sets)
        return context.failed(sets.error());

    QMap<QString, QStringList> groups;
    QMap<QString, QStringList> environments;
    QHash<QUuid, QString> names;
    for (const SavedProfile &saved : *profiles) {
        names.insert(saved.profile.id, saved.profile.name);
        for (const QString &group : saved.profile.groups)
            groups[group].append(saved.profile.name);
        if (saved.profile.environment != Environment::None)
            environments[environmentName(saved.profile.environment)].append(saved.profile.name);
    }
    Listing listing{.key = "groups",
                    .columns = {{"name", Ctl::tr("Group")}, {"kind", Ctl::tr("Kind")}, {"connections", Ctl::tr("Connections")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("No groups yet. `concordctl edit NAME --group GROUP` puts a connection into one."),
                    .lastLine = {}};
    const auto add = [&](const QString &name, const char *kind, const QStringList &members) {
        listing.records.push_back(JsonValue{{"name", utf8(name)}, {"kind", kind}, {"connections", jsonList(members)}});
    };
    for (auto it = groups.cbegin(); it != groups.cend(); ++it)
        add(it.key(), "group", it.value());
    for (auto it = environments.cbegin(); it != environments.cend(); ++it)
        add(it.key(), "environment", it.value());
    for (const SavedTargets &set : *sets) {
        QStringList members;
        for (const QUuid &id : set.profiles)
            members.append(names.value(id));
        add(set.name, "target set", members);
    }
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

Command groupsCommand()
{
    return {u"groups"_s, Ctl::tr("groups, environments and saved target sets, with their connections"),          {},
            {},          u"concordctl groups\nconcordctl exec group:tenants -e 'SELECT count(*) FROM orders'"_s, {},
            run};
}

} // namespace concord::ctl
