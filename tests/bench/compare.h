// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

namespace concord::bench {

/// Two catalogs of 10,000 and of 100,000 tables with 100 differences, against `diff` of their DDL as text; and a matrix of 100
/// tenants × 500 tables. `folder`: for the texts.
void measureComparing(const QString &folder);
/// So many tables in PostgreSQL's words, of which so many have another type in one column.
[[nodiscard]] CompareEnd makeEnd(int tables, int differences, const QString &name);

} // namespace concord::bench
