// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsView>

namespace concord {

class DiagramScene;

/// Shows a diagram: the wheel zooms where the pointer is, the background drags, Ctrl with +, − and 0 zooms too.
class DiagramView : public QGraphicsView
{
    Q_OBJECT

public:
    explicit DiagramView(DiagramScene *scene, QWidget *parent = nullptr);

    [[nodiscard]] qreal zoom() const { return transform().m11(); }
    void setZoom(qreal zoom); ///< within 5 % and 400 %
    void zoomBy(qreal factor) { setZoom(zoom() * factor); }
    void showAll(); ///< not larger than 100 %

Q_SIGNALS:
    void zoomChanged(qreal zoom);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace concord
