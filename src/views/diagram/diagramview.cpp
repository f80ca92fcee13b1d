// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramview.h"

#include "diagram/diagramitems.h"
#include "diagram/diagramscene.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace concord {

static constexpr qreal smallest = 0.05;
static constexpr qreal largest = 4;
static constexpr qreal step = 1.2;

DiagramView::DiagramView(DiagramScene *scene, QWidget *parent) : QGraphicsView(scene, parent)
{
    setDragMode(ScrollHandDrag);
    setRenderHint(QPainter::Antialiasing);
    setTransformationAnchor(AnchorUnderMouse);
    setResizeAnchor(AnchorViewCenter);
    setViewportUpdateMode(SmartViewportUpdate);
    setOptimizationFlag(DontSavePainterState, false);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Diagram"));
    connect(scene, &QGraphicsScene::selectionChanged, this, [this, scene] {
        if (const TableItem *table = scene->selectedTable()) {
            ensureVisible(table, 20, 20);
            setAccessibleDescription(table->title());
        }
    });
}

void DiagramView::setZoom(qreal zoom)
{
    const qreal bounded = std::clamp(zoom, smallest, largest);
    if (qFuzzyCompare(bounded, this->zoom()))
        return;
    scale(bounded / this->zoom(), bounded / this->zoom());
    Q_EMIT zoomChanged(this->zoom());
}

void DiagramView::showAll()
{
    const QRectF area = sceneRect();
    if (area.isEmpty())
        return;
    setZoom(std::min({1.0, viewport()->width() / area.width(), viewport()->height() / area.height()}));
    centerOn(area.center());
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() == 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoomBy(std::pow(step, event->angleDelta().y() / 120.0));
    event->accept();
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)
            return zoomBy(step);
        if (event->key() == Qt::Key_Minus)
            return zoomBy(1 / step);
        if (event->key() == Qt::Key_0)
            return setZoom(1);
    }
    QGraphicsView::keyPressEvent(event);
}

} // namespace concord
