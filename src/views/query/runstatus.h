// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridstatus.h"
#include "query/run.h"

namespace concord {

/// The targets whose rows are not, or not all, in the grid of this run. Failures one by one, those still under way together.
[[nodiscard]] QList<GridStatusLine> statusLines(const Run &run);
[[nodiscard]] std::optional<GridStatusLine> statusLine(const Run &run, int target);
/// "61 rows", "3 rows changed", "done".
[[nodiscard]] QString rowsText(const Outcome &outcome);
/// Of all targets: "61 rows", or "6 rows changed" where no database answered with rows.
[[nodiscard]] QString rowsText(const Run &run);
/// What stands where no database answered with rows: "shop: 3 rows changed", a line each.
[[nodiscard]] QString answersWithoutRows(const Run &run);
/// Whether any target's rows were cut at a cap.
[[nodiscard]] bool isCapped(const Run &run);

} // namespace concord
