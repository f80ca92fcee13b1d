// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sidebysideview.h"

#include "compute/engine.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"
#include "query/outcomestrip.h"
#include "query/sourceview.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

SideBySideView::SideBySideView(std::shared_ptr<ComputeEngine> engine, QWidget *parent)
    : QWidget(parent),
      m_engine(std::move(engine)),
      m_splitter(new QSplitter),
      m_rest(makePlainLabel({}, this))
{
    setAccessibleName(tr("Databases side by side"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_rest->setForegroundRole(QPalette::PlaceholderText);
    m_rest->setMargin(fontMetrics().height() / 4);
    m_rest->hide();
    auto *area = new QScrollArea(this);
    area->setWidget(m_splitter);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(area, 1);
    layout->addWidget(m_rest);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) { focusMoved(now); });
}

void SideBySideView::clear()
{
    for (const Pane &pane : std::as_const(m_panes)) {
        pane.widget->hide();
        pane.widget->deleteLater();
    }
    m_panes.clear();
    m_current = 0;
    m_ordinal = -1;
    m_rest->hide();
}

void SideBySideView::setRun(const Run *run)
{
    m_run = run;
    clear();
}

QList<ResultGrid *> SideBySideView::grids() const
{
    QList<ResultGrid *> all;
    for (const Pane &pane : m_panes)
        all.append(pane.grid);
    return all;
}

ResultGrid *SideBySideView::currentGrid() const
{
    return m_panes.isEmpty() ? nullptr : m_panes[m_current].grid;
}

void SideBySideView::makePanes()
{
    const int shown = std::min(m_run->targetCount(), mostPanes);
    for (int target = 0; target < shown; ++target)
        makePane(target);
    m_rest->setText(tr("%1 of %2 databases side by side; the others are in By source.").arg(shown).arg(m_run->targetCount()));
    m_rest->setVisible(shown < m_run->targetCount());
}

void SideBySideView::makePane(int target)
{
    const Endpoint &endpoint = m_run->request().targets[target].endpoint;
    Pane pane;
    pane.widget = new QWidget;
    pane.widget->setMinimumWidth(fontMetrics().averageCharWidth() * 30);
    pane.widget->setAccessibleName(endpoint.name);
    pane.title = makePlainLabel(endpoint.name, pane.widget);
    pane.title->setMinimumWidth(1);
    pane.grid = new ResultGrid(m_engine, pane.widget);
    pane.grid->setSourceVisible(false);
    pane.grid->view()->setAccessibleName(tr("Rows of %1").arg(endpoint.name));
    auto *top = new QHBoxLayout;
    const int pad = fontMetrics().height() / 3;
    top->setContentsMargins(2 * pad, pad, pad, pad);
    top->setSpacing(pad);
    top->addWidget(new EnvironmentDot(endpoint, pane.widget));
    top->addWidget(pane.title, 1);
    auto *layout = new QVBoxLayout(pane.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(pane.grid, 1);
    m_splitter->addWidget(pane.widget);
    const auto along = [this, grid = pane.grid] { scrollAlong(*grid); };
    connect(pane.grid->view()->horizontalScrollBar(), &QScrollBar::valueChanged, this, along);
    connect(pane.grid->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, along);
    m_panes.append(pane);
    Q_EMIT gridMade(pane.grid);
    pane.widget->show();
}

void SideBySideView::refresh(int ordinal)
{
    if (!m_run)
        return;
    if (m_panes.isEmpty())
        makePanes();
    for (int target = 0; target < m_panes.size(); ++target) {
        const Pane &pane = m_panes[target];
        const Endpoint &endpoint = m_run->request().targets[target].endpoint;
        if (ordinal != m_ordinal)
            pane.grid->begin({endpoint});
        showTargetRows(*pane.grid, *m_run, target, ordinal);
        const Outcome outcome = m_run->outcome(target);
        const bool failed = outcome.state == TargetState::Failed;
        pane.title->setText(OutcomeStrip::sign(outcome) + u' ' + endpoint.name + (failed ? QString() : u"  "_s + grouped(outcome.rows)));
        setTone(*pane.title, failed ? Tone::Error : Tone::Plain);
    }
    m_ordinal = ordinal;
}

/// The others show the same column at the same place, where they have it, and the same rows.
void SideBySideView::scrollAlong(const ResultGrid &from)
{
    if (m_scrolling)
        return;
    const QScopedValueRollback scrolling(m_scrolling, true);
    const GridView &view = *from.view();
    const int column = view.columnAt(0);
    const QString name = column < 0 ? QString() : from.model()->headerData(column, Qt::Horizontal).toString();
    const int inside = column < 0 ? 0 : -view.columnViewportPosition(column);
    for (const Pane &pane : std::as_const(m_panes)) {
        if (pane.grid == &from)
            continue;
        pane.grid->view()->verticalScrollBar()->setValue(view.verticalScrollBar()->value());
        for (int other = 0; other < pane.grid->model()->columnCount() && !name.isEmpty(); ++other) {
            if (pane.grid->model()->headerData(other, Qt::Horizontal).toString().compare(name, Qt::CaseInsensitive) != 0)
                continue;
            pane.grid->view()->horizontalScrollBar()->setValue(pane.grid->view()->gridHeader()->sectionPosition(other) + inside);
            break;
        }
    }
}

void SideBySideView::focusMoved(const QWidget *now)
{
    for (int i = 0; now && i < m_panes.size(); ++i) {
        if (i == m_current || !m_panes[i].grid->isAncestorOf(now))
            continue;
        m_current = i;
        Q_EMIT currentGridChanged();
        return;
    }
}

void SideBySideView::showTarget(int target)
{
    if (target >= 0 && target < m_panes.size())
        m_panes[target].grid->view()->setFocus(Qt::OtherFocusReason);
}

} // namespace concord
