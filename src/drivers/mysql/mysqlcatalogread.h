// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mysql/mysqlrights.h"
#include "mysql/mysqlschemareader.h"

namespace concord {

/// One reading of a catalog: of one database, or of all that are not the system's. information_schema keeps no moment, so
/// what changed while it was read is read again.
class MysqlCatalogRead
{
public:
    MysqlCatalogRead(MysqlQueries &queries, const CatalogRequest &request, CatalogListener listener);
    /// `database` is the profile's; empty: none, so all.
    [[nodiscard]] Result<CatalogPtr> run(const QString &database);
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const QString &database);

private:
    using Marks = QHash<QString, QString>; ///< as in MysqlSchemaDraft

    [[nodiscard]] Result<QStringList> databases(const QString &database);
    [[nodiscard]] Result<CatalogInfo> describe(const QString &database);
    [[nodiscard]] Result<void> readDatabase(const QString &database, const CatalogFilter &filter);
    [[nodiscard]] Result<MysqlSchemaDraft> readOnce(const QString &database, const CatalogFilter &filter, const QString &onlyTable = {});
    [[nodiscard]] Result<Marks> marks(const QString &database, const CatalogFilter &filter) const;
    [[nodiscard]] static QSet<QString> changed(const Marks &before, const Marks &after, const QString &since);
    [[nodiscard]] Result<void> readAgain(MysqlSchemaDraft &draft, const QString &database, const CatalogFilter &filter, const QSet<QString> &names);
    void keep(MysqlSchemaDraft &&draft);

    MysqlQueries &m_queries;
    const CatalogRequest &m_request;
    CatalogListener m_listener;
    MysqlRights m_rights;
    qint64 m_done = 0;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
    std::vector<Unread> m_unread;
};

} // namespace concord
