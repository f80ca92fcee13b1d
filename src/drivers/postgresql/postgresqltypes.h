// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// PostgreSQL's built-in types, as format_type() and people write them. Types that people made are known only to who read the
/// catalog.
[[nodiscard]] const TypeSystem &postgresqlTypes();

} // namespace concord
