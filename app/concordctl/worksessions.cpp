// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/worksessions.h"

#include "concordctl/profiles.h"
#include "concordctl/translate.h"

#include <algorithm>

namespace concord::ctl {

Result<WorkSession> findSession(const Workspace &workspace, const QString &name)
{
    const auto sessions = workspace.sessions();
    if (!sessions)
        return fail(sessions.error());
    QStringList known;
    for (const WorkSession &session : *sessions) {
        if (session.name == name)
            return session;
        known.append(session.name);
    }
    const auto alike = std::ranges::find_if(*sessions, [&](const WorkSession &s) { return s.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (alike != sessions->end())
        return *alike;
    return fail(unknownName(Ctl::tr("work session"), name, known));
}

JsonValue sessionRecord(const WorkSession &session, const QList<Profile> &profiles)
{
    QStringList names;
    for (const QUuid &id : session.profiles) {
        const auto profile = std::ranges::find(profiles, id, &Profile::id);
        if (profile != profiles.end())
            names.append(profile->name);
    }
    JsonValue record = JsonValue::object();
    record["name"] = utf8(session.name);
    record["id"] = utf8(session.id.toString(QUuid::WithoutBraces));
    record["created"] = utf8(session.created.toUTC().toString(Qt::ISODate));
    record["connections"] = jsonList(names);
    return record;
}

} // namespace concord::ctl
