// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/vaultdialog.h"

#include "look/smallbuttons.h"
#include "look/tone.h"
#include "workspace/secretstore.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

static QLineEdit *addSecretLine(QFormLayout *form, const QString &label, const QString &name, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setObjectName(name);
    line->setEchoMode(QLineEdit::Password);
    line->setAccessibleName(QString(label).remove(u'&'));
    form->addRow(label, line);
    return line;
}

VaultDialog::VaultDialog(SecretStore *store, bool isThere, const QUuid &serverId, Secret password, const QString &why, QWidget *parent)
    : QDialog(parent),
      m_store(store),
      m_serverId(serverId),
      m_password(std::move(password)),
      m_again(nullptr),
      m_message(makePlainLabel({}, this)),
      m_buttons(new QDialogButtonBox(this))
{
    setWindowTitle(tr("Keep the password in a vault"));
    QLabel *text = makePlainLabel(why + u"\n\n"_s
                                      + (isThere ? tr("The vault beside the workspace can keep it: a file that is encrypted under your passphrase.")
                                                 : tr("A vault beside the workspace can keep it: a file that is encrypted under a passphrase of your "
                                                      "choice, which Concord asks for when a password is wanted.")),
                                  this);
    text->setWordWrap(true);
    m_message->setWordWrap(true);
    auto *form = new QFormLayout;
    m_passphrase = addSecretLine(form, tr("&Passphrase"), u"passphrase"_s, this);
    if (!isThere)
        m_again = addSecretLine(form, tr("The same &again"), u"passphraseAgain"_s, this);
    QPushButton *keep = m_buttons->addButton(tr("&Keep in the vault"), QDialogButtonBox::ActionRole);
    keep->setObjectName(u"keepInVault"_s);
    keep->setDefault(true);
    m_buttons->addButton(tr("&Until Concord closes"), QDialogButtonBox::RejectRole)->setToolTip(tr("The password is asked for again after that"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    connect(keep, &QPushButton::clicked, this, &VaultDialog::keep);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

/// Texts that wrap need more height than a layout's hint tells.
void VaultDialog::fit()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    setMinimumHeight(needed);
    if (height() < needed)
        resize(width(), needed);
}

void VaultDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit(); // by the style's own font
}

void VaultDialog::keep()
{
    if (m_passphrase->text().isEmpty() || (m_again && m_again->text() != m_passphrase->text())) {
        complain(m_passphrase->text().isEmpty() ? tr("Type a passphrase.") : tr("The two passphrases are not the same."));
        return;
    }
    m_buttons->setEnabled(false);
    m_message->setText(tr("Opening the vault …"));
    fit();
    auto job = [store = m_store, id = m_serverId, password = m_password, passphrase = Secret(m_passphrase->text().toUtf8())]() -> Result<void> {
        if (const Result<void> opened = store->openVault(passphrase); !opened)
            return opened;
        return store->save(id, password).transform([](SecretStore::Place) {});
    };
    QtConcurrent::run(job).then(this, [this](const Result<void> &kept) {
        if (kept)
            accept();
        else
            complain(kept.error().message);
    });
}

void VaultDialog::complain(const QString &problem)
{
    setTone(*m_message, Tone::Error);
    m_message->setText(problem);
    fit();
    m_buttons->setEnabled(true);
    m_passphrase->setFocus();
}

} // namespace concord
