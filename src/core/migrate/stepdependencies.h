// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

#include <QSet>

namespace concord {

/// Which steps a step cannot do without, per step, by their indexes: what makes the object or column that it names, and what takes away that
/// which stands in its way. Read from the statements' own names: a step too many is better than one that fails. From any thread.
[[nodiscard]] std::vector<QSet<int>> stepDependencies(const Migration &migration, const Dialect &dialect);

/// `held`, with all that cannot do without them and all that only makes way for them.
[[nodiscard]] QSet<int> withDependents(const Migration &migration, const std::vector<QSet<int>> &needs, QSet<int> held);

} // namespace concord
