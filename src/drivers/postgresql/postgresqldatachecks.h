// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Queries for the rows, among those that `from` has now under the quoted `name`, that a key to come would refuse.
/// Those that lead nowhere; empty where a column is still to come.
[[nodiscard]] QString pgOrphans(const Table &from, const QString &name, const ForeignKey &key);
/// The values that are there twice; empty where a column is still to come, or is found equal by rules of its own.
[[nodiscard]] QString pgDuplicates(const Table &from, const QString &name, const Index &index);
/// Values of a column under its name in `wanted` that its new type refuses; empty where only the server can tell.
[[nodiscard]] QString pgMisfits(const QString &name, const Column &old, const Column &wanted);
/// Of a column that only the script adds, without a value to begin with: no row leads anywhere.
[[nodiscard]] bool pgIsNewAndEmpty(const Table &from, const Table &to, const ForeignKey &key);

} // namespace concord
