// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"
#include "extract/extractjob.h"

namespace concord {

/// An extraction as the jobs dock shows it.
class ExtractionJob : public Job
{
    Q_OBJECT

public:
    /// Takes the job, which was not started yet.
    explicit ExtractionJob(std::unique_ptr<ExtractJob> job, QObject *parent = nullptr);
    ~ExtractionJob() override;

    void start();
    /// Begun by the clock, not by a person.
    void setQuiet(bool quiet) { m_quiet = quiet; }
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    [[nodiscard]] const ExtractJob &job() const { return *m_job; }

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isRunning() const override;
    [[nodiscard]] double progress() const override;
    [[nodiscard]] QString summary() const override { return partsSummary(); }
    [[nodiscard]] double elapsedMs() const override;
    [[nodiscard]] int partCount() const override;
    [[nodiscard]] Part part(int index) const override;
    void cancel() override;
    void cancelPart(int index) override;
    void retryPart(int index) override;
    void retryFailed() override;

Q_SIGNALS:
    /// News of one database.
    void targetChanged(int target);
    void finished();
    /// A person wants some of it once more.
    void retried();

private:
    std::unique_ptr<ExtractJob> m_job;
    bool m_quiet = false;
};

} // namespace concord
