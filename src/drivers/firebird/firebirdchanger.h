// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// Writes Firebird's ALTERs; what it cannot alter (a table's name, a column that is to number rows) is a note.
[[nodiscard]] const SchemaChanger &firebirdSchemaChanger();

} // namespace concord
