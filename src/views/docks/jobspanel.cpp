// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobspanel.h"

#include "docks/jobbuttons.h"
#include "docks/jobsdelegate.h"
#include "docks/jobsmodel.h"
#include "docks/queryjob.h"
#include "query/querytab.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

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
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setMinimumSectionSize(0);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the details give way
    m_view->viewport()->installEventFilter(this);
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
    connect(m_model, &JobsModel::jobChanged, this, [this](Job *job) {
        refreshButtons(job);
        arrangeColumns();
    });
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

bool JobsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        arrangeColumns();
    return QWidget::eventFilter(watched, event);
}

/// The buttons have their room first, then what a job says of itself; what is left is the details'. A narrow dock has no bar.
void JobsPanel::arrangeColumns()
{
    const int em = fontMetrics().averageCharWidth();
    int left = m_view->viewport()->width();
    const auto give = [&](JobsModel::Column column, int wide) {
        wide = std::clamp(wide, 0, left);
        left -= wide;
        m_view->setColumnWidth(column, wide);
    };
    int buttons = 0;
    for (const JobButtons *each : m_view->viewport()->findChildren<JobButtons *>(Qt::FindDirectChildrenOnly))
        buttons = std::max(buttons, each->sizeHint().width());
    give(JobsModel::Actions, buttons + em);
    give(JobsModel::Elapsed, em * 10);
    const int whole = left;
    give(JobsModel::Name, std::clamp(whole / 4, std::min(whole, em * 18), em * 30));
    give(JobsModel::Progress, m_model->runningCount() > 0 && whole > em * 70 ? em * 12 : 0);
    const QAbstractItemView &view = *m_view; // the tree keeps its own to itself
    give(JobsModel::State, std::min(view.sizeHintForColumn(JobsModel::State), left));
    give(JobsModel::Detail, left);
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
    arrangeColumns(); // its buttons want their room, though nothing of it may ever change
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
