// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgconnection.h"

#include "connection/names.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgConnection", text);
}

PgConnection::PgConnection(QtSqlLink link, const Endpoint &endpoint)
    : m_link(std::move(link)),
      m_connection(m_link.handle<PGconn *>("PGconn*", "pg_conn*")),
      m_endpoint(endpoint)
{
    if (!m_connection)
        return;
    m_cancel = std::make_unique<PgCancel>(m_connection);
    PQsetNoticeReceiver(m_connection, &PgConnection::receiveNotice, this);
}

PgConnection::~PgConnection()
{
    if (m_connection)
        PQsetNoticeReceiver(m_connection, [](void *, const PGresult *) {}, nullptr);
}

Result<void> PgConnection::start(Deadline deadline)
{
    if (!m_connection)
        return fail(ErrorKind::Internal, tr("Qt's PostgreSQL plugin does not give its handle."));
    return guarded(deadline, [&]() -> Result<void> {
        if (Result<void> open = ready(); !open)
            return open;
        // Qt sets UTC and bytea_output = escape in every session; the first hides the zone that the server writes in.
        QByteArray setup = "RESET TimeZone; SET bytea_output = 'hex'";
        if (PQserverVersion(m_connection) < 120'000)
            setup += "; SET extra_float_digits = 3";
        if (m_endpoint.options.statementTimeoutMs > 0)
            setup += "; SET statement_timeout = " + QByteArray::number(m_endpoint.options.statementTimeoutMs);
        if (Result<void> set = command(setup); !set)
            return set;
        const QString name = m_endpoint.options.applicationName;
        if (Result<PgResult> set = query("SELECT pg_catalog.set_config('application_name', $1, false)", {name.isEmpty() ? u"Concord"_s : name}); !set)
            return fail(set.error());
        if (Result<void> schema = checkSchema(); !schema)
            return schema;
        if (!m_endpoint.options.searchPath.isEmpty()) {
            if (Result<PgResult> set = query("SELECT pg_catalog.set_config('search_path', $1, false)", {m_endpoint.options.searchPath}); !set)
                return fail(set.error());
        }
        return {};
    });
}

/// A search_path may name what is not there, and a statement would then find the tables of another schema, or none.
Result<void> PgConnection::checkSchema()
{
    if (m_endpoint.schema.isEmpty())
        return {};
    const Result<PgResult> rows = query("SELECT nspname FROM pg_catalog.pg_namespace");
    if (!rows)
        return fail(rows.error());
    QStringList schemas;
    for (int row = 0; row < PQntuples(rows->get()); ++row)
        schemas.append(QString::fromUtf8(PQgetvalue(rows->get(), row, 0)));
    if (schemas.contains(m_endpoint.schema))
        return {};
    schemas.removeIf([](const QString &name) { return name.startsWith("pg_t"_L1); }); // toast and temporary ones
    return fail(ErrorKind::NotFound, tr("There is no schema “%1” in this database.").arg(m_endpoint.schema) + didYouMean(m_endpoint.schema, schemas));
}

bool PgConnection::isAlive() const
{
    return m_connection && !m_severed && PQstatus(m_connection) == CONNECTION_OK;
}

TransactionState PgConnection::transactionState() const
{
    switch (m_connection ? PQtransactionStatus(m_connection) : PQTRANS_UNKNOWN) {
    case PQTRANS_IDLE: return TransactionState::Idle;
    case PQTRANS_ACTIVE:
    case PQTRANS_INTRANS: return TransactionState::InTransaction;
    case PQTRANS_INERROR: return TransactionState::Failed;
    case PQTRANS_UNKNOWN: break;
    }
    return TransactionState::Unknown;
}

bool PgConnection::hasState() const
{
    return m_sessionState || transactionState() == TransactionState::InTransaction || transactionState() == TransactionState::Failed;
}

/// SET, temporary tables and their like live in the session and would be lost with it.
void PgConnection::noteState(const QString &text, const QString &command)
{
    static const QRegularExpression temporary(u"^\\s*(CREATE\\s+((GLOBAL|LOCAL)\\s+)?TEMP(ORARY)?\\b|SELECT\\b.*\\bINTO\\s+TEMP)"_s,
                                              QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    if (command == u"SET"_s || command == u"LISTEN"_s || command == u"PREPARE"_s || command == u"DECLARE CURSOR"_s || command == u"LOAD"_s)
        m_sessionState = true;
    else if (command == u"DISCARD ALL"_s)
        m_sessionState = false;
    else if (!m_sessionState && temporary.match(text).hasMatch())
        m_sessionState = true;
}

void PgConnection::requestCancel()
{
    m_cancel->request();
}

void PgConnection::severLink()
{
    m_severed = true;
    m_cancel->sever();
}

void PgConnection::receiveNotice(void *self, const PGresult *result)
{
    auto *connection = static_cast<PgConnection *>(self);
    if (connection->m_sink)
        connection->m_sink->notice(pgNotice(result, connection->m_statementText));
}

Error PgConnection::error(const PGresult *result, const QString &statement, int prefix) const
{
    Error made = pgError(result, m_connection, statement, prefix);
    if (made.kind == ErrorKind::ReadOnly && !m_endpoint.readOnly)
        made.kind = ErrorKind::Server; // a standby, or a person's own read-only transaction
    return made;
}

/// Before anything is sent: the link must stand, and a stop that was asked for meanwhile must not be missed.
Result<void> PgConnection::ready()
{
    if (!isAlive())
        return fail(ErrorKind::Lost, tr("The connection to the server is lost."));
    m_cancel->prepare(m_connection);
    if (isCancelling())
        return fail(ErrorKind::Cancelled, tr("Stopped before it began."));
    return {};
}

/// Statements of Concord's own, without rows.
Result<void> PgConnection::command(const QByteArray &sql)
{
    const PgResult result(PQexec(m_connection, sql.constData()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return fail(error(result.get()));
    return {};
}

/// A query of Concord's own, its values bound.
Result<PgResult> PgConnection::query(const QByteArray &sql, const QStringList &texts)
{
    QList<QByteArray> bytes;
    std::vector<const char *> values;
    for (const QString &text : texts)
        values.push_back(bytes.emplaceBack(text.toUtf8()).constData());
    PgResult result(PQexecParams(m_connection, sql.constData(), static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
        return fail(error(result.get()));
    return result;
}

QString PgConnection::parameterStatus(const char *name) const
{
    return QString::fromUtf8(PQparameterStatus(m_connection, name));
}

/// The session's zone where it can be computed with here; empty: the server must write such times itself.
QString PgConnection::knownZone() const
{
    static const QRegularExpression fixed(u"^(<[^>]*>)?[+-]?\\d{1,2}(:?\\d{2}){0,2}$"_s);
    const QString zone = parameterStatus("TimeZone");
    if ((zone.startsWith(u'<') || zone.startsWith(u'+') || zone.startsWith(u'-')) && fixed.match(zone).hasMatch())
        return zone;
    return QTimeZone::isTimeZoneIdAvailable(zone.toUtf8()) ? zone : QString();
}

} // namespace concord
