// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/doticon.h"

#include "look/colours.h"

#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace concord {

QIcon dotIcon(const QColor &colour, const QWidget &widget)
{
    const int side = widget.fontMetrics().height();
    QPixmap pixmap(QSize(side, side) * widget.devicePixelRatioF());
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const qreal inner = side * 0.5;
    paintDot(painter, QRectF((side - inner) / 2, (side - inner) / 2, inner, inner), colour);
    return QIcon(pixmap);
}

} // namespace concord
