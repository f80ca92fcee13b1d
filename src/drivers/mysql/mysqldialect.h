// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

namespace concord {

[[nodiscard]] const Dialect &mysqlDialect();
[[nodiscard]] const Dialect &mariadbDialect();

} // namespace concord
