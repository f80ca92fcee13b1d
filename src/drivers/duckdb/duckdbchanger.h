// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// DuckDB's ALTERs, each a statement of its own; for what it cannot alter the table is made anew with its rows.
[[nodiscard]] const SchemaChanger &duckdbSchemaChanger();
/// How a name is written in the changer's statements: with its schema unless that is main.
[[nodiscard]] QString duckdbQualified(const ObjectRef &ref);

} // namespace concord
