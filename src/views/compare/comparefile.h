// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/comparison.h"
#include "compare/matrix.h"
#include "connection/driver.h"

namespace concord {

/// Writes a comparison as the file's ending says: .md and .markdown, .json, else HTML. Blocks. Error Io.
[[nodiscard]] Result<void> writeComparison(const Comparison &comparison, const DriverRegistry &registry, const QString &path);
/// Likewise a matrix; .csv too. Rows that are alike everywhere only where `all`.
[[nodiscard]] Result<void> writeMatrix(const Matrix &matrix, bool all, const QString &path);

} // namespace concord
