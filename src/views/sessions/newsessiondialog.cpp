// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessions/newsessiondialog.h"

#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"
#include "profilelist.h"
#include "worksessionlist.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace concord {

static QString namesOf(const QList<QUuid> &profiles, const ProfileList &list)
{
    QStringList names;
    for (const QUuid &id : profiles) {
        if (const auto entry = list.find(id))
            names.append(entry->endpoint.name);
    }
    return firstLine(names.join(u", "_s), 300);
}

NewSessionDialog::NewSessionDialog(const Services &services, QList<QUuid> profiles, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_profiles(std::move(profiles)),
      m_name(new QLineEdit(services.sessions->freeName(), this)),
      m_message(makePlainLabel({}, this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("New work session"));
    m_name->setAccessibleName(tr("Name of the work session"));
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    m_name->selectAll();
    m_message->setWordWrap(true);
    m_message->setAccessibleName(tr("Message"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Make it"));
    auto *databases = makePlainLabel(m_profiles.isEmpty() ? tr("none yet; they are ticked next") : namesOf(m_profiles, *m_services.profiles), this);
    databases->setWordWrap(true);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Databases"), databases);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &NewSessionDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &NewSessionDialog::reject);
}

void NewSessionDialog::accept()
{
    m_buttons->setEnabled(false);
    WorkSession session;
    session.name = m_name->text().trimmed();
    session.profiles = m_profiles;
    m_services.sessions->save(session, [this, self = QPointer(this), sessions = m_services.sessions](const Result<WorkSession> &kept) {
        if (kept)
            sessions->setCurrent(kept->id);
        if (!self)
            return;
        if (!kept) { // what was typed stays
            setTone(*m_message, Tone::Error);
            m_message->setText(kept.error().message);
            m_buttons->setEnabled(true);
            m_name->setFocus();
            return;
        }
        Q_EMIT made();
        QDialog::accept();
    });
}

} // namespace concord
