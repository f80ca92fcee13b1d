// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/cataloglibrary.h"

#include "profilelist.h"
#include "schema/catalogfilter.h"
#include "workspace/workspacethread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

CatalogLibrary::CatalogLibrary(WorkspaceThread *workspace, ProfileList &profiles, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_profiles(profiles)
{
    connect(&m_profiles, &ProfileList::edited, this, [this](const QUuid &profile, bool leadsElsewhere) {
        if (!leadsElsewhere)
            return;
        m_movedAt.insert(profile, QDateTime::currentDateTimeUtc());
        forget(profile);
    });
    connect(&m_profiles, &ProfileList::changed, this, [this] {
        forgetRemoved();
        load();
    });
}

CatalogPtr CatalogLibrary::catalog(const QUuid &profile) const
{
    const auto found = m_known.constFind(profile);
    return found == m_known.cend() ? nullptr : found->catalog;
}

std::vector<NamedCatalog> CatalogLibrary::all() const
{
    std::vector<NamedCatalog> list;
    const QList<ProfileEntry> entries = m_profiles.entries() + m_profiles.unsaved();
    for (const ProfileEntry &entry : entries) {
        if (const CatalogPtr known = catalog(entry.endpoint.profileId))
            list.push_back({entry.endpoint.profileId, entry.endpoint.name, entry.endpoint.environment, known});
    }
    return list;
}

bool CatalogLibrary::isEmpty() const
{
    return std::ranges::none_of(m_known, [](const KnownCatalog &known) { return known.catalog != nullptr; });
}

QString CatalogLibrary::partialText() const
{
    QStringList partial;
    for (const NamedCatalog &each : all()) {
        const CatalogInfo &info = each.catalog->info();
        if (const QString patterns = patternsText(info.include, info.exclude); !patterns.isEmpty())
            partial.append(u"%1 (%2)"_s.arg(each.name, patterns));
    }
    if (partial.size() > 3)
        partial = partial.first(3) + QStringList(u"…"_s);
    return partial.isEmpty() ? QString() : tr("partial: %1").arg(partial.join(u", "_s));
}

void CatalogLibrary::load()
{
    if (!m_workspace)
        return;
    ++m_opening;
    m_workspace->post([drivers = m_profiles.drivers()](Workspace &workspace) { return workspace.latestSnapshots(*drivers); })
        .then(this, [this](const Result<QList<SnapshotInfo>> &snapshots) {
            if (!snapshots)
                Q_EMIT failed(snapshots.error());
            for (const SnapshotInfo &snapshot : snapshots.value_or(QList<SnapshotInfo>())) {
                if (isWanted(snapshot))
                    open(snapshot);
            }
            oneLess();
        });
}

bool CatalogLibrary::isWanted(const SnapshotInfo &snapshot) const
{
    const KnownCatalog here = known(snapshot.profileId);
    const QDateTime movedAt = m_movedAt.value(snapshot.profileId);
    const bool isOfAnother = snapshot.elsewhere || (movedAt.isValid() && snapshot.taken <= movedAt);
    return m_profiles.find(snapshot.profileId) && !isOfAnother && (!here.catalog || here.readAt < snapshot.taken);
}

/// Each a job of its own, so that what else waits for the workspace comes in between.
void CatalogLibrary::open(const SnapshotInfo &snapshot)
{
    ++m_opening;
    m_workspace->post([id = snapshot.id](Workspace &workspace) { return workspace.openSnapshot(id); })
        .then(this, [this, snapshot](const Result<CatalogPtr> &opened) {
            if (!opened) {
                Q_EMIT failed(opened.error());
            } else if (isWanted(snapshot)) {
                KnownCatalog &here = m_known[snapshot.profileId];
                here.catalog = *opened;
                here.readAt = snapshot.taken;
                here.readNow = false;
                Q_EMIT changed(snapshot.profileId);
            }
            oneLess();
        });
}

void CatalogLibrary::oneLess()
{
    if (--m_opening == 0)
        Q_EMIT loaded();
}

void CatalogLibrary::forgetRemoved()
{
    QList<QUuid> gone;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it) {
        if (!m_profiles.find(it.key()))
            gone.append(it.key());
    }
    for (const QUuid &profile : std::as_const(gone))
        forget(profile);
}

void CatalogLibrary::forget(const QUuid &profile)
{
    if (m_known.remove(profile) > 0)
        Q_EMIT changed(profile);
}

void CatalogLibrary::take(const QUuid &profile, const CatalogPtr &catalog)
{
    KnownCatalog &here = m_known[profile];
    here.catalog = catalog;
    here.readAt = catalog->info().readAt;
    here.readNow = true;
    here.isReading = false;
    here.error.reset();
    Q_EMIT changed(profile);
}

void CatalogLibrary::setReading(const QUuid &profile, const CatalogProgress &progress)
{
    KnownCatalog &here = m_known[profile];
    here.isReading = true;
    here.progress = progress;
    Q_EMIT stateChanged(profile);
}

void CatalogLibrary::setFailed(const QUuid &profile, const std::optional<Error> &error)
{
    KnownCatalog &here = m_known[profile];
    here.isReading = false;
    here.error = error;
    Q_EMIT stateChanged(profile);
}

} // namespace concord
