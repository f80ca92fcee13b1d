// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/smallbuttons.h"

#include "look/colours.h"

#include <QLabel>
#include <QPainter>

namespace concord {

QToolButton *makeSignButton(const QString &sign, const QString &meaning, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(sign);
    button->setToolTip(meaning);
    button->setAccessibleName(meaning);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *makeLinkButton(const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::PointingHandCursor);
    button->setForegroundRole(QPalette::Link);
    return button;
}

QLabel *makePlainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

EnvironmentDot::EnvironmentDot(const Endpoint &endpoint, QWidget *parent) : QWidget(parent), m_endpoint(endpoint)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(environmentName(endpoint.environment));
    setToolTip(environmentName(endpoint.environment));
}

QSize EnvironmentDot::sizeHint() const
{
    const int side = fontMetrics().height() * 3 / 5;
    return {side, side};
}

void EnvironmentDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qreal side = fontMetrics().height() * 0.45;
    paintDot(painter, QRectF((width() - side) / 2, (height() - side) / 2, side, side), endpointColour(m_endpoint, palette()));
}

} // namespace concord
