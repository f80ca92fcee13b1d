// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/smallbuttons.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QAction>
#include <QLabel>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>

#include <type_traits>

using namespace Qt::StringLiterals;

namespace concord {

QToolButton *makeSignButton(const QString &sign, const QString &meaning, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(sign);
    button->setToolTip(plainToolTip(meaning));
    button->setAccessibleName(meaning);
    button->setAccessibleDescription(meaning); // else it is the tip, with its markup
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *makeLinkButton(const QString &text, QWidget *parent)
{
    auto *button = new ColouredButton(ColouredButton::Look::Link, parent);
    button->setText(text);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAutoRaise(true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

ColouredButton::ColouredButton(Look look, QWidget *parent) : QToolButton(parent), m_look(look)
{
    setFocusPolicy(Qt::TabFocus);
}

void ColouredButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    if (isEnabled() && m_look == Look::Link)
        option.palette.setColor(QPalette::ButtonText, palette().color(QPalette::Link));
    if (isEnabled() && m_look == Look::Primary) {
        const QColor fill = accent(palette());
        option.palette.setColor(QPalette::Button, fill);
        option.palette.setColor(QPalette::ButtonText, fill.lightnessF() > 0.6F ? Qt::black : Qt::white);
    }
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

template<class Shown>
static void explain(Shown &shown, const QAction *action, const QString &words)
{
    const auto say = [&shown, action, words] {
        const QString keys = action ? QKeySequence::listToString(action->shortcuts().mid(0, 1), QKeySequence::NativeText) : QString();
        const QString text = keys.isEmpty() ? words : u"%1 (%2)"_s.arg(words, keys);
        shown.setToolTip(plainToolTip(text));
        if constexpr (std::is_base_of_v<QWidget, Shown>)
            shown.setAccessibleDescription(text); // else it is the tip, with its markup
    };
    say();
    if (action)
        QObject::connect(action, &QAction::changed, &shown, say);
}

void explainKey(QWidget &widget, const QAction *action, const QString &words)
{
    explain(widget, action, words);
}

void explainKey(QAction &shown, const QAction *action, const QString &words)
{
    explain(shown, action, words);
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
