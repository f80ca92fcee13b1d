// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridstatus.h"
#include "query/run.h"

namespace concord {

/// The targets whose rows are not, or not all, in the grid of this run. Failures one by one, those still under way together.
[[nodiscard]] QList<GridStatusLine> statusLines(const Run &run);
[[nodiscard]] std::optional<GridStatusLine> statusLine(const Run &run, int target);
/// Whether any target's rows were cut at a cap.
[[nodiscard]] bool isCapped(const Run &run);

} // namespace concord
