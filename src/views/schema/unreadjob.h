// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"
#include "workspace/unfinishedextraction.h"

#include <QSet>

namespace concord {

/// What an extraction before this start of the program left unread, with its reasons: to be tried again from the jobs dock.
class UnreadJob : public Job
{
    Q_OBJECT

public:
    /// `endpoints`: of its databases, in their order.
    UnreadJob(UnfinishedExtraction left, QList<Endpoint> endpoints, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isRunning() const override { return false; }
    [[nodiscard]] double progress() const override { return -1; }
    [[nodiscard]] QString summary() const override { return partsSummary(); }
    [[nodiscard]] double elapsedMs() const override { return 0; }
    [[nodiscard]] int partCount() const override { return static_cast<int>(m_left.databases.size()); }
    [[nodiscard]] Part part(int index) const override;
    void cancel() override {}
    void cancelPart(int) override {}
    void retryPart(int index) override;
    void retryFailed() override;

Q_SIGNALS:
    /// Positions in the extraction's databases; each is asked for once.
    void retryWanted(const QList<int> &databases);

private:
    void retry(const QList<int> &databases);

    UnfinishedExtraction m_left;
    QList<Endpoint> m_endpoints;
    QSet<int> m_retried;
};

} // namespace concord
