// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcconnection.h"
#include "oracle/oraclequeries.h"

namespace concord {

struct OracleClientCommand;

/// A link to Oracle over its ODBC driver. A read-only profile's statement runs in a transaction of its own, which the server
/// holds to reading.
class OracleConnection final : public OdbcConnection
{
public:
    OracleConnection(OdbcLink link, const Endpoint &endpoint);

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline) override;

protected:
    [[nodiscard]] Result<void> prepareSession() override;
    [[nodiscard]] OdbcColumn column(const OdbcColumnFacts &facts) const override;
    [[nodiscard]] Error makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const override;
    [[nodiscard]] std::optional<Notice> makeNotice(const OdbcDiagnostic &diagnostic) const override;
    [[nodiscard]] Result<void> mayRun(const QString &text) const override;
    [[nodiscard]] Result<void> beginManual() override;
    [[nodiscard]] QString harmlessText() const override { return QStringLiteral("SELECT 1 FROM dual"); }
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;

private:
    [[nodiscard]] Result<void> runStatement(const Statement &statement, RowSink &sink, const ExecuteLimits &limits);
    [[nodiscard]] Result<void> runHeld(const Statement &statement, RowSink &sink, const ExecuteLimits &limits);
    [[nodiscard]] Result<void> endTransaction(QLatin1StringView word);
    [[nodiscard]] Result<void> runForClient(const OracleClientCommand &command, const Statement &statement, RowSink &sink,
                                            const ExecuteLimits &limits);
    void tellOutput(RowSink &sink);
    void tellCompileErrors(const QString &text, RowSink &sink);
    [[nodiscard]] OracleQueries queries();
    [[nodiscard]] QString firstCell(const QString &sql);
    [[nodiscard]] QString serverVersion();
    [[nodiscard]] Result<PlanNode> explainNow(const Statement &statement);

    bool m_ownTransaction = false; ///< not to be held to reading: Concord's own
    bool m_formatsSet = false;
    bool m_outputOn = false;
};

} // namespace concord
