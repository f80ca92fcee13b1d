// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

class QWidget;

namespace concord {

/// The dot of an environment as an icon as high as the widget's text. A picture in the colours of now: make it anew after a change of theme.
[[nodiscard]] QIcon dotIcon(const QColor &colour, const QWidget &widget);

} // namespace concord
