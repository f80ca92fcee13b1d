// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcapi.h"
#include "odbcsource/odbcdbms.h"
#include "schema/readcatalog.h"

#include "base/error.h"

namespace concord {

/// Asks ODBC's catalog functions: `rows` runs one on a statement and gives its rows as text.
struct OdbcCatalogAsk
{
    std::function<Result<QList<QStringList>>(const std::function<SQLRETURN(SQLHSTMT)> &)> rows;
    QString catalog;      ///< the database whose objects are wanted; null where the source has no catalogs
    bool schemas = false; ///< objects lie in schemas
    OdbcDbms dbms = OdbcDbms::Unknown;
    QSet<QString> sizedTypes; ///< lower case: types that are written with a length or a precision
    std::function<Result<QList<QStringList>>(const QString &)> query; ///< runs a statement of Concord's own
};

struct OdbcRelation
{
    ObjectRef ref;
    QString type; ///< "TABLE", "VIEW" …
    QString comment;
};

/// "varchar" of 20 as "varchar(20)", where its type takes a size and the source does not write it so itself.
[[nodiscard]] QString odbcSizedType(const QString &name, int sqlType, qint64 size, int digits, const QSet<QString> &sizedTypes);

/// Tables and views that are not the system's, by SQLTables.
[[nodiscard]] Result<QList<OdbcRelation>> odbcRelations(const OdbcCatalogAsk &ask);
/// Columns by SQLColumns; of all tables where `ref` is empty, keyed by their table.
[[nodiscard]] Result<QHash<ObjectRef, std::vector<Column>>> odbcColumns(const OdbcCatalogAsk &ask, const ObjectRef &ref = {});
[[nodiscard]] Result<std::optional<Key>> odbcPrimaryKey(const OdbcCatalogAsk &ask, const ObjectRef &ref);

/// All that the catalog functions tell: tables, views, columns, primary and foreign keys, indexes. The rest is in `unread`.
[[nodiscard]] Result<CatalogPtr> readOdbcCatalog(const OdbcCatalogAsk &ask, const CatalogRequest &request, const CatalogListener &listener,
                                                 CatalogInfo info);

} // namespace concord
