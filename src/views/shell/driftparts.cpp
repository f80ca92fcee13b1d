// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/driftparts.h"

#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "drift/baselinedialog.h"
#include "drift/driftboard.h"
#include "drift/driftpanel.h"
#include "drift/extractiontimer.h"
#include "drift/scheduledialog.h"
#include "drift/timelineview.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/extractions.h"
#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

static const QString tabsKey = u"timelineTabs"_s;

DriftParts::DriftParts(const Services &services, Extractions &extractions, QTabWidget *tabs, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_tabs(tabs),
      m_board(new DriftBoard(services, this))
{
    connect(m_board, &DriftBoard::failed, this, &DriftParts::failed);
    connect(m_board, &DriftBoard::drifted, this, &DriftParts::tell);
    connect(&extractions, &Extractions::finished, m_board, &DriftBoard::load);
    connect(m_services.profiles, &ProfileList::changed, m_board, &DriftBoard::load);
    if (m_services.catalogs)
        connect(m_services.catalogs, &CatalogLibrary::loaded, this, &DriftParts::restoreTabs);
    if (m_services.workspace) {
        m_timer = new ExtractionTimer(m_services, extractions, this);
        connect(m_timer, &ExtractionTimer::failed, this, &DriftParts::failed);
    }
}

DriftPanel *DriftParts::makePanel(QWidget *parent)
{
    auto *panel = new DriftPanel(m_services, *m_board, parent);
    connect(panel, &DriftPanel::sideBySideWanted, this, &DriftParts::showFinding);
    connect(panel, &DriftPanel::timelineWanted, this, &DriftParts::showTimeline);
    connect(panel, &DriftPanel::baselineWanted, this, &DriftParts::chooseBaseline);
    return panel;
}

void DriftParts::connectTree(ConnectionTree *tree)
{
    ConnectionModel *model = tree->model();
    connect(m_board, &DriftBoard::changed, model, [this, model] { model->setDrift(m_board->findings()); });
}

/// Once for each database, in the status bar: the dock and the tree keep it.
void DriftParts::tell(const DriftFinding &finding)
{
    const auto entry = m_services.profiles->find(finding.profileId);
    if (!entry || finding.warnings.empty())
        return;
    const QString more = finding.warnings.size() > 1 ? tr(" … and %1 more").arg(finding.warnings.size() - 1) : QString();
    Q_EMIT said(tr("⚠ %1 has drifted: %2%3").arg(entry->endpoint.name, finding.warnings.front().text, more));
}

void DriftParts::showFinding(const DriftFinding &finding, const ObjectAddress &object)
{
    const auto measured = m_board->baseline(finding.profileId);
    const EndChoice now{finding.profileId};
    const EndChoice past{finding.profileId, {}, finding.baseline, finding.baselineName.section(u'@', -1).toInt()};
    if (measured && !measured->follows.isNull()) // a script is for the one that follows
        Q_EMIT sideBySideWanted(now, EndChoice{measured->follows}, object);
    else
        Q_EMIT sideBySideWanted(past, now, object);
}

void DriftParts::showTimeline(const QUuid &profile)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *open = qobject_cast<TimelineView *>(m_tabs->widget(i));
        if (open && open->profile() == profile) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    }
    addTimeline(profile, true);
}

void DriftParts::addTimeline(const QUuid &profile, bool current)
{
    auto *view = new TimelineView(m_services, profile, {});
    connect(view, &TimelineView::sideBySideWanted, this, [this](const SnapshotInfo &from, const SnapshotInfo &to, const ObjectAddress &object) {
        Q_EMIT sideBySideWanted(pastEnd(from), pastEnd(to), object);
    });
    const int index = m_tabs->addTab(view, withoutMnemonic(view->title()));
    if (current) {
        m_tabs->setCurrentIndex(index);
        view->setFocus();
    }
    keepTabs();
}

void DriftParts::keepTabs()
{
    if (!m_restored || !m_services.workspace)
        return;
    QJsonArray list;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const auto *view = qobject_cast<TimelineView *>(m_tabs->widget(i)))
            list.append(QJsonObject{{u"profile"_s, view->profile().toString(QUuid::WithoutBraces)}, {u"active"_s, i == m_tabs->currentIndex()}});
    }
    (void)m_services.workspace->post(
        [json = QJsonDocument(list).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(tabsKey, json); });
}

void DriftParts::restoreTabs()
{
    if (std::exchange(m_restored, true) || !m_services.workspace)
        return;
    m_services.workspace->post([](Workspace &workspace) { return workspace.setting(tabsKey); }).then(this, [this](const Result<QByteArray> &kept) {
        const QJsonArray list = QJsonDocument::fromJson(kept.value_or(QByteArray())).array();
        for (const QJsonValue &value : list) {
            const auto profile = QUuid::fromString(value["profile"_L1].toString());
            if (m_services.profiles->find(profile))
                addTimeline(profile, value["active"_L1].toBool());
        }
    });
}

void DriftParts::chooseBaseline(const QUuid &profile)
{
    auto *dialog = new BaselineDialog(m_services, profile, m_board->baseline(profile), m_tabs->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BaselineDialog::baselineWanted, m_board, &DriftBoard::setBaseline);
    dialog->open();
}

void DriftParts::editSchedule()
{
    if (!m_timer)
        return;
    auto *dialog = new ScheduleDialog(m_services, m_timer->schedule(), m_tabs->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ScheduleDialog::scheduleWanted, m_timer, &ExtractionTimer::setSchedule);
    dialog->open();
}

} // namespace concord
