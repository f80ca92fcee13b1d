// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/mongolink.h"
#include "mongodb/statement.h"

#include <atomic>

namespace concord {

/// Statements of MongoDB (statement.h) on one link.
class MongoConnection final : public Connection
{
public:
    MongoConnection(Endpoint endpoint, Secret secret, std::unique_ptr<MongoLink> link);
    ~MongoConnection() override;

    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] Result<std::shared_ptr<const Catalog>>
    readCatalog(const CatalogRequest &request, const std::function<void(const CatalogProgress &)> &listener, Deadline deadline) override;
    [[nodiscard]] Result<QList<MissingRight>> missingRights(const CatalogRequest &request, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override { return TransactionState::Idle; }
    [[nodiscard]] bool isAlive() const override { return m_alive; }

    [[nodiscard]] MongoLink &link() { return *m_link; }

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override;
    void severLink() override;

private:
    [[nodiscard]] Result<MongoStatement> parsed(const Statement &statement) const;
    [[nodiscard]] Result<void> run(const MongoStatement &statement, RowSink &sink, const ExecuteLimits &limits);
    [[nodiscard]] Result<void> runRows(const MongoStatement &statement, std::string_view command, RowSink &sink);
    [[nodiscard]] Result<void> runOnce(const MongoStatement &statement, std::string_view command, RowSink &sink);
    /// The command with what the person need not write: a time limit, and a comment by which it can be found and ended.
    [[nodiscard]] std::string dressed(const MongoStatement &statement, Deadline deadline) const;
    [[nodiscard]] QString databaseOf(const MongoStatement &statement) const;
    /// Ends what runs on the server. False: the server does not know how, or does not let us.
    [[nodiscard]] bool killOnServer() const;
    /// Says of an error what this connection did to bring it about.
    [[nodiscard]] Error noted(Error error) const;
    /// Warns where nothing came because there is no such collection.
    void warnOfNoCollection(const MongoStatement &statement, RowSink &sink);

    Endpoint m_endpoint;
    Secret m_secret;
    std::unique_ptr<MongoLink> m_link;
    std::string m_comment;            ///< of this connection's statements
    std::atomic<bool> m_alive{true};
    std::atomic<bool> m_stopping{false}; ///< a cancel was asked for while the statement under way ran
    std::atomic<int> m_asked{0};         ///< how often
    std::atomic<bool> m_left{false};     ///< the server could not be told: the line was cut, and it may work on
};

} // namespace concord
