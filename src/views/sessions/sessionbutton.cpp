// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessions/sessionbutton.h"

#include "look/wording.h"
#include "sessions/newsessiondialog.h"
#include "sessions/sessiondialog.h"
#include "worksessionlist.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace concord {

SessionButton::SessionButton(const Services &services, std::function<QList<QUuid>()> targets, QWidget *parent)
    : QToolButton(parent),
      m_services(services),
      m_targets(std::move(targets)),
      m_menu(new QMenu(this))
{
    setObjectName(u"workSession"_s);
    setPopupMode(InstantPopup);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &SessionButton::fillMenu);
    connect(services.sessions, &WorkSessionList::changed, this, &SessionButton::refresh);
    refresh();
}

void SessionButton::refresh()
{
    const auto current = m_services.sessions->current();
    setText(current ? withoutMnemonic(firstLine(current->name, 24)) : tr("No work session"));
    setAccessibleName(current ? tr("Work session %1").arg(current->name) : tr("No work session"));
    setToolTip(current ? plainToolTip(tr("Work session %1: runs are kept in its history, new queries begin with its %n databases", nullptr,
                                         int(current->profiles.size()))
                                          .arg(current->name))
                       : tr("Work session: a name, a set of databases, and the history of what ran on them"));
}

void SessionButton::fillMenu()
{
    m_menu->clear();
    const auto current = m_services.sessions->current();
    const auto add = [&](const QString &text, const QUuid &id) {
        QAction *action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(id == (current ? current->id : QUuid()));
        connect(action, &QAction::triggered, this, [this, id] { choose(id); });
    };
    add(tr("No work session"), {});
    for (const WorkSession &session : m_services.sessions->entries())
        add(u"%1  ·  %2"_s.arg(withoutMnemonic(session.name), grouped(session.profiles.size())), session.id);
    m_menu->addSeparator();
    const QList<QUuid> targets = m_targets();
    QAction *use = m_menu->addAction(tr("&Use its databases in this query"));
    use->setEnabled(current && !current->profiles.isEmpty());
    connect(use, &QAction::triggered, this, [this] {
        if (const auto session = m_services.sessions->current())
            Q_EMIT useWanted(session->profiles);
    });
    QAction *make = m_menu->addAction(targets.isEmpty() ? tr("&New work session…") : tr("&New work session of this query's databases…"));
    connect(make, &QAction::triggered, this, [this, targets] { makeNew(targets); });
    connect(m_menu->addAction(tr("&Manage work sessions…")), &QAction::triggered, this, &SessionButton::manage);
}

void SessionButton::choose(const QUuid &id)
{
    const auto before = m_services.sessions->current();
    m_services.sessions->setCurrent(id);
    const auto now = m_services.sessions->current();
    Q_EMIT chosen(now ? now->profiles : QList<QUuid>(), before ? before->profiles : QList<QUuid>());
}

void SessionButton::manage()
{
    auto *dialog = new SessionDialog(m_services, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SessionButton::makeNew(const QList<QUuid> &profiles)
{
    auto *dialog = new NewSessionDialog(m_services, profiles, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewSessionDialog::made, this, [this, profiles] {
        if (profiles.isEmpty())
            manage(); // its databases are ticked there
    });
    dialog->open();
}

} // namespace concord
