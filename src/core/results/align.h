// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/combinedresult.h"

namespace concord {

/// Which columns of the sources belong together: in the order in which the sources first show them, names and
/// sourceColumn filled. `views` are the sources' tables, null where a source has none.
[[nodiscard]] std::vector<CombinedColumn> alignColumns(const std::vector<const TableView *> &views);
/// The same by place: the first column of each source is the first column of all, named as the first source that has one names it.
[[nodiscard]] std::vector<CombinedColumn> alignByPosition(const std::vector<const TableView *> &views);
/// Says of each column where it has another name.
void tellOtherNames(std::vector<CombinedColumn> &columns, const std::vector<CombinedSource> &sources, const std::vector<const TableView *> &views);

/// Gives the column the type that holds every source's values without changing one, or Variant and a flag.
void widenColumn(CombinedColumn &column, const std::vector<CombinedSource> &sources, const std::vector<const TableView *> &views);

} // namespace concord
