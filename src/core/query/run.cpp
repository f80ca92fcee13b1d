// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/run.h"

#include "query/runprivate.h"
#include "query/sqllexer.h"
#include "query/sqltext.h"
#include "query/statementlanguage.h"
#include "query/textparts.h"

#include <utility>

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

static Error cancelledError()
{
    return Error{ErrorKind::Cancelled, Run::tr("Cancelled."), {}, {}, -1, 0, 0};
}

Run::Run(RunRequest request, Session &session, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->request = std::move(request);
    d->session = &session;
    d->entries.resize(static_cast<std::size_t>(d->request.targets.size()));
    for (int i = 0; i < targetCount(); ++i)
        d->entries[static_cast<std::size_t>(i)].target = d->makeTarget(i);
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
    d->tellUse();
    for (int i = 0; i < targetCount(); ++i) {
        Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
        if (!entry.launched && !entry.settled && d->mayStart(i)) {
            launch(i);
            d->tellUse();
        }
    }
    finishIfSettled();
}

/// Where the DELIMITER stands by which the statement at `first` ends; -1: it ends by a semicolon.
static int delimiterBefore(int first, const QString &text, const Dialect &dialect)
{
    int found = -1;
    if (!dialect.delimiterCommand)
        return found;
    SqlLexer lexer(QStringView(text).first(first), dialect, SqlLexer::Scope::Script);
    for (SqlToken token; lexer.next(token);) {
        if (token.kind == SqlToken::Kind::Delimiter && lexer.wasDelimiterCommand())
            found = lexer.hasCustomDelimiter() ? token.offset : -1;
    }
    return found;
}

/// The part of a text that its statements are, from the first, with the DELIMITER that it needs, to the end of the last, with what stands
/// between them.
static QString sentText(const QString &text, const QList<PreparedStatement> &statements, const Dialect &dialect)
{
    if (statements.size() < 2)
        return statements.isEmpty() ? QString() : statements.first().source.text;
    const ScriptStatement &first = statements.first().source;
    const ScriptStatement &last = statements.last().source;
    const int delimiter = delimiterBefore(first.offset, text, dialect);
    const int begin = delimiter >= 0 ? delimiter : first.offset;
    return text.mid(begin, last.offset + last.text.size() - begin);
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
        outcome.sql = sentText(textFor(d->request.text, target.endpoint, dialect), *statements, dialect);
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
    if (std::ranges::any_of(d->entries, [](const Private::Entry &entry) { return !entry.launched && !entry.settled; }))
        startNext(); // another operation may have given a place back
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
    Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
    d->session->abandon(d->request.targets[i].endpoint);
    // What the driver says when it does come back is nobody's any more, also not a retry's.
    const std::shared_ptr<RunTarget> left = std::exchange(entry.target, d->makeTarget(i));
    entry.target->change([&](Outcome &outcome) {
        outcome = left->outcome();
        outcome.transaction = TransactionState::Idle; // it goes with the connection
    });
    entry.shown = 0;
    left->requestCancel();
    left->leave();
    settle(i, entry.attempt, fail(error));
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

bool Run::isStopping() const
{
    const auto stops = [](const Private::Entry &entry) { return entry.settled || (entry.launched && entry.target->isCancelRequested()); };
    return d->started && !d->finished && std::ranges::all_of(d->entries, stops);
}

void Run::letGo()
{
    for (int i = 0; i < targetCount(); ++i) {
        Private::Entry &entry = d->entries[static_cast<std::size_t>(i)];
        if (entry.settled || !entry.launched || !entry.target->isCancelRequested())
            continue;
        entry.target->change([](Outcome &outcome) { outcome.stopConfirmed = false; });
        abandon(i, Error{ErrorKind::Cancelled,
                         tr("The server has not confirmed that it stopped. Its connection is left to end by itself."),
                         {},
                         {},
                         -1,
                         0,
                         0});
    }
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

} // namespace concord
