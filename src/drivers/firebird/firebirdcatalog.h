// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"

#include <functional>

namespace concord {

/// Runs a query of Concord's own; its values are bound. NULL is a null string.
using FirebirdCatalogQuery = std::function<Result<QList<QStringList>>(const QByteArray &sql, const QStringList &values)>;

/// All that a database contains, from the RDB$ tables; `query` runs in one transaction.
[[nodiscard]] Result<CatalogPtr> readFirebirdCatalog(const FirebirdCatalogQuery &query, const CatalogRequest &request,
                                                     const CatalogListener &listener, CatalogInfo info);
/// The columns of one table or view. Error NotFound.
[[nodiscard]] Result<QList<ColumnSummary>> readFirebirdColumns(const FirebirdCatalogQuery &query, const QString &table);

} // namespace concord
