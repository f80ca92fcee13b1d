// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/theme.h"

#include "look/plainstyle.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleHints>

using namespace Qt::StringLiterals;

namespace concord {

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::Desktop: return u"desktop"_s;
    case Theme::Light: return u"light"_s;
    case Theme::Dark: return u"dark"_s;
    }
    return {};
}

Theme themeFromName(const QString &name)
{
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        if (themeName(theme) == name)
            return theme;
    }
    return Theme::Desktop;
}

struct Shades
{
    QColor window, base, alternate, button, text, dim, accent, accentText, selection, selectionText;
};

static QPalette paletteOf(const Shades &s)
{
    QPalette palette(s.button, s.window);
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::WindowText, s.text);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Text, s.text);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::PlaceholderText, s.dim);
    palette.setColor(QPalette::ToolTipBase, s.button);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::Highlight, s.selection);
    palette.setColor(QPalette::HighlightedText, s.selectionText);
    palette.setColor(QPalette::Accent, s.accent);
    palette.setColor(QPalette::Link, s.accent);
    palette.setColor(QPalette::BrightText, s.accentText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.dim);
    return palette;
}

static Shades lightShades()
{
    return {QColor(0xf3, 0xf3, 0xf1), QColor(0xfc, 0xfc, 0xfa), QColor(0xf7, 0xf7, 0xf5), QColor(0xfc, 0xfc, 0xfa), QColor(0x1f, 0x22, 0x26),
            QColor(0x8a, 0x8d, 0x91), QColor(0x28, 0x69, 0xb5), QColor(0xff, 0xff, 0xff), QColor(0xda, 0xe7, 0xf8), QColor(0x1f, 0x22, 0x26)};
}

static Shades darkShades()
{
    return {QColor(0x25, 0x26, 0x2a), QColor(0x1d, 0x1e, 0x20), QColor(0x22, 0x23, 0x26), QColor(0x2c, 0x2d, 0x31), QColor(0xe3, 0xe4, 0xe6),
            QColor(0x86, 0x89, 0x8e), QColor(0x6a, 0xa5, 0xea), QColor(0x12, 0x14, 0x17), QColor(0x2a, 0x45, 0x68), QColor(0xf0, 0xf2, 0xf5)};
}

/// Of the desktop, and where it brings none (plain X11, a bare window manager) of the scheme that it tells.
static QPalette desktopPalette()
{
    const bool bare = qobject_cast<const PlainStyle *>(QApplication::style()) != nullptr;
    if (!bare)
        return {};
    return paletteOf(QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? darkShades() : lightShades());
}

void wearStyle()
{
    if (QApplication::style()->name() != "fusion"_L1)
        return;
    QApplication::setStyle(new PlainStyle);
    QApplication::setPalette(desktopPalette());
}

void applyTheme(Theme theme)
{
    QStyleHints *hints = QApplication::styleHints();
    QObject::disconnect(hints, &QStyleHints::colorSchemeChanged, qApp, nullptr);
    switch (theme) {
    case Theme::Desktop:
        hints->unsetColorScheme();
        QApplication::setPalette(desktopPalette());
        QObject::connect(hints, &QStyleHints::colorSchemeChanged, qApp, [] { QApplication::setPalette(desktopPalette()); });
        break;
    case Theme::Light:
        hints->setColorScheme(Qt::ColorScheme::Light);
        QApplication::setPalette(paletteOf(lightShades()));
        break;
    case Theme::Dark:
        hints->setColorScheme(Qt::ColorScheme::Dark);
        QApplication::setPalette(paletteOf(darkShades()));
        break;
    }
}

} // namespace concord
