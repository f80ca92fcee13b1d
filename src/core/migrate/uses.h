// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QSet>

namespace concord {

struct Dialect;

/// Whether `sql` has one of `names` (bare, as foldedNames() gives them) among its tokens: it may mean something else by it, so a
/// false yes only makes anew what could have stayed.
[[nodiscard]] bool mentionsAny(const QString &sql, const QSet<QString> &names, const Dialect &dialect);
/// The bare names of objects as they stand among tokens; a routine without its arguments.
[[nodiscard]] QSet<QString> foldedNames(const QList<ObjectRef> &refs, const Dialect &dialect);

/// The table without what calls one of `names`: defaults, checks, indexes, triggers, policies, computed columns and what
/// stands on those. Types of columns stay.
[[nodiscard]] Table withoutUses(Table table, const QSet<QString> &names, const Dialect &dialect);
/// Whether it has policies or rules, which may ask other tables.
[[nodiscard]] bool hasQueries(const Table &table);
/// Without the policies and rules that ask or change one of `tables`.
[[nodiscard]] Table withoutQueriesOf(Table table, const QSet<QString> &tables, const Dialect &dialect);
/// Without these columns and what stands on them.
[[nodiscard]] Table withoutColumns(Table table, const QStringList &columns, const Dialect &dialect);
/// The computed columns that name one of `columns`.
[[nodiscard]] QStringList computedFrom(const Table &table, const QStringList &columns, const Dialect &dialect);
/// Without the foreign keys that need a key of `target` which its new self no longer has just so, or whose columns take
/// another family of types there.
[[nodiscard]] Table withoutKeysTo(Table table, const Table &target, const Table &becomes);

} // namespace concord
