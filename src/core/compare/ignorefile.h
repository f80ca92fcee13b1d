// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/ignorerules.h"

namespace concord {

/// Ignore rules as a text file: one rule a line as parseIgnoreRule() reads it; empty lines and those that begin with # say nothing.
/// Error Usage names the line.
[[nodiscard]] Result<QList<IgnoreRule>> ignoreRulesFromText(const QString &text);
[[nodiscard]] QString ignoreRulesToText(const QList<IgnoreRule> &rules);

} // namespace concord
