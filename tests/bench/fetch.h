// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resulttable.h"
#include "servers/testservers.h"

#include <QString>

namespace concord::bench {

/// Rows from SQLite, PostgreSQL and MariaDB into a result table, each against its engine's own client. Starts the test
/// servers where none are named. `folder` is for files.
void measureFetching(const ResultTable &rows, const QString &folder);

/// Makes the table li of a file of writeLoadFile(). Empty: all went well; else what psql said.
[[nodiscard]] QString loadPostgresql(const test::ScratchDatabase &database, const QString &loadFile);

} // namespace concord::bench
