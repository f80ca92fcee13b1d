// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/ignorerules.h"

namespace concord {

/// The workspace's setting that keeps the ignore rules of all its comparisons.
inline constexpr QLatin1StringView keptIgnoreRulesKey("compareIgnore");

/// What that setting says; empty: nobody has changed the default rules. A rule that would take everything is left out.
[[nodiscard]] QList<IgnoreRule> keptIgnoreRules(const QByteArray &setting);
[[nodiscard]] QByteArray keptIgnoreRulesJson(const QList<IgnoreRule> &rules);

} // namespace concord
