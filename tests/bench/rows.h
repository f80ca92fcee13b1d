// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/combinedresult.h"

#include <memory>

namespace concord::bench {

/// The table that is measured on, "li": ten columns of mixed types, about 125 bytes a row as CSV; the same rows every time.
[[nodiscard]] std::shared_ptr<ResultTable> makeRows(std::uint64_t count);

} // namespace concord::bench
