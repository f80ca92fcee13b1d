// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/matrix.h"

namespace concord {

/// "production (postgresql, production), read 2026-11-21 09:00 UTC": how an end is named wherever it stands.
[[nodiscard]] QString endTitle(const CompareEnd &end);
/// "3 different, 1 only left, 40 identical; 12 ignored by 2 rules"
[[nodiscard]] QString summaryText(const Comparison &comparison);
/// One sign for each verdict, so that colour is never alone: = ≈ ≠ ? ← →
[[nodiscard]] QString verdictSign(Verdict verdict);
/// "type: varchar(10) → text — a larger length [type.conversion]"
[[nodiscard]] QString differenceText(const Difference &difference);
/// The first thing that tells its two sides apart and that no rule takes; null: there is none.
[[nodiscard]] const Difference *firstDifference(const MemberComparison &member);

/// What differs, as plain text for a terminal; what is the same is only counted.
[[nodiscard]] QString comparisonToText(const Comparison &comparison);
[[nodiscard]] QString comparisonToMarkdown(const Comparison &comparison);

/// "against what most of them hold"
[[nodiscard]] QString baselineText(const Matrix &matrix);
/// endTitle(), or why the database could not be read.
[[nodiscard]] QString columnTitle(const MatrixColumn &column);
/// "12 match, 3 lack idx_a, 1 unreadable" a row; rows without a difference only where `all`.
[[nodiscard]] QString matrixToText(const Matrix &matrix, bool all = false);
[[nodiscard]] QString matrixToMarkdown(const Matrix &matrix, bool all = false);

} // namespace concord
