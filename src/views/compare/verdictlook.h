// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/verdict.h"

#include <QColor>
#include <QPalette>

namespace concord {

/// Of the word.
[[nodiscard]] QColor verdictColour(Verdict verdict, const QPalette &palette);
/// Behind a row; invalid where the verdict is quiet.
[[nodiscard]] QColor verdictTint(Verdict verdict, const QPalette &palette);

} // namespace concord
