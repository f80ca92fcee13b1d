// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "duckdb/duckdbcolumntype.h"
#include "duckdb/duckdbinstance.h"
#include "duckdb/duckdbtarget.h"

#include <mutex>

namespace concord {

/// A file of DuckDB, or data files as views. A read-only connection to a file lets go of it between its statements and
/// transactions, so that others may write meanwhile.
class DuckdbConnection final : public Connection
{
public:
    DuckdbConnection(const Endpoint &endpoint, DuckdbTarget target);
    ~DuckdbConnection() override;

    /// Opens once. Errors: Damaged, Busy, Io.
    [[nodiscard]] Result<void> start(Deadline deadline);

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override { return m_transaction; }
    [[nodiscard]] bool isAlive() const override { return true; }
    [[nodiscard]] bool hasState() const override { return m_sessionState || m_transaction != TransactionState::Idle; }

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override { requestCancel(); }

private:
    /// The file is open for writing in this process, so that the file itself does not hold this connection to reading.
    [[nodiscard]] bool sharesWriter() const { return m_endpoint.readOnly && !m_target.isData() && m_instance && m_instance->canWrite(); }
    [[nodiscard]] bool isReadOnly() const { return m_endpoint.readOnly || m_target.isData(); }
    /// Runs `work` with an open database, under the ladder.
    template<class F>
    [[nodiscard]] auto onDatabase(Deadline deadline, F &&work) -> decltype(work());
    [[nodiscard]] Result<void> acquire(Deadline deadline);
    void letGo();
    [[nodiscard]] Result<void> makeViews();
    void readTimeZone();

    /// A text of one statement, which DuckDB may make several of (PIVOT).
    [[nodiscard]] Result<DuckdbPrepared> prepare(const QByteArray &sql, const QString &text);
    [[nodiscard]] Result<void> bind(duckdb_prepared_statement prepared, const QList<Parameter> &parameters);
    [[nodiscard]] Result<void> runPrepared(const Statement &statement, const QByteArray &sql, DuckdbPrepared prepared, RowSink &sink);
    [[nodiscard]] Result<void> takeAnswer(const DuckdbPrepared &prepared, const QByteArray &sql, std::vector<DuckdbColumnType> types, RowSink &sink,
                                          ResultSetEnd end);
    /// Ends the transaction that was begun for one statement.
    [[nodiscard]] Result<void> endOwnTransaction(bool well);
    /// A statement of this driver's own, without rows.
    [[nodiscard]] Result<void> command(const QByteArray &sql);
    [[nodiscard]] Result<void> refuseWrites(duckdb_statement_type type, const QString &text);
    [[nodiscard]] Result<void> refuseOtherFiles(const QString &text);
    void noteState(duckdb_statement_type type, const QString &text);
    void noteFailure();
    [[nodiscard]] Error failure(const char *words, const QByteArray &sql = {});
    [[nodiscard]] Error failureOf(const DuckdbPrepared &prepared, const char *words, const QByteArray &sql);

    Endpoint m_endpoint;
    DuckdbTarget m_target;
    std::shared_ptr<DuckdbInstance> m_instance;
    duckdb_connection m_connection = nullptr;
    std::mutex m_connectionMutex; ///< m_connection is set and cleared under it: a cancel comes from another thread
    Deadline m_deadline = noDeadline;
    TransactionState m_transaction = TransactionState::Idle;
    bool m_sessionState = false;
    QString m_timeZone;
    QStringList m_problems; ///< data files that are not shown, and why
};

} // namespace concord
