// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QByteArray>
#include <QString>

#include <sqlite3.h>

namespace concord::test {

/// Makes a SQLite file; false where a statement fails.
[[nodiscard]] inline bool makeSqlite(const QString &path, const QByteArray &sql)
{
    sqlite3 *db = nullptr;
    const bool made =
        sqlite3_open(path.toUtf8().constData(), &db) == SQLITE_OK && sqlite3_exec(db, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(db);
    return made;
}

/// A file as a target, under `name`.
[[nodiscard]] inline Endpoint sqliteEndpoint(const QString &name, const QString &path)
{
    Endpoint endpoint;
    endpoint.profileId = QUuid::createUuidV5(QUuid(), path);
    endpoint.serverId = QUuid::createUuidV5(QUuid(), QStringLiteral("files"));
    endpoint.name = name;
    endpoint.engine = QStringLiteral("sqlite");
    endpoint.database = path;
    return endpoint;
}

} // namespace concord::test
