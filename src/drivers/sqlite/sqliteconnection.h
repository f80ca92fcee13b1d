// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/profile.h"
#include "qtsql/qtsqllink.h"
#include "sqlite/sqliteguard.h"

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace concord {

struct SqliteStatementCloser
{
    void operator()(sqlite3_stmt *statement) const;
};
using SqliteStatement = std::unique_ptr<sqlite3_stmt, SqliteStatementCloser>;

/// A file of SQLite. "Waiting" here is a busy file; stopping is sqlite3_interrupt and a look every few thousand steps.
class SqliteConnection final : public Connection
{
public:
    SqliteConnection(QtSqlLink link, const Endpoint &endpoint);
    ~SqliteConnection() override;

    /// Reads the file's header. Errors: Damaged (no database), Busy, Io.
    [[nodiscard]] Result<void> start(Deadline deadline);

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;
    [[nodiscard]] bool isAlive() const override { return m_db != nullptr; }
    [[nodiscard]] bool hasState() const override;

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

private:
    [[nodiscard]] Result<SqliteStatement> prepare(const QByteArray &sql);
    [[nodiscard]] Result<void> refuseSecondStatement(const QByteArray &sql, const char *tail);
    [[nodiscard]] Result<void> bind(sqlite3_stmt *statement, const QList<Parameter> &parameters);
    [[nodiscard]] Result<void> stepAll(sqlite3_stmt *statement, const QByteArray &sql, const QString &verb, RowSink &sink);
    /// Rows of a query of Concord's own; `row` is called for each.
    template<class F>
    [[nodiscard]] Result<void> query(const QByteArray &sql, const QList<Parameter> &parameters, F &&row);
    [[nodiscard]] Error lastError(const QByteArray &sql = {});
    void allowUntil(Deadline deadline);
    void noteState(const QString &verb, const QByteArray &sql);

    QtSqlLink m_link;
    sqlite3 *m_db = nullptr;
    Endpoint m_endpoint;
    SqliteGuard m_guard;
    Deadline m_deadline = noDeadline;  ///< of the statement under way
    Deadline m_busyUntil = noDeadline; ///< when waiting for a locked file ends
    bool m_sessionState = false;
    QString m_version;
};

} // namespace concord
