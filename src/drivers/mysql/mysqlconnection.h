// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/dialect.h"
#include "connection/driver.h"
#include "mysql/mysqllink.h"
#include "mysql/mysqlresults.h"

#include <atomic>

namespace concord {

class MysqlConnection : public Connection
{
public:
    /// Opens, fixes the session's settings and, for a read-only endpoint, holds read-only.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, const Dialect &dialect,
                                                                  Deadline deadline);
    ~MysqlConnection() override;

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;
    [[nodiscard]] bool isAlive() const override { return !m_dead.load(); }
    [[nodiscard]] bool hasState() const override;

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

private:
    MysqlConnection(std::unique_ptr<MysqlLink> link, Endpoint endpoint, Secret secret, const Dialect &dialect);
    [[nodiscard]] Result<void> prepareSession();
    /// Asks for the session's sql_mode, by which it reads quotes and backslashes.
    [[nodiscard]] Result<void> readSqlMode();

    /// Runs as it is, without read-only's guard; notes a broken link.
    [[nodiscard]] Result<void> run(const Statement &statement, RowSink &sink, bool bindMissing = false);
    [[nodiscard]] Result<void> runGuarded(const Statement &statement, RowSink &sink);
    /// Concord's own statements, with their rows as text.
    [[nodiscard]] Result<QList<QStringList>> query(const QString &text, const QStringList &parameters = {});
    [[nodiscard]] Result<void> command(const QString &text);

    [[nodiscard]] Result<void> beforeStatement();
    [[nodiscard]] Result<void> beginManual(const QString &text);
    void collectWarnings(const QString &text, RowSink &sink);
    void noteState(const QString &text);
    void noteIfLost(const Error &error);
    /// The dialect with the quoting rules that the session has now (sql_mode).
    [[nodiscard]] Dialect sessionDialect() const;
    /// Error Usage for a statement that the session reads differently than the driver's dialect, by which it was split.
    [[nodiscard]] Result<void> checkReading(const QString &text) const;
    [[nodiscard]] bool isMariaDb() const;
    [[nodiscard]] bool inTransaction() const;

    std::unique_ptr<MysqlLink> m_link;
    Endpoint m_endpoint;
    Secret m_secret; ///< for the second connection that cancels
    const Dialect &m_dialect;
    QString m_sqlMode;
    bool m_hasState = false;
    std::atomic<bool> m_dead{false};
    std::atomic<bool> m_killSent{false};
    std::atomic<int> m_socket{-1}; ///< a duplicate: a reused descriptor would cut a stranger's connection
    unsigned long m_threadId = 0;
};

} // namespace concord
