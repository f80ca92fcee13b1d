// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

struct Dialect;

/// Columns, keys and indexes speak of columns by their new names (old → new); expressions and triggers by the old ones, as with a
/// server that does not look into them.
void renameColumnsInKeys(Table &table, const QMap<QString, QString> &names);
/// Columns, keys, indexes, triggers and expressions speak of columns by their new names (old → new), as a server has it after ALTER
/// TABLE … RENAME COLUMN. Policies and rules stay as they are: in what asks other tables only the server knows what is whose column.
void renameColumns(Table &table, const QMap<QString, QString> &names, const Dialect &dialect);
/// The same of the table's own name: its keys to itself and, with a dialect, its triggers.
void renameTable(Table &table, const ObjectRef &ref, const Dialect *dialect);
/// `names` with the columns that `to` has under the same name in another case: for engines to which those are one.
[[nodiscard]] QMap<QString, QString> withRenamesInCase(QMap<QString, QString> names, const Table &from, const Table &to);

} // namespace concord
