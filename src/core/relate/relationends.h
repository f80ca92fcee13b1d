// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"

namespace concord {

/// Does some key of the table keep rows apart by (some of) these columns?
[[nodiscard]] bool isUniqueBy(const Table &table, const QStringList &columns);
/// Does an index or key of the table begin with these columns, in any order?
[[nodiscard]] bool isIndexedBy(const Table &table, const QStringList &columns);

/// Fills in multiplicity, optional and indexed from the two tables. Where only the referring end is unique, the ends change places:
/// `from` is the many. Null: not a table (a view, or unknown), of which nothing is known to be unique or indexed.
void fillRelation(Relation &relation, const Table *from, const Table *to);

} // namespace concord
