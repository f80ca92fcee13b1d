// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/historypanel.h"

#include "docks/historymodel.h"
#include "worksessionlist.h"
#include "workspace/workspacethread.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace concord {

static constexpr int shownRuns = 500;

HistoryPanel::HistoryPanel(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(new HistoryModel(this)),
      m_search(new QLineEdit),
      m_sessions(new QComboBox),
      m_view(new QTreeView),
      m_later(new QTimer(this))
{
    m_search->setPlaceholderText(tr("Search statements"));
    m_search->setAccessibleName(tr("Search statements"));
    m_search->setClearButtonEnabled(true);
    m_sessions->setAccessibleName(tr("Work session"));
    m_sessions->setToolTip(tr("Runs of this work session only"));
    m_sessions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("History"));
    const int em = fontMetrics().averageCharWidth();
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(HistoryModel::Statement, QHeaderView::Stretch);
    m_view->setColumnWidth(HistoryModel::Databases, em * 36);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 0);
    auto *top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_sessions);
    layout->addLayout(top);
    layout->addWidget(m_view);

    m_later->setSingleShot(true);
    m_later->setInterval(150ms);
    connect(m_later, &QTimer::timeout, this, &HistoryPanel::read);
    connect(m_search, &QLineEdit::textChanged, this, &HistoryPanel::reload);
    connect(m_sessions, &QComboBox::currentIndexChanged, this, &HistoryPanel::reload);
    fillSessions();
    if (services.sessions) {
        connect(services.sessions, &WorkSessionList::changed, this, &HistoryPanel::fillSessions);
        connect(services.sessions, &WorkSessionList::currentChanged, this, [this] {
            fillSessions();
            const auto current = m_services.sessions->current();
            m_sessions->setCurrentIndex(current ? m_sessions->findData(current->name) : 0);
        });
    }
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const HistoryEntry &entry = m_model->entry(index.row());
        QList<QUuid> profiles;
        for (const HistoryTarget &target : entry.targets)
            profiles.append(target.profileId);
        Q_EMIT reopenWanted(profiles, entry.text);
    });
    reload();
}

void HistoryPanel::reload()
{
    m_later->start();
}

void HistoryPanel::fillSessions()
{
    const QString before = session();
    const QSignalBlocker blocker(m_sessions);
    m_sessions->clear();
    m_sessions->addItem(tr("all work sessions"), QString());
    for (const WorkSession &each : m_services.sessions ? m_services.sessions->entries() : QList<WorkSession>())
        m_sessions->addItem(each.name, each.name);
    m_sessions->setVisible(m_sessions->count() > 1);
    m_sessions->setCurrentIndex(std::max(0, m_sessions->findData(before)));
    if (session() != before)
        reload();
}

QString HistoryPanel::session() const
{
    return m_sessions->currentData().toString();
}

void HistoryPanel::read()
{
    if (!m_services.workspace)
        return;
    const QString search = m_search->text();
    m_services.workspace->post([search, session = session()](Workspace &workspace) { return workspace.history(shownRuns, session, search); })
        .then(this, [this, search, session = session()](const Result<QList<HistoryEntry>> &entries) {
            if (!entries || search != m_search->text() || session != this->session())
                return;
            m_model->setEntries(*entries);
            // Their texts differ little; what is left is the statement's.
            for (const int column : {HistoryModel::Started, HistoryModel::Outcome, HistoryModel::Time})
                m_view->resizeColumnToContents(column);
        });
}

} // namespace concord
