// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

#include <QToolButton>
#include <QUuid>

#include <functional>

class QMenu;

namespace concord {

/// Which work session the window works in, and the menu to choose another, to make one of the databases of the query in
/// front, and to manage them.
class SessionButton : public QToolButton
{
    Q_OBJECT

public:
    /// `services.sessions` is not null. `targets`: the databases of the query in front.
    SessionButton(const Services &services, std::function<QList<QUuid>()> targets, QWidget *parent = nullptr);

    /// All sessions, their names and their databases.
    void manage();
    /// Asks for the name of a new session of these databases; it is made when that is accepted.
    void makeNew(const QList<QUuid> &profiles);

Q_SIGNALS:
    /// A person chose another session, or none (no databases). `before`: the databases of the one that was left.
    void chosen(const QList<QUuid> &profiles, const QList<QUuid> &before);
    /// The query in front is to run on the session's databases.
    void useWanted(const QList<QUuid> &profiles);

private:
    void fillMenu();
    void choose(const QUuid &id);
    void refresh();

    Services m_services;
    std::function<QList<QUuid>()> m_targets;
    QMenu *m_menu;
};

} // namespace concord
