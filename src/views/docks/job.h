// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QObject>
#include <QString>

namespace concord {

/// Something under way over several databases, as the jobs dock shows it: a query, an extraction, a comparison. Lives on the GUI
/// thread; what it stands for does its work elsewhere.
class Job : public QObject
{
    Q_OBJECT

public:
    enum class State { Waiting, Running, Done, Failed, Cancelled };
    /// One database of the job.
    struct Part
    {
        QString name;
        Endpoint endpoint;     ///< for its dot
        State state = State::Waiting;
        QString words;         ///< "118 of 212", "waiting"
        double progress = -1;  ///< 0 … 1; -1: not known
        QString problem;       ///< the server's words, or a warning; empty: none
        double elapsedMs = 0;
        bool canCancel = false;
        bool canRetry = false;
    };

    using QObject::QObject;

    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual bool isRunning() const = 0;
    /// 0 … 1; -1: not known.
    [[nodiscard]] virtual double progress() const = 0;
    /// "16 done · 2 running · 1 failed"
    [[nodiscard]] virtual QString summary() const = 0;
    [[nodiscard]] virtual double elapsedMs() const = 0;
    [[nodiscard]] virtual int partCount() const = 0;
    [[nodiscard]] virtual Part part(int index) const = 0;

    virtual void cancel() = 0;
    virtual void cancelPart(int index) = 0;
    virtual void retryPart(int index) = 0;
    virtual void retryFailed() = 0;
    /// Shows where its result is; may do nothing.
    virtual void open() {}

    /// How many parts could be tried again.
    [[nodiscard]] int retryable() const;
    /// "16 done · 2 running · 1 failed", from the parts.
    [[nodiscard]] QString partsSummary() const;

Q_SIGNALS:
    /// Anything of it; at most some times a second.
    void changed();
};

} // namespace concord
