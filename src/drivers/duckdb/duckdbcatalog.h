// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duckdb/duckdbtarget.h"
#include "schema/readcatalog.h"

#include <duckdb.h>

#include <functional>

namespace concord {

struct DuckdbReading
{
    duckdb_connection connection = nullptr;
    const DuckdbTarget &target;
    std::function<Result<void>()> goOn; ///< the error says why the reading is to end
};

/// In one transaction. `info`: what is known before. Errors: NotFound (a schema that is not there), and DuckDB's own.
[[nodiscard]] Result<CatalogPtr> readDuckdbCatalog(const DuckdbReading &reading, const CatalogRequest &request, const CatalogListener &listener,
                                                   CatalogInfo info);

} // namespace concord
