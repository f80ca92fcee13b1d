// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

#include <QSet>

namespace concord {

/// Which steps a step cannot do without, per step, by their indexes: what makes the object or column that it names, and what takes away that
/// which stands in its way. Read from the statements' own names: a step too many is better than one that fails. From any thread.
[[nodiscard]] std::vector<QSet<int>> stepDependencies(const Migration &migration, const Dialect &dialect);

} // namespace concord
