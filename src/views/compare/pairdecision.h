// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparemodel.h"

namespace concord {

/// What a person may decide about the pair that a row shows.
enum class PairAction : quint8 {
    Confirm,  ///< they are a pair
    Separate, ///< they are none
    Forget    ///< take back what was decided
};

/// Of tables and views, and of their columns; empty for other rows.
[[nodiscard]] QList<PairAction> pairActions(const Mapping &mapping, const CompareModel::Place &place);
/// Offered by likeness, and nobody said yes or no.
[[nodiscard]] bool isOffered(const CompareModel::Place &place);
/// `mapping` with that decision in it.
[[nodiscard]] Mapping decided(Mapping mapping, const CompareModel::Place &place, PairAction action);
/// "Confirm that CUST_NAME is full_name", for a menu.
[[nodiscard]] QString pairActionText(const CompareModel::Place &place, PairAction action);

/// How many pairs wait for a decision, and how many decisions there are.
struct PairCounts
{
    int offered = 0;
    int decided = 0;
};
[[nodiscard]] PairCounts countPairs(const Comparison &comparison);

} // namespace concord
