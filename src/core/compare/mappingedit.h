// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/mapping.h"

namespace concord {

/// The decisions of a person about pairs, one at a time. Each replaces what was said before of the tables or columns that it names.

/// These two stand for each other. Columns that were decided for this very pair stay so.
void confirmTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right);
/// These two do not: the left one has no counterpart. An empty left one: the right one has none.
void separateTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right);
/// Forgets what was said of the two; they are paired by name and likeness again.
void forgetTables(Mapping &mapping, const ObjectRef &left, const ObjectRef &right);

/// A column of `tables.left` and one of `tables.right`; that the tables are a pair is thereby said too.
struct TablePair
{
    ObjectRef left;
    ObjectRef right;
};
void confirmColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right);
/// The left column has no counterpart; an empty left one: the right one has none.
void separateColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right);
void forgetColumns(Mapping &mapping, const TablePair &tables, const QString &left, const QString &right);

/// The same decisions seen from the other side. Expressions speak of the left side's columns, so they are left out.
[[nodiscard]] Mapping inverted(const Mapping &mapping);
/// `mapping` with the expressions that `known` has for the same pairs.
[[nodiscard]] Mapping withExpressionsOf(Mapping mapping, const Mapping &known);

} // namespace concord
