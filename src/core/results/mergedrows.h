// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/combinedresult.h"

#include <QStringList>

#include <cstdint>
#include <functional>
#include <vector>

namespace concord {

/// The rows of all databases brought together: one for each key, with what they say of it added up.
struct MergedRows
{
    /// The key columns, `databases` (how many had the key), and each column of numbers as its exact sum: whole sums that int64
    /// holds as such, others as Variant cells. NULL where a key had no number there. In the order in which keys first came.
    std::shared_ptr<const ResultTable> table;
    QStringList leftOut;       ///< columns that are neither key nor number
    std::uint64_t without = 0; ///< rows of databases that lack a key column; they are in no sum
};

/// `keys`: columns of the result. NULL is a key of its own. Rows are read as they are now. Blocking; for a pool thread. `stop`, asked
/// now and then, ends it with Cancelled. `rows`: only these of the result, in this order; null: all. Error Usage without a key.
[[nodiscard]] Result<MergedRows> mergeByKey(const CombinedResult &result, const QList<int> &keys, const std::function<bool()> &stop = {},
                                            const std::vector<std::uint32_t> *rows = nullptr);
/// Column names, as typed, to columns of the result. Error NotFound names near ones.
[[nodiscard]] Result<QList<int>> keyColumns(const CombinedResult &result, const QStringList &names);

} // namespace concord
