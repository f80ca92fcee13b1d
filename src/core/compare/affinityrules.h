// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// Rules on SQLite's types, where a declared type is a word that gives a column its affinity. See compareRules().
[[nodiscard]] std::optional<RuleAnswer> rowidAlias(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sqliteSpelling(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sameAffinity(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> declaredOtherwise(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sqliteInteger(const RuleInput &in);

} // namespace concord
