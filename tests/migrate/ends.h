// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "migrate/migration.h"

namespace concord::test {

/// One side of a comparison, in the driver's dialect.
inline CompareEnd endOf(const Driver &driver, const CatalogPtr &catalog, const QString &name)
{
    CompareEnd end;
    end.catalog = catalog;
    end.dialect = &driver.dialect();
    end.name = name;
    return end;
}

inline Comparison compareEnds(const Driver &driver, const CatalogPtr &left, const CatalogPtr &right, const CompareOptions &options = {})
{
    return compareCatalogs(endOf(driver, left, QStringLiteral("left")), endOf(driver, right, QStringLiteral("right")), options);
}

/// What makes LEFT like RIGHT, within one engine.
inline Migration planEnds(const Driver &driver, const CatalogPtr &left, const CatalogPtr &right, const CompareOptions &options = {})
{
    return planMigration(compareEnds(driver, left, right, options),
                         {driver.schemaChanger(), &driver.schemaWriter(), &driver.types(), &driver.dialect()});
}

} // namespace concord::test
