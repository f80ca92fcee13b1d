// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord::bench {

/// Reading the catalog of an SQLite file of so many tables, made in `folder`, against a second for 10,000.
void measureSqliteSchema(int tables, const QString &folder);

} // namespace concord::bench
