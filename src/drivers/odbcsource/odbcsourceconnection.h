// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcconnection.h"
#include "odbcsource/odbcsourcecatalog.h"

#include <memory>

namespace concord {

/// The dialect that a connection brings with it; a base, so that it is there before the connection.
struct OdbcSourceOwnDialect
{
    Dialect own;
};

/// Any ODBC data source: all that it knows of its engine comes from SQLGetInfo and the catalog functions.
class OdbcSourceConnection final : private OdbcSourceOwnDialect, public OdbcConnection
{
public:
    /// `split`: by which texts were split before the server was known. Both dialects must let a read-only profile's text through.
    OdbcSourceConnection(OdbcLink link, const Endpoint &endpoint, OdbcDbms dbms, const Dialect &split);

    /// Of PostgreSQL, MySQL, MariaDB and SQLite.
    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<CatalogPtr> readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;

protected:
    [[nodiscard]] Result<void> prepareSession() override;
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    [[nodiscard]] OdbcColumn column(const OdbcColumnFacts &facts) const override;
    [[nodiscard]] Error makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const override;
    [[nodiscard]] std::optional<Notice> makeNotice(const OdbcDiagnostic &diagnostic) const override;
    [[nodiscard]] Result<void> mayRun(const QString &text) const override;

private:
    [[nodiscard]] OdbcCatalogAsk asking();
    [[nodiscard]] QString currentDatabase() const;
    [[nodiscard]] QString currentCatalog() const;
    [[nodiscard]] Result<QStringList> catalogs();
    [[nodiscard]] Result<void> databaseIsChosen();
    void readZone();
    [[nodiscard]] Result<void> executeInZone(const Statement &statement, RowSink &sink, const ExecuteLimits &limits);
    void followTransaction(const QString &text, bool done);
    void followAutocommit(const QString &text);

    OdbcDbms m_dbms;
    const Dialect &m_split;
    QSet<QString> m_sizedTypes;                ///< lower case
    std::shared_ptr<const QTimeZone> m_zone;   ///< the session's, of PostgreSQL; null: not known
    bool m_zoneMayDiffer = true;               ///< a statement may have set another
    bool m_planning = false;                   ///< a plan is being asked for
    bool m_begun = false;                      ///< a person's own BEGIN is open
    bool m_autocommitOff = false;              ///< by MySQL's own SET
};

} // namespace concord
