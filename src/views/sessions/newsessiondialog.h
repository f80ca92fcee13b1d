// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

#include <QDialog>
#include <QUuid>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace concord {

/// The name of a new work session. Accepted, the session is made and becomes the current one; cancelled, nothing is.
class NewSessionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `services.sessions` is not null. `profiles`: its databases.
    NewSessionDialog(const Services &services, QList<QUuid> profiles, QWidget *parent = nullptr);

    void accept() override;

Q_SIGNALS:
    void made();

private:
    Services m_services;
    QList<QUuid> m_profiles;
    QLineEdit *m_name;
    QLabel *m_message;
    QDialogButtonBox *m_buttons;
};

} // namespace concord
