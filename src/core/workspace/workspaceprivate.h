// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"
#include "workspace/workspacefile.h"

#include <QCoreApplication>
#include <QHash>

namespace concord {

struct Workspace::Private
{
    std::unique_ptr<WorkspaceFile> file;

    // Inside a transaction of the caller's:
    [[nodiscard]] Result<QList<Server>> readServers() const;
    [[nodiscard]] Result<QList<Profile>> readProfiles() const;
    [[nodiscard]] Result<Server> writeServer(Server server) const;
    [[nodiscard]] Result<Profile> writeProfile(Profile profile) const;
    /// Error Usage where another row (of another id) of `table` has that name.
    [[nodiscard]] Result<void> checkNameIsFree(const QString &table, const QString &name, const QUuid &id) const;
    [[nodiscard]] Result<void> checkProfilesExist(const QList<QUuid> &profiles) const;
    [[nodiscard]] Result<void> writeRun(const HistoryEntry &entry, bool finished) const;
    [[nodiscard]] Result<QVariant> numberOfText(qint64 run, qint64 position, const QString &sql, const QString &runText,
                                                QList<std::pair<QString, qint64>> &texts) const;
    [[nodiscard]] Result<QHash<qint64, QString>> textsOf(qint64 run) const;
};

namespace workspacesql {

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
[[nodiscard]] inline Result<void> done(const Result<QSqlQuery> &query)
{
    return query.transform([](const QSqlQuery &) {});
}

} // namespace workspacesql

} // namespace concord
