// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// A column that goes: from children, too, but not where one keeps it as its own.
void dropPgColumn(ChangeList &list, const Table &from, const Table &to, const Column &column, const ChangeContext &context);

} // namespace concord
