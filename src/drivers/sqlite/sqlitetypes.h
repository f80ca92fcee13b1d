// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// SQLite keeps any value in any column (but for STRICT tables); a declared type is a convention, and what people mean by
/// its name is what is told here. A name that says nothing is told by SQLite's own rules of affinity.
[[nodiscard]] const TypeSystem &sqliteTypes();

} // namespace concord
