// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord::bench {

/// Two catalogs of 10,000 and of 100,000 tables with 100 differences, against `diff` of their DDL as text; and a matrix of 100
/// tenants × 500 tables. `folder`: for the texts.
void measureComparing(const QString &folder);

} // namespace concord::bench
