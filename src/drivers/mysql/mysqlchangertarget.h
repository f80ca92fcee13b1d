// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// The table with its columns' new names where the server puts them in by itself: in keys, not in expressions. `names`: old → new.
[[nodiscard]] Table withNewNames(Table table, const QMap<QString, QString> &names);
/// What `from` is to become, in MySQL's terms: another engine's unique constraint is a unique index here, and what such an
/// engine does not say, options above all, stays as `from` has it.
[[nodiscard]] Table asMysqlTarget(Table to, const Table &from);
/// The names of its columns; empty for an expression.
[[nodiscard]] QStringList columnsOfIndex(const Index &index);

/// The number that the server gave to a key or check without a name of its own; 0: it has one, or another engine named it.
[[nodiscard]] int mysqlCountOf(const QString &name);
/// In the order in which the server counts those without a name; one that it would count otherwise is called by its number.
[[nodiscard]] std::vector<ForeignKey> asMysqlCounts(std::vector<ForeignKey> keys);
/// Written with its number, which may be lower than those of checks that stay.
[[nodiscard]] Check withMysqlNumber(Check check);

} // namespace concord
