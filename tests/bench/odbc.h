// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resulttable.h"

#include <QString>

namespace concord::bench {

/// The rows over ODBC into a result table, against a bare loop that fetches blocks of 1,000 bound rows by the same driver
/// and drops them. Starts the test servers where none are named. `folder` is for files.
void measureOdbc(const ResultTable &rows, const QString &folder);

} // namespace concord::bench
