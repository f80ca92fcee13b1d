// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/extractjob.h"

#include "connection/samedatabase.h"
#include "connection/serverplaces.h"
#include "extract/extracttask.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto pollInterval = 50ms;
static constexpr qint64 signalEveryMs = 200;

QString extractStateName(ExtractState state)
{
    switch (state) {
    case ExtractState::Waiting: return u"waiting"_s;
    case ExtractState::Connecting: return u"connecting"_s;
    case ExtractState::Reading: return u"reading"_s;
    case ExtractState::Storing: return u"storing"_s;
    case ExtractState::Done: return u"done"_s;
    case ExtractState::Failed: return u"failed"_s;
    case ExtractState::Cancelled: return u"cancelled"_s;
    }
    return {};
}

static bool isEnd(ExtractState state)
{
    return state == ExtractState::Done || state == ExtractState::Failed || state == ExtractState::Cancelled;
}

struct ExtractJob::Private
{
    struct Entry
    {
        ExtractOutcome outcome;            ///< of an attempt that ended, or before the first
        std::shared_ptr<ExtractTask> task; ///< while it runs
        QElapsedTimer timer;
        QElapsedTimer sinceSignal;
        ExtractState shown = ExtractState::Waiting;
        int attempt = 0; ///< answers of an earlier attempt are not taken
    };

    ExtractRequest request;
    std::shared_ptr<const DriverRegistry> registry;
    SecretProvider secrets;
    SnapshotStore store;
    QUuid run;
    QDateTime startedAt;
    LastingPool pool;
    std::vector<Entry> entries;
    /// Those taken: also by an attempt that was let go of while its thread still waits for a server.
    ServerPlaces places;
    QTimer poll;
    QElapsedTimer wall;
    double wallMs = 0;
    bool finished = false;

    explicit Private(ExtractRequest given)
        : request(std::move(given)),
          run(request.run.isNull() ? QUuid::createUuid() : request.run),
          startedAt(request.started.isValid() ? request.started : QDateTime::currentDateTimeUtc()),
          pool(std::max(1, request.concurrency)),
          places(request.concurrency)
    {}

    [[nodiscard]] Entry &at(int i) { return entries[static_cast<std::size_t>(i)]; }
};

ExtractJob::ExtractJob(ExtractRequest request, std::shared_ptr<const DriverRegistry> registry, SecretProvider secrets, SnapshotStore store,
                       QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(std::move(request)))
{
    d->registry = std::move(registry);
    d->secrets = std::move(secrets);
    d->store = std::move(store);
    d->entries.resize(static_cast<std::size_t>(d->request.targets.size()));
    d->poll.setInterval(pollInterval);
    connect(&d->poll, &QTimer::timeout, this, &ExtractJob::pollTargets);
}

ExtractJob::~ExtractJob()
{
    for (const Private::Entry &entry : d->entries) {
        if (entry.task)
            entry.task->cancel();
    }
}

void ExtractJob::start()
{
    d->wall.start();
    d->poll.start();
    startNext();
}

void ExtractJob::startNext()
{
    for (int i = 0; i < targetCount(); ++i) {
        const Private::Entry &entry = d->at(i);
        if (!entry.task && entry.outcome.state == ExtractState::Waiting && d->places.isFree(d->request.targets[i].endpoint))
            launch(i);
    }
    finishIfSettled();
}

void ExtractJob::launch(int i)
{
    Private::Entry &entry = d->at(i);
    const ExtractTarget &target = d->request.targets[i];
    const int attempt = ++entry.attempt;
    entry.timer.start();
    const auto driver = d->registry->find(target.endpoint.engine);
    if (!driver) {
        ExtractOutcome outcome;
        outcome.state = ExtractState::Failed;
        outcome.error = Error{ErrorKind::Unsupported, tr("There is no driver for “%1”.").arg(target.endpoint.engine), {}, {}, -1, 0, 0};
        settle(i, attempt, std::move(outcome));
        return;
    }
    entry.task = std::make_shared<ExtractTask>(ExtractTask::Work{driver, target, d->secrets, d->store, d->run, d->startedAt, d->request.timeoutMs,
                                                                 d->request.partial, urlOf(target.endpoint, *d->registry)});
    d->places.take(target.endpoint);
    QtConcurrent::run(d->pool.get(), [task = entry.task] { return task->run(); }).then(this, [this, i, attempt](ExtractOutcome outcome) {
        d->places.giveBack(d->request.targets[i].endpoint);
        settle(i, attempt, std::move(outcome));
        startNext();
    });
    signalChange(i);
}

void ExtractJob::settle(int i, int attempt, ExtractOutcome outcome)
{
    Private::Entry &entry = d->at(i);
    if (attempt != entry.attempt || isEnd(entry.outcome.state))
        return;
    outcome.elapsedMs = entry.timer.isValid() ? static_cast<double>(entry.timer.nsecsElapsed()) / 1e6 : 0;
    entry.outcome = std::move(outcome);
    entry.task.reset();
    signalChange(i);
    finishIfSettled();
}

void ExtractJob::pollTargets()
{
    for (int i = 0; i < targetCount(); ++i) {
        const std::shared_ptr<ExtractTask> task = d->at(i).task;
        if (!task)
            continue;
        ExtractOutcome now = task->outcome();
        if (now.cancelRequested)
            task->cancel(); // again, should the first have come between two statements
        if (Clock::now() > task->expectedEnd()) {
            task->cancel();
            const Error silent{ErrorKind::Timeout, tr("The time allowed has passed and the server did not react."), {}, {}, -1, 0, 0};
            now.error = withAdvice(silent, now.state, d->request.targets[i].endpoint);
            now.state = ExtractState::Failed;
            settle(i, d->at(i).attempt, std::move(now));
        } else if (now.state != d->at(i).shown || d->at(i).sinceSignal.hasExpired(signalEveryMs)) {
            signalChange(i);
        }
    }
    if (!d->finished)
        startNext(); // another operation may have given a place back
}

void ExtractJob::signalChange(int i)
{
    Private::Entry &entry = d->at(i);
    entry.shown = outcome(i).state;
    entry.sinceSignal.start();
    Q_EMIT changed(i);
}

void ExtractJob::finishIfSettled()
{
    if (d->finished || !d->wall.isValid() || !std::ranges::all_of(d->entries, [](const auto &entry) { return isEnd(entry.outcome.state); }))
        return;
    d->finished = true;
    d->wallMs = static_cast<double>(d->wall.nsecsElapsed()) / 1e6;
    d->poll.stop();
    Q_EMIT finished();
}

void ExtractJob::cancel()
{
    for (int i = 0; i < targetCount(); ++i)
        cancel(i);
}

void ExtractJob::cancel(int i)
{
    Private::Entry &entry = d->at(i);
    if (isEnd(entry.outcome.state))
        return;
    ExtractOutcome now = outcome(i);
    if (entry.task)
        entry.task->cancel();
    // QSqlDatabase::open() cannot be interrupted: its thread is let go of, and keeps its place until it comes back.
    if (!entry.task || now.state == ExtractState::Connecting) {
        now.state = ExtractState::Cancelled;
        now.error = Error{ErrorKind::Cancelled, tr("Cancelled."), {}, {}, -1, 0, 0};
        settle(i, entry.attempt, std::move(now));
    } else {
        signalChange(i);
    }
}

void ExtractJob::retryFailed()
{
    for (int i = 0; i < targetCount(); ++i)
        retry(i);
}

void ExtractJob::retry(int i)
{
    Private::Entry &entry = d->at(i);
    if (entry.outcome.state != ExtractState::Failed && entry.outcome.state != ExtractState::Cancelled)
        return;
    entry.outcome = {};
    ++entry.attempt; // an earlier one that was let go of may still come back
    entry.timer.invalidate();
    d->finished = false;
    d->poll.start();
    signalChange(i);
    startNext();
}

const ExtractRequest &ExtractJob::request() const
{
    return d->request;
}

QUuid ExtractJob::run() const
{
    return d->run;
}

QDateTime ExtractJob::started() const
{
    return d->startedAt;
}

int ExtractJob::targetCount() const
{
    return static_cast<int>(d->entries.size());
}

ExtractOutcome ExtractJob::outcome(int i) const
{
    const Private::Entry &entry = d->at(i);
    if (!entry.task)
        return entry.outcome;
    ExtractOutcome now = entry.task->outcome();
    if (now.state == ExtractState::Waiting) // its thread has not begun yet
        now.state = ExtractState::Connecting;
    now.elapsedMs = static_cast<double>(entry.timer.nsecsElapsed()) / 1e6;
    return now;
}

int ExtractJob::countOf(ExtractState state) const
{
    int count = 0;
    for (int i = 0; i < targetCount(); ++i)
        count += outcome(i).state == state;
    return count;
}

bool ExtractJob::isFinished() const
{
    return d->finished;
}

double ExtractJob::elapsedMs() const
{
    return d->finished || !d->wall.isValid() ? d->wallMs : static_cast<double>(d->wall.nsecsElapsed()) / 1e6;
}

} // namespace concord
