// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteconnection.h"

#include "sqlite/sqlitecatalog.h"
#include "sqlite/sqliteerror.h"
#include "sqlite/sqliteplan.h"
#include "sqlite/sqliterows.h"
#include "sqlite/sqliteverb.h"

#include <QCoreApplication>
#include <QDir>

#include <sqlite3.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto longestBusyWait = 5s;
static constexpr int stepsBetweenLooks = 20'000; ///< about a millisecond

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteConnection", text);
}

void SqliteStatementCloser::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(QtSqlLink link, const Endpoint &endpoint)
    : m_link(std::move(link)),
      m_db(m_link.handle<sqlite3 *>("sqlite3*")),
      m_endpoint(endpoint)
{
    if (!m_db)
        return;
    sqlite3_busy_handler(
        m_db,
        [](void *self, int tries) {
            auto *connection = static_cast<SqliteConnection *>(self);
            if (connection->isCancelling() || Clock::now() >= connection->m_busyUntil)
                return 0;
            std::this_thread::sleep_for(std::min(1ms * (tries + 1), 20ms));
            return 1;
        },
        this);
    sqlite3_progress_handler(
        m_db, stepsBetweenLooks,
        [](void *self) {
            auto *connection = static_cast<SqliteConnection *>(self);
            return connection->isCancelling() || Clock::now() >= connection->m_deadline ? 1 : 0;
        },
        this);
    if (endpoint.readOnly)
        m_guard.install(m_db);
}

SqliteConnection::~SqliteConnection()
{
    if (!m_db)
        return;
    sqlite3_progress_handler(m_db, 0, nullptr, nullptr);
    sqlite3_busy_handler(m_db, nullptr, nullptr);
    sqlite3_set_authorizer(m_db, nullptr, nullptr);
}

Result<void> SqliteConnection::start(Deadline deadline)
{
    if (!m_db)
        return fail(ErrorKind::Internal, tr("Qt's SQLite plugin does not give its handle."));
    return guarded(deadline, [&]() -> Result<void> {
        allowUntil(deadline);
        Result<void> read = query("SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema)", {}, [&](sqlite3_stmt *row) {
            m_version = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(row, 0)));
        });
        if (!read && read.error().kind == ErrorKind::Damaged)
            read.error().message = tr("%1 is not an SQLite database: %2").arg(QDir::toNativeSeparators(m_endpoint.database), read.error().message);
        return read;
    });
}

/// A busy file is given up a little before the deadline, so that the error says "locked" and not only "too late".
void SqliteConnection::allowUntil(Deadline deadline)
{
    const auto now = Clock::now();
    m_deadline = deadline;
    if (m_endpoint.options.statementTimeoutMs > 0)
        m_deadline = std::min(m_deadline, now + std::chrono::milliseconds(m_endpoint.options.statementTimeoutMs));
    m_busyUntil = std::min(m_deadline == noDeadline ? noDeadline : m_deadline - 50ms, now + longestBusyWait);
}

Error SqliteConnection::lastError(const QByteArray &sql)
{
    Error error = sqliteError(m_db, sql);
    const QString refused = m_guard.takeRefused();
    if (!refused.isEmpty()) {
        error.kind = ErrorKind::ReadOnly;
        error.message = tr("This connection is read-only: %1 is refused.").arg(refused);
    } else if (m_endpoint.readOnly && error.kind == ErrorKind::Permission) {
        error.kind = ErrorKind::ReadOnly;
    } else if (error.kind == ErrorKind::Cancelled && Clock::now() >= m_deadline) {
        error.kind = ErrorKind::Timeout;
    }
    return error;
}

static std::unexpected<Error> failAt(ErrorKind kind, const QString &message, const QByteArray &sql, qsizetype byteOffset)
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.offset = static_cast<int>(QString::fromUtf8(sql.first(byteOffset)).size());
    locate(error, QString::fromUtf8(sql));
    return fail(std::move(error));
}

Result<SqliteStatement> SqliteConnection::prepare(const QByteArray &sql)
{
    if (const qsizetype nul = sql.indexOf('\0'); nul >= 0) {
        return failAt(ErrorKind::Syntax, tr("The statement holds a NUL character."), sql, nul);
    }
    m_guard.forget();
    sqlite3_stmt *raw = nullptr;
    const char *tail = nullptr;
    const int code = sqlite3_prepare_v3(m_db, sql.constData(), static_cast<int>(sql.size()), 0, &raw, &tail);
    SqliteStatement statement(raw);
    if (code != SQLITE_OK)
        return fail(lastError(sql));
    if (!statement)
        return fail(ErrorKind::Usage, tr("There is no statement to run."));
    if (Result<void> alone = refuseSecondStatement(sql, tail); !alone)
        return fail(alone.error());
    return statement;
}

/// After the statement only blanks, comments and semicolons may come; SQLite itself says what those are.
Result<void> SqliteConnection::refuseSecondStatement(const QByteArray &sql, const char *tail)
{
    const char *end = sql.constData() + sql.size();
    while (tail && tail < end) {
        sqlite3_stmt *raw = nullptr;
        const char *next = nullptr;
        const int code = sqlite3_prepare_v3(m_db, tail, static_cast<int>(end - tail), 0, &raw, &next);
        const SqliteStatement second(raw);
        if (code != SQLITE_OK || second) {
            m_guard.forget();
            return failAt(ErrorKind::Usage, tr("More than one statement at once."), sql, tail - sql.constData());
        }
        if (next == tail)
            break;
        tail = next;
    }
    return {};
}

static int bindOne(sqlite3_stmt *statement, int index, const Parameter &parameter)
{
    bool ok = false;
    switch (parameter.type) {
    case Tag::Null: return sqlite3_bind_null(statement, index);
    case Tag::Boolean:
        return sqlite3_bind_int(statement, index, parameter.text.compare(u"true"_s, Qt::CaseInsensitive) == 0 || parameter.text == u"1"_s);
    case Tag::Integer:
        if (const qint64 value = parameter.text.toLongLong(&ok); ok)
            return sqlite3_bind_int64(statement, index, value);
        break;
    case Tag::Decimal:
    case Tag::Float:
        if (const double value = parameter.text.toDouble(&ok); ok)
            return sqlite3_bind_double(statement, index, value);
        break;
    default: break;
    }
    const QByteArray utf8 = parameter.text.toUtf8();
    return sqlite3_bind_text(statement, index, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

Result<void> SqliteConnection::bind(sqlite3_stmt *statement, const QList<Parameter> &parameters)
{
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (wanted != parameters.size())
        return fail(ErrorKind::Usage, tr("The statement has %1 parameters, and %2 values were given.").arg(wanted).arg(parameters.size()));
    for (int i = 0; i < wanted; ++i) {
        if (bindOne(statement, i + 1, parameters[i]) != SQLITE_OK)
            return fail(lastError());
    }
    return {};
}

Result<void> SqliteConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    allowUntil(limits.deadline);
    const QByteArray sql = statement.text.toUtf8();
    const QString verb = sqliteVerb(statement.text);
    Result<SqliteStatement> prepared = prepare(sql);
    if (!prepared)
        return fail(prepared.error());
    if (Result<void> bound = bind(prepared->get(), statement.parameters); !bound)
        return bound;
    if (limits.manualCommit && sqlite3_get_autocommit(m_db) && runsInTransaction(verb)) {
        if (sqlite3_exec(m_db, "BEGIN", nullptr, nullptr, nullptr) != SQLITE_OK)
            return fail(lastError());
    }
    Result<void> stepped = stepAll(prepared->get(), sql, verb, sink);
    if (stepped)
        noteState(verb, sql);
    return stepped;
}

Result<void> SqliteConnection::stepAll(sqlite3_stmt *statement, const QByteArray &sql, const QString &verb, RowSink &sink)
{
    ResultSetEnd end;
    end.command = verb;
    int code = SQLITE_OK;
    if (sqlite3_column_count(statement) == 0) {
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        }
    } else {
        SqliteRows rows(statement, sink);
        bool wanted = true;
        while (wanted && (code = sqlite3_step(statement)) == SQLITE_ROW)
            wanted = rows.take();
        if (wanted)
            wanted = rows.finish(); // also after an error: what came is kept
        if (!wanted)
            end.truncated = code == SQLITE_ROW;
        if (!wanted && code == SQLITE_ROW)
            code = sqlite3_reset(statement) == SQLITE_OK ? SQLITE_DONE : SQLITE_ERROR;
    }
    if (code != SQLITE_DONE)
        return fail(lastError(sql));
    if (changesRows(verb) && !sqlite3_stmt_readonly(statement))
        end.affectedRows = sqlite3_changes64(m_db);
    sink.finished(end);
    return {};
}

void SqliteConnection::noteState(const QString &verb, const QByteArray &sql)
{
    if (verb == u"ATTACH"_s || (verb == u"PRAGMA"_s && sql.contains('=')))
        m_sessionState = true;
}

bool SqliteConnection::hasState() const
{
    if (!m_db || m_sessionState || transactionState() != TransactionState::Idle)
        return m_db != nullptr;
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v3(m_db, "SELECT 1 FROM sqlite_temp_schema LIMIT 1", -1, 0, &raw, nullptr);
    const SqliteStatement statement(raw);
    return raw && sqlite3_step(raw) == SQLITE_ROW;
}

template<class F>
Result<void> SqliteConnection::query(const QByteArray &sql, const QList<Parameter> &parameters, F &&row)
{
    Result<SqliteStatement> prepared = prepare(sql);
    if (!prepared)
        return fail(prepared.error());
    if (Result<void> bound = bind(prepared->get(), parameters); !bound)
        return bound;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(prepared->get())) == SQLITE_ROW)
        row(prepared->get());
    if (code != SQLITE_DONE)
        return fail(lastError(sql));
    return {};
}

static QString textAt(sqlite3_stmt *row, int column)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(row, column)), sqlite3_column_bytes(row, column));
}

Result<PlanNode> SqliteConnection::explain(const Statement &statement, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<PlanNode> {
        allowUntil(deadline);
        static const QByteArray prefix = "EXPLAIN QUERY PLAN ";
        m_guard.setPlanning(true);
        Result<SqliteStatement> prepared = prepare(prefix + statement.text.toUtf8());
        m_guard.setPlanning(false);
        if (!prepared) {
            Error error = prepared.error();
            if (error.offset >= prefix.size()) {
                error.offset -= static_cast<int>(prefix.size());
                locate(error, statement.text);
            }
            return fail(std::move(error));
        }
        if (!statement.parameters.isEmpty()) {
            if (Result<void> bound = bind(prepared->get(), statement.parameters); !bound)
                return fail(bound.error());
        }
        QList<std::tuple<int, int, QString>> rows;
        int code = SQLITE_OK;
        while ((code = sqlite3_step(prepared->get())) == SQLITE_ROW)
            rows.append({sqlite3_column_int(prepared->get(), 0), sqlite3_column_int(prepared->get(), 1), textAt(prepared->get(), 3)});
        if (code != SQLITE_DONE)
            return fail(lastError());
        return sqlitePlan(rows);
    });
}

Result<ServerInfo> SqliteConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<ServerInfo> {
        allowUntil(deadline);
        ServerInfo info;
        info.product = u"SQLite"_s;
        info.version = m_version;
        info.database = m_endpoint.database;
        info.readOnlyHeld = m_endpoint.readOnly;
        Result<void> read = query("SELECT count(*) FROM sqlite_schema", {}, [](sqlite3_stmt *) {});
        if (!read)
            return fail(read.error());
        return info;
    });
}

Result<QStringList> SqliteConnection::databases(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QStringList> {
        allowUntil(deadline);
        QStringList names;
        Result<void> read = query("PRAGMA database_list", {}, [&](sqlite3_stmt *row) { names.append(textAt(row, 1)); });
        if (!read)
            return fail(read.error());
        names.removeAll(u"temp"_s);
        return names;
    });
}

Result<QList<ObjectName>> SqliteConnection::objects(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ObjectName>> {
        allowUntil(deadline);
        QList<ObjectName> objects;
        // table_list knows the shadow tables behind virtual ones, which nobody looks for.
        Result<void> read = query("SELECT name, CASE type WHEN 'view' THEN 'view' ELSE 'table' END FROM pragma_table_list"
                                  " WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                  " ORDER BY name COLLATE NOCASE, name",
                                  {}, [&](sqlite3_stmt *row) { objects.append({{}, textAt(row, 0), textAt(row, 1), -1}); });
        if (!read)
            return fail(read.error());
        return objects;
    });
}

Result<QList<ColumnSummary>> SqliteConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        allowUntil(deadline);
        QList<ColumnSummary> columns;
        Result<void> read =
            query("SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1", {{{}, Tag::Text, object.name}},
                  [&](sqlite3_stmt *row) {
                      columns.append({textAt(row, 0), textAt(row, 1), sqlite3_column_int(row, 2) == 0, sqlite3_column_int(row, 3) > 0});
                  });
        if (!read)
            return fail(read.error());
        if (columns.isEmpty())
            return fail(ErrorKind::NotFound, tr("There is no table or view %1.").arg(object.name));
        return columns;
    });
}

Result<CatalogPtr> SqliteConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        allowUntil(deadline);
        m_guard.forget();
        CatalogInfo info;
        info.engine = u"sqlite"_s;
        info.product = u"SQLite"_s;
        info.serverVersion = m_version;
        info.database = m_endpoint.database;
        info.nameRule = u"ignore_case"_s;
        info.readAt = QDateTime::currentDateTimeUtc();
        info.scope = request.schema;
        info.include = request.include;
        info.exclude = request.exclude;
        SqliteReading reading;
        reading.db = m_db;
        reading.error = [this](const QByteArray &sql) { return lastError(sql); };
        reading.goOn = [this]() -> Result<void> {
            if (isCancelling())
                return fail(ErrorKind::Cancelled, tr("Reading the schema was cancelled."));
            if (Clock::now() >= m_deadline)
                return fail(ErrorKind::Timeout, tr("The schema could not be read in time."));
            return {};
        };
        return readSqliteCatalog(reading, request, listener, std::move(info));
    });
}

TransactionState SqliteConnection::transactionState() const
{
    if (!m_db)
        return TransactionState::Unknown;
    return sqlite3_get_autocommit(m_db) ? TransactionState::Idle : TransactionState::InTransaction;
}

void SqliteConnection::requestCancel()
{
    sqlite3_interrupt(m_db);
}

void SqliteConnection::severLink()
{
    // Nothing to cut: the file is read by this very process.
    sqlite3_interrupt(m_db);
}

} // namespace concord
