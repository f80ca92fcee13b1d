// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"

#include <QString>

#include <vector>

namespace concord {

/// "read 2 minutes ago", for what shows several schemas at once; where they are not of one age, that of the oldest. Empty: none.
[[nodiscard]] QString readText(const std::vector<NamedCatalog> &catalogs);

} // namespace concord
