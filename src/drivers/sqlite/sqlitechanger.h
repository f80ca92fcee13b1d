// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// SQLite's ALTERs: columns are added, renamed and dropped where SQLite can; all else is a table rebuild in the order that its
/// documentation gives ("Making Other Kinds Of Table Schema Changes").
[[nodiscard]] const SchemaChanger &sqliteSchemaChanger();
/// SQLite's words for what comes from other engines.
[[nodiscard]] const EngineTerms &sqliteTerms();

} // namespace concord
