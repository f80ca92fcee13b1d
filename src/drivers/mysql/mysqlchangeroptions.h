// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mysql/mysqlchangercolumns.h"

namespace concord {

/// Engine, collation, comment and other options of the table; what has to come before the one ALTER, and notes, go to `list`.
[[nodiscard]] std::vector<MysqlClause> mysqlOptionClauses(const MysqlTablePair &pair, ChangeList &list);
/// MariaDB writes the old size to each key that stays.
[[nodiscard]] bool isMysqlBlockSizeChanged(const MysqlTablePair &pair);
/// An index that cannot stay while the table takes another block size (MariaDB) or its column another system of coordinates.
[[nodiscard]] bool isMysqlPlacedAnew(const Index &index, const MysqlTablePair &pair);
/// A table that starts to keep old rows but not those of some column: the server knows the latter only once it does.
[[nodiscard]] bool isMysqlVersionedFirst(const MysqlTablePair &pair);
/// The start or end of each row's time, which such a table gets together with its versions.
[[nodiscard]] bool isMysqlAddedWithVersioning(const MysqlTablePair &pair, const Column &column);

} // namespace concord
