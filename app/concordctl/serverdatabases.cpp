// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/serverdatabases.h"

#include "concordctl/fanout.h"
#include "connection/namepattern.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<QStringList> matchingDatabases(Context &context, const Endpoint &endpoint, const QString &pattern)
{
    FanOut<QStringList> ask(context, {endpoint}, 0, [](const Turn &turn, Connection &connection) { return connection.databases(turn.deadline); });
    const Result<QStringList> answer = ask.run().first();
    if (!answer)
        return answer;
    const QStringList matching = matchPatterns(*answer, pattern);
    if (matching.isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("No database matches “%1”. The server has: %2").arg(pattern, answer->join(u", "_s)));
    return matching;
}

QList<Profile> profilesFor(const QStringList &databases, const Profile &model, const QString &name)
{
    QList<Profile> profiles;
    for (const QString &database : databases) {
        Profile profile = model;
        profile.name = name + u'_' + database;
        profile.database = database;
        if (!profile.groups.contains(name))
            profile.groups.append(name);
        profiles.append(profile);
    }
    return profiles;
}

} // namespace concord::ctl
