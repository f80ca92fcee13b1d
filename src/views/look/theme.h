// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// Which colours the window wears. Desktop: the platform's own palette and style, untouched.
enum class Theme { Desktop, Light, Dark };

[[nodiscard]] QString themeName(Theme theme);
[[nodiscard]] Theme themeFromName(const QString &name);
/// The desktop's style where it has one (Breeze, macOS, Windows …), else PlainStyle. Once, before the first window. GUI thread.
void wearStyle();
/// Puts the palette on the application; all widgets follow. GUI thread.
void applyTheme(Theme theme);

} // namespace concord
