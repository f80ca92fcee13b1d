// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// Some column's default is a date whose year, month or day is zero: a server that took it may refuse every ALTER of the table today.
[[nodiscard]] bool hasMysqlZeroDates(const Table &table);
/// Puts a table's steps in the order of their phases and lets the session take such dates around those that alter it.
void allowMysqlZeroDates(ChangeList &list, const ObjectRef &table);

} // namespace concord
