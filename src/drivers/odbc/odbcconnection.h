// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/dialect.h"
#include "odbc/odbccanceller.h"
#include "odbc/odbccolumns.h"
#include "odbc/odbcdiagnostics.h"
#include "odbc/odbclink.h"
#include "odbc/odbcmanner.h"
#include "odbc/odbcsocket.h"

#include <atomic>
#include <optional>

namespace concord {

/// A link over ODBC: executing, values, messages, several results, cancelling, transactions. An engine derives from it and
/// overrides what is its own:
///   prepareSession   settings of the session, right after opening; the engine's version
///   column           how a described column is fetched and stored (its native type's words, another type)
///   adjustManner     what the driver can, where SQLGetInfo does not say it
///   makeError        the kind, code and place of an error; makeNotice: of a message
///   mayRun           what a read-only profile lets through
///   beginManual      how a transaction begins, where it is a statement
///   harmlessText     a statement that every session may run: "SELECT 1"
/// and the questions of Connection: explain, serverInfo, databases, objects, columns, readCatalog; query() and catalogRows()
/// answer with rows of text. All on the connection's thread.
class OdbcConnection : public Connection
{
public:
    OdbcConnection(OdbcLink link, Endpoint endpoint, const Dialect &dialect);
    ~OdbcConnection() override;

    /// Learns how the driver behaves, finds its socket and prepares the session. Called once, by OdbcDriver::open().
    [[nodiscard]] Result<void> start(Deadline deadline);

    /// Unsupported, unless an engine knows better.
    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    /// What SQLGetInfo says.
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override;
    [[nodiscard]] bool isAlive() const override { return !m_dead.load(); }
    [[nodiscard]] bool hasState() const override { return m_hasState || Connection::hasState(); }

protected:
    [[nodiscard]] virtual Result<void> prepareSession() { return {}; }
    [[nodiscard]] virtual OdbcColumn column(const OdbcColumnFacts &facts) const;
    virtual void adjustManner(OdbcManner &manner) const { static_cast<void>(manner); }
    /// `statement`: as it was sent; empty for Concord's own questions.
    [[nodiscard]] virtual Error makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const;
    /// Nothing: not worth telling.
    [[nodiscard]] virtual std::optional<Notice> makeNotice(const OdbcDiagnostic &diagnostic) const;
    /// Asked before each statement of a read-only profile. Error ReadOnly for what is not known to only read.
    [[nodiscard]] virtual Result<void> mayRun(const QString &text) const;
    /// Begins a transaction that stays open: autocommit goes off until COMMIT or ROLLBACK.
    [[nodiscard]] virtual Result<void> beginManual();
    [[nodiscard]] virtual QString harmlessText() const { return QStringLiteral("SELECT 1"); }
    /// True where a batch goes on after a statement of it failed (SQL Server): its further results are read too, and the
    /// first error is the answer.
    [[nodiscard]] virtual bool goesOnAfterError() const { return false; }
    /// What a reconnect would lose; rather too often than once too seldom.
    [[nodiscard]] virtual bool changesSession(const QString &text) const;

    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

    /// Concord's own statements, inside guarded(): rows as text, a null string for NULL.
    [[nodiscard]] Result<QList<QStringList>> query(const QString &text, const QList<Parameter> &parameters = {});
    [[nodiscard]] Result<void> command(const QString &text);
    /// The rows of a catalog function: `call` runs SQLTablesW or its like on the statement.
    [[nodiscard]] Result<QList<QStringList>> catalogRows(const std::function<SQLRETURN(SQLHSTMT)> &call);
    /// Runs as it is, without asking mayRun.
    [[nodiscard]] Result<void> run(const Statement &statement, RowSink &sink);
    /// Error Lost where the link is known to be broken; takes in a cancel that came too late.
    [[nodiscard]] Result<void> beforeStatement();
    [[nodiscard]] const OdbcLink &link() const { return m_link; }
    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] const OdbcManner &manner() const { return m_manner; }

private:
    void readManner();
    [[nodiscard]] Result<void> endManual(bool commit);
    void findSocket();
    [[nodiscard]] bool givesUtf8();
    [[nodiscard]] Result<void> withStatement(const std::function<Result<void>(SQLHSTMT)> &work);
    [[nodiscard]] Result<void> readResults(SQLHSTMT handle, SQLRETURN executed, const QString &text, RowSink &sink);
    [[nodiscard]] std::optional<bool> endsManual(const QString &text) const;
    void noteIfLost(Error &error);

    OdbcLink m_link;
    Endpoint m_endpoint;
    const Dialect &m_dialect;
    OdbcManner m_manner;
    OdbcCanceller m_canceller;
    OdbcSocket m_socket;
    std::atomic<bool> m_dead{false};
    bool m_stuck = false;  ///< a call is still inside the driver: nothing may be freed
    bool m_manual = false; ///< autocommit is off, a transaction is open
    bool m_hasState = false;
};

} // namespace concord
