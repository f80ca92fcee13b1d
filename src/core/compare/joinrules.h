// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// MySQL keeps "FROM a, b" of a view as "from a join b", and writes it as "from (a join b)" once it has read that again.
[[nodiscard]] std::optional<RuleAnswer> listedJoin(const RuleInput &in);

} // namespace concord
