// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/readcatalog.h"
#include "sqlite/sqlitefacts.h"

namespace concord {

/// Reads the schema of an open file in one read transaction: what SQLite says of it, and what only the statements' texts say
/// (names of constraints, checks, expressions). Where the two differ, SQLite is believed and `info.unread` says so. `info` is
/// what the caller knows of the file.
[[nodiscard]] Result<CatalogPtr> readSqliteCatalog(const SqliteReading &reading, const CatalogRequest &request, const CatalogListener &listener,
                                                   CatalogInfo info);

} // namespace concord
