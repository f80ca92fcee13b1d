// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// How people call an object's kind: "table", "partitioned table", "materialized view", "function".
[[nodiscard]] QString kindWord(const SchemaObject &object);
[[nodiscard]] QString kindWord(ObjectKind kind);
/// The word for many: "Tables", "Sequences".
[[nodiscard]] QString kindHeading(ObjectKind kind);

} // namespace concord
