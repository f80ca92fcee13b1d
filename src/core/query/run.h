// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "connection/driver.h"
#include "results/combinedresult.h"
#include "results/resultexport.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace concord {

class Session;
struct PreparedStatement;

enum class TargetState { Waiting, Connecting, Running, Done, Capped, Failed, Cancelled };
[[nodiscard]] QString targetStateName(TargetState state); ///< waiting, connecting, running, done, capped, failed, cancelled

/// A database that a run is to reach, with parameter values of its own.
struct Target
{
    Endpoint endpoint;
    QList<Parameter> parameters; ///< override the run's values of the same name
};

/// One result set of one target, or a statement without columns.
struct StatementResult
{
    int statement = 0;                        ///< index in the target's script
    std::shared_ptr<ResultTable> table;       ///< null: no columns
    qint64 affectedRows = -1;
    QString command;
    bool truncated = false;
};

struct RunMessage
{
    int statement = 0;
    Notice notice;
};

/// What became of one target. A value; the run hands out copies.
struct Outcome
{
    TargetState state = TargetState::Waiting;
    QString sql;                               ///< what was sent (the script's statements as this dialect splits them)
    QList<StatementResult> results;
    QList<RunMessage> messages;
    std::optional<Error> error;                ///< positions refer to the run's text as typed
    int statement = 0;                         ///< the statement under way, or that failed
    qint64 rows = 0;                           ///< rows so far over all results
    bool truncated = false;
    double elapsedMs = 0;                      ///< without waiting for a free place
    bool cancelRequested = false;              ///< requested, not yet confirmed
    bool stopConfirmed = true;                 ///< false: cancelled without a word of the server; it may still be at work
    TransactionState transaction = TransactionState::Unknown; ///< after the last statement; Unknown: none ran
};

struct RunRequest
{
    QString text;                 ///< as typed, with a part for some targets where it has (textparts.h); split per target's dialect
    int textOffset = 0;           ///< where `text` begins in the editor, for positions
    QList<Target> targets;
    QList<Parameter> parameters;
    qint64 rowCap = 100'000;      ///< per target and result; 0: none
    int timeoutMs = 0;            ///< per target; 0: the endpoint's own, else none
    int concurrency = 8;          ///< targets at once
    bool manualCommit = false;
    bool sessionEnds = false;     ///< the connections close with the run: a write that no COMMIT follows is an error
    bool holdCapped = false;      ///< keep a capped target's result open on the server for fetchMore(), up to 5 minutes
};

/// Why a request may not run as it is, or what must be approved first.
struct RunCheck
{
    QList<Error> refusals;        ///< any: the run is refused (nothing to run, split differently, missing parameter, unterminated)
    bool needsApproval = false;
    QStringList reasons;          ///< "DELETE without WHERE", "shop is a production database"
    QStringList writeTargets;     ///< names of those that would be written to, in target order; a read-only one refuses by itself
    QString approvalWord;         ///< what must be typed: the number of targets, or the name of the one
    bool writes = false;
};
/// By text alone; nothing connects.
[[nodiscard]] RunCheck checkRun(const RunRequest &request, const DriverRegistry &registry);

/// One execution over a target set. Lives on the thread that made it (the GUI's or a program's main thread, which needs an
/// event loop); the work is on the connections' own threads. Signals come at most 10 times a second per target.
class Run : public QObject
{
    Q_OBJECT

public:
    /// `session` keeps the connections; it must outlive the run.
    Run(RunRequest request, Session &session, QObject *parent = nullptr);
    ~Run() override;

    void start();
    /// All targets, or one. Answers at once; outcomes follow.
    void cancel();
    void cancel(int target);
    /// Whether all that is still under way was told to stop.
    [[nodiscard]] bool isStopping() const;
    /// Waits no longer for what was told to stop: its connections end by themselves, and the session opens others next time.
    void letGo();
    /// Runs a failed or cancelled target again, as part of this run.
    void retry(int target);
    /// A capped target whose server still holds the rest: reads `rows` more (0: all).
    void fetchMore(int target, qint64 rows);
    [[nodiscard]] bool canFetchMore(int target) const;

    [[nodiscard]] const RunRequest &request() const;
    [[nodiscard]] int targetCount() const;
    [[nodiscard]] Outcome outcome(int target) const;
    [[nodiscard]] bool isFinished() const;
    [[nodiscard]] double elapsedMs() const; ///< wall time
    [[nodiscard]] Coverage coverage() const;
    /// The result sets with this ordinal of all targets as one table, as of now. ordinal counts results with columns.
    [[nodiscard]] CombinedResult combined(int ordinal = 0, Alignment alignment = Alignment::ByName) const;
    /// The largest number of results with columns that any target has.
    [[nodiscard]] int resultCount() const;

Q_SIGNALS:
    void outcomeChanged(int target);
    void finished();

private:
    void startNext();
    void launch(int target);
    [[nodiscard]] Result<void> checkWrites(const Target &target, const QList<PreparedStatement> &statements, const Dialect &dialect);
    [[nodiscard]] Error withPartHint(Error error, const Dialect &dialect) const;
    void settle(int target, int attempt, const Result<void> &result);
    void pollTargets();
    void giveUpOnSilence(int target);
    void abandon(int target, const Error &error);
    void signalChange(int target);
    void finishIfSettled();
    void resume(int target);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
