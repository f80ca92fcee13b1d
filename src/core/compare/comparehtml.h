// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "connection/driver.h"

namespace concord {

/// One file that is readable anywhere, light and dark, without scripts: what differs with the DDL of both sides beside each other, what is equal
/// as folded lists. Text from servers is escaped. From any thread.
[[nodiscard]] QString comparisonPage(const Comparison &comparison, const DriverRegistry &registry);

} // namespace concord
