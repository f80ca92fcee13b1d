// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// What turns one table into another. `renamed`: columns, old → new. `referenced`: foreign keys of other tables point to it, so
/// that DuckDB lets nobody drop it.
[[nodiscard]] ChangeList duckdbTableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed, bool referenced);

} // namespace concord
