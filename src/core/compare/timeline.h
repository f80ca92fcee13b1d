// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

namespace concord {

enum class ChangeSort : quint8 { Added, Removed, Changed };
[[nodiscard]] QString changeSortName(ChangeSort sort); ///< added, removed, changed

/// What became of one object between two moments of a database.
struct ObjectChange
{
    ChangeSort sort = ChangeSort::Changed;
    ObjectKind kind = ObjectKind::Table;
    ObjectRef object;
    QStringList details; ///< "column email added: varchar(100)", "column name: type: varchar(10) → text"; of Changed
};

/// Of a comparison whose left side is the earlier moment; by kind and name. What only is spelled in another way says so.
[[nodiscard]] std::vector<ObjectChange> objectChanges(const Comparison &comparison);
/// The details of one pair.
[[nodiscard]] QStringList changeDetails(const ObjectComparison &object);
/// "table public.users: column email added: varchar(100); …"
[[nodiscard]] QString changeText(const ObjectChange &change);

} // namespace concord
