// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// Rules on what an engine does not keep, or keeps in one way only, so that its idiomatic schema cannot say it. See compareRules().
[[nodiscard]] std::optional<RuleAnswer> sqliteFloat(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sqliteMoment(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> duckdbLength(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> duckdbTime(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> practicallyUnlimited(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> uuidAsText(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> generatedKind(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> noComments(const RuleInput &in);

} // namespace concord
