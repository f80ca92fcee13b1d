// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"

namespace concord {

/// One file that is readable anywhere, light and dark, without scripts; text from servers is escaped. Objects that are the same everywhere
/// only where `all`.
[[nodiscard]] QString matrixToHtml(const Matrix &matrix, bool all = false);
/// A line per object: kind, name, what its letters stand for, then each database's variant, "missing" or "cannot tell".
[[nodiscard]] QString matrixToCsv(const Matrix &matrix, bool all = false);

} // namespace concord
