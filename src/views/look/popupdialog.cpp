// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/popupdialog.h"

#include "look/colours.h"

#include <QPainter>

namespace concord {

PopupDialog::PopupDialog(QWidget *parent) : QDialog(parent, Qt::Popup) {}

void PopupDialog::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(mixed(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.3));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace concord
