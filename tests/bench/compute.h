// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resulttable.h"

#include <memory>

namespace concord::bench {

/// Sorting and filtering a result table against DuckDB that owns the same rows.
void measureComputing(const std::shared_ptr<ResultTable> &rows);

} // namespace concord::bench
