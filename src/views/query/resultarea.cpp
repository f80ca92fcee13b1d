// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/resultarea.h"

#include "chart/chartview.h"
#include "compute/engine.h"
#include "grid/documentlist.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "look/colours.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "query/mergedview.h"
#include "query/messagesview.h"
#include "query/planview.h"
#include "query/runstatus.h"
#include "query/sidebysideview.h"
#include "query/sourceview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int refreshMs = 200;
constexpr qint64 moreRows = 100'000;

} // namespace

ResultArea::ResultArea(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_registry(services.registry),
      m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_results(new QComboBox(this)),
      m_order(new ElidedLabel(this)),
      m_coverage(new ElidedLabel(this)),
      m_find(makeSignButton(u"⌕"_s, tr("Find"), this)),
      m_record(makeLinkButton(tr("record"), this)),
      m_filter(makeLinkButton(tr("filter"), this)),
      m_export(makeLinkButton(tr("export"), this)),
      m_grid(new ResultGrid(services.compute, this)),
      m_sources(new SourceView(services.compute, this)),
      m_side(new SideBySideView(services.compute, this)),
      m_merged(new MergedView(services.compute, this)),
      m_chart(new ChartView(this)),
      m_documents(new DocumentList(
          *m_grid->model(), [this](int row) { return m_grid->documentOf(row); }, this)),
      m_plans(new PlanView(this)),
      m_messages(new MessagesView(this)),
      m_timer(new QTimer(this))
{
    m_pages->addWidget(m_grid);
    m_pages->addWidget(m_sources);
    m_pages->addWidget(m_side);
    m_pages->addWidget(m_merged);
    m_pages->addWidget(m_documents);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_plans);
    m_pages->addWidget(m_messages);
    m_timer->setSingleShot(true);
    makeBar();
    connect(m_timer, &QTimer::timeout, this, &ResultArea::refresh);
    connect(m_tabs, &QTabBar::currentChanged, this, &ResultArea::pageChanged);
    connectGrid(m_grid);
    connect(m_grid, &ResultGrid::orderTextChanged, this, [this] {
        if (page() == Merged && m_merged->order() != m_grid->model()->order())
            refreshMerged(); // a filter or a sort has come through
    });
    connectGrid(m_sources->grid());
    connectGrid(m_merged->grid());
    connect(m_chart, &ChartView::problem, this, &ResultArea::problem);
    connect(m_side, &SideBySideView::gridMade, this, [this](ResultGrid *grid) {
        connectGrid(grid);
        grid->setInsertTarget(m_insertTable, m_insertDialect.get());
    });
    connect(m_side, &SideBySideView::currentGridChanged, this, [this] {
        currentGrid()->tellCell();
        refreshBar();
    });
    connect(m_messages, &MessagesView::placeWanted, this, &ResultArea::placeWanted);
    connect(m_plans, &PlanView::placeWanted, this, &ResultArea::placeWanted);
    connect(m_results, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_run)
            return;
        QList<Endpoint> endpoints = m_grid->model()->endpoints();
        m_grid->begin(endpoints);
        refresh();
    });
    m_grid->setEmptyText(tr("Choose databases beside Run, type a statement and press Ctrl+Enter."));
    m_sources->grid()->setEmptyText(tr("Nothing has run yet."));
    refreshBar();
}

void ResultArea::makeBar()
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Results"));
    m_tabs->addTab(tr("Combined"));
    m_tabs->addTab(tr("By source"));
    m_tabs->addTab(tr("Side by side"));
    m_tabs->addTab(tr("Merged"));
    m_tabs->addTab(tr("Documents"));
    m_tabs->addTab(tr("Chart"));
    m_tabs->addTab(tr("Plan"));
    m_tabs->addTab(tr("Messages"));
    m_tabs->setTabVisible(Merged, false);
    m_tabs->setTabVisible(Documents, false);
    m_tabs->setTabVisible(Plan, false);
    m_results->setAccessibleName(tr("Which result"));
    m_results->hide();
    m_filter->setCheckable(true);
    m_coverage->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const int gap = fontMetrics().height() / 2;
    m_bar = new QBoxLayout(QBoxLayout::LeftToRight);
    m_bar->setContentsMargins(gap / 2, 0, gap, 0);
    m_bar->setSpacing(gap);
    m_bar->addWidget(m_tabs);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(gap);
    m_bar->addLayout(bar, 1);
    bar->addWidget(m_results);
    m_order->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the first to give way where there is little room
    bar->addWidget(m_order, 1);
    bar->addWidget(m_coverage);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    for (QToolButton *button : {m_find, m_record, m_filter, m_export})
        buttons->addWidget(button);
    bar->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages, 1);
    connect(m_find, &QToolButton::clicked, this, [this] { currentGrid()->findText(); });
    connect(m_record, &QToolButton::clicked, this, [this] { currentGrid()->toggleRecord(); });
    connect(m_filter, &QToolButton::clicked, this, [this] { currentGrid()->toggleFilters(); });
    connect(m_export, &QToolButton::clicked, this, &ResultArea::exportWanted);
}

void ResultArea::connectGrid(ResultGrid *grid)
{
    grid->setDocumentText(documentTextBy(m_registry));
    connect(grid, &ResultGrid::orderTextChanged, this, &ResultArea::refreshBar);
    connect(grid, &ResultGrid::selectionMessage, this, &ResultArea::selectionMessage);
    connect(grid, &ResultGrid::cellMessage, this, [this, grid](const QString &column, const QString &type, const QString &text, bool isValue) {
        if (grid == currentGrid()) // the other ones' news are not what is looked at
            Q_EMIT cellMessage(column, type, text, isValue);
    });
    connect(grid, &ResultGrid::problem, this, &ResultArea::problem);
    connect(grid, &ResultGrid::exportRequested, this, &ResultArea::exportWanted);
    connect(grid, &ResultGrid::retryRequested, this, [this](int target) {
        if (m_run)
            m_run->retry(target);
    });
    connect(grid, &ResultGrid::fetchMoreRequested, this, [this](int target) {
        if (m_run)
            m_run->fetchMore(target, moreRows);
    });
    connect(grid, &ResultGrid::messageWanted, this, [this](int target) {
        showPage(Messages);
        m_messages->showTarget(target);
    });
}

/// Of the rows as the combined grid shows them: what it filters out is not drawn.
void ResultArea::refreshChart()
{
    QStringList foot{coverageText(), missingText()};
    foot.removeAll(QString());
    m_chart->setResult(m_grid->model()->result(), m_grid->model()->order(), foot.join(u" · "_s));
}

void ResultArea::refreshMerged()
{
    m_merged->setResult(m_grid->model()->result(), m_grid->model()->order(), missingText());
}

void ResultArea::pageChanged(int page)
{
    if (page == SideBySide)
        m_side->refresh(std::max(0, m_results->currentIndex()));
    if (page == Merged)
        refreshMerged();
    if (page == Chart)
        refreshChart();
    m_pages->setCurrentIndex(page);
    currentGrid()->tellCell();
    refreshBar();
}

void ResultArea::setRun(Run *run)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_timer->stop();
    m_sinceRefresh.invalidate();
    m_results->clear();
    m_results->hide();
    m_messagesShown = 0;
    m_alignment = Alignment::ByName;
    m_isEarlier = false;
    QList<Endpoint> endpoints;
    if (run) {
        for (const Target &target : run->request().targets)
            endpoints.append(target.endpoint);
        connect(run, &Run::outcomeChanged, this, &ResultArea::wantRefresh);
        connect(run, &Run::finished, this, &ResultArea::refresh);
        connect(run, &QObject::destroyed, this, [this] {
            m_run = nullptr;
            m_sources->setRun(nullptr);
            m_side->setRun(nullptr);
        });
        if (page() == Messages || page() == Plan)
            showPage(Combined);
    }
    m_grid->setEmptyText(run ? QString() : tr("Choose databases beside Run, type a statement and press Ctrl+Enter."));
    m_grid->begin(endpoints);
    m_grid->setStatus({});
    m_sources->setRun(run);
    m_side->setRun(run);
    m_messages->clear();
    refresh();
}

void ResultArea::wantRefresh()
{
    if (m_timer->isActive())
        return;
    const qint64 since = m_sinceRefresh.isValid() ? m_sinceRefresh.elapsed() : refreshMs;
    m_timer->start(int(std::clamp<qint64>(refreshMs - since, 0, refreshMs)));
}

void ResultArea::refresh()
{
    m_timer->stop();
    m_sinceRefresh.start();
    if (!m_run) {
        refreshBar();
        return;
    }
    const int results = m_run->resultCount();
    if (results > 1 && m_results->count() != results) {
        const QSignalBlocker blocker(m_results);
        for (int i = m_results->count(); i < results; ++i)
            m_results->addItem(tr("Result %1").arg(i + 1));
    }
    m_results->setVisible(results > 1);
    const int ordinal = std::max(0, m_results->currentIndex());
    const bool finished = m_run->isFinished();
    m_isEarlier = m_isEarlier && finished;
    const CombinedResult combined = m_run->combined(ordinal, m_alignment);
    m_grid->setResult(combined, finished, isCapped(*m_run));
    m_grid->setStatus(statusLines(*m_run));
    if (combined.columns().empty())
        m_grid->setEmptyText(!finished ? tr("Waiting for the first answer …") : results == 0 ? answersWithoutRows(*m_run) : QString());
    m_sources->refresh(ordinal);
    if (page() == SideBySide)
        m_side->refresh(ordinal);
    if (page() == Merged)
        refreshMerged();
    if (page() == Chart)
        refreshChart();
    refreshMessages(finished);
    refreshBar();
    Q_EMIT refreshed();
}

void ResultArea::refreshMessages(bool force)
{
    size_t now = 1;
    for (int i = 0; i < m_run->targetCount(); ++i) {
        const Outcome outcome = m_run->outcome(i);
        now = qHashMulti(now, int(outcome.state), outcome.messages.size(), outcome.results.size(), outcome.error.has_value(),
                         force ? outcome.elapsedMs : 0.0);
    }
    if (now == m_messagesShown)
        return;
    m_messagesShown = now;
    m_messages->setRun(*m_run);
}

void ResultArea::explainKeys(const QueryTab::Actions &actions)
{
    explainKey(*m_find, actions.find, tr("Find text in the rows, or a column"));
    explainKey(*m_record, actions.record, tr("The current row as a form"));
    explainKey(*m_filter, actions.filterRow, tr("Filter per column"));
    explainKey(*m_export, actions.exportResult, tr("Export the whole result to a file"));
}

QString ResultArea::missingText() const
{
    if (!m_run)
        return {};
    if (!m_run->isFinished())
        return tr("rows still come");
    const QStringList capped = m_run->coverage().capped;
    return capped.isEmpty() ? QString() : tr("only the rows fetched: cut at the row cap on %1").arg(capped.join(u", "_s));
}

QString ResultArea::coverageText() const
{
    return m_run ? m_run->coverage().sentence() : QString();
}

void ResultArea::refreshBar()
{
    m_tabs->setTabVisible(Merged, m_run && m_run->targetCount() > 1);
    m_tabs->setTabVisible(Documents, m_grid->hasDocuments());
    const auto rows = qint64(m_grid->model()->result().rowCount());
    m_tabs->setTabText(Combined, m_run ? tr("Combined  %1").arg(grouped(rows)) : tr("Combined"));
    const int problems = m_messages->problemCount();
    m_tabs->setTabText(Messages, problems > 0 ? tr("Messages  %1").arg(problems) : tr("Messages"));
    m_tabs->setTabTextColor(Messages, problems > 0 ? errorText(palette()) : QColor());
    const ResultGrid *grid = currentGrid();
    m_order->setText(hasGrid() ? grid->orderText() : QString());
    m_order->setTone(Tone::Dim);
    m_coverage->setText(m_isEarlier && m_run ? tr("Earlier run: %1").arg(coverageText()) : coverageText());
    const Coverage coverage = m_run ? m_run->coverage() : Coverage();
    const bool incomplete = m_run && !m_isEarlier && m_run->isFinished() && coverage.answered < coverage.total;
    m_coverage->setTone(incomplete ? Tone::Error : Tone::Dim);
    m_coverage->setToolTip(plainToolTip(coverage.notAnswered.join(u'\n')));
    m_filter->setChecked(grid->filtersVisible());
    const bool hasColumns = grid->model()->columnCount() > 0;
    for (QToolButton *button : {m_find, m_record, m_filter})
        button->setEnabled(hasColumns && hasGrid());
    m_export->setEnabled(hasColumns);
    arrangeBar();
}

/// All pages stay in sight: where one row has not room for them and for what stands beside, that goes below them.
void ResultArea::arrangeBar()
{
    const auto wide = [](const QWidget *widget) { return widget->isHidden() ? 0 : widget->sizeHint().width(); };
    const int gap = fontMetrics().height() / 2;
    int needed = wide(m_tabs) + wide(m_results) + wide(m_coverage) + 6 * gap;
    for (const QToolButton *button : {m_find, m_record, m_filter, m_export})
        needed += wide(button);
    m_bar->setDirection(needed > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_bar->setSpacing(needed > width() ? 0 : gap);
}

void ResultArea::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_coverage)
        refreshBar();
}

void ResultArea::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeBar();
}

void ResultArea::setAlignment(Alignment alignment)
{
    if (alignment == m_alignment)
        return;
    m_alignment = alignment;
    const QList<Endpoint> endpoints = m_grid->model()->endpoints();
    m_grid->begin(endpoints); // sorts and filters were of other columns
    refresh();
}

void ResultArea::setPlans(const PlanRun *plans)
{
    m_plans->setPlans(plans);
    m_tabs->setTabVisible(Plan, plans != nullptr);
    if (plans)
        showPage(Plan);
}

QWidget *ResultArea::currentPane() const
{
    switch (page()) {
    case Documents: return m_documents;
    case Chart: return m_chart->canvas();
    case Plan: return m_plans;
    case Messages: return m_messages;
    default: return currentGrid()->view();
    }
}

void ResultArea::showRefusals(const QList<Error> &refusals)
{
    m_messages->setRefusals(refusals);
    m_messagesShown = 0;
    m_isEarlier = m_run != nullptr;
    showPage(Messages);
    refreshBar();
}

void ResultArea::showTarget(int target)
{
    if (!m_run)
        return;
    const TargetState state = m_run->outcome(target).state;
    m_sources->showTarget(target);
    showPage(state == TargetState::Failed || state == TargetState::Cancelled ? Messages : BySource);
    m_messages->showTarget(target);
}

void ResultArea::showPage(Page page)
{
    m_tabs->setCurrentIndex(page);
}

ResultArea::Page ResultArea::page() const
{
    return Page(m_tabs->currentIndex());
}

ResultGrid *ResultArea::currentGrid() const
{
    if (page() == SideBySide && m_side->currentGrid())
        return m_side->currentGrid();
    if (page() == Merged)
        return m_merged->grid();
    return page() == BySource ? m_sources->grid() : m_grid;
}

void ResultArea::setInsertTarget(const QString &table, const Dialect *dialect)
{
    m_insertTable = table;
    m_insertDialect = dialect ? std::make_shared<const Dialect>(*dialect) : nullptr;
    m_grid->setInsertTarget(table, dialect);
    m_sources->grid()->setInsertTarget(table, dialect);
    m_merged->grid()->setInsertTarget(table, dialect);
    for (ResultGrid *grid : m_side->grids())
        grid->setInsertTarget(table, dialect);
}

} // namespace concord
