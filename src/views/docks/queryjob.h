// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"

#include <QPointer>

namespace concord {

class QueryTab;

/// The run of a query tab as a job: the last one, as long as the tab is there.
class QueryJob : public Job
{
    Q_OBJECT

public:
    explicit QueryJob(QueryTab *tab, QObject *parent = nullptr);

    [[nodiscard]] QueryTab *tab() const { return m_tab; }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isRunning() const override;
    [[nodiscard]] double progress() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] double elapsedMs() const override;
    [[nodiscard]] int partCount() const override;
    [[nodiscard]] Part part(int index) const override;
    void cancel() override;
    void cancelPart(int index) override;
    void retryPart(int index) override;
    void retryFailed() override;
    void open() override;

Q_SIGNALS:
    void tabWanted(concord::QueryTab *tab);

private:
    QPointer<QueryTab> m_tab;
};

} // namespace concord
