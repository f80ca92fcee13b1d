// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace concord {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightnessF() < palette.color(QPalette::Text).lightnessF();
}

QColor mixed(const QColor &a, const QColor &b, qreal amount)
{
    const auto part = [amount](float from, float to) { return from + (to - from) * float(amount); };
    return QColor::fromRgbF(part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

/// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
static double luminance(const QColor &colour)
{
    const auto part = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

QColor readable(const QColor &colour, const QPalette &palette)
{
    const double base = luminance(palette.color(QPalette::Base));
    const QColor text = palette.color(QPalette::Text);
    QColor found = colour;
    for (int step = 0; step <= 10; ++step) {
        found = mixed(colour, text, step / 10.0);
        const double own = luminance(found);
        if ((std::max(own, base) + 0.05) / (std::min(own, base) + 0.05) >= 4.5)
            break;
    }
    return found;
}

QColor environmentColour(Environment environment, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (environment) {
    case Environment::Production: return dark ? QColor(0xf4, 0x8a, 0x60) : QColor(0xc2, 0x41, 0x0c);
    case Environment::Staging: return dark ? QColor(0xe3, 0xb3, 0x41) : QColor(0xb9, 0x77, 0x1a);
    case Environment::Test: return dark ? QColor(0x79, 0xb0, 0xf0) : QColor(0x2a, 0x6c, 0xb8);
    case Environment::Development: return dark ? QColor(0x63, 0xc2, 0x94) : QColor(0x2e, 0x8b, 0x62);
    case Environment::None: break;
    }
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.45);
}

QColor endpointColour(const Endpoint &endpoint, const QPalette &palette)
{
    const QColor own(endpoint.colour);
    return own.isValid() ? own : environmentColour(endpoint.environment, palette);
}

QColor dimText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.42);
}

QColor goodText(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x63, 0xc2, 0x94) : QColor(0x1f, 0x7a, 0x52);
}

QColor warningText(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xe3, 0xa3, 0x4f) : QColor(0xa8, 0x5f, 0x0a);
}

QColor errorText(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf2, 0x82, 0x7a) : QColor(0xc0, 0x26, 0x2a);
}

QColor accent(const QPalette &palette)
{
    const QColor own = palette.color(QPalette::Accent);
    return own.isValid() ? own : palette.color(QPalette::Highlight);
}

QColor hairline(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.14);
}

void paintDot(QPainter &painter, const QRectF &box, const QColor &colour)
{
    const qreal size = std::min(box.width(), box.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(box.center(), size / 2, size / 2);
    painter.restore();
}

} // namespace concord
