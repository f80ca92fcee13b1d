// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"
#include "query/run.h"

#include <QStringList>

namespace concord {

/// A script that is being applied to one database as a job: which of its statements is under way, and what became of it.
class ApplyJob : public Job
{
    Q_OBJECT

public:
    /// `statements`: what each is for, as the run counts them (scriptParts()).
    ApplyJob(const Endpoint &endpoint, const QStringList &statements, QObject *parent = nullptr);

    void follow(const Outcome &outcome);
    /// `sum`: what became of it, in a line.
    void end(const Outcome &outcome, const QString &sum);
    /// Its page has gone, and the run with it.
    void leave();

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isRunning() const override { return !m_ended; }
    [[nodiscard]] double progress() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] double elapsedMs() const override { return m_outcome.elapsedMs; }
    [[nodiscard]] int partCount() const override { return 1; }
    [[nodiscard]] Part part(int index) const override;
    void cancel() override { Q_EMIT cancelWanted(); }
    void cancelPart(int) override { Q_EMIT cancelWanted(); }
    void retryPart(int) override {} // it is looked at again first, on its page
    void retryFailed() override {}
    void open() override { Q_EMIT openWanted(); }

Q_SIGNALS:
    void cancelWanted();
    void openWanted();

private:
    Endpoint m_endpoint;
    QStringList m_statements;
    Outcome m_outcome;
    QString m_sum;
    bool m_ended = false;
};

} // namespace concord
