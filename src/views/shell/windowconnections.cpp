// SPDX-License-Identifier: GPL-3.0-or-later
// The window's connections: added, edited, removed, made the active one.
#include "connections/connectiondialog.h"
#include "connections/connectiontree.h"
#include "profilelist.h"
#include "shell/mainwindow.h"
#include "workspace/secretstore.h"
#include "workspace/workspacethread.h"

#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void MainWindow::addConnection(const QString &url)
{
    auto *dialog = new ConnectionDialog(m_services, m_secrets, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!url.isEmpty())
        dialog->prefill(url);
    connect(dialog, &ConnectionDialog::saved, m_tree, &ConnectionTree::selectProfile);
    connect(dialog, &ConnectionDialog::passwordPlaced, this, [this](const QString &where) { statusBar()->showMessage(where, 20'000); });
    dialog->open();
}

void MainWindow::editConnection(const QUuid &profile)
{
    using Found = std::pair<Server, Profile>;
    auto job = [profile](Workspace &workspace) -> Result<Found> {
        const auto profiles = workspace.profiles();
        const auto servers = workspace.servers();
        if (!profiles || !servers)
            return fail(profiles ? servers.error() : profiles.error());
        for (const Profile &each : *profiles) {
            for (const Server &server : *servers) {
                if (each.id == profile && server.id == each.serverId)
                    return Found(server, each);
            }
        }
        return fail(ErrorKind::NotFound, tr("This connection is no longer in the workspace."));
    };
    m_services.workspace->post(job).then(this, [this](const Result<Found> &found) {
        if (!found) {
            report(found.error());
            return;
        }
        auto *dialog = new ConnectionDialog(m_services, m_secrets, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setConnection(found->first, found->second);
        connect(dialog, &ConnectionDialog::passwordPlaced, this, [this](const QString &where) { statusBar()->showMessage(where, 20'000); });
        dialog->open();
    });
}

void MainWindow::removeConnections(const QList<QUuid> &profiles)
{
    QStringList names;
    for (const QUuid &id : profiles) {
        if (const auto entry = m_services.profiles->find(id))
            names.append(entry->endpoint.name);
    }
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Remove connections"),
                        tr("Remove %n connection(s) from the workspace? What was read of their schemas goes with them, but for snapshots with a "
                           "name and those that are kept; so do their passwords where nothing else uses them. The databases stay as they are.",
                           nullptr, static_cast<int>(names.size())),
                        QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(names.join(u'\n'));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, remove, profiles](QAbstractButton *button) {
        if (button != remove)
            return;
        box->close();
        removeNow(profiles);
    });
    box->open();
}

void MainWindow::removeNow(const QList<QUuid> &profiles)
{
    auto job = [profiles](Workspace &workspace) { return workspace.removeProfiles(profiles); };
    m_services.workspace->post(job).then(this, [this](const Result<QList<Server>> &unused) {
        m_services.profiles->reload();
        if (!unused) {
            report(unused.error());
            return;
        }
        // A keychain may ask a person first.
        auto forgetting = QtConcurrent::run([servers = *unused, secrets = m_secrets, registry = m_services.registry] {
            Result<void> all;
            for (const Server &server : servers) {
                const auto driver = registry->find(server.engine);
                if (!secrets || (driver && driver->info().isFile))
                    continue;
                if (auto removed = secrets->remove(server.id); !removed && removed.error().kind != ErrorKind::NotFound)
                    all = std::move(removed);
            }
            return all;
        });
        m_forgetting.addFuture(forgetting);
        forgetting.then(this, [this](const Result<void> &done) {
            if (!done)
                report(done.error());
        });
    });
}

void MainWindow::makeActive(const QUuid &profile)
{
    m_services.workspace->post([profile](Workspace &workspace) { return workspace.setActiveProfile(profile); })
        .then(this, [this, profile](const Result<void> &done) {
            const auto entry = m_services.profiles->find(profile);
            if (!done)
                report(done.error());
            else if (entry)
                statusBar()->showMessage(tr("%1 is the active connection: concordctl uses it when no database is named.").arg(entry->endpoint.name),
                                         8000);
        });
}

} // namespace concord
