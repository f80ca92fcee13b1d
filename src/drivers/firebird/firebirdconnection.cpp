// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdconnection.h"

#include "firebird/firebirdcatalog.h"
#include "firebird/firebirderror.h"
#include "firebird/firebirdplan.h"
#include "schema/catalog.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdConnection", text);
}

/// isc_db_handle is a plain number, and Qt hands it over as that.
FirebirdConnection::FirebirdConnection(QtSqlLink link, const Endpoint &endpoint)
    : m_link(std::move(link)),
      m_database(m_link.handle<isc_db_handle>("isc_db_handle", "uint")),
      m_endpoint(endpoint)
{}

FirebirdConnection::~FirebirdConnection()
{
    FirebirdStatus status;
    if (m_transaction && isAlive())
        isc_rollback_transaction(status.out(), &m_transaction);
}

Result<void> FirebirdConnection::start(Deadline deadline)
{
    if (!m_database)
        return fail(ErrorKind::Internal, tr("Qt's Firebird plugin does not give its handle."));
    return guarded(deadline, [&]() -> Result<void> {
        if (Result<void> open = ready(); !open)
            return open;
        const auto rows = inTransaction(Access::Read, [&] { return texts("SELECT RDB$GET_CONTEXT('SYSTEM', 'ENGINE_VERSION') FROM RDB$DATABASE"); });
        if (!rows)
            return fail(rows.error());
        m_version = rows->first().first();
        const int limit = m_endpoint.options.statementTimeoutMs;
        if (limit > 0 && m_version.section(u'.', 0, 0).toInt() >= 4) // an older server leaves that to the deadline
            return command("SET STATEMENT TIMEOUT " + QByteArray::number(limit) + " MILLISECOND");
        return {};
    });
}

Result<void> FirebirdConnection::ready()
{
    if (!isAlive())
        return fail(ErrorKind::Lost, tr("The connection to the server is lost."));
    dropLateCancel();
    if (isCancelling())
        return fail(ErrorKind::Cancelled, tr("Stopped before it began."));
    return {};
}

void FirebirdConnection::dropLateCancel()
{
    if (!m_cancelled.exchange(false))
        return;
    FirebirdStatus status;
    fb_cancel_operation(status.out(), &m_database, fb_cancel_disable);
    fb_cancel_operation(status.out(), &m_database, fb_cancel_enable);
}

Error FirebirdConnection::failure(const FirebirdStatus &status, const QString &statement)
{
    Error error = firebirdError(status, statement);
    if (breaksConnection(status)) {
        m_broken = true;
        error.kind = ErrorKind::Lost;
    }
    if (error.kind == ErrorKind::ReadOnly && !m_endpoint.readOnly)
        error.kind = ErrorKind::Server; // a person's own read-only transaction, or a read-only database
    return error;
}

void FirebirdConnection::requestCancel()
{
    m_cancelled = true;
    FirebirdStatus status;
    fb_cancel_operation(status.out(), &m_database, fb_cancel_raise);
}

void FirebirdConnection::severLink()
{
    m_broken = true;
    FirebirdStatus status;
    fb_cancel_operation(status.out(), &m_database, fb_cancel_abort);
}

TransactionState FirebirdConnection::transactionState() const
{
    if (!isAlive())
        return TransactionState::Unknown;
    return m_transaction ? TransactionState::InTransaction : TransactionState::Idle;
}

Result<void> FirebirdConnection::begin(Access access)
{
    static constexpr char write[] = {isc_tpb_version3, isc_tpb_write, isc_tpb_wait, isc_tpb_read_committed, isc_tpb_rec_version};
    static constexpr char read[] = {isc_tpb_version3, isc_tpb_read, isc_tpb_wait, isc_tpb_read_committed, isc_tpb_rec_version};
    static constexpr char snapshot[] = {isc_tpb_version3, isc_tpb_read, isc_tpb_wait, isc_tpb_concurrency};
    FirebirdStatus status;
    if (access == Access::Write)
        isc_start_transaction(status.out(), &m_transaction, 1, &m_database, static_cast<unsigned short>(sizeof write), write);
    else if (access == Access::Read)
        isc_start_transaction(status.out(), &m_transaction, 1, &m_database, static_cast<unsigned short>(sizeof read), read);
    else
        isc_start_transaction(status.out(), &m_transaction, 1, &m_database, static_cast<unsigned short>(sizeof snapshot), snapshot);
    if (status.failed())
        return fail(failure(status));
    return {};
}

/// What could not be committed is rolled back, so that nothing stays open unseen.
Result<void> FirebirdConnection::end(bool commit, bool retain)
{
    dropLateCancel();
    FirebirdStatus status;
    if (commit && retain)
        isc_commit_retaining(status.out(), &m_transaction);
    else if (commit)
        isc_commit_transaction(status.out(), &m_transaction);
    else if (retain)
        isc_rollback_retaining(status.out(), &m_transaction);
    else
        isc_rollback_transaction(status.out(), &m_transaction);
    if (!status.failed())
        return {};
    const Error error = failure(status);
    if (!isAlive()) {
        m_transaction = 0;
    } else if (m_transaction && !retain) {
        dropLateCancel();
        FirebirdStatus again;
        isc_rollback_transaction(again.out(), &m_transaction);
    }
    return fail(error);
}

template<class F>
auto FirebirdConnection::inTransaction(Access access, F &&work) -> decltype(work())
{
    const bool own = m_transaction == 0;
    if (own) {
        if (Result<void> begun = begin(access); !begun)
            return fail(begun.error());
    }
    auto result = work();
    if (own && m_transaction) {
        if (Result<void> ended = end(result.has_value()); result && !ended)
            return fail(ended.error());
    }
    return result;
}

Result<void> FirebirdConnection::command(const QByteArray &sql)
{
    FirebirdStatus status;
    isc_tr_handle none = 0;
    isc_dsql_execute_immediate(status.out(), &m_database, &none, 0, sql.constData(), SQL_DIALECT_CURRENT, nullptr);
    if (status.failed())
        return fail(failure(status));
    return {};
}

Result<PlanNode> FirebirdConnection::explain(const Statement &statement, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<PlanNode> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        return inTransaction(Access::Read, [&]() -> Result<PlanNode> {
            FirebirdArea columns;
            Result<FirebirdStatement> prepared = prepare(statement.text, columns);
            if (!prepared)
                return fail(prepared.error());
            const QByteArray answer = ask(*prepared, QByteArray(1, isc_info_sql_explain_plan), 32'767);
            const bool told = answer.size() > 3 && answer[0] == isc_info_sql_explain_plan;
            const auto length = told ? isc_vax_integer(answer.constData() + 1, 2) : 0;
            return firebirdPlan(QString::fromUtf8(answer.sliced(told ? 3 : 0, length)));
        });
    });
}

Result<ServerInfo> FirebirdConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<ServerInfo> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        const auto rows = inTransaction(Access::Read, [&] {
            return texts("SELECT CURRENT_USER, RDB$GET_CONTEXT('SYSTEM', 'DB_NAME'),"
                         " COALESCE(RDB$GET_CONTEXT('SYSTEM', 'NETWORK_PROTOCOL'), '') FROM RDB$DATABASE");
        });
        if (!rows)
            return fail(rows.error());
        ServerInfo info;
        info.product = u"Firebird"_s;
        info.version = m_version;
        info.user = rows->first()[0].trimmed();
        info.database = rows->first()[1];
        info.readOnlyHeld = m_endpoint.readOnly;
        // Since 4.0; an older server does not say how the wire is encrypted.
        const auto wire = inTransaction(
            Access::Read, [&] { return texts("SELECT COALESCE(RDB$GET_CONTEXT('SYSTEM', 'WIRE_CRYPT_PLUGIN'), '') FROM RDB$DATABASE"); });
        if (wire && !wire->first()[0].isEmpty())
            info.tls = u"WireCrypt "_s + wire->first()[0];
        if (info.user == "SYSDBA"_L1 && m_endpoint.readOnly)
            info.warnings.append(tr("SYSDBA may do everything: a user without rights to write is the safer one to read with."));
        return info;
    });
}

/// A server does not list its databases; the one that was named is all that is known.
Result<QStringList> FirebirdConnection::databases(Deadline)
{
    return QStringList{m_endpoint.database};
}

Result<QList<ObjectName>> FirebirdConnection::objects(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ObjectName>> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        const auto rows = inTransaction(Access::Read, [&] {
            return texts("SELECT TRIM(RDB$RELATION_NAME), IIF(RDB$VIEW_BLR IS NULL, 'table', 'view') FROM RDB$RELATIONS"
                         " WHERE RDB$SYSTEM_FLAG = 0 ORDER BY 1");
        });
        if (!rows)
            return fail(rows.error());
        QList<ObjectName> objects;
        for (const QStringList &row : *rows)
            objects.append({{}, row[0], row[1], -1});
        return objects;
    });
}

Result<QList<ColumnSummary>> FirebirdConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        return inTransaction(Access::Read, [&] {
            return readFirebirdColumns([this](const QByteArray &sql, const QStringList &values) { return texts(sql, values); }, object.name);
        });
    });
}

Result<std::shared_ptr<const Catalog>> FirebirdConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener,
                                                                       Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<std::shared_ptr<const Catalog>> {
        if (Result<void> open = ready(); !open)
            return fail(open.error());
        if (m_transaction)
            return fail(ErrorKind::Usage, tr("A transaction is open on this connection."));
        return inTransaction(Access::Snapshot, [&]() -> Result<std::shared_ptr<const Catalog>> {
            const FirebirdCatalogQuery query = [this](const QByteArray &sql, const QStringList &values) -> Result<QList<QStringList>> {
                if (isCancelling())
                    return fail(ErrorKind::Cancelled, tr("Reading the schema was cancelled."));
                return texts(sql, values);
            };
            CatalogInfo info;
            info.engine = u"firebird"_s;
            info.product = u"Firebird"_s;
            info.serverVersion = m_version;
            info.database = m_endpoint.database;
            return readFirebirdCatalog(query, request, listener, std::move(info));
        });
    });
}

} // namespace concord
