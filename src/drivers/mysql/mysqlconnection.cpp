// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlconnection.h"

#include "mysql/mysqlerror.h"
#include "mysql/mysqlreadonly.h"
#include "query/sqltext.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace std::chrono_literals;

static constexpr unsigned int interrupted = 1317;
static constexpr unsigned int cancelSeconds = 2; // connecting and the answer: together under the ladder's 4 s
static constexpr int warningLimit = 64;
static constexpr int defaultConnectTimeout = 10'000;
/// A sink that wants no more gets its statement drained; one that is not through by then is stopped on the server.
static constexpr auto drainFor = 50ms;

static QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

MysqlConnection::MysqlConnection(std::unique_ptr<MysqlLink> link, Endpoint endpoint, Secret secret, const Dialect &dialect)
    : m_link(std::move(link)),
      m_endpoint(std::move(endpoint)),
      m_secret(std::move(secret)),
      m_dialect(dialect),
      m_socket(fcntl(static_cast<int>(mysql_get_socket(m_link->handle())), F_DUPFD_CLOEXEC, 3)),
      m_threadId(mysql_thread_id(m_link->handle()))
{}

MysqlConnection::~MysqlConnection()
{
    m_link.reset();
    if (const int socket = m_socket.exchange(-1); socket >= 0)
        ::close(socket);
}

Result<std::unique_ptr<Connection>> MysqlConnection::open(const Endpoint &endpoint, const Secret &secret, const Dialect &dialect, Deadline deadline)
{
    blockBrokenPipeSignal();
    if (deadline != noDeadline && deadline <= Clock::now())
        return fail(ErrorKind::Timeout, tr("No time was left to connect"));
    const int timeout = endpoint.options.connectTimeoutMs > 0 ? endpoint.options.connectTimeoutMs : defaultConnectTimeout;
    const Deadline latest = std::min(deadline, Clock::now() + std::chrono::milliseconds(timeout));
    auto link = MysqlLink::open(endpoint, secret, latest);
    if (!link)
        return fail(link.error());
    std::unique_ptr<MysqlConnection> connection(new MysqlConnection(std::move(*link), endpoint, secret, dialect));
    if (auto prepared = connection->guarded(latest, [&] { return connection->prepareSession(); }); !prepared)
        return fail(prepared.error());
    return connection;
}

bool MysqlConnection::isMariaDb() const
{
    return QByteArrayView(mysql_get_server_info(m_link->handle())).contains("MariaDB");
}

bool MysqlConnection::inTransaction() const
{
    return (m_link->handle()->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

TransactionState MysqlConnection::transactionState() const
{
    if (m_dead)
        return TransactionState::Unknown;
    return inTransaction() ? TransactionState::InTransaction : TransactionState::Idle;
}

bool MysqlConnection::hasState() const
{
    return m_hasState || inTransaction();
}

Dialect MysqlConnection::sessionDialect() const
{
    Dialect dialect = m_dialect;
    // The servers report the first of these in every answer and the second never.
    if ((m_link->handle()->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES) || m_sqlMode.contains("NO_BACKSLASH_ESCAPES"_L1))
        dialect.backslashEscapes = false;
    if (m_sqlMode.contains("ANSI_QUOTES"_L1) || m_sqlMode.contains("ANSI"_L1))
        dialect.doubleQuotedStrings = false;
    return dialect;
}

/// The text was split, checked and approved by the usual rules; a session that reads it as something else does not get it.
Result<void> MysqlConnection::checkReading(const QString &text) const
{
    const Dialect session = sessionDialect();
    if (session.backslashEscapes == m_dialect.backslashEscapes && session.doubleQuotedStrings == m_dialect.doubleQuotedStrings)
        return {};
    const auto usual = splitScript(text, m_dialect);
    const auto here = splitScript(text, session);
    const StatementClass asUsual = classify(text, m_dialect);
    const StatementClass asHere = classify(text, session);
    if (usual && here && *usual == *here && asUsual.kind == asHere.kind && asUsual.verb == asHere.verb)
        return {};
    Error error;
    error.kind = ErrorKind::Usage;
    error.message = tr("This session reads the statement differently than it was checked (sql_mode %1); nothing was sent. Write it without "
                       "backslashes before quotes and without double-quoted strings.")
                        .arg(m_sqlMode);
    if (!here)
        error.offset = here.error().offset;
    locate(error, text);
    return fail(error);
}

void MysqlConnection::noteIfLost(const Error &error)
{
    if (error.kind == ErrorKind::Lost)
        m_dead = true;
}

Result<void> MysqlConnection::run(const Statement &statement, RowSink &sink, bool bindMissing)
{
    bool cancelled = false;
    MysqlDelivery delivery(
        sink,
        [this, &cancelled] {
            cancelled = isCancelling();
            if (!cancelled)
                setDeadline(Clock::now() + drainFor);
        },
        [this] { return m_killSent.load(); });
    const StatementKind kind = classify(statement.text, sessionDialect()).kind;
    delivery.setCountsRows(kind != StatementKind::TransactionControl && kind != StatementKind::Session && kind != StatementKind::Ddl);
    const bool prepared = !statement.parameters.isEmpty() || bindMissing;
    auto result =
        prepared ? runMysqlPrepared(m_link->handle(), statement, delivery, bindMissing) : runMysqlText(m_link->handle(), statement.text, delivery);
    if (!result) {
        noteIfLost(result.error());
        return result;
    }
    // MySQL lets some queries end as if all were well when they are killed: SLEEP() answers 1.
    cancelled = cancelled || (m_killSent && !delivery.stopped() && delivery.hadColumns());
    if (cancelled)
        return fail(ErrorKind::Cancelled, tr("The statement was stopped"), QString::number(interrupted));
    return result;
}

/// A cancel that came too late for the last statement must not hit this one.
Result<void> MysqlConnection::beforeStatement()
{
    if (m_dead)
        return fail(ErrorKind::Lost, tr("The connection is broken"));
    if (!m_killSent.exchange(false))
        return {};
    auto absorbed = command(u"DO 0"_s);
    if (!absorbed && absorbed.error().code == QString::number(interrupted))
        return {};
    return absorbed;
}

Result<void> MysqlConnection::beginManual(const QString &text)
{
    if (inTransaction())
        return {};
    const StatementKind kind = classify(text, sessionDialect()).kind;
    if (kind == StatementKind::TransactionControl || kind == StatementKind::Session || kind == StatementKind::Empty)
        return {};
    return command(u"START TRANSACTION"_s);
}

Result<void> MysqlConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (auto ready = beforeStatement(); !ready)
        return ready;
    if (classify(statement.text, sessionDialect()).kind == StatementKind::Empty)
        return fail(ErrorKind::Usage, tr("There is no statement to run")); // the servers take a lone comment for one
    if (auto same = checkReading(statement.text); !same)
        return same;
    if (const int timeout = m_endpoint.options.statementTimeoutMs; timeout > 0)
        setDeadline(std::min(limits.deadline, Clock::now() + std::chrono::milliseconds(timeout)));
    if (limits.manualCommit) {
        if (auto begun = beginManual(statement.text); !begun)
            return begun;
    }
    auto result = m_endpoint.readOnly ? runGuarded(statement, sink) : run(statement, sink);
    if (result && !m_endpoint.readOnly)
        collectWarnings(statement.text, sink);
    if (result)
        noteState(statement.text);
    return result;
}

/// Read-only by the engine itself: its own flag says that the transaction cannot write, before anything is run in it.
Result<void> MysqlConnection::runGuarded(const Statement &statement, RowSink &sink)
{
    const auto way = mysqlReadOnlyWay(statement.text, sessionDialect());
    if (!way)
        return fail(way.error());
    const bool own = *way == MysqlReadOnlyWay::InTransaction && !inTransaction();
    if (auto held = command(own ? u"START TRANSACTION READ ONLY"_s : u"SET SESSION TRANSACTION READ ONLY"_s); !held)
        return held;
    if (inTransaction() && !(m_link->handle()->server_status & SERVER_STATUS_IN_TRANS_READONLY))
        return fail(ErrorKind::ReadOnly, tr("The open transaction could write; roll it back first"));
    auto result = run(statement, sink);
    if (result)
        collectWarnings(statement.text, sink);
    if (own && !m_dead) {
        auto ended = command(u"COMMIT"_s);
        // A statement that was stopped while it ended may leave its interruption to this one.
        if (!ended && ended.error().code == QString::number(interrupted))
            ended = command(u"COMMIT"_s);
        if (result && !ended)
            return ended;
    }
    return result;
}

void MysqlConnection::collectWarnings(const QString &text, RowSink &sink)
{
    const int count = static_cast<int>(mysql_warning_count(m_link->handle()));
    // SHOW keeps the warnings of the statement before it: they were told then.
    if (count == 0 || text.trimmed().startsWith("SHOW"_L1, Qt::CaseInsensitive))
        return;
    const auto rows = query(u"SHOW WARNINGS LIMIT %1"_s.arg(warningLimit));
    if (!rows)
        return;
    for (const QStringList &row : *rows)
        sink.notice({row.value(0), row.value(1), row.value(2), 0});
    if (count > rows->size())
        sink.notice({u"Note"_s, {}, tr("%1 more warnings").arg(count - rows->size()), 0});
}

/// What a reconnect would lose beside an open transaction. Rather too often than once too seldom.
void MysqlConnection::noteState(const QString &text)
{
    const StatementClass what = classify(text, sessionDialect());
    const QString start = text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 64)).toUpper();
    if (what.kind == StatementKind::Session || start.startsWith("SET"_L1) || start.startsWith("USE"_L1) || start.startsWith("PREPARE"_L1)
        || start.startsWith("LOCK"_L1) || start.contains("TEMPORARY"_L1) || start.startsWith("CALL"_L1) || start.startsWith("HANDLER"_L1)
        || text.contains(":="_L1) || text.contains("GET_LOCK"_L1, Qt::CaseInsensitive)
        || (text.contains("INTO"_L1, Qt::CaseInsensitive) && text.contains(u'@'))) {
        m_hasState = true;
    }
    if (text.contains("sql_mode"_L1, Qt::CaseInsensitive) && !m_dead)
        std::ignore = readSqlMode();
}

void MysqlConnection::requestCancel()
{
    blockBrokenPipeSignal();
    m_killSent = true;
    auto second = connectMysql(m_endpoint, m_secret, {}, cancelSeconds);
    if (!second)
        return; // the ladder's next steps remain
    const QByteArray kill = "KILL QUERY " + QByteArray::number(static_cast<qulonglong>(m_threadId));
    mysql_real_query(*second, kill.constData(), static_cast<unsigned long>(kill.size()));
    mysql_close(*second);
}

void MysqlConnection::severLink()
{
    m_dead = true;
    ::shutdown(m_socket.load(), SHUT_RDWR);
}

} // namespace concord
