// SPDX-License-Identifier: GPL-3.0-or-later
// The connection's part in reading catalogs: which databases, under which settings, and again what changed meanwhile.
#include "mysql/mysqlcatalogread.h"
#include "mysql/mysqlconnection.h"
#include "mysql/mysqlrights.h"
#include "schema/catalog.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

Result<CatalogPtr> MysqlConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        MysqlQueries queries(m_link->handle(), [this] { return isCancelling(); });
        MysqlCatalogRead read(queries, request, listener);
        auto catalog = read.run(m_endpoint.database);
        if (!catalog)
            noteIfLost(catalog.error());
        return catalog;
    });
}

Result<QList<MissingRight>> MysqlConnection::missingRights(const CatalogRequest &request, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<MissingRight>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        MysqlQueries queries(m_link->handle(), [this] { return isCancelling(); });
        auto missing = MysqlCatalogRead(queries, request, {}).missingRights(m_endpoint.database);
        if (!missing)
            noteIfLost(missing.error());
        return missing;
    });
}

} // namespace concord
