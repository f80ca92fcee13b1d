// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QColor>
#include <QPalette>

class QPainter;
class QRectF;

namespace concord {

struct Endpoint;

/// Colours that mean something, for a light or a dark palette. Never the only sign: a mark or a word stands beside them.
[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] QColor environmentColour(Environment environment, const QPalette &palette);
/// The profile's own colour, else its environment's.
[[nodiscard]] QColor endpointColour(const Endpoint &endpoint, const QPalette &palette);
[[nodiscard]] QColor dimText(const QPalette &palette);
[[nodiscard]] QColor goodText(const QPalette &palette);
[[nodiscard]] QColor warningText(const QPalette &palette);
[[nodiscard]] QColor errorText(const QPalette &palette);
[[nodiscard]] QColor accent(const QPalette &palette);
/// Thin lines between areas.
[[nodiscard]] QColor hairline(const QPalette &palette);
/// `amount` 0: a, 1: b.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, qreal amount);
/// The colour, or as near to it as can be read on the palette's base: a contrast of 4.5 (https://www.w3.org/TR/WCAG21/#contrast-minimum).
[[nodiscard]] QColor readable(const QColor &colour, const QPalette &palette);
/// The small dot of an environment, centred in `box`.
void paintDot(QPainter &painter, const QRectF &box, const QColor &colour);

} // namespace concord
