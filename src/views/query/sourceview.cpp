// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sourceview.h"

#include "compute/engine.h"
#include "grid/resultgrid.h"
#include "look/tone.h"
#include "look/wording.h"
#include "query/outcomestrip.h"
#include "query/runstatus.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace concord {

void showTargetRows(ResultGrid &grid, const Run &run, int target, int ordinal)
{
    const Endpoint &endpoint = run.request().targets[target].endpoint;
    const Outcome outcome = run.outcome(target);
    std::shared_ptr<const ResultTable> table;
    for (const StatementResult &result : outcome.results) {
        if (result.table && ordinal-- == 0)
            table = result.table;
    }
    const auto line = statusLine(run, target);
    const bool underWay = line && line->kind == GridStatusLine::Kind::Waiting;
    grid.setEmptyText(table           ? QString()
                      : underWay      ? SourceView::tr("No rows yet.")
                      : outcome.error ? outcome.error->message
                                      : SourceView::tr("This database answered without rows."));
    grid.setResult(CombinedResult({{endpoint.name, table, !underWay}}), !underWay, outcome.truncated);
    grid.setStatus(line ? QList{*line} : QList<GridStatusLine>());
}

SourceView::SourceView(std::shared_ptr<ComputeEngine> engine, QWidget *parent)
    : QWidget(parent),
      m_list(new QListWidget(this)),
      m_grid(new ResultGrid(std::move(engine), this))
{
    m_list->setAccessibleName(tr("Databases of the run"));
    m_list->setItemDelegate(new ToneDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_grid->setSourceVisible(false);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_grid);
    splitter->setStretchFactor(1, 1);
    splitter->setHandleWidth(1);
    splitter->setSizes({fontMetrics().averageCharWidth() * 30, fontMetrics().averageCharWidth() * 120});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showCurrent(true); });
}

void SourceView::setRun(const Run *run)
{
    m_run = run;
    m_list->clear();
    m_grid->begin({});
    if (!run)
        return;
    for (int i = 0; i < run->targetCount(); ++i)
        m_list->addItem(run->request().targets[i].endpoint.name);
    m_list->setCurrentRow(0);
}

int SourceView::target() const
{
    return m_list->currentRow();
}

void SourceView::showTarget(int target)
{
    m_list->setCurrentRow(target);
}

void SourceView::refresh(int ordinal)
{
    if (!m_run)
        return;
    for (int i = 0; i < m_run->targetCount(); ++i) {
        const Outcome outcome = m_run->outcome(i);
        const QString text = OutcomeStrip::sign(outcome) + u' ' + m_run->request().targets[i].endpoint.name
                             + (outcome.state == TargetState::Failed ? QString() : u"  "_s + grouped(outcome.rows));
        if (m_list->item(i)->text() != text)
            m_list->item(i)->setText(text);
        setTone(*m_list->item(i), outcome.state == TargetState::Failed ? Tone::Error : Tone::Plain);
    }
    const bool other = ordinal != m_ordinal;
    m_ordinal = ordinal;
    showCurrent(other);
}

void SourceView::showCurrent(bool other)
{
    const int target = m_list->currentRow();
    if (!m_run || target < 0 || target >= m_run->targetCount())
        return;
    const Endpoint &endpoint = m_run->request().targets[target].endpoint;
    if (other)
        m_grid->begin({endpoint});
    showTargetRows(*m_grid, *m_run, target, m_ordinal);
}

} // namespace concord
