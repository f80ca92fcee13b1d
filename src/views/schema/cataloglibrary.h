// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "extract/snapshot.h"
#include "schema/namedcatalog.h"
#include "schema/readcatalog.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace concord {

class ProfileList;
class WorkspaceThread;

/// What is known of one database's schema.
struct KnownCatalog
{
    CatalogPtr catalog;         ///< null: never read
    QDateTime readAt;           ///< UTC
    bool readNow = false;       ///< in this session; else it comes from a snapshot
    bool isReading = false;     ///< waiting for it, too
    CatalogProgress progress;   ///< while it is being read
    std::optional<Error> error; ///< of the last try, when that failed
};

/// The newest catalog of each profile: from its last snapshot, then from each extraction. One copy for the tree, the pages, the search
/// and completion. Lives on the GUI thread and never blocks it; snapshots are opened on the workspace's thread.
class CatalogLibrary : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null (tests): then there are only catalogs that take() brings.
    CatalogLibrary(WorkspaceThread *workspace, ProfileList &profiles, QObject *parent = nullptr);

    /// What has no catalog and was never tried is an empty value.
    [[nodiscard]] KnownCatalog known(const QUuid &profile) const { return m_known.value(profile); }
    /// Null where none was read.
    [[nodiscard]] CatalogPtr catalog(const QUuid &profile) const;
    /// All that there are, in the order of the profiles, with their names.
    [[nodiscard]] std::vector<NamedCatalog> all() const;
    [[nodiscard]] bool isEmpty() const;
    /// "partial: shop (only user*)", for what looks in all of them; empty where all are whole.
    [[nodiscard]] QString partialText() const;

    /// Opens the newest snapshot of each profile that has none here or whose snapshot is newer; loaded() follows. What was read before
    /// the connection was edited (while the program runs) to lead elsewhere is no schema of it.
    void load();
    /// Read just now from the server.
    void take(const QUuid &profile, const CatalogPtr &catalog);
    void setReading(const QUuid &profile, const CatalogProgress &progress);
    /// The reading ended without a catalog; what was known stays. Without an error: it was cancelled.
    void setFailed(const QUuid &profile, const std::optional<Error> &error);

Q_SIGNALS:
    /// Another catalog than before.
    void changed(const QUuid &profile);
    /// Reading began, went on, failed.
    void stateChanged(const QUuid &profile);
    void loaded();
    void failed(const concord::Error &error);

private:
    void open(const SnapshotInfo &snapshot);
    [[nodiscard]] bool isWanted(const SnapshotInfo &snapshot) const;
    void forgetRemoved();
    void forget(const QUuid &profile);
    void oneLess();

    WorkspaceThread *m_workspace;
    ProfileList &m_profiles;
    QHash<QUuid, KnownCatalog> m_known;
    QHash<QUuid, QDateTime> m_movedAt; ///< when a connection was edited to lead elsewhere
    int m_opening = 0;
};

} // namespace concord
