// SPDX-License-Identifier: GPL-3.0-or-later
// The window's work session: which databases a new query gets, and what its name marks.
#include "shell/mainwindow.h"

#include "connections/connectiontree.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "sessions/sessionbutton.h"
#include "worksessionlist.h"

namespace concord {

void MainWindow::makeSessions()
{
    connect(m_session, &SessionButton::chosen, this, &MainWindow::takeSession);
    connect(m_session, &SessionButton::useWanted, this, [this](const QList<QUuid> &profiles) {
        if (QueryTab *tab = currentQuery())
            tab->setTargets(profiles);
        else
            newQuery(profiles);
    });
    connect(m_services.sessions, &WorkSessionList::failed, this, &MainWindow::report);
    connect(m_services.sessions, &WorkSessionList::changed, this, [this] {
        const auto session = m_services.sessions->current();
        for (QueryTab *tab : findChildren<QueryTab *>())
            tab->setWorkSession(session ? session->name : QString());
    });
    // A database that is gone has left its sessions too.
    connect(m_services.profiles, &ProfileList::changed, m_services.sessions, &WorkSessionList::reload);
}

/// The databases of a query in front follow the session unless a person chose others.
void MainWindow::takeSession(const QList<QUuid> &profiles, const QList<QUuid> &before)
{
    QueryTab *tab = currentQuery();
    if (tab && !profiles.isEmpty() && (tab->targets().isEmpty() || tab->targets() == before))
        tab->setTargets(profiles);
}

QList<QUuid> MainWindow::targetsOfNew() const
{
    const QList<QUuid> selected = m_tree->selectedProfiles();
    const auto session = m_services.sessions->current();
    return selected.isEmpty() && session ? session->profiles : selected;
}

} // namespace concord
