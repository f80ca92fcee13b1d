// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"
#include "query/run.h"

namespace concord {

/// What became of a script that was applied to one database: in words, which statements ran, which failed and why, what was taken back.
struct ApplyReport
{
    bool done = false;
    bool changed = false; ///< something of the script may be in the database now
    QStringList lines;    ///< the first is the sum of it
};

/// What each statement of migrationScript()'s text is for, as a run counts them.
[[nodiscard]] QStringList scriptParts(const Migration &migration, const Dialect &dialect);

/// `migration`: exactly what migrationScript() made the text of. `outcome`: of the one target.
[[nodiscard]] ApplyReport applyReport(const Migration &migration, const Outcome &outcome, const Dialect &dialect, const QString &database);

} // namespace concord
