// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqlanalysis.h"

namespace concord {

struct SqlExplain
{
    bool executes = false; ///< ANALYZE, in whatever form; in doubt it executes
    int inner = 0;         ///< the first word of what is explained
};
/// i is at EXPLAIN, DESCRIBE or DESC.
[[nodiscard]] SqlExplain readExplain(const SqlLexemes &tokens, int i);

} // namespace concord
