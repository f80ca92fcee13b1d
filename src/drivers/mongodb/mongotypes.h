// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/logicaltype.h"

namespace concord {

/// The types of BSON, by their names in $type and $jsonSchema ("long", "objectId"), "array of X", and several as "int | string".
[[nodiscard]] const TypeSystem &mongoTypes();

} // namespace concord
