// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/verdict.h"

#include <QString>

namespace concord {

/// "different", "only left" …, for a person.
[[nodiscard]] QString verdictWord(Verdict verdict);
/// The sign and the word: "≠ different". Colour never stands alone.
[[nodiscard]] QString verdictText(Verdict verdict);
/// Nothing that a person must look at: identical or equivalent.
[[nodiscard]] bool isQuiet(Verdict verdict);

} // namespace concord
