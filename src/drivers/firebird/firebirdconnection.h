// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "firebird/firebirdhandles.h"
#include "qtsql/qtsqllink.h"

#include <atomic>

namespace concord {

/// An attachment to a database of Firebird's. Statements go one at a time; without a transaction of the person's own each has its own.
class FirebirdConnection final : public Connection
{
public:
    FirebirdConnection(QtSqlLink link, const Endpoint &endpoint);
    ~FirebirdConnection() override;

    /// Asks for the server's version and sets the endpoint's time limit.
    [[nodiscard]] Result<void> start(Deadline deadline);

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;
    [[nodiscard]] bool isAlive() const override { return m_database && !m_broken; }
    [[nodiscard]] bool hasState() const override { return m_sessionState || m_transaction != 0; }

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

private:
    enum class Access { Write, Read, Snapshot };

    [[nodiscard]] Result<void> ready();
    /// A cancel that came too late must not reach the next statement.
    void dropLateCancel();
    [[nodiscard]] Error failure(const FirebirdStatus &status, const QString &statement = {});

    [[nodiscard]] Result<void> begin(Access access);
    [[nodiscard]] Result<void> end(bool commit, bool retain = false);
    /// Runs `work` in the transaction that is open, or in one of its own that ends with it.
    template<class F>
    [[nodiscard]] auto inTransaction(Access access, F &&work) -> decltype(work());
    /// A statement of Concord's own that answers no rows; of the session, not of a transaction.
    [[nodiscard]] Result<void> command(const QByteArray &sql);
    /// The rows of a query of Concord's own as text, in the transaction that is open. NULL is a null string.
    [[nodiscard]] Result<QList<QStringList>> texts(const QByteArray &sql, const QStringList &values = {});

    [[nodiscard]] Result<void> mayRead(const QString &text);
    /// COMMIT, ROLLBACK and SET TRANSACTION are calls of the client library; false: the statement is none of them.
    [[nodiscard]] Result<bool> runControl(const QString &text, RowSink &sink);
    [[nodiscard]] Result<void> run(const Statement &statement, RowSink &sink);
    [[nodiscard]] Result<FirebirdStatement> prepare(const QString &text, FirebirdArea &columns);
    [[nodiscard]] Result<FirebirdArea> bind(FirebirdStatement &prepared, const Statement &statement);
    [[nodiscard]] Result<void> fetch(FirebirdStatement &prepared, FirebirdArea &columns, const QString &text, RowSink &sink);
    [[nodiscard]] Result<void> takeOneRow(FirebirdArea &columns, const QStringList &names, const ResultSetEnd &end, RowSink &sink);
    [[nodiscard]] QStringList columnNames(FirebirdStatement &prepared, FirebirdArea &columns);
    [[nodiscard]] int typeOf(FirebirdStatement &prepared);
    [[nodiscard]] qint64 affectedRows(FirebirdStatement &prepared);
    [[nodiscard]] QByteArray ask(FirebirdStatement &prepared, const QByteArray &items, std::size_t room);
    [[nodiscard]] Result<std::string> readBlob(ISC_QUAD id);
    [[nodiscard]] Result<ISC_QUAD> writeBlob(const QByteArray &bytes);

    QtSqlLink m_link;
    isc_db_handle m_database = 0;
    isc_tr_handle m_transaction = 0;
    Endpoint m_endpoint;
    QString m_version;
    std::atomic<bool> m_cancelled{false}; ///< the server was asked to cancel since dropLateCancel()
    std::atomic<bool> m_broken{false};
    bool m_sessionState = false;
};

} // namespace concord
