// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

#include <QSet>

namespace concord {

/// Rules on columns that number new rows by themselves: identities, AUTO_INCREMENT, sequences. See compareRules().
[[nodiscard]] std::optional<RuleAnswer> identityDefault(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> identityKinds(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> rowidIdentity(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> rowidNotNull(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> oracleSequence(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sequenceNumbers(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> identitySequence(const RuleInput &in);

/// The sequence that a default takes its next number from, as it is written there: "ints_seq"; empty: it takes none.
[[nodiscard]] QString numberingSequence(const QString &defaultExpression);

/// The names, lower case, of all sequences that number the rows of a table by its columns' defaults.
[[nodiscard]] QSet<QString> numberingSequences(const Catalog &catalog);

} // namespace concord
