// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// Rules on texts that an engine reads: defaults, conditions, computed columns. See compareRules().
[[nodiscard]] std::optional<RuleAnswer> sameTokens(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> castOfList(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> sameMeaning(const RuleInput &in);
/// Whether the property is such a text, or a whole body.
[[nodiscard]] bool isEngineText(const QString &property);

} // namespace concord
