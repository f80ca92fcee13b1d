// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "connection/rowsink.h"
#include "connection/secret.h"

#include <QList>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace concord {

struct Dialect;
class Catalog;
struct CatalogRequest;
struct CatalogProgress;
struct MissingRight;

using Clock = std::chrono::steady_clock;
/// A point in time after which a job gives up; max(): never.
using Deadline = Clock::time_point;
inline constexpr Deadline noDeadline = Deadline::max();

/// A value for `:name`. Bound as a parameter of its type, never put into the text.
struct Parameter
{
    QString name;
    Tag type = Tag::Text; ///< Null, Boolean, Integer, Decimal, Float, Text
    QString text;         ///< the value as text; ignored for Null

    friend bool operator==(const Parameter &, const Parameter &) = default;
};

/// One statement with its parameters in the order of their placeholders (query/parameters.h makes it from `:name`).
struct Statement
{
    QString text;               ///< placeholders already in the dialect's own form ($1 or ?)
    QList<Parameter> parameters;
};

struct ExecuteLimits
{
    Deadline deadline = noDeadline;
    bool manualCommit = false; ///< begin a transaction first if none is open, and leave it open
};

enum class TransactionState { Idle, InTransaction, Failed, Unknown };

/// What Test shows.
struct ServerInfo
{
    QString product;  ///< "PostgreSQL", "MariaDB", "MySQL", "SQLite", or what a compatible server calls itself
    QString version;  ///< "17.5"
    QString user;
    QString database;
    QString tls;      ///< "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty: not encrypted
    bool readOnlyHeld = false; ///< the engine itself holds read-only on this connection
    QStringList warnings;      ///< "superuser: COPY TO PROGRAM is possible …"
};

struct PlanNode
{
    QString text;
    QList<PlanNode> children;
};

/// Databases and objects for the tree, until the catalog is read (schema/).
struct ObjectName
{
    QString schema; ///< empty where the engine has none
    QString name;
    QString kind;   ///< "table", "view", "materialized view"
    qint64 rowEstimate = -1;
};
struct ColumnSummary
{
    QString name;
    QString nativeType;
    bool nullable = true;
    bool primaryKey = false;
};

/// A live link. Lives and dies on one thread with blocking calls; only cancel() and isCancelling() may be called from
/// any thread. A driver implements the protected functions; the ladder of cancelling is here once.
class Connection
{
public:
    Connection();
    virtual ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs one statement. A deadline or cancel() ends it by the ladder: native cancel → 5 s → again → 10 s → the link is
    /// cut. The error is then Timeout or Cancelled with the server's code. Never replays. Returns when everything is drained.
    [[nodiscard]] Result<void> execute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits = {});
    /// The plan without executing; parameters may be unbound.
    [[nodiscard]] virtual Result<PlanNode> explain(const Statement &statement, Deadline deadline) = 0;
    [[nodiscard]] virtual Result<ServerInfo> serverInfo(Deadline deadline) = 0;
    [[nodiscard]] virtual Result<QStringList> databases(Deadline deadline) = 0;
    [[nodiscard]] virtual Result<QList<ObjectName>> objects(Deadline deadline) = 0;
    [[nodiscard]] virtual Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) = 0;
    /// All that the database contains, in one consistent transaction where the engine can; what cannot be read is in its
    /// info's `unread`. On a connection of its own, never on one that a query holds. Error Unsupported: not this engine.
    [[nodiscard]] virtual Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline);
    /// What the role lacks to read all of `request`; cheap, before readCatalog. Empty: nothing that is known.
    [[nodiscard]] virtual Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline);
    [[nodiscard]] virtual TransactionState transactionState() const = 0;
    /// False once the link is known to be broken or was cut.
    [[nodiscard]] virtual bool isAlive() const = 0;
    /// True when the session holds something that a reconnect would lose (SET, temporary table, open transaction).
    [[nodiscard]] virtual bool hasState() const { return transactionState() != TransactionState::Idle; }

    /// Asks the running statement to stop; answers at once. From any thread. Nothing happens when none runs.
    void cancel();
    [[nodiscard]] bool isCancelling() const;
    /// Moves the running statement's deadline; for a sink that holds the reading. On the connection's thread.
    void setDeadline(Deadline deadline);

protected:
    [[nodiscard]] virtual Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) = 0;
    /// Tells the server to stop the running statement. Called on the ladder's thread; must return within 4 s.
    virtual void requestCancel() = 0;
    /// Cuts the link so that a blocked read returns (shutdown of the duplicated socket). On the ladder's thread.
    virtual void severLink() = 0;

    /// For explain(), serverInfo() and the like: runs `work` under the same ladder and deadline.
    template<class F>
    auto guarded(Deadline deadline, F &&work) -> decltype(work());

private:
    class Ladder;
    void begin(Deadline deadline);
    /// Ends the guard, waiting for a cancel call under way; turns the error of a stopped statement into Timeout/Cancelled.
    void end();
    [[nodiscard]] Error explainStop(Error error) const;

    std::shared_ptr<Ladder> m_ladder;
};

template<class F>
auto Connection::guarded(Deadline deadline, F &&work) -> decltype(work())
{
    begin(deadline);
    auto result = work();
    end();
    if (!result)
        return fail(explainStop(std::move(result.error())));
    return result;
}

} // namespace concord
