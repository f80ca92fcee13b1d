// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialog keeps: a connection or many of them, and their password.
#include "connections/connectiondialog.h"

#include "connection/namepattern.h"
#include "connections/vaultdialog.h"
#include "profilelist.h"
#include "ui_connectiondialog.h"
#include "workspace/secretstore.h"
#include "workspace/workspacethread.h"

#include <QInputDialog>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void ConnectionDialog::save()
{
    if (const Result<void> name = checkName(profile().name); !name)
        showMessage(name.error().message, true);
    else
        withEndpoint([this, server = server(), profile = profile()](const Endpoint &) { save(server, profile); });
}

void ConnectionDialog::save(const Server &server, const Profile &profile)
{
    m_refused.clear();
    setBusy(true);
    m_services.workspace->post([server, profile](Workspace &workspace) { return workspace.saveConnection(server, profile); })
        .then(this, [this](const Result<Endpoint> &kept) {
            setBusy(false);
            if (!kept) {
                showMessage(kept.error().message, true);
                return;
            }
            m_services.profiles->reload();
            Q_EMIT saved(kept->profileId);
            keepSecret(kept->serverId);
        });
}

void ConnectionDialog::keepSecret(const QUuid &serverId)
{
    if (m_secrets && m_ui->password->text().isEmpty() && !m_serverId.isNull() && serverId != m_serverId) {
        // It left those that it shared a server with: what was kept for that one is its own too.
        QtConcurrent::run([store = m_secrets, from = m_serverId, serverId] {
            return store->copy(from, serverId);
        }).then(this, [this](const Result<void> &) { endWithPassword({}); }); // what was not copied is asked for
        return;
    }
    if (!m_secrets || m_ui->password->text().isEmpty()) {
        endWithPassword({});
        return;
    }
    const Secret secret(m_ui->password->text().toUtf8());
    m_secrets->setForSession(serverId, secret);
    setBusy(true);
    showMessage(tr("Keeping the password …"), false);
    // A keyring may ask a person: never on this thread.
    QtConcurrent::run([store = m_secrets, serverId, secret] {
        return store->save(serverId, secret);
    }).then(this, [this, serverId, secret](const Result<SecretStore::Place> &kept) {
        if (kept)
            endWithPassword(*kept == SecretStore::Place::Vault ? tr("The password is in the vault.") : tr("The password is in the keychain."));
        else
            offerVault(serverId, secret, kept.error().message);
    });
}

/// The connection is saved by now, whatever comes of it.
void ConnectionDialog::offerVault(const QUuid &serverId, const Secret &secret, const QString &why)
{
    QtConcurrent::run([store = m_secrets] { return store->hasVault(); }).then(this, [this, serverId, secret, why](bool isThere) {
        auto *dialog = new VaultDialog(m_secrets, isThere, serverId, secret, why, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::finished, this, [this](int result) {
            endWithPassword(result == Accepted ? tr("The password is in the vault.")
                                               : tr("The password was not kept: it serves until Concord closes, and is asked for after that."));
        });
        dialog->open();
    });
}

void ConnectionDialog::endWithPassword(const QString &where)
{
    if (!where.isEmpty())
        Q_EMIT passwordPlaced(where);
    if (m_refused.isEmpty()) {
        accept();
        return;
    }
    setBusy(false);
    showMessage(m_refused, true);
}

void ConnectionDialog::addAllMatching()
{
    withEndpoint([this](const Endpoint &target) { addAllMatching(target); });
}

void ConnectionDialog::addAllMatching(const Endpoint &target)
{
    bool ok = false;
    const QString pattern =
        QInputDialog::getText(this, tr("Add all databases matching"), tr("Pattern, as tenant_*  (several separated by commas, ! leaves out):"),
                              QLineEdit::Normal, u"*"_s, &ok);
    if (!ok)
        return;
    setBusy(true);
    m_session = std::make_unique<Session>(m_services.registry, secretForTest());
    m_session->connection(target)
        ->post([](Connection &connection) { return connection.databases(Clock::now() + testLimit); }, Clock::now() + testLimit)
        .then(this, [this, pattern](const Result<QStringList> &names) {
            setBusy(false);
            if (!names) {
                showMessage(names.error().message, true);
                return;
            }
            const QStringList matching = matchPatterns(*names, pattern);
            if (matching.isEmpty())
                showMessage(tr("None of %n databases matches “%1”.", nullptr, static_cast<int>(names->size())).arg(pattern), true);
            else
                saveAll(matching);
        });
}

void ConnectionDialog::saveAll(const QStringList &databases)
{
    auto job = [server = server(), profile = profile(), databases](Workspace &workspace) -> Result<QStringList> {
        QStringList refused;
        Server shared = server;
        for (const QString &database : databases) {
            Profile one = profile;
            one.id = {};
            one.database = database;
            one.name = profile.name.isEmpty() ? database : profile.name + u'_' + database;
            const Result<Endpoint> kept = workspace.saveConnection(shared, one);
            if (kept)
                shared.id = kept->serverId;
            else
                refused.append(kept.error().message);
        }
        if (shared.id.isNull())
            return fail(ErrorKind::Usage, refused.join(u'\n'));
        refused.prepend(shared.id.toString());
        return refused;
    };
    setBusy(true);
    m_services.workspace->post(job).then(this, [this, count = databases.size()](Result<QStringList> kept) {
        setBusy(false);
        if (!kept) {
            showMessage(kept.error().message, true);
            return;
        }
        const QUuid server(kept->takeFirst());
        m_services.profiles->reload();
        const auto added = count - kept->size();
        m_refused = kept->isEmpty() ? QString() : tr("%n added.", nullptr, static_cast<int>(added)) + u'\n' + kept->join(u'\n');
        keepSecret(server);
    });
}

} // namespace concord
