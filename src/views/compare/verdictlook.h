// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/verdict.h"

#include <QColor>
#include <QPalette>

namespace concord {

/// "different", "only left" …, for a person.
[[nodiscard]] QString verdictWord(Verdict verdict);
/// The sign and the word: "≠ different". Colour never stands alone.
[[nodiscard]] QString verdictText(Verdict verdict);
/// Of the word.
[[nodiscard]] QColor verdictColour(Verdict verdict, const QPalette &palette);
/// Behind a row; invalid where the verdict is quiet.
[[nodiscard]] QColor verdictTint(Verdict verdict, const QPalette &palette);
/// Nothing that a person must look at: identical or equivalent.
[[nodiscard]] bool isQuiet(Verdict verdict);

} // namespace concord
