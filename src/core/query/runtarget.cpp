// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runtarget.h"

#include "query/statementlanguage.h"
#include "query/textparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

/// How long a server's open result is kept for "fetch more".
static constexpr auto holdTime = 5min;

static QList<Parameter> valuesFor(const RunRequest &request, const Target &target)
{
    QList<Parameter> values = target.parameters;
    for (const Parameter &common : request.parameters) {
        const bool own = std::ranges::any_of(target.parameters, [&](const Parameter &p) { return p.name == common.name; });
        if (!own)
            values.append(common);
    }
    return values;
}

Error inWholeText(Error error, const PreparedStatement &prepared, const QString &text, const Dialect &dialect)
{
    if (error.offset >= 0) {
        error.offset = prepared.source.offset + unboundOffset(prepared.source.text, error.offset, dialect);
        locate(error, text);
    } else if (error.line > 0) {
        error.line += prepared.source.line - 1;
    }
    return error;
}

Result<QList<PreparedStatement>> prepareScript(const RunRequest &request, const Target &target, const Dialect &dialect)
{
    const Result<QList<ScriptStatement>> script = splitScript(textFor(request.text, target.endpoint, dialect), dialect);
    if (!script)
        return fail(script.error());
    const QList<Parameter> values = valuesFor(request, target);
    QList<PreparedStatement> prepared;
    for (const ScriptStatement &source : *script) {
        Result<Statement> statement = bindParameters(source.text, values, dialect);
        if (!statement) {
            Error error = statement.error();
            if (error.offset >= 0)
                error.offset += source.offset;
            locate(error, request.text);
            return fail(error);
        }
        prepared.append({std::move(*statement), source});
    }
    return prepared;
}

std::optional<Error> unreadable(const QList<PreparedStatement> &statements, const QString &text, const Dialect &dialect)
{
    for (const PreparedStatement &statement : statements) {
        const Result<void> reads = dialect.language ? dialect.language->checkReadOnly(statement.source.text) : Result<void>();
        if (!reads && reads.error().kind != ErrorKind::ReadOnly)
            return inWholeText(reads.error(), statement, text, dialect);
    }
    return std::nullopt;
}

/// Puts what a driver sends into the outcome's result tables, and stops it at the cap.
class RunTarget::Sink : public RowSink
{
public:
    Sink(RunTarget &target, Connection &connection, int statement, Deadline deadline)
        : m_target(target),
          m_connection(connection),
          m_statement(statement),
          m_deadline(deadline)
    {}

    /// Whether a cancel kept rows from being read.
    [[nodiscard]] bool wasStopped() const { return m_stopped; }
    /// Error where rows could not be kept: the rest was not read.
    [[nodiscard]] const Result<void> &kept() const { return m_kept; }

    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        m_table = std::make_shared<ResultTable>(columns);
        m_rows = 0;
        m_truncated = false;
        m_target.change([&](Outcome &outcome) { outcome.results.append(StatementResult{m_statement, m_table, -1, {}, false}); });
        return goOn();
    }

    bool columnsAdded(const std::vector<ColumnInfo> &columns) override
    {
        m_table->addColumns(columns);
        return goOn();
    }

    bool rows(Batch &&batch) override
    {
        if (m_target.isLeft() || !m_kept)
            return false;
        // Also after a cancel: what a driver still held when it came is kept.
        const qint64 room = m_target.cap() == 0 ? batch.rows : std::max<qint64>(0, m_target.cap() - m_rows);
        if (batch.rows <= room)
            return take(std::move(batch));
        if (room > 0 && !take(sliced(batch, 0, static_cast<std::uint32_t>(room))))
            return false;
        if (!goOn() || !holdAtCap())
            return false;
        return rows(sliced(batch, static_cast<std::uint32_t>(room), batch.rows - static_cast<std::uint32_t>(room)));
    }

    void finished(const ResultSetEnd &end) override
    {
        if (m_table)
            m_table->finish();
        const bool truncated = end.truncated || m_truncated;
        m_target.change([&](Outcome &outcome) {
            if (!m_table) {
                outcome.results.append(StatementResult{m_statement, nullptr, end.affectedRows, end.command, false});
                return;
            }
            StatementResult &result = outcome.results.last();
            result.affectedRows = end.affectedRows;
            result.command = end.command;
            result.truncated = truncated;
            outcome.truncated = outcome.truncated || truncated;
        });
        m_table.reset();
    }

    void notice(const Notice &notice) override
    {
        m_target.change([&](Outcome &outcome) { outcome.messages.append({m_statement, notice}); });
    }

private:
    static Batch sliced(const Batch &batch, std::uint32_t first, std::uint32_t count)
    {
        Batch part;
        part.rows = count;
        part.columns.reserve(batch.columns.size());
        for (const ColumnData &column : batch.columns)
            part.columns.push_back(column.sliced(first, count));
        if (batch.documents.rows() > 0)
            part.documents = batch.documents.sliced(first, count);
        return part;
    }

    bool take(Batch &&batch)
    {
        const std::uint32_t count = batch.rows;
        m_table->append(std::move(batch));
        m_rows += count;
        m_target.change([&](Outcome &outcome) { outcome.rows += count; });
        m_kept = m_table->spilled();
        return goOn() && m_kept;
    }

    bool goOn()
    {
        m_stopped = m_stopped || m_target.isCancelRequested();
        return !m_stopped;
    }

    bool holdAtCap()
    {
        m_truncated = true;
        const auto left = m_deadline == noDeadline ? Clock::duration::max() : m_deadline - Clock::now();
        m_connection.setDeadline(noDeadline); // the time at the cap is the reader's, not the server's
        if (!m_target.waitAtCap())
            return false;
        if (m_deadline != noDeadline) {
            m_deadline = Clock::now() + left;
            m_connection.setDeadline(m_deadline);
        }
        m_truncated = false;
        return true;
    }

    RunTarget &m_target;
    Connection &m_connection;
    int m_statement;
    Deadline m_deadline;
    bool m_stopped = false;
    Result<void> m_kept;
    std::shared_ptr<ResultTable> m_table;
    qint64 m_rows = 0;
    bool m_truncated = false;
};

Outcome RunTarget::outcome() const
{
    const std::scoped_lock lock(m_mutex);
    return m_outcome;
}

void RunTarget::reset()
{
    m_cancelRequested = false;
    change([](Outcome &outcome) { outcome = Outcome{}; });
    const std::scoped_lock lock(m_mutex);
    m_giveUp = false;
}

qint64 RunTarget::cap() const
{
    const std::scoped_lock lock(m_mutex);
    return m_rowCap;
}

bool RunTarget::waitAtCap()
{
    std::unique_lock lock(m_mutex);
    m_outcome.truncated = true;
    if (!m_outcome.results.isEmpty())
        m_outcome.results.last().truncated = true;
    m_version.fetch_add(1);
    if (!m_holdCapped || m_giveUp)
        return false;
    m_held = true;
    m_outcome.state = TargetState::Capped;
    m_granted = -1;
    m_released.wait_for(lock, holdTime, [this] { return m_giveUp || m_granted >= 0 || m_cancelRequested; });
    m_held = false;
    if (m_granted < 0 || m_giveUp || m_cancelRequested)
        return false;
    m_rowCap = m_granted == 0 ? 0 : m_rowCap + m_granted;
    m_outcome.truncated = false;
    m_outcome.results.last().truncated = false;
    m_outcome.state = TargetState::Running;
    m_version.fetch_add(1);
    return true;
}

void RunTarget::requestCancel()
{
    m_cancelRequested = true;
    {
        const std::scoped_lock lock(m_mutex);
        m_outcome.cancelRequested = true;
        m_version.fetch_add(1);
    }
    m_released.notify_all();
}

void RunTarget::fetchMore(qint64 rows)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_granted = rows;
    }
    m_released.notify_all();
}

void RunTarget::release()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_giveUp = true;
    }
    m_released.notify_all();
}

bool RunTarget::isHeld() const
{
    const std::scoped_lock lock(m_mutex);
    return m_held;
}

static bool writes(const PreparedStatement &statement, const Dialect &dialect)
{
    const StatementKind kind = classify(statement.source.text, dialect).kind;
    return kind == StatementKind::Write || kind == StatementKind::Ddl || kind == StatementKind::Unknown;
}

Result<void> RunTarget::execute(Connection &connection, const QList<PreparedStatement> &statements, const QString &text, const ExecuteLimits &limits,
                                bool lostState)
{
    const Dialect &dialect = *m_dialect;
    if (lostState) {
        const Notice notice{
            u"WARNING"_s,
            {},
            QCoreApplication::translate(
                "Run", "The connection had been lost and was opened anew: settings, temporary tables and open transactions of the old one are gone."),
            0};
        change([&](Outcome &outcome) { outcome.messages.append({0, notice}); });
    }
    bool uncommitted = false;
    for (int i = 0; i < statements.size(); ++i) {
        change([&](Outcome &outcome) {
            outcome.state = TargetState::Running;
            outcome.statement = i;
        });
        if (m_cancelRequested)
            return fail(ErrorKind::Cancelled, QCoreApplication::translate("Run", "Cancelled."));
        Sink sink(*this, connection, i, limits.deadline);
        const Result<void> done = connection.execute(statements[i].statement, sink, limits);
        const TransactionState transaction = connection.transactionState();
        change([&](Outcome &outcome) {
            outcome.transaction = transaction;
            outcome.stopConfirmed = done || !m_cancelRequested || connection.isAlive();
        });
        uncommitted = transaction == TransactionState::InTransaction && (uncommitted || writes(statements[i], dialect));
        if (!sink.kept())
            return fail(sink.kept().error());
        if (done && sink.wasStopped())
            return fail(ErrorKind::Cancelled, QCoreApplication::translate("Run", "Cancelled."));
        if (!done) {
            Error error = inWholeText(done.error(), statements[i], text, dialect);
            if (error.line == 0 && statements.size() > 1) { // the engine gave no place: the statement's own
                error.offset = statements[i].source.offset;
                locate(error, text);
            }
            return fail(error);
        }
    }
    if (uncommitted && m_sessionEnds) {
        return fail(ErrorKind::Usage,
                    QCoreApplication::translate("Run", "The transaction was left open, and what it changed is rolled back: no COMMIT followed."));
    }
    return {};
}

} // namespace concord
