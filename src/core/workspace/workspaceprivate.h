// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"
#include "workspace/workspacefile.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace concord {

struct Workspace::Private
{
    std::unique_ptr<WorkspaceFile> file;
    std::optional<qint64> versionSeen; ///< SQLite's data_version when changedByOthers() was last asked

    // Inside a transaction of the caller's:
    [[nodiscard]] Result<QList<Server>> readServers() const;
    [[nodiscard]] Result<QList<Profile>> readProfiles() const;
    [[nodiscard]] Result<Server> writeServer(Server server) const;
    /// What saveConnection() writes for it.
    [[nodiscard]] Result<Server> serverFor(Server wanted, const Profile &profile) const;
    [[nodiscard]] Result<Profile> writeProfile(Profile profile) const;
    /// Error Usage where another row (of another id) of `table` has that name.
    [[nodiscard]] Result<void> checkNameIsFree(const QString &table, const QString &name, const QUuid &id) const;
    [[nodiscard]] Result<void> checkProfilesExist(const QList<QUuid> &profiles) const;
    [[nodiscard]] Result<void> writeRun(const HistoryEntry &entry, bool finished) const;
    [[nodiscard]] Result<QVariant> numberOfText(qint64 run, qint64 position, const QString &sql, const QString &runText,
                                                QList<std::pair<QString, qint64>> &texts) const;
    [[nodiscard]] Result<QHash<qint64, QString>> textsOf(qint64 run) const;
    [[nodiscard]] Result<HistoryEntry> readRun(qint64 run, HistoryTexts texts) const;
    /// `where`: a condition over s (snapshot) and d (snapshot_database). Newest first.
    [[nodiscard]] Result<QList<SnapshotInfo>> readSnapshots(const QString &where, const QVariantList &values = {}) const;
    [[nodiscard]] Result<SnapshotInfo> readSnapshot(const QUuid &id) const;
    /// Fingerprints belong to a model: those of another one are computed anew from what is stored, so that a new Concord never looks like a
    /// change of the schema. Outside a transaction.
    [[nodiscard]] Result<void> renewFingerprints() const;
    [[nodiscard]] Result<void> renewStaleFingerprints() const;
    [[nodiscard]] Result<QString> removeOneProfile(const QUuid &id) const;
    /// Those without a name that nobody keeps.
    [[nodiscard]] Result<void> removeSnapshotsOfProfile(const QUuid &id) const;
    /// The newest of a database; error NotFound: never read.
    [[nodiscard]] Result<SnapshotInfo> newestSnapshot(const QUuid &profileId) const;
    /// Error Usage where the profile, if it is one, is of another engine.
    [[nodiscard]] Result<void> checkEngine(const QUuid &profileId, const QString &engine) const;
    /// What no snapshot refers to any more.
    [[nodiscard]] Result<void> removeUnusedParts() const;
};

namespace workspacesql {

/// The id of a profile's schema, as query/targets.cpp makes it; of the whole database its own.
[[nodiscard]] inline QUuid scopedId(const QUuid &profile, const QString &scope)
{
    return scope.isEmpty() ? profile : QUuid::createUuidV5(profile, scope.toUtf8());
}

/// With `elsewhere` told: read where their profile does not lead any more.
[[nodiscard]] QList<SnapshotInfo> withOrigin(QList<SnapshotInfo> snapshots, const QList<KnownProfile> &saved, const DriverRegistry &registry);

[[nodiscard]] inline QString tr(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}
[[nodiscard]] inline QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}
[[nodiscard]] inline QUuid readId(const QSqlQuery &query, int column)
{
    return QUuid::fromString(query.value(column).toString());
}
[[nodiscard]] inline QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}
[[nodiscard]] inline QDateTime readTime(const QSqlQuery &query, int column)
{
    return QDateTime::fromString(query.value(column).toString(), Qt::ISODateWithMs);
}
/// For `IN (SELECT value FROM json_each(?))`: any number of values in one statement. Of texts and numbers.
[[nodiscard]] QString jsonList(const auto &values)
{
    QJsonArray array;
    for (const auto &value : values)
        array.append(value);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
[[nodiscard]] inline Result<void> done(const Result<QSqlQuery> &query)
{
    return query.transform([](const QSqlQuery &) {});
}

} // namespace workspacesql

} // namespace concord
