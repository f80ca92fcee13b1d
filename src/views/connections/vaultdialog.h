// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/secret.h"

#include <QDialog>
#include <QUuid>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace concord {

class SecretStore;

/// Offers the vault for a password that no keyring took: opens it, or makes it under a new passphrase, off the GUI thread, and keeps
/// the password there. Accepted: it is kept. Rejected: it serves until the program ends.
class VaultDialog : public QDialog
{
    Q_OBJECT

public:
    /// `isThere`: the store has a vault already; whoever asks it does so off the GUI thread. `why`: the keyring's own words. `store` outlives
    /// the dialog and its work.
    VaultDialog(SecretStore *store, bool isThere, const QUuid &serverId, Secret password, const QString &why, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fit();
    void keep();
    void complain(const QString &problem);

    SecretStore *m_store;
    QUuid m_serverId;
    Secret m_password;
    QLineEdit *m_passphrase;
    QLineEdit *m_again; ///< null: the vault exists
    QLabel *m_message;
    QDialogButtonBox *m_buttons;
};

} // namespace concord
