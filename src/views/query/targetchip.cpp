// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/targetchip.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace concord {

TargetChip::TargetChip(const Endpoint &endpoint, bool known, QWidget *parent) : QAbstractButton(parent), m_endpoint(endpoint), m_known(known)
{
    setText(known ? endpoint.name : tr("unknown"));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    const QString environment = environmentName(endpoint.environment);
    setAccessibleName(environment.isEmpty() ? text() : tr("%1, %2").arg(text(), environment));
    setAccessibleDescription(tr("Target of the statement. Delete takes it out."));
    QStringList lines{known ? endpoint.name : tr("This profile is not in the workspace any more.")};
    if (known)
        lines.append(endpoint.engine + (environment.isEmpty() ? QString() : u" · "_s + environment)
                     + (endpoint.readOnly ? u" · "_s + tr("read-only") : QString()));
    setToolTip(plainToolTip(lines.join(u'\n')));
}

QSize TargetChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int name = std::min(metrics.horizontalAdvance(text()), metrics.averageCharWidth() * 24);
    return {name + metrics.height() * 5 / 2 + metrics.averageCharWidth(), metrics.height() + metrics.height() / 2};
}

QRect TargetChip::crossRect() const
{
    const int side = fontMetrics().height();
    return {width() - side - side / 4, 0, side, height()};
}

void TargetChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette colours = palette();
    const bool hover = underMouse();
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus() ? accent(colours) : hairline(colours), hasFocus() ? 1.5 : 1));
    painter.setBrush(hover ? mixed(colours.color(QPalette::Base), colours.color(QPalette::Text), 0.04) : colours.color(QPalette::Base));
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    const int unit = fontMetrics().height();
    paintDot(painter, QRectF(unit * 0.55, (height() - unit * 0.45) / 2, unit * 0.45, unit * 0.45), endpointColour(m_endpoint, colours));
    const QRect name(unit * 5 / 4, 0, width() - unit * 5 / 2, height());
    painter.setPen(m_known ? colours.color(QPalette::Text) : errorText(colours));
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideMiddle, name.width()));
    painter.setPen(hover || hasFocus() ? colours.color(QPalette::Text) : dimText(colours));
    painter.drawText(crossRect(), Qt::AlignCenter, u"×"_s);
}

void TargetChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removed();
    else
        QAbstractButton::keyPressEvent(event);
}

void TargetChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removed();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

} // namespace concord
