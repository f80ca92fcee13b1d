// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessions/sessiondialog.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "profilelist.h"
#include "worksessionlist.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

SessionDialog::SessionDialog(const Services &services, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_list(new QListWidget),
      m_name(new QLineEdit),
      m_filter(new QLineEdit),
      m_databases(new QListWidget),
      m_message(makePlainLabel({}, this)),
      m_remove(new QPushButton(tr("&Delete"))),
      m_undo(new QPushButton(tr("&Undo delete")))
{
    setWindowTitle(tr("Work sessions"));
    build();
    connect(m_list, &QListWidget::currentItemChanged, this, &SessionDialog::showChosen);
    connect(m_name, &QLineEdit::editingFinished, this, &SessionDialog::rename);
    connect(m_databases, &QListWidget::itemChanged, this, &SessionDialog::toggleDatabases);
    connect(m_filter, &QLineEdit::textChanged, this, &SessionDialog::filterDatabases);
    connect(m_remove, &QPushButton::clicked, this, &SessionDialog::removeChosen);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->hide();
        keep(m_removed);
    });
    connect(services.sessions, &WorkSessionList::changed, this, &SessionDialog::fill);
    if (const auto current = services.sessions->current())
        m_wanted = current->id;
    connect(services.profiles, &ProfileList::changed, this, &SessionDialog::fillDatabases);
    fill();
    fillDatabases();
}

SessionDialog::~SessionDialog()
{
    hide(); // a name that loses the focus by it finds its dialog whole
}

void SessionDialog::build()
{
    m_list->setAccessibleName(tr("Work sessions"));
    m_name->setAccessibleName(tr("Name of the work session"));
    m_filter->setPlaceholderText(tr("Filter databases"));
    m_filter->setAccessibleName(tr("Filter databases"));
    m_filter->setClearButtonEnabled(true);
    m_databases->setAccessibleName(tr("Databases of the work session"));
    m_message->setWordWrap(true);
    m_message->setAccessibleName(tr("Message"));
    m_undo->hide();
    auto *add = new QPushButton(tr("&New"));
    add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_undo->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &SessionDialog::addNew);

    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {add, m_remove, m_undo})
        buttons->addWidget(button);
    buttons->addStretch();
    left->addLayout(buttons);
    auto *right = new QVBoxLayout;
    auto *form = new QFormLayout;
    form->addRow(tr("Na&me"), m_name);
    right->addLayout(form);
    right->addWidget(m_filter);
    right->addWidget(m_databases, 1);
    auto *both = new QHBoxLayout;
    both->addLayout(left, 2);
    both->addLayout(right, 3);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter in the name keeps the name
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(both, 1);
    layout->addWidget(m_message);
    layout->addWidget(close);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 26);
}

std::optional<WorkSession> SessionDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? m_services.sessions->find(item->data(Qt::UserRole).toUuid()) : std::nullopt;
}

void SessionDialog::fill()
{
    const auto before = chosen();
    const QUuid wanted = !m_wanted.isNull() ? m_wanted : before ? before->id : QUuid();
    {
        const QScopedValueRollback filling(m_filling, true);
        m_list->clear();
        for (const WorkSession &session : m_services.sessions->entries()) {
            auto *item = new QListWidgetItem(session.name, m_list);
            item->setData(Qt::UserRole, session.id);
            if (session.id == wanted)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem())
            m_list->setCurrentRow(0);
        else
            m_wanted = {};
    }
    showChosen();
}

void SessionDialog::showChosen()
{
    if (m_filling)
        return;
    const QScopedValueRollback filling(m_filling, true);
    const auto session = chosen();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_filter, m_databases, m_remove})
        widget->setEnabled(session.has_value());
    if (!session || m_name->text().trimmed() != session->name)
        m_name->setText(session ? session->name : QString());
    for (int row = 0; row < m_databases->count(); ++row) {
        QListWidgetItem *item = m_databases->item(row);
        item->setCheckState(session && session->profiles.contains(item->data(Qt::UserRole).toUuid()) ? Qt::Checked : Qt::Unchecked);
    }
    if (m_services.sessions->entries().isEmpty())
        m_message->setText(tr("A work session is a name and a set of databases. What runs while it is chosen is kept in its history."));
}

void SessionDialog::fillDatabases()
{
    {
        const QScopedValueRollback filling(m_filling, true);
        m_databases->clear();
        for (const ProfileEntry &entry : m_services.profiles->entries()) {
            auto *item = new QListWidgetItem(entry.endpoint.name, m_databases);
            item->setData(Qt::UserRole, entry.endpoint.profileId);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Unchecked);
        }
    }
    filterDatabases(m_filter->text());
    showChosen();
}

void SessionDialog::filterDatabases(const QString &text)
{
    for (int row = 0; row < m_databases->count(); ++row)
        m_databases->item(row)->setHidden(!m_databases->item(row)->text().contains(text.trimmed(), Qt::CaseInsensitive));
}

void SessionDialog::addNew()
{
    WorkSession session;
    session.name = m_services.sessions->freeName();
    m_services.sessions->save(session, [this, self = QPointer(this)](const Result<WorkSession> &kept) {
        if (!self)
            return;
        m_message->setText(kept ? QString() : kept.error().message);
        if (!kept)
            return;
        m_services.sessions->setCurrent(kept->id);
        m_wanted = kept->id;
        fill();
        m_name->setFocus(Qt::OtherFocusReason);
        m_name->selectAll();
    });
}

void SessionDialog::keep(const WorkSession &session)
{
    m_services.sessions->save(session, [this, self = QPointer(this)](const Result<WorkSession> &kept) {
        if (self)
            m_message->setText(kept ? QString() : kept.error().message);
    });
}

void SessionDialog::rename()
{
    auto session = chosen();
    const QString name = m_name->text().trimmed();
    if (!session || name == session->name)
        return;
    session->name = name;
    keep(*session);
}

/// In the order in which they were ticked.
void SessionDialog::toggleDatabases()
{
    auto session = chosen();
    if (m_filling || !session)
        return;
    for (int row = 0; row < m_databases->count(); ++row) {
        const QUuid id = m_databases->item(row)->data(Qt::UserRole).toUuid();
        const bool on = m_databases->item(row)->checkState() == Qt::Checked;
        if (on && !session->profiles.contains(id))
            session->profiles.append(id);
        else if (!on)
            session->profiles.removeAll(id);
    }
    keep(*session);
}

void SessionDialog::removeChosen()
{
    const auto session = chosen();
    if (!session)
        return;
    m_removed = *session;
    m_undo->show();
    m_services.sessions->remove(session->id);
    m_message->setText(tr("“%1” is deleted; the history of what ran in it stays.").arg(session->name));
}

} // namespace concord
