// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/demo.h"

#include "workspace/demodatabase.h"
#include "workspace/workspace.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Demo
{
    Q_DECLARE_TR_FUNCTIONS(Demo)
};

/// A profile of one of the demo's names counts as the demo's where it leads to this folder, or to another one's demo, which
/// then moves here.
bool isDemoProfile(const Endpoint &endpoint, const QString &file)
{
    if (endpoint.engine != "sqlite"_L1)
        return false;
    const QFileInfo there(endpoint.database);
    return endpoint.database == file || isDemoDatabase(endpoint.database) || (!there.exists() && there.fileName() == QFileInfo(file).fileName());
}

Result<void> saveProfiles(const QString &dir, Workspace &workspace, QHash<QString, QUuid> &ids)
{
    const auto profiles = workspace.profiles();
    if (!profiles)
        return fail(profiles.error());
    for (const DemoEntry &entry : demoEntries()) {
        const QString file = demoFile(entry, dir);
        const auto known =
            std::ranges::find_if(*profiles, [&](const Profile &profile) { return profile.name.compare(entry.name, Qt::CaseInsensitive) == 0; });
        if (known != profiles->end()) {
            ids.insert(entry.name, known->id);
            if (known->database == file)
                continue;
            Profile moved = *known;
            moved.database = file;
            if (auto saved = workspace.saveProfile(moved); !saved)
                return fail(saved.error());
            continue;
        }
        Server server;
        server.engine = u"sqlite"_s;
        Profile profile;
        profile.name = entry.name;
        profile.database = file;
        profile.groups = {entry.group};
        profile.environment = entry.environment;
        profile.readOnly = entry.readOnly;
        const auto saved = workspace.saveConnection(server, profile);
        if (!saved)
            return fail(saved.error());
        ids.insert(entry.name, saved->profileId);
    }
    return {};
}

/// Profiles in the order of `names`.
QList<QUuid> idsOf(const QStringList &names, const QHash<QString, QUuid> &ids)
{
    QList<QUuid> list;
    for (const QString &name : names)
        list.append(ids.value(name));
    return list;
}

Result<void> saveSets(Workspace &workspace, const QHash<QString, QUuid> &ids)
{
    const QStringList migration{u"old_database"_s, u"new_database"_s};
    const QStringList tenants{u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s};
    const QStringList regions{u"us"_s, u"eu"_s, u"apac"_s};

    const auto targets = workspace.savedTargets();
    if (!targets)
        return fail(targets.error());
    for (const auto &[name, members] : {std::pair{u"migration"_s, migration}, {u"tenants"_s, tenants}, {u"regions"_s, regions}}) {
        if (std::ranges::any_of(*targets, [&](const SavedTargets &saved) { return saved.name == name; }))
            continue;
        if (auto saved = workspace.saveTargets({name, idsOf(members, ids)}); !saved)
            return saved;
    }
    const auto sessions = workspace.sessions();
    if (!sessions)
        return fail(sessions.error());
    for (const auto &[name, members] : {std::pair{u"Migration check"_s, migration}, {u"Tenant orders"_s, tenants}}) {
        if (std::ranges::any_of(*sessions, [&](const WorkSession &session) { return session.name == name; }))
            continue;
        WorkSession session;
        session.name = name;
        session.profiles = idsOf(members, ids);
        if (auto saved = workspace.saveSession(session); !saved)
            return fail(saved.error());
    }
    return {};
}

Result<void> checkProfiles(const QString &dir, Workspace &workspace)
{
    const auto endpoints = workspace.endpoints();
    if (!endpoints)
        return fail(endpoints.error());
    for (const Endpoint &endpoint : *endpoints) {
        for (const DemoEntry &entry : demoEntries()) {
            if (endpoint.name.compare(entry.name, Qt::CaseInsensitive) == 0 && !isDemoProfile(endpoint, demoFile(entry, dir))) {
                return fail(ErrorKind::Usage, Demo::tr("The demo needs the name “%1”, but a profile of that name leads to something else. Rename or "
                                                       "remove it, or use another workspace.")
                                                  .arg(endpoint.name));
            }
        }
    }
    return {};
}

} // namespace

Result<void> writeDemo(const QString &dir, Workspace &workspace, DemoFiles files)
{
    if (auto allowed = checkProfiles(dir, workspace); !allowed)
        return allowed;
    if (auto written = writeDemoDatabases(dir, files); !written)
        return written;
    QHash<QString, QUuid> ids;
    if (auto saved = saveProfiles(dir, workspace, ids); !saved)
        return saved;
    return saveSets(workspace, ids);
}

} // namespace concord
