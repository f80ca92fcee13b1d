// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profilelist.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

/// Real SQLite files with profiles for them, for tests of the window.
namespace concord::test {

class SqliteFiles
{
public:
    /// Runs the statements on the file of that name, which is made where it is not there. The error's text, if any.
    QString execute(const QString &name, const QStringList &statements) const
    {
        const QString connection = QUuid::createUuid().toString();
        QString error;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            database.setDatabaseName(path(name));
            if (!database.open())
                error = database.lastError().text();
            for (const QString &statement : statements) {
                QSqlQuery query(database);
                if (!query.exec(statement))
                    error = query.lastError().text();
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(connection);
        return error;
    }

    /// First column of the first row.
    [[nodiscard]] QString value(const QString &name, const QString &statement) const
    {
        const QString connection = QUuid::createUuid().toString();
        QString answer;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            database.setDatabaseName(path(name));
            database.open();
            QSqlQuery query(database);
            if (query.exec(statement) && query.next())
                answer = query.value(0).toString();
        }
        QSqlDatabase::removeDatabase(connection);
        return answer;
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name + QStringLiteral(".db")); }

    [[nodiscard]] ProfileEntry entry(const QString &name, bool readOnly = true, Environment environment = Environment::None,
                                     const QStringList &groups = {}) const
    {
        Endpoint endpoint;
        endpoint.profileId = QUuid::createUuid();
        endpoint.serverId = QUuid::createUuid();
        endpoint.name = name;
        endpoint.engine = QStringLiteral("sqlite");
        endpoint.database = path(name);
        endpoint.readOnly = readOnly;
        endpoint.environment = environment;
        return {endpoint, groups};
    }

private:
    QTemporaryDir m_folder;
};

} // namespace concord::test
