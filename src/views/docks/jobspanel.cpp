// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobspanel.h"

#include "docks/jobbuttons.h"
#include "docks/jobsdelegate.h"
#include "docks/jobsmodel.h"
#include "docks/queryjob.h"
#include "query/querytab.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace concord {

JobsPanel::JobsPanel(QWidget *parent) : QWidget(parent), m_model(new JobsModel(this)), m_view(new QTreeView), m_stack(new QStackedWidget)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new JobsDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setAccessibleName(tr("Jobs"));
    m_view->viewport()->setBackgroundRole(QPalette::Window);
    const int em = fontMetrics().averageCharWidth();
    m_view->header()->setStretchLastSection(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the details give way
    m_view->setColumnWidth(JobsModel::Name, em * 30);
    m_view->setColumnWidth(JobsModel::Progress, em * 14);
    m_view->header()->setSectionResizeMode(JobsModel::State, QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(JobsModel::Detail, QHeaderView::Stretch);
    m_view->setColumnWidth(JobsModel::Elapsed, em * 11);
    m_view->setColumnWidth(JobsModel::Actions, em * 22);
    auto *empty = new QLabel(tr("Nothing is running. Queries and extractions show here how far they are, database by database."));
    empty->setForegroundRole(QPalette::PlaceholderText);
    empty->setWordWrap(true);
    empty->setMargin(fontMetrics().height() / 2);
    empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_model, &JobsModel::runningCountChanged, this, &JobsPanel::runningCountChanged);
    connect(m_model, &JobsModel::jobChanged, this, &JobsPanel::refreshButtons);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &JobsPanel::showEmptyState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &JobsPanel::showEmptyState);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        for (int row = 0; row < m_model->rowCount(index); ++row)
            makeButtons(m_model->index(row, 0, index));
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (Job *job = m_model->job(index))
            job->open();
    });
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, m_model, &JobsModel::refreshRunning);
    timer->start(250ms);
    showEmptyState();
}

void JobsPanel::showEmptyState()
{
    m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
}

void JobsPanel::watch(QueryTab *tab)
{
    connect(tab, &QueryTab::runningChanged, this, [this, tab](bool running) {
        if (!running || m_queries.contains(tab))
            return;
        auto *job = new QueryJob(tab);
        connect(job, &QueryJob::tabWanted, this, &JobsPanel::tabWanted);
        m_queries.insert(tab, job);
        add(job, false);
    });
    connect(tab, &QObject::destroyed, this, [this, tab] {
        if (Job *job = m_queries.take(tab))
            dismiss(job);
    });
}

void JobsPanel::add(Job *job, bool opened)
{
    job->setParent(this);
    m_model->add(job);
    const QModelIndex index = m_model->indexOf(job);
    makeButtons(index);
    m_view->setExpanded(index, opened);
}

void JobsPanel::makeButtons(const QModelIndex &index)
{
    const QModelIndex place = index.siblingAtColumn(JobsModel::Actions);
    if (m_view->indexWidget(place))
        return;
    auto *buttons = new JobButtons(m_model->job(index), m_model->part(index));
    connect(buttons, &JobButtons::dismissed, this, &JobsPanel::dismiss);
    m_view->setIndexWidget(place, buttons);
}

void JobsPanel::refreshButtons(Job *job)
{
    const QModelIndex index = m_model->indexOf(job);
    const auto refresh = [this](const QModelIndex &row) {
        if (auto *buttons = qobject_cast<JobButtons *>(m_view->indexWidget(row.siblingAtColumn(JobsModel::Actions))))
            buttons->refresh();
    };
    refresh(index);
    if (!m_view->isExpanded(index))
        return;
    for (int row = 0; row < m_model->rowCount(index); ++row) {
        makeButtons(m_model->index(row, 0, index)); // a later run may have more databases
        refresh(m_model->index(row, 0, index));
    }
}

void JobsPanel::dismiss(Job *job)
{
    m_queries.removeIf([job](const auto &entry) { return entry.value() == job; });
    m_model->remove(job);
    job->deleteLater();
}

} // namespace concord
