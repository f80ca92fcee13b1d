// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"
#include "compute/scan.h"

#include <string>

namespace concord {

/// Which sources can have rows that pass at all: those that a filter on the source's name takes, and that have (for IsMissing:
/// lack) the filtered columns.
[[nodiscard]] std::vector<bool> passingSources(const CombinedResult &result, const std::vector<ColumnFilter> &filters);

/// The filter as a condition of DuckDB's SQL over the scan, true for sources that passingSources() left; empty where it
/// says no more than that.
[[nodiscard]] std::string filterCondition(const ColumnFilter &filter, Scan &scan);

} // namespace concord
