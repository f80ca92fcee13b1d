// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <duckdb.h>

namespace concord {

/// Binds a value as its own type, a decimal with all its digits. `index` counts from 1. False: DuckDB refused it.
[[nodiscard]] bool bindDuckdbParameter(duckdb_prepared_statement prepared, idx_t index, const Parameter &parameter);

} // namespace concord
