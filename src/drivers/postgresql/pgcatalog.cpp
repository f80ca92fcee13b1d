// SPDX-License-Identifier: GPL-3.0-or-later
// What PgConnection tells of the server and its objects.
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pgconnection.h"
#include "postgresql/pgparameters.h"
#include "postgresql/pgplan.h"

#include <QCoreApplication>
#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgConnection", text);
}

static QString cell(const PgResult &result, int row, int column)
{
    return QString::fromUtf8(PQgetvalue(result.get(), row, column), PQgetlength(result.get(), row, column));
}

template<class F>
auto PgConnection::inCatalog(F &&read) -> decltype(read())
{
    if (Result<void> open = ready(); !open)
        return fail(open.error());
    const bool own = PQtransactionStatus(m_connection) == PQTRANS_IDLE;
    if (own) {
        if (Result<void> begun = command("BEGIN READ ONLY; SET LOCAL search_path = pg_catalog"); !begun)
            return fail(begun.error());
    }
    auto answer = read();
    if (own && isAlive())
        std::ignore = command(answer ? "COMMIT" : "ROLLBACK");
    return answer;
}

/// What else tells products apart is asked only of what calls itself PostgreSQL: others may lack the catalog for it.
CompatibleServer PgConnection::recognised(const QString &version)
{
    const QString serverVersion = parameterStatus("server_version");
    const CompatibleServer server = recognisePostgresql(version, serverVersion);
    if (server.product != "PostgreSQL"_L1)
        return server;
    const Result<PgResult> rows = query("SELECT extname || ' ' || extversion FROM pg_catalog.pg_extension WHERE extname IN ('timescaledb', 'citus')"
                                        " UNION ALL SELECT proname FROM pg_catalog.pg_proc WHERE proname = 'aurora_version'");
    if (!rows)
        return server;
    QStringList found;
    for (int row = 0; row < PQntuples(rows->get()); ++row)
        found.append(cell(*rows, row, 0));
    return recognisePostgresql(version, serverVersion, found, found);
}

Result<ServerInfo> PgConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [&] {
        return inCatalog([&]() -> Result<ServerInfo> {
            Result<PgResult> rows = query("SELECT pg_catalog.version(), current_user, pg_catalog.current_database()");
            if (!rows)
                return fail(rows.error());
            ServerInfo info;
            const CompatibleServer server = recognised(cell(*rows, 0, 0));
            info.product = server.product;
            info.version = server.version;
            info.warnings = server.notes;
            info.user = cell(*rows, 0, 1);
            info.database = cell(*rows, 0, 2);
            if (PQsslInUse(m_connection)) {
                info.tls =
                    QString::fromUtf8(PQsslAttribute(m_connection, "protocol")) + u' ' + QString::fromUtf8(PQsslAttribute(m_connection, "cipher"));
            }
            info.readOnlyHeld = m_endpoint.readOnly;
            if (parameterStatus("is_superuser") == u"on"_s && m_endpoint.readOnly)
                info.warnings.append(tr("%1 is a superuser: functions that reach files and programs of the server are open to it even where "
                                        "the connection is read-only.")
                                         .arg(info.user));
            return info;
        });
    });
}

Result<QStringList> PgConnection::databases(Deadline deadline)
{
    return guarded(deadline, [&] {
        return inCatalog([&]() -> Result<QStringList> {
            Result<PgResult> rows = query("SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate"
                                          " AND pg_catalog.has_database_privilege(oid, 'CONNECT') ORDER BY datname");
            if (!rows)
                return fail(rows.error());
            QStringList names;
            for (int row = 0; row < PQntuples(rows->get()); ++row)
                names.append(cell(*rows, row, 0));
            return names;
        });
    });
}

Result<QList<ObjectName>> PgConnection::objects(Deadline deadline)
{
    return guarded(deadline, [&] {
        return inCatalog([&]() -> Result<QList<ObjectName>> {
            Result<PgResult> rows =
                query("SELECT n.nspname, c.relname, CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END,"
                      " c.reltuples::pg_catalog.int8 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                      " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
                      " AND n.nspname NOT LIKE 'pg\\_temp\\_%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%'"
                      " ORDER BY n.nspname, c.relname");
            if (!rows)
                return fail(rows.error());
            QList<ObjectName> objects;
            for (int row = 0; row < PQntuples(rows->get()); ++row)
                objects.append({cell(*rows, row, 0), cell(*rows, row, 1), cell(*rows, row, 2), cell(*rows, row, 3).toLongLong()});
            return objects;
        });
    });
}

Result<QList<ColumnSummary>> PgConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&] {
        return inCatalog([&]() -> Result<QList<ColumnSummary>> {
            Result<PgResult> rows =
                query("SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, EXISTS (SELECT 1 FROM pg_catalog.pg_index i"
                      " WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))"
                      " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                      " WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                      {object.schema, object.name});
            if (!rows)
                return fail(rows.error());
            QList<ColumnSummary> columns;
            for (int row = 0; row < PQntuples(rows->get()); ++row)
                columns.append({cell(*rows, row, 0), cell(*rows, row, 1), cell(*rows, row, 2) != u"t"_s, cell(*rows, row, 3) == u"t"_s});
            if (columns.isEmpty())
                return fail(ErrorKind::NotFound, tr("There is no table or view %1.").arg(object.schema + u'.' + object.name));
            return columns;
        });
    });
}

Result<CatalogPtr> PgConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        return PgCatalogReader(m_connection, request, listener, [this] { return isCancelling(); }).read();
    });
}

Result<QList<MissingRight>> PgConnection::missingRights(const CatalogRequest &request, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<MissingRight>> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        return PgCatalogReader(m_connection, request, {}, [this] { return isCancelling(); }).missingRights();
    });
}

/// Values that were not given are NULL: a generic plan does not look at them, but the protocol counts them.
static PgResult planOf(PGconn *connection, const QByteArray &sql, const PgParameters &parameters)
{
    PgResult prepared(PQprepare(connection, "", sql.constData(), parameters.count(), parameters.types()));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
        return prepared;
    if (parameters.count() > 0)
        return PgResult(PQexecPrepared(connection, "", parameters.count(), parameters.values(), nullptr, nullptr, 0));
    const PgResult described(PQdescribePrepared(connection, ""));
    const std::vector<const char *> nulls(static_cast<std::size_t>(PQnparams(described.get())), nullptr);
    return PgResult(PQexecPrepared(connection, "", static_cast<int>(nulls.size()), nulls.data(), nullptr, nullptr, 0));
}

/// EXPLAIN without ANALYZE plans and does not run; a read-only transaction holds it to that, whatever the text is.
Result<PlanNode> PgConnection::explain(const Statement &statement, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<PlanNode> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        const bool generic = statement.parameters.isEmpty() && PQserverVersion(m_connection) >= 160'000;
        const QByteArray prefix = generic ? "EXPLAIN (FORMAT JSON, GENERIC_PLAN) " : "EXPLAIN (FORMAT JSON) ";
        const PgParameters parameters(statement.parameters);
        const bool own = PQtransactionStatus(m_connection) == PQTRANS_IDLE;
        if (Result<void> begun = command(own ? "BEGIN READ ONLY" : "SAVEPOINT concord_explain"); !begun)
            return fail(begun.error());
        const PgResult result = planOf(m_connection, prefix + statement.text.toUtf8(), parameters);
        Result<PlanNode> answer;
        if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
            answer = fail(error(result.get(), statement.text, static_cast<int>(prefix.size())));
        } else {
            const QByteArray json(PQgetvalue(result.get(), 0, 0), PQgetlength(result.get(), 0, 0));
            answer = postgresqlPlan(json);
        }
        if (isAlive())
            std::ignore = command(own ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT concord_explain; RELEASE SAVEPOINT concord_explain");
        return answer;
    });
}

} // namespace concord
