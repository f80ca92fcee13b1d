// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// SQLite's DDL. What SQLite has no statement for (routines, types, sequences, comments) gives none; shadow tables are made by
/// their virtual table.
[[nodiscard]] const SchemaWriter &sqliteSchemaWriter();

} // namespace concord
