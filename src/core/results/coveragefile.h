// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resultexport.h"

namespace concord {

/// The file beside an export whose format has no room for a coverage: "result.csv.coverage.json".
[[nodiscard]] QString coveragePath(const QString &exportPath);
/// Says in that file who answered, who did not and who was capped: {"answered", "total", "not_answered", "capped", "sentence"}. Where
/// the export is of all rows of all databases there is no such file, and one of an export before it is removed. Blocking.
[[nodiscard]] Result<void> writeCoverageBeside(const QString &exportPath, const Coverage &coverage);

} // namespace concord
