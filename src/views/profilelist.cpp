// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilelist.h"

#include "connection/samedatabase.h"
#include "workspace/workspacethread.h"

#include <algorithm>

namespace concord {

namespace {

struct Loaded
{
    QList<ProfileEntry> entries;
    QList<SavedTargets> saved;
    QList<ProfileEntry> unsaved;
};

/// Here, and not where a widget asks for a dialect.
void loadPlugins(const Loaded &loaded, const DriverRegistry &registry)
{
    const QList<ProfileEntry> all = loaded.entries + loaded.unsaved;
    for (const ProfileEntry &entry : all) {
        if (const auto driver = registry.find(entry.endpoint.engine))
            static_cast<void>(driver->dialect());
    }
}

Result<Loaded> load(Workspace &workspace, const DriverRegistry *registry)
{
    if (registry) { // what was read by a URL before its connection was saved
        if (const auto adopted = workspace.adoptSnapshots(*registry); !adopted)
            return fail(adopted.error());
    }
    const auto others = registry ? workspace.databasesWithoutProfile(*registry) : QList<Endpoint>();
    if (!others)
        return fail(others.error());
    auto endpoints = workspace.endpoints();
    if (!endpoints)
        return fail(endpoints.error());
    auto profiles = workspace.profiles();
    if (!profiles)
        return fail(profiles.error());
    auto saved = workspace.savedTargets();
    if (!saved)
        return fail(saved.error());
    QHash<QUuid, QStringList> groups;
    for (const Profile &profile : std::as_const(*profiles))
        groups.insert(profile.id, profile.groups);
    Loaded loaded;
    loaded.saved = std::move(*saved);
    for (const Endpoint &endpoint : std::as_const(*endpoints))
        loaded.entries.append({endpoint, groups.value(endpoint.profileId)});
    for (const Endpoint &endpoint : *others)
        loaded.unsaved.append({endpoint, {}});
    if (registry)
        loadPlugins(loaded, *registry);
    return loaded;
}

bool same(const QList<SavedTargets> &a, const QList<SavedTargets> &b)
{
    return std::ranges::equal(a, b, [](const SavedTargets &x, const SavedTargets &y) { return x.name == y.name && x.profiles == y.profiles; });
}

} // namespace

ProfileList::ProfileList(WorkspaceThread *workspace, std::shared_ptr<const DriverRegistry> registry, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_registry(std::move(registry))
{}

bool ProfileList::isSaved(const QUuid &profile) const
{
    return std::ranges::any_of(m_entries, [&](const ProfileEntry &entry) { return entry.endpoint.profileId == profile; });
}

std::optional<ProfileEntry> ProfileList::find(const QUuid &profile) const
{
    for (const auto *list : {&m_entries, &m_unsaved}) {
        const auto it = std::ranges::find(*list, profile, [](const ProfileEntry &entry) { return entry.endpoint.profileId; });
        if (it != list->end())
            return *it;
    }
    return std::nullopt;
}

const DriverRegistry &ProfileList::registry() const
{
    static const DriverRegistry none;
    return m_registry ? *m_registry : none;
}

std::shared_ptr<const DriverRegistry> ProfileList::drivers() const
{
    return m_registry ? m_registry : std::make_shared<const DriverRegistry>();
}

bool ProfileList::leadsTo(const QUuid &profile, const Endpoint &before) const
{
    const auto entry = find(profile);
    return entry && isSameDatabase(entry->endpoint, before, registry());
}

QStringList ProfileList::groups() const
{
    QMap<QString, QString> byFolded;
    for (const ProfileEntry &entry : m_entries) {
        for (const QString &group : entry.groups)
            byFolded.insert(group.toCaseFolded(), byFolded.value(group.toCaseFolded(), group));
    }
    return byFolded.values();
}

QList<QUuid> ProfileList::inGroup(const QString &group) const
{
    QList<QUuid> ids;
    for (const ProfileEntry &entry : m_entries) {
        if (entry.groups.contains(group, Qt::CaseInsensitive))
            ids.append(entry.endpoint.profileId);
    }
    return ids;
}

void ProfileList::reload()
{
    if (!m_workspace)
        return;
    m_workspace->post([registry = m_registry](Workspace &workspace) { return load(workspace, registry.get()); })
        .then(this, [this](const Result<Loaded> &loaded) {
            if (loaded)
                setEntries(loaded->entries, loaded->saved, loaded->unsaved);
            else
                Q_EMIT failed(loaded.error());
        });
}

void ProfileList::setEntries(QList<ProfileEntry> entries, QList<SavedTargets> saved, QList<ProfileEntry> unsaved)
{
    if (entries == m_entries && same(saved, m_saved) && unsaved == m_unsaved)
        return;
    const QList<ProfileEntry> before = m_entries + m_unsaved;
    m_entries = std::move(entries);
    m_unsaved = std::move(unsaved);
    m_saved = std::move(saved);
    tellEdited(before);
    Q_EMIT changed();
}

void ProfileList::tellEdited(const QList<ProfileEntry> &before)
{
    QHash<QUuid, Endpoint> now;
    for (const auto *list : {&m_unsaved, &m_entries}) {
        for (const ProfileEntry &entry : *list)
            now.insert(entry.endpoint.profileId, entry.endpoint);
    }
    for (const ProfileEntry &old : before) {
        const auto is = now.constFind(old.endpoint.profileId);
        if (is != now.cend() && *is != old.endpoint)
            Q_EMIT edited(old.endpoint.profileId, !isSameDatabase(*is, old.endpoint, registry()));
    }
}

void ProfileList::saveTargets(const SavedTargets &targets)
{
    auto saved = m_saved;
    saved.removeIf([&](const SavedTargets &other) { return other.name.compare(targets.name, Qt::CaseInsensitive) == 0; });
    saved.append(targets);
    std::ranges::sort(saved, {}, [](const SavedTargets &each) { return each.name.toCaseFolded(); });
    setEntries(m_entries, saved, m_unsaved);
    if (m_workspace) {
        m_workspace->post([targets](Workspace &workspace) { return workspace.saveTargets(targets); }).then(this, [this](const Result<void> &result) {
            report(result);
        });
    }
}

void ProfileList::removeTargets(const QString &name)
{
    auto saved = m_saved;
    saved.removeIf([&](const SavedTargets &other) { return other.name == name; });
    setEntries(m_entries, saved, m_unsaved);
    if (m_workspace) {
        m_workspace->post([name](Workspace &workspace) { return workspace.removeTargets(name); }).then(this, [this](const Result<void> &result) {
            report(result);
        });
    }
}

void ProfileList::report(const Result<void> &result)
{
    if (result)
        return;
    Q_EMIT failed(result.error());
    reload();
}

} // namespace concord
