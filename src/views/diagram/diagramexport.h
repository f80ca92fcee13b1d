// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QString>

namespace concord {

class DiagramScene;

/// The whole diagram as SVG. GUI thread (it paints); the file is written elsewhere.
[[nodiscard]] QByteArray diagramSvg(DiagramScene &scene, const QString &title);
/// The whole diagram as PNG, twice the size of the screen's; smaller where that would be past 100 million dots.
[[nodiscard]] QByteArray diagramPng(DiagramScene &scene);

} // namespace concord
