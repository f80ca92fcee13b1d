// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/run.h"

#include "connection/session.h"
#include "query/runtarget.h"
#include "query/sqltext.h"
#include "query/statementlanguage.h"
#include "query/textparts.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

/// A driver that is not back so long after its deadline is let go of: the ladder needs 15 s to cut a link.
static constexpr auto ladderGrace = 18s;
static constexpr auto connectGrace = 2s;
static constexpr auto pollInterval = 50ms;

QString targetStateName(TargetState state)
{
    switch (state) {
    case TargetState::Waiting: return u"waiting"_s;
    case TargetState::Connecting: return u"connecting"_s;
    case TargetState::Running: return u"running"_s;
    case TargetState::Done: return u"done"_s;
    case TargetState::Capped: return u"capped"_s;
    case TargetState::Failed: return u"failed"_s;
    case TargetState::Cancelled: return u"cancelled"_s;
    }
    return {};
}

struct Run::Private
{
    struct Entry
    {
        std::shared_ptr<RunTarget> target;
        std::shared_ptr<ConnectionThread> thread; ///< while it runs
        QElapsedTimer timer;
        Clock::time_point connectStart;
        Deadline deadline = noDeadline;
        Clock::duration askedBefore{}; ///< what the connection had spent at a person before this target's turn
        double asked = 0;          ///< milliseconds at a person, who is not the server
        double endMs = 0;          ///< on the run's clock, without that
        int attempt = 0;           ///< answers of an earlier attempt are not taken
        bool launched = false;     ///< holds a place among the `concurrency`
        bool settled = false;      ///< has an end state, or is held at its cap
        std::uint64_t shown = 0;   ///< the version that was last signalled

        void takeAsked()
        {
            if (thread)
                asked = std::chrono::duration<double, std::milli>(thread->askedTime() - askedBefore).count();
        }
        [[nodiscard]] Deadline movedDeadline() const
        {
            return deadline == noDeadline ? noDeadline : deadline + std::chrono::microseconds(qRound64(asked * 1000));
        }
        [[nodiscard]] double elapsedMs() const { return timer.isValid() ? static_cast<double>(timer.nsecsElapsed()) / 1e6 - asked : 0; }
    };

    RunRequest request;
    Session *session = nullptr;
    std::vector<Entry> entries;
    QTimer poll;
    QElapsedTimer wall;
    double wallMs = 0;         ///< of what ended
    double endedAt = 0;        ///< on wallNow()'s clock
    double restedMs = 0;       ///< between an end and what came after it: a retry, "fetch more"

    [[nodiscard]] double wallNow() const { return wall.isValid() ? static_cast<double>(wall.nsecsElapsed()) / 1e6 - restedMs : 0; }
    /// Since the start, without the time in which all that was open waited for a person.
    [[nodiscard]] double elapsedMs() const
    {
        double latest = 0;
        for (const Entry &entry : entries)
            latest = std::max(latest, entry.settled ? entry.endMs : wallNow() - entry.asked);
        return latest;
    }
    bool started = false;
    bool finished = false;

    [[nodiscard]] int timeoutMs(const Target &target) const
    {
        return request.timeoutMs > 0 ? request.timeoutMs : target.endpoint.options.statementTimeoutMs;
    }
    [[nodiscard]] int running() const
    {
        return static_cast<int>(std::ranges::count_if(entries, [](const Entry &e) { return e.launched && !e.settled; }));
    }
    [[nodiscard]] int runningOnServer(const QUuid &server) const
    {
        int count = 0;
        for (std::size_t i = 0; i < entries.size(); ++i)
            count += entries[i].launched && !entries[i].settled && request.targets[static_cast<qsizetype>(i)].endpoint.serverId == server;
        return count;
    }
    /// Whether target i may start now: a free place in the run, and one on its server.
    [[nodiscard]] bool mayStart(int i) const
    {
        const Endpoint &endpoint = request.targets[i].endpoint;
        return running() < std::max(1, request.concurrency)
               && (endpoint.maxConnections <= 0 || endpoint.serverId.isNull() || runningOnServer(endpoint.serverId) < endpoint.maxConnections);
    }
};

static Error cancelledError()
{
    return Error{ErrorKind::Cancelled, Run::tr("Cancelled."), {}, {}, -1, 0, 0};
}

Run::Run(RunRequest request, Session &session, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->request = std::move(request);
    d->session = &session;
    d->entries.resize(static_cast<std::size_t>(d->request.targets.size()));
    for (qsizetype i = 0; i < d->request.targets.size(); ++i) {
        static const Dialect none;
        const auto driver = session.registry().find(d->request.targets[i].endpoint.engine);
        d->entries[static_cast<std::size_t>(i)].target =
            std::make_shared<RunTarget>(d->request, driver ? driver->dialectFor(d->request.targets[i].endpoint) : none);
    }
    d->poll.setInterval(pollInterval);
    connect(&d->poll, &QTimer::timeout, this, &Run::pollTargets);
}

Run::~Run()
{
    for (Private::Entry &entry : d->entries) {
        entry.target->release();
        if (entry.launched && !entry.settled) {
            entry.target->requestCancel();
            if (entry.thread)
                entry.thread->cancel();
        }
    }
}

void Run::start()
{
    d->started = true;
    d->wall.start();
    d->poll.start();
    startNext();
}

/// One text for several languages is most likely meant for some of them.
Error Run::withPartHint(Error error, const Dialect &dialect) const
{
    const auto isSame = [&](const Target &target) {
        const auto driver = d->session->registry().find(target.endpoint.engine);
        return driver && driver->dialect().language == dialect.language;
    };
    if (std::ranges::all_of(d->request.targets, isSame) || hasTextParts(d->request.text))
        return error;
    const QString hint = tr("This text is for databases of other kinds too. What stands below a line “%1” is for %2 alone.")
                             .arg(partLine(dialect), dialect.displayName);
    error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s) + hint;
    return error;
}

void Run::startNext()
{
    for (int i = 0; i < targetCount(); ++i) {
        Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
        if (!entry.launched && !entry.settled && d->mayStart(i))
            launch(i);
    }
    finishIfSettled();
}

/// The part of a text that its statements are, from the first to the end of the last, with what stands between them.
static QString sentText(const QString &text, const QList<PreparedStatement> &statements)
{
    if (statements.size() < 2)
        return statements.isEmpty() ? QString() : statements.first().source.text;
    const ScriptStatement &first = statements.first().source;
    const ScriptStatement &last = statements.last().source;
    return text.mid(first.offset, last.offset + last.text.size() - first.offset);
}

void Run::launch(int i)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    const Target &target = d->request.targets[i];
    entry.launched = true;
    entry.asked = 0;
    entry.timer.start();
    const int attempt = ++entry.attempt;

    const auto driver = d->session->registry().find(target.endpoint.engine);
    if (!driver) {
        settle(i, attempt, fail(ErrorKind::Unsupported, tr("There is no driver for “%1”.").arg(target.endpoint.engine)));
        return;
    }
    Result<QList<PreparedStatement>> statements = prepareScript(d->request, target, driver->dialectFor(target.endpoint));
    if (!statements) {
        settle(i, attempt, fail(statements.error()));
        return;
    }
    const Dialect &dialect = driver->dialectFor(target.endpoint);
    entry.target->change([&](Outcome &outcome) {
        outcome.state = TargetState::Connecting;
        outcome.sql = sentText(textFor(d->request.text, target.endpoint, dialect), *statements);
    });
    if (const auto error = unreadable(*statements, d->request.text, dialect)) {
        settle(i, attempt, fail(withPartHint(*error, dialect)));
        return;
    }
    if (const Result<void> allowed = checkWrites(target, *statements, dialect); !allowed) {
        settle(i, attempt, allowed);
        return;
    }

    const int timeout = d->timeoutMs(target);
    entry.deadline = timeout > 0 ? Clock::now() + std::chrono::milliseconds(timeout) : noDeadline;
    entry.connectStart = Clock::now();
    entry.thread = d->session->connection(target.endpoint);
    entry.askedBefore = entry.thread->askedTime();
    ExecuteLimits limits{entry.deadline, d->request.manualCommit};
    auto job = [shared = entry.target, thread = std::weak_ptr(entry.thread), list = std::move(*statements), text = d->request.text, limits,
                before = entry.askedBefore](Connection &connection) mutable -> Result<void> {
        const auto alive = thread.lock();
        if (alive && limits.deadline != noDeadline)
            limits.deadline += alive->askedTime() - before;
        return shared->execute(connection, list, text, limits, alive && alive->takeLostState());
    };
    entry.thread->post(std::move(job), entry.deadline).then(this, [this, i, attempt](const Result<void> &result) { settle(i, attempt, result); });
    Q_EMIT outcomeChanged(i);
}

Result<void> Run::checkWrites(const Target &target, const QList<PreparedStatement> &statements, const Dialect &dialect)
{
    if (!target.endpoint.readOnly)
        return {};
    for (const PreparedStatement &statement : statements) {
        const StatementClass c = classify(statement.source.text, dialect);
        if (c.kind != StatementKind::Write && c.kind != StatementKind::Ddl)
            continue;
        Error error{
            ErrorKind::ReadOnly, tr("“%1” is read-only: %2 was not sent.").arg(target.endpoint.name, c.verb), {}, {}, statement.source.offset, 0, 0};
        // A language of its own knows which of the statement's words it is.
        const Result<void> reads = dialect.language ? dialect.language->checkReadOnly(statement.source.text) : Result<void>();
        if (!reads && reads.error().offset > 0)
            error.offset += reads.error().offset;
        locate(error, d->request.text);
        return fail(error);
    }
    return {};
}

void Run::settle(int i, int attempt, const Result<void> &result)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    if (attempt != entry.attempt)
        return;
    entry.takeAsked();
    entry.settled = true;
    entry.endMs = d->wallNow() - entry.asked;
    entry.thread.reset();
    entry.target->change([&](Outcome &outcome) {
        outcome.elapsedMs = entry.elapsedMs();
        outcome.cancelRequested = false;
        if (result) {
            outcome.state = outcome.truncated ? TargetState::Capped : TargetState::Done;
        } else {
            outcome.state = result.error().kind == ErrorKind::Cancelled ? TargetState::Cancelled : TargetState::Failed;
            outcome.error = result.error();
        }
    });
    signalChange(i);
    startNext();
}

void Run::pollTargets()
{
    for (int i = 0; i < targetCount(); ++i) {
        Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
        entry.takeAsked();
        if (entry.launched && !entry.settled) {
            giveUpOnSilence(i);
            if (entry.target->isCancelRequested() && entry.thread)
                entry.thread->cancel(); // again, should the first have come before the statement began
        }
        if (entry.launched && !entry.settled && entry.target->isHeld()) {
            entry.settled = true;
            entry.endMs = d->wallNow() - entry.asked;
            entry.target->change([&](Outcome &outcome) { outcome.elapsedMs = entry.elapsedMs(); });
            startNext();
        }
        if (entry.launched && !entry.settled)
            entry.target->change([&](Outcome &outcome) { outcome.elapsedMs = entry.elapsedMs(); });
        signalChange(i);
    }
}

void Run::giveUpOnSilence(int i)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    if (!entry.thread)
        return;
    const auto now = Clock::now();
    const Endpoint &endpoint = d->request.targets[i].endpoint;
    if (entry.thread->isAsking())
        entry.connectStart = now;
    const bool connecting = !entry.thread->isOpen();
    if (connecting && entry.target->isCancelRequested()) {
        abandon(i, cancelledError());
        return;
    }
    const auto connectLimit =
        std::min(entry.movedDeadline(), entry.connectStart + std::chrono::milliseconds(endpoint.options.connectTimeoutMs)) + connectGrace;
    if (connecting && now > connectLimit) {
        abandon(i, Error{ErrorKind::Timeout, tr("No connection within the time allowed."), {}, {}, -1, 0, 0});
        return;
    }
    if (entry.deadline != noDeadline && !connecting && !entry.target->isHeld() && now > entry.movedDeadline() + ladderGrace)
        abandon(i, Error{ErrorKind::Timeout, tr("The deadline passed and the server did not react to the request to stop."), {}, {}, -1, 0, 0});
}

void Run::abandon(int i, const Error &error)
{
    d->session->abandon(d->request.targets[i].endpoint);
    settle(i, d->entries[static_cast<std::size_t>(i)].attempt, fail(error));
}

void Run::signalChange(int i)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    const std::uint64_t version = entry.target->version();
    if (version == entry.shown)
        return;
    entry.shown = version;
    Q_EMIT outcomeChanged(i);
}

void Run::finishIfSettled()
{
    if (!d->started || d->finished || !std::ranges::all_of(d->entries, &Private::Entry::settled))
        return;
    d->finished = true;
    d->wallMs = d->elapsedMs();
    d->endedAt = d->wallNow();
    d->poll.stop();
    for (int i = 0; i < targetCount(); ++i)
        signalChange(i);
    Q_EMIT finished();
}

void Run::cancel()
{
    for (int i = 0; i < targetCount(); ++i)
        cancel(i);
}

void Run::cancel(int i)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    if (entry.target->isHeld()) {
        entry.target->release();
        return;
    }
    if (entry.settled)
        return;
    if (!entry.launched) {
        entry.launched = true;
        settle(i, entry.attempt, fail(cancelledError()));
        return;
    }
    entry.target->requestCancel();
    if (entry.thread)
        entry.thread->cancel();
    signalChange(i);
}

void Run::retry(int i)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    if (!entry.settled || entry.target->isHeld())
        return;
    entry.target->reset();
    resume(i);
    entry.launched = false;
    startNext();
}

void Run::fetchMore(int i, qint64 rows)
{
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    if (!entry.target->isHeld())
        return;
    resume(i);
    entry.target->fetchMore(rows);
}

void Run::resume(int i)
{
    d->entries[static_cast<std::size_t>(i)].settled = false;
    if (d->finished)
        d->restedMs += d->wallNow() - d->endedAt;
    d->finished = false;
    d->poll.start();
}

bool Run::canFetchMore(int i) const
{
    return d->entries[static_cast<std::size_t>(i)].target->isHeld();
}

const RunRequest &Run::request() const
{
    return d->request;
}

int Run::targetCount() const
{
    return static_cast<int>(d->entries.size());
}

Outcome Run::outcome(int i) const
{
    return d->entries[static_cast<std::size_t>(i)].target->outcome();
}

bool Run::isFinished() const
{
    return d->finished;
}

double Run::elapsedMs() const
{
    return d->finished || !d->started ? d->wallMs : d->elapsedMs();
}

Coverage Run::coverage() const
{
    Coverage coverage;
    coverage.total = targetCount();
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        const QString &name = d->request.targets[i].endpoint.name;
        if (outcome.state == TargetState::Done || outcome.state == TargetState::Capped)
            ++coverage.answered;
        else
            coverage.notAnswered.append(u"%1: %2"_s.arg(name, outcome.error ? outcome.error->message : targetStateName(outcome.state)));
        if (outcome.truncated && outcome.state != TargetState::Cancelled && outcome.state != TargetState::Failed)
            coverage.capped.append(name);
    }
    return coverage;
}

static std::shared_ptr<const ResultTable> tableAt(const Outcome &outcome, int ordinal)
{
    for (const StatementResult &result : outcome.results) {
        if (result.table && ordinal-- == 0)
            return result.table;
    }
    return nullptr;
}

CombinedResult Run::combined(int ordinal) const
{
    std::vector<CombinedSource> sources;
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        CombinedSource source;
        source.name = d->request.targets[i].endpoint.name;
        source.table = tableAt(outcome, ordinal);
        source.settled = source.table != nullptr || d->entries[static_cast<std::size_t>(i)].settled;
        sources.push_back(std::move(source));
    }
    return CombinedResult(std::move(sources));
}

int Run::resultCount() const
{
    qsizetype most = 0;
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        most = std::max<qsizetype>(most, std::ranges::count_if(outcome.results, [](const StatementResult &r) { return r.table != nullptr; }));
    }
    return static_cast<int>(most);
}

} // namespace concord
