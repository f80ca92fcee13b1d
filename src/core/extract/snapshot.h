// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QUuid>

#include <functional>

namespace concord {

/// How many of each kind of thing a catalog holds, by the word for many: schemas, tables, views, materialized_views, columns, keys,
/// foreign_keys, indexes, checks, triggers, sequences, routines, types, extensions, collections … Only what there is.
using EntityCounts = QMap<QString, qint64>;
[[nodiscard]] EntityCounts countEntities(const Catalog &catalog);

/// A catalog as it was read at one moment and kept in the workspace: what is known of it without opening it.
struct SnapshotInfo
{
    QUuid id;
    int number = 0;        ///< of its database: production@2; never given twice
    QUuid profileId;       ///< whose; of `profile/schema` that scope's own id, of a URL its uuid v5
    QString database;      ///< the profile's name; of one that is gone what it was last called
    QString scope;         ///< one schema of the database; empty: all
    QString engine;
    QUuid run;             ///< the extraction that it came from; equal over all databases of one
    QDateTime runStarted;  ///< UTC
    QDateTime taken;       ///< UTC; when the catalog was read
    QString name;          ///< given by a person; empty: none
    bool keep = false;     ///< prune leaves it alone
    Fingerprint hash;      ///< of the catalog, by this program's model
    bool changed = true;   ///< against the snapshot before it of the same patterns; true for a first one
    EntityCounts counts;
    int modelVersion = 0;  ///< of the program that took it
    QString product;
    QString serverVersion;
    QString role;          ///< who read it
    qint64 unread = 0;     ///< things that could not be read: what is missing there is "cannot tell"
    QStringList include;   ///< patterns that it was read with
    QStringList exclude;
    QString url = {};      ///< where it was read, without a secret; empty: not known (a file, or an older Concord)
    bool elsewhere = false; ///< by `url` its profile leads to another database now; told where a registry is given
};

/// What becomes a snapshot.
struct NewSnapshot
{
    QUuid profileId;
    QString database; ///< what people call it
    QUuid run;
    QDateTime runStarted;
    CatalogPtr catalog;
    QString url = {}; ///< where it leads, without a secret, so that one without a profile can be found again; empty: not known
};
/// Keeps a catalog; called on a pool's thread, may block.
using SnapshotStore = std::function<Result<SnapshotInfo>(const NewSnapshot &)>;

/// "just now", "a minute ago", "2 minutes ago", "3 days ago", "on 2026-03-01": how old what is shown is.
[[nodiscard]] QString ageText(const QDateTime &taken, const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace concord
