// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/frozencolumn.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

namespace concord {

FrozenColumn::FrozenColumn(QTreeView *tree) : QTreeView(tree), m_tree(tree)
{
    setModel(tree->model());
    setSelectionModel(tree->selectionModel());
    setSelectionBehavior(tree->selectionBehavior());
    setSelectionMode(tree->selectionMode());
    setUniformRowHeights(true);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(tree->verticalScrollMode());
    header()->setStretchLastSection(false);
    header()->setHighlightSections(false);
    hide();
    tree->installEventFilter(this);
    const QScrollBar *across = tree->horizontalScrollBar();
    const QScrollBar *down = tree->verticalScrollBar();
    connect(across, &QScrollBar::valueChanged, this, &FrozenColumn::place);
    connect(down, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, down, &QScrollBar::setValue);
    connect(tree->header(), &QHeaderView::sectionResized, this, &FrozenColumn::place);
    connect(tree->model(), &QAbstractItemModel::modelReset, this, &FrozenColumn::place);
    connect(tree, &QTreeView::expanded, this, &QTreeView::expand);
    connect(tree, &QTreeView::collapsed, this, &QTreeView::collapse);
    connect(this, &QTreeView::expanded, tree, &QTreeView::expand);
    connect(this, &QTreeView::collapsed, tree, &QTreeView::collapse);
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &FrozenColumn::uncover, Qt::QueuedConnection);
}

bool FrozenColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        place();
    return QTreeView::eventFilter(watched, event);
}

void FrozenColumn::place()
{
    const bool scrolled = m_tree->horizontalScrollBar()->value() > 0;
    for (int column = 1; column < m_tree->model()->columnCount(); ++column)
        setColumnHidden(column, true);
    setColumnWidth(0, m_tree->columnWidth(0));
    header()->setFixedHeight(m_tree->header()->height());
    const QRect cells = m_tree->viewport()->geometry();
    setGeometry(cells.left(), m_tree->header()->geometry().top(), m_tree->columnWidth(0) + 1, m_tree->header()->height() + cells.height());
    setVisible(scrolled);
    if (scrolled)
        verticalScrollBar()->setValue(m_tree->verticalScrollBar()->value());
}

void FrozenColumn::uncover(const QModelIndex &index)
{
    if (!isVisible() || !index.isValid() || index.column() == 0)
        return;
    const int covered = width() - m_tree->visualRect(index).left();
    if (covered > 0)
        m_tree->horizontalScrollBar()->setValue(m_tree->horizontalScrollBar()->value() - covered);
}

} // namespace concord
