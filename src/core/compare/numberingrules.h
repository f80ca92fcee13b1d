// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// Rules on columns that number new rows by themselves: identities, AUTO_INCREMENT, sequences. See compareRules().
[[nodiscard]] std::optional<RuleAnswer> identityDefault(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> identityKinds(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> rowidIdentity(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> oracleSequence(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> identitySequence(const RuleInput &in);

} // namespace concord
