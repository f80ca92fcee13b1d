// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/execrows.h"

namespace concord::ctl {

/// A finished run as the JSON document that scripts rely on (command-line contract, "Shapes"); rows are written one a line
/// as they are read from the result tables, and merged ones as `merged`. `number` 0: not kept in the history, null.
[[nodiscard]] Result<void> writeRunJson(const Run &run, qint64 number, const RowsWanted &wanted, Output &output);

} // namespace concord::ctl
