// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbconnection.h"

#include "connection/dialect.h"
#include "duckdb/duckdbcatalog.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdberror.h"
#include "duckdb/duckdbplan.h"
#include "duckdb/duckdbqueries.h"
#include "duckdb/duckdbvaluetext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto longestBusyWait = 2s;

static QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbConnection", text);
}

DuckdbConnection::DuckdbConnection(const Endpoint &endpoint, DuckdbTarget target) : m_endpoint(endpoint), m_target(std::move(target)) {}

DuckdbConnection::~DuckdbConnection()
{
    duckdb_disconnect(&m_connection);
}

template<class F>
auto DuckdbConnection::onDatabase(Deadline deadline, F &&work) -> decltype(work())
{
    return guarded(deadline, [&]() -> decltype(work()) {
        if (Result<void> open = acquire(deadline); !open)
            return fail(open.error());
        auto result = work();
        letGo();
        return result;
    });
}

Result<void> DuckdbConnection::start(Deadline deadline)
{
    return onDatabase(deadline, []() -> Result<void> { return {}; });
}

Result<void> DuckdbConnection::acquire(Deadline deadline)
{
    m_deadline = deadline;
    if (m_endpoint.options.statementTimeoutMs > 0) {
        m_deadline = std::min(m_deadline, Clock::now() + std::chrono::milliseconds(m_endpoint.options.statementTimeoutMs));
        setDeadline(m_deadline);
    }
    if (m_connection)
        return {};
    // A busy file is given up a little before the deadline, so that the error says "locked" and not only "too late".
    const Deadline busyUntil = std::min(m_deadline == noDeadline ? noDeadline : m_deadline - 50ms, Clock::now() + longestBusyWait);
    Result<std::shared_ptr<DuckdbInstance>> instance =
        m_target.isData() ? DuckdbInstance::openMemory()
                          : DuckdbInstance::openFile(m_target, m_endpoint.readOnly, [&] { return !isCancelling() && Clock::now() < busyUntil; });
    if (!instance)
        return fail(instance.error());
    {
        const std::scoped_lock lock(m_connectionMutex);
        m_instance = std::move(*instance);
        duckdb_connect(m_instance->database(), &m_connection);
    }
    if (m_target.isData()) {
        if (Result<void> made = makeViews(); !made) {
            const std::scoped_lock lock(m_connectionMutex);
            duckdb_disconnect(&m_connection);
            m_instance.reset();
            return made;
        }
    }
    if (m_timeZone.isEmpty())
        readTimeZone();
    return {};
}

void DuckdbConnection::letGo()
{
    if (!m_endpoint.readOnly || m_target.isData() || m_transaction != TransactionState::Idle)
        return;
    const std::scoped_lock lock(m_connectionMutex);
    duckdb_disconnect(&m_connection);
    m_instance.reset();
}

/// DuckDB takes *, ? and [ in a path for patterns; in brackets each stands for itself.
static QString asPattern(QString path)
{
    static const QRegularExpression special(u"([*?\\[])"_s);
    return path.replace(special, u"[\\1]"_s);
}

/// One view a file; then nothing but these files is within reach.
Result<void> DuckdbConnection::makeViews()
{
    m_problems.clear();
    QStringList paths;
    std::optional<Error> first;
    const Dialect &dialect = duckdbDialect();
    for (const DuckdbDataFile &file : std::as_const(m_target.files)) {
        const QString pattern = dialect.literal(asPattern(file.path));
        const Result<void> made = command((u"CREATE VIEW "_s + dialect.quoted(file.view) + u" AS FROM "_s + file.function + u'('
                                           + pattern
                                           // A quoted "" is a text, and nothing at all is NULL.
                                           + (file.function == "read_csv"_L1 ? u", allow_quoted_nulls = false)"_s : u")"_s))
                                              .toUtf8());
        if (isCancelling() || Clock::now() >= m_deadline)
            return fail(ErrorKind::Cancelled, tr("Opening was stopped."));
        paths.append(dialect.literal(file.path));
        paths.append(pattern);
        if (made)
            continue;
        m_problems.append(tr("%1 is not shown: %2").arg(QFileInfo(file.path).fileName(), made.error().message));
        if (!first)
            first = Error{ErrorKind::Damaged, tr("%1 cannot be read: %2").arg(file.path, made.error().message), made.error().code, {}, -1, 0, 0};
    }
    if (first && m_problems.size() == m_target.files.size())
        return fail(*first);
    if (Result<void> allowed = command((u"SET allowed_paths = ["_s + paths.join(u", "_s) + u']').toUtf8()); !allowed)
        return allowed;
    if (Result<void> shut = command("SET enable_external_access = false"); !shut)
        return shut;
    return command("SET lock_configuration = true");
}

void DuckdbConnection::readTimeZone()
{
    const auto zone = duckdbTexts(m_connection, "SELECT current_setting('TimeZone')");
    m_timeZone = zone && !zone->isEmpty() ? zone->first().first() : u"UTC"_s;
}

Error DuckdbConnection::failure(const char *words, const QByteArray &sql)
{
    Error error = duckdbError(words, sql);
    if (isReadOnly() && error.kind == ErrorKind::Permission)
        error.kind = ErrorKind::ReadOnly;
    if (error.kind == ErrorKind::Cancelled && Clock::now() >= m_deadline)
        error.kind = ErrorKind::Timeout;
    else if (error.kind == ErrorKind::Cancelled && !isCancelling())
        error.kind = ErrorKind::Server; // it stopped its own threads, for an error
    return error;
}

Result<void> DuckdbConnection::command(const QByteArray &sql)
{
    DuckdbResult result;
    if (duckdb_query(m_connection, sql.constData(), result.out()) == DuckDBError)
        return fail(failure(duckdb_result_error(result.out())));
    return {};
}

Result<PlanNode> DuckdbConnection::explain(const Statement &statement, Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<PlanNode> {
        static const QByteArray prefix = "EXPLAIN (FORMAT json) ";
        const QByteArray sql = prefix + statement.text.toUtf8();
        const auto moved = [&](const char *words) {
            Error error = failure(words, sql);
            if (error.offset >= prefix.size()) {
                error.offset -= static_cast<int>(prefix.size());
                locate(error, statement.text);
            }
            return fail(std::move(error));
        };
        DuckdbPrepared prepared;
        if (duckdb_prepare(m_connection, sql.constData(), prepared.out()) == DuckDBError)
            return moved(duckdb_prepare_error(prepared.get()));
        for (idx_t i = 1; i <= duckdb_nparams(prepared.get()); ++i)
            duckdb_bind_null(prepared.get(), i);
        DuckdbResult result;
        if (duckdb_execute_prepared(prepared.get(), result.out()) == DuckDBError)
            return moved(duckdb_result_error(result.out()));
        const DuckdbChunk chunk(duckdb_fetch_chunk(result.get()));
        if (!chunk.get() || duckdb_data_chunk_get_column_count(chunk.get()) < 2 || duckdb_data_chunk_get_size(chunk.get()) == 0)
            return duckdbPlan({});
        const std::string_view plan = duckdbText(chunk.get(), 1);
        return duckdbPlan(QByteArray(plan.data(), static_cast<qsizetype>(plan.size())));
    });
}

Result<ServerInfo> DuckdbConnection::serverInfo(Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<ServerInfo> {
        ServerInfo info;
        info.product = u"DuckDB"_s;
        info.version = duckdbVersion();
        info.database = m_endpoint.database;
        info.readOnlyHeld = isReadOnly();
        info.warnings = m_problems;
        return info;
    });
}

Result<QStringList> DuckdbConnection::databases(Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<QStringList> {
        const auto rows = duckdbTexts(m_connection, "SELECT database_name FROM duckdb_databases() WHERE NOT internal ORDER BY database_oid");
        if (!rows)
            return fail(rows.error());
        QStringList names;
        for (const QStringList &row : *rows)
            names.append(row.first());
        return names;
    });
}

Result<QList<ObjectName>> DuckdbConnection::objects(Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<QList<ObjectName>> {
        const auto rows = duckdbTexts(m_connection, "SELECT schema_name, table_name, 'table', CAST(estimated_size AS VARCHAR) FROM duckdb_tables()"
                                                    " WHERE database_name = current_database() AND NOT internal UNION ALL"
                                                    " SELECT schema_name, view_name, 'view', '-1' FROM duckdb_views()"
                                                    " WHERE database_name = current_database() AND NOT internal ORDER BY 1, 2");
        if (!rows)
            return fail(rows.error());
        QList<ObjectName> objects;
        for (const QStringList &row : *rows)
            objects.append({row[0], row[1], row[2], row[3].toLongLong()});
        return objects;
    });
}

Result<QList<ColumnSummary>> DuckdbConnection::columns(const ObjectName &object, Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<QList<ColumnSummary>> {
        const auto rows =
            duckdbTexts(m_connection,
                        "SELECT c.column_name, c.data_type, CAST(c.is_nullable AS VARCHAR), CAST(EXISTS(FROM duckdb_constraints() k"
                        " WHERE k.table_oid = c.table_oid AND k.database_oid = c.database_oid AND k.constraint_type = 'PRIMARY KEY'"
                        " AND list_contains(k.constraint_column_names, c.column_name)) AS VARCHAR) FROM duckdb_columns() c"
                        " WHERE c.database_name = current_database() AND c.schema_name = $1 AND c.table_name = $2 ORDER BY column_index",
                        {object.schema.isEmpty() ? u"main"_s : object.schema, object.name});
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return fail(ErrorKind::NotFound, tr("There is no table or view %1.").arg(object.name));
        QList<ColumnSummary> columns;
        for (const QStringList &row : *rows)
            columns.append({row[0], row[1], row[2] == "true"_L1, row[3] == "true"_L1});
        return columns;
    });
}

Result<CatalogPtr> DuckdbConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return onDatabase(deadline, [&]() -> Result<CatalogPtr> {
        CatalogInfo info;
        info.engine = u"duckdb"_s;
        info.product = u"DuckDB"_s;
        info.serverVersion = duckdbVersion();
        info.database = m_endpoint.database;
        info.defaultSchema = u"main"_s;
        info.nameRule = u"ignore_case"_s;
        info.readAt = QDateTime::currentDateTimeUtc();
        info.scope = request.schema;
        info.include = request.include;
        info.exclude = request.exclude;
        for (const QString &problem : std::as_const(m_problems))
            info.unread.push_back({tr("a data file"), {}, problem});
        if (!m_target.isData())
            info.bytes = QFileInfo(m_target.path).size();
        const DuckdbReading reading{m_connection, m_target, [this]() -> Result<void> {
                                        if (isCancelling())
                                            return fail(ErrorKind::Cancelled, tr("Reading the schema was cancelled."));
                                        return {};
                                    }};
        return readDuckdbCatalog(reading, request, listener, std::move(info));
    });
}

void DuckdbConnection::requestCancel()
{
    const std::scoped_lock lock(m_connectionMutex);
    if (m_connection)
        duckdb_interrupt(m_connection);
}

} // namespace concord
