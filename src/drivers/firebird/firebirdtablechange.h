// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// The steps from one table to another; `renamed`: old name of a column → new.
[[nodiscard]] ChangeList firebirdTableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed);

/// What gives and takes rights where they differ, and says or takes away comments that do.
void addFirebirdExtras(ChangeList &list, const SchemaObject &from, const SchemaObject &to);

} // namespace concord
