// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// Writes PostgreSQL's DDL from a catalog.
[[nodiscard]] const SchemaWriter &postgresqlWriter();

} // namespace concord
