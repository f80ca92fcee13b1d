// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcconnection.h"
#include "sqlserver/systemrows.h"

namespace concord {

/// A link to SQL Server, Azure SQL or what speaks like them, over FreeTDS's or Microsoft's ODBC driver.
class SqlServerConnection final : public OdbcConnection
{
public:
    SqlServerConnection(OdbcLink link, const Endpoint &endpoint);

    /// SET SHOWPLAN_XML around the statement; the session is cut where it cannot be taken back.
    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;

protected:
    [[nodiscard]] Result<void> prepareSession() override;
    [[nodiscard]] Error makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const override;
    [[nodiscard]] std::optional<Notice> makeNotice(const OdbcDiagnostic &diagnostic) const override;
    [[nodiscard]] Result<void> mayRun(const QString &text) const override;
    [[nodiscard]] bool goesOnAfterError() const override { return true; }
    [[nodiscard]] bool changesSession(const QString &text) const override;
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;

private:
    [[nodiscard]] Result<void> eachRow(const QString &sql, const std::function<void(const SystemRow &)> &each);
    [[nodiscard]] QString oneValue(const QString &sql);
    [[nodiscard]] Result<QList<ObjectName>> systemObjects();
    [[nodiscard]] Result<QList<ObjectName>> standardObjects();
    [[nodiscard]] Result<QList<ColumnSummary>> standardColumns(const ObjectName &object);
    [[nodiscard]] bool seesDefinitions(const QString &product);
    [[nodiscard]] Result<QString> showplan(const Statement &statement);
    void readEncryption(ServerInfo &info);
    void readRole(ServerInfo &info);

    QString m_schema;            ///< the profile's, as the database writes it
    int m_openTransactions = 0;  ///< @@TRANCOUNT when it was last asked
    bool m_optionsAsked = false;
    bool m_readsMayOpen = false; ///< the session's options may be such that a read opens a transaction
};

} // namespace concord
