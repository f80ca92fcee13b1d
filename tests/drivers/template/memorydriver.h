// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <atomic>

namespace concord {

/// The smallest whole engine, to begin a driver from (docs/drivers.md): it holds one table and answers `TABLE planets`.
class MemoryConnection final : public Connection
{
public:
    [[nodiscard]] Result<PlanNode> explain(const Statement &statement, Deadline deadline) override;
    [[nodiscard]] Result<ServerInfo> serverInfo(Deadline deadline) override;
    [[nodiscard]] Result<QStringList> databases(Deadline deadline) override;
    [[nodiscard]] Result<QList<ObjectName>> objects(Deadline deadline) override;
    [[nodiscard]] Result<QList<ColumnSummary>> columns(const ObjectName &object, Deadline deadline) override;
    [[nodiscard]] TransactionState transactionState() const override { return TransactionState::Idle; }
    [[nodiscard]] bool isAlive() const override { return true; }

protected:
    [[nodiscard]] Result<void> doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits) override;
    void requestCancel() override { m_stop = true; }
    void severLink() override { m_stop = true; }

private:
    std::atomic<bool> m_stop{false};
};

class MemoryDriver final : public Driver
{
public:
    [[nodiscard]] const EngineInfo &info() const override;
    [[nodiscard]] const Dialect &dialect() const override;
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override;
    [[nodiscard]] Result<void> check(const Endpoint &endpoint) const override;
};

} // namespace concord
