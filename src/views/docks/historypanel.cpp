// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/historypanel.h"

#include "docks/historymodel.h"
#include "workspace/workspacethread.h"

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
      m_view(new QTreeView),
      m_later(new QTimer(this))
{
    m_search->setPlaceholderText(tr("Search statements"));
    m_search->setAccessibleName(tr("Search statements"));
    m_search->setClearButtonEnabled(true);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("History"));
    const int em = fontMetrics().averageCharWidth();
    m_view->setColumnWidth(HistoryModel::Started, em * 18);
    m_view->setColumnWidth(HistoryModel::Statement, em * 60);
    m_view->setColumnWidth(HistoryModel::Databases, em * 36);
    m_view->setColumnWidth(HistoryModel::Outcome, em * 28);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_view);

    m_later->setSingleShot(true);
    m_later->setInterval(150ms);
    connect(m_later, &QTimer::timeout, this, &HistoryPanel::read);
    connect(m_search, &QLineEdit::textChanged, this, &HistoryPanel::reload);
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

void HistoryPanel::read()
{
    if (!m_services.workspace)
        return;
    const QString search = m_search->text();
    m_services.workspace->post([search](Workspace &workspace) { return workspace.history(shownRuns, {}, search); })
        .then(this, [this, search](const Result<QList<HistoryEntry>> &entries) {
            if (entries && search == m_search->text())
                m_model->setEntries(*entries);
        });
}

} // namespace concord
