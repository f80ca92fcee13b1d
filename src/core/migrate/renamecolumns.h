// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Columns, keys and indexes speak of columns by their new names (old → new), as a server has it after ALTER TABLE … RENAME
/// COLUMN. Expressions stay as they are: only the server knows what in them is a column.
void renameColumns(Table &table, const QMap<QString, QString> &names);
/// `names` with the columns that `to` has under the same name in another case: for engines to which those are one.
[[nodiscard]] QMap<QString, QString> withRenamesInCase(QMap<QString, QString> names, const Table &from, const Table &to);

} // namespace concord
