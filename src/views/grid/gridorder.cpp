// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridorder.h"

#include <QtConcurrentRun>

namespace concord {

GridOrder::GridOrder(std::shared_ptr<ComputeEngine> engine, QObject *parent) : QObject(parent), m_engine(std::move(engine)) {}

GridOrder::~GridOrder()
{
    if (m_token)
        m_token->cancel();
}

void GridOrder::cancel()
{
    ++m_question;
    if (m_token)
        m_token->cancel();
    m_token.reset();
    setBusy(false);
}

void GridOrder::compute(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters)
{
    cancel();
    if (keys.empty() && filters.empty()) {
        Q_EMIT ordered(result, nullptr);
        return;
    }
    if (!m_engine) {
        Q_EMIT failed({ErrorKind::Unsupported, tr("Sorting and filtering need the compute engine."), {}, {}, -1, 0, 0});
        return;
    }
    m_token = std::make_shared<CancelToken>();
    setBusy(true);
    QtConcurrent::run([engine = m_engine, token = m_token, result, keys, filters] {
        return engine->order(result, keys, filters, *token);
    }).then(this, [this, question = m_question, result](const Result<RowOrder> &order) {
        if (question != m_question)
            return;
        m_token.reset();
        setBusy(false);
        if (order)
            Q_EMIT ordered(result, *order);
        else if (order.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(order.error());
    });
}

void GridOrder::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace concord
