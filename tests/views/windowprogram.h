// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "patience.h"
#include "base/threadguard.h"
#include "compute/engine.h"
#include "profilelist.h"
#include "registry/drivers.h"
#include "shell/mainwindow.h"
#include "workspace/workspacethread.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

namespace concord::test {

/// Writes a SQLite file by these statements.
inline void makeSqlite(const QString &path, const QStringList &sql)
{
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
        db.setDatabaseName(path);
        QVERIFY(db.open());
        for (const QString &statement : sql)
            QVERIFY(QSqlQuery(db).exec(statement));
        db.close();
    }
    QSqlDatabase::removeDatabase(path);
}

/// Puts SQLite files (name, path) into a workspace as profiles.
inline void addProfiles(const QString &workspacePath, const QList<std::pair<QString, QString>> &files, const QStringList &groups)
{
    const BlockingOnPurpose own;
    const auto workspace = Workspace::open(workspacePath);
    QVERIFY(workspace.has_value());
    for (const auto &[name, path] : files) {
        Server server;
        server.engine = QStringLiteral("sqlite");
        Profile profile;
        profile.name = name;
        profile.database = path;
        profile.groups = groups;
        QVERIFY((*workspace)->saveConnection(server, profile).has_value());
    }
}

/// The program as app/concord makes it, on a workspace file.
struct WindowProgram
{
    static Result<Secret> noSecret(const Endpoint &, Deadline) { return Secret(); }
    /// `secrets`: of servers that want one.
    explicit WindowProgram(const QString &path, const QString &demoFolder = {}, SecretProvider secrets = noSecret)
        : workspace(path),
          profiles(&workspace, registry)
    {
        registerDrivers(*registry);
        services.registry = registry;
        services.compute = std::make_shared<ComputeEngine>();
        services.workspace = &workspace;
        services.profiles = &profiles;
        services.secrets = std::move(secrets);
        window = std::make_unique<MainWindow>(services, nullptr, demoFolder);
    }
    void start()
    {
        QSignalSpy restored(window.get(), &MainWindow::restored);
        window->show();
        window->restore();
        QTRY_VERIFY(!restored.isEmpty());
        QVERIFY(QTest::qWaitForWindowActive(window.get())); // shortcuts go to the active window
        QTRY_VERIFY(!profiles.entries().isEmpty());
    }
    [[nodiscard]] QUuid id(const QString &name) const
    {
        for (const ProfileEntry &entry : profiles.entries()) {
            if (entry.endpoint.name == name)
                return entry.endpoint.profileId;
        }
        return {};
    }
    std::shared_ptr<DriverRegistry> registry = std::make_shared<DriverRegistry>();
    WorkspaceThread workspace;
    ProfileList profiles;
    Services services;
    std::unique_ptr<MainWindow> window;
};

} // namespace concord::test
