// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"

#include <QObject>

#include <memory>

namespace concord {

/// Sorts and filters a combined result off the GUI thread. A newer question cancels the one under way; answers that are no
/// longer the one asked for are dropped.
class GridOrder : public QObject
{
    Q_OBJECT

public:
    explicit GridOrder(std::shared_ptr<ComputeEngine> engine, QObject *parent = nullptr);
    ~GridOrder() override;

    void compute(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void busyChanged(bool busy);
    /// The rows in order, for that state of the result.
    void ordered(const concord::CombinedResult &result, const concord::RowOrder &order);
    void failed(const concord::Error &error);

private:
    void setBusy(bool busy);

    std::shared_ptr<ComputeEngine> m_engine;
    std::shared_ptr<CancelToken> m_token;
    int m_question = 0;
    bool m_busy = false;
};

} // namespace concord
