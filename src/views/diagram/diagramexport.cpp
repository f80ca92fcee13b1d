// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramexport.h"

#include "diagram/diagramscene.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr qreal pngScale = 2;
static constexpr qreal mostDots = 100e6;

/// What is selected is no part of the picture.
static void paintAll(DiagramScene &scene, QPainter &painter, const QRectF &target)
{
    const QList<QGraphicsItem *> selected = scene.selectedItems();
    scene.clearSelection();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(target, QApplication::palette().color(QPalette::Base));
    scene.render(&painter, target, scene.area());
    for (QGraphicsItem *item : selected)
        item->setSelected(true);
}

QByteArray diagramSvg(DiagramScene &scene, const QString &title)
{
    const QRectF area = scene.area();
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(), area.size()));
    generator.setTitle(title.toHtmlEscaped());
    QPainter painter(&generator);
    paintAll(scene, painter, QRectF(QPointF(), area.size()));
    painter.end();
    return content;
}

QByteArray diagramPng(DiagramScene &scene)
{
    const QRectF area = scene.area();
    const qreal scale = std::min(pngScale, std::sqrt(mostDots / std::max(1.0, area.width() * area.height())));
    QImage image((area.size() * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    QPainter painter(&image);
    paintAll(scene, painter, QRectF(QPointF(), image.size()));
    painter.end();
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return content;
}

} // namespace concord
