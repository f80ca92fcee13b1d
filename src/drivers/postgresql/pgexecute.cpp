// SPDX-License-Identifier: GPL-3.0-or-later
// How PgConnection runs a person's statement and reads what it answers.
#include "postgresql/pgconnection.h"
#include "postgresql/pgdecode.h"
#include "postgresql/pgparameters.h"
#include "postgresql/postgresqldialect.h"
#include "query/sqltext.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <poll.h>

using namespace Qt::StringLiterals;

namespace concord {

/// Rows that libpq hands over at once. An error or a cancel loses those of a chunk that is not full, and until then nobody sees them:
/// few. One by one costs about a microsecond a row, which a server that is slow to begin takes longer for anyway.
static constexpr int rowsPerChunk = 4;
static constexpr int slowBeginningMs = 50;

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgConnection", text);
}

static std::unexpected<Error> failAt(ErrorKind kind, const QString &message, const QString &statement, qsizetype offset)
{
    Error error;
    error.kind = kind;
    error.message = message;
    error.offset = static_cast<int>(offset);
    locate(error, statement);
    return fail(std::move(error));
}

Result<void> PgConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (Result<void> open = ready(); !open)
        return open;
    if (const qsizetype nul = statement.text.indexOf(QChar(0)); nul >= 0)
        return failAt(ErrorKind::Syntax, tr("The statement holds a NUL character."), statement.text, nul);
    m_sink = &sink;
    m_statementText = statement.text;
    const auto forget = qScopeGuard([this] { m_sink = nullptr; });
    return m_endpoint.readOnly ? runReadOnly(statement, sink, limits) : runWritable(statement, sink, limits);
}

/// Statements that end or begin transactions, or that no transaction may hold.
static bool standsAlone(const StatementClass &what)
{
    static const QStringList verbs{u"VACUUM"_s,
                                   u"CREATE DATABASE"_s,
                                   u"DROP DATABASE"_s,
                                   u"CREATE TABLESPACE"_s,
                                   u"DROP TABLESPACE"_s,
                                   u"ALTER SYSTEM"_s,
                                   u"CREATE SUBSCRIPTION"_s,
                                   u"DROP SUBSCRIPTION"_s,
                                   u"REINDEX"_s,
                                   u"CLUSTER"_s,
                                   u"DISCARD"_s,
                                   u"CALL"_s};
    return what.kind == StatementKind::TransactionControl || verbs.contains(what.verb);
}

Result<void> PgConnection::runWritable(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    const StatementClass what = classify(statement.text, postgresqlDialect());
    m_mayBeCancelled = what.kind == StatementKind::Read;
    if (limits.manualCommit && PQtransactionStatus(m_connection) == PQTRANS_IDLE && !standsAlone(what)) {
        if (Result<void> begun = command("BEGIN"); !begun)
            return begun;
    }
    return runInTransaction(statement, sink);
}

/// A read that a cap breaks off is cancelled on the server, which must not fail the person's transaction around it.
Result<void> PgConnection::runInTransaction(const Statement &statement, RowSink &sink)
{
    if (!m_mayBeCancelled || PQtransactionStatus(m_connection) != PQTRANS_INTRANS)
        return run(statement, sink);
    if (Result<void> kept = command("SAVEPOINT concord_read"); !kept)
        return kept;
    const Result<void> ran = run(statement, sink);
    if (!ran || !isAlive())
        return ran;
    const bool brokenOff = PQtransactionStatus(m_connection) == PQTRANS_INERROR;
    return command(brokenOff ? "ROLLBACK TO SAVEPOINT concord_read; RELEASE SAVEPOINT concord_read" : "RELEASE SAVEPOINT concord_read");
}

/// Every statement runs in a transaction that the server itself holds to reading. The first query in it fixes that: from
/// then on nothing can set it writable. It ends by COMMIT, so that a SET survives.
Result<void> PgConnection::runReadOnly(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    const StatementClass what = classify(statement.text, postgresqlDialect());
    if (const Result<void> reads = checkReadOnly(statement.text, postgresqlDialect());
        !reads && !isSessionStatement(statement.text, postgresqlDialect()))
        return reads;
    m_mayBeCancelled = true;

    const PGTransactionStatusType before = PQtransactionStatus(m_connection);
    if (what.kind == StatementKind::TransactionControl) {
        // Never inside our own: a COMMIT there would end it, and a BEGIN must be read-only too.
        if (what.verb == u"BEGIN"_s || what.verb == u"START"_s) {
            if (before != PQTRANS_IDLE)
                return run(statement, sink);
            if (Result<void> begun = command("BEGIN TRANSACTION READ ONLY; SELECT 1"); !begun)
                return begun;
            sink.finished({-1, u"BEGIN"_s, false});
            return {};
        }
        return run(statement, sink);
    }
    if (before == PQTRANS_IDLE) {
        if (Result<void> begun = command("BEGIN TRANSACTION READ ONLY; SELECT 1"); !begun)
            return begun;
    }
    if (PQtransactionStatus(m_connection) == PQTRANS_IDLE)
        return fail(ErrorKind::Internal, tr("The read-only transaction did not begin."));
    const bool own = before == PQTRANS_IDLE && !limits.manualCommit;
    Result<void> ran = own ? run(statement, sink) : runInTransaction(statement, sink);
    if (!own || !isAlive())
        return ran;
    const bool whole = ran && PQtransactionStatus(m_connection) == PQTRANS_INTRANS;
    if (Result<void> ended = command(whole ? "COMMIT" : "ROLLBACK"); ran && !ended)
        return ended;
    return ran;
}

Result<void> PgConnection::run(const Statement &statement, RowSink &sink)
{
    const QByteArray sql = statement.text.toUtf8();
    const PgParameters parameters(statement.parameters);
    Result<Description> described = describe(statement, parameters);
    if (!described)
        return fail(described.error());
    if (!PQsendQueryParams(m_connection, sql.constData(), parameters.count(), parameters.types(), parameters.values(), nullptr, nullptr,
                           described->binary ? 1 : 0))
        return fail(error(nullptr));
    pollfd socket{PQsocket(m_connection), POLLIN, 0};
    if (poll(&socket, 1, slowBeginningMs) == 0)
        PQsetSingleRowMode(m_connection);
    else
        PQsetChunkedRowsMode(m_connection, rowsPerChunk);
    return readResults(statement, *described, sink);
}

/// The columns' types decide how the rows may come, and those are only known once the server has looked at the statement.
Result<PgConnection::Description> PgConnection::describe(const Statement &statement, const PgParameters &parameters)
{
    Description description;
    const QByteArray sql = statement.text.toUtf8();
    const PgResult prepared(PQprepare(m_connection, "", sql.constData(), parameters.count(), parameters.types()));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
        return fail(error(prepared.get(), statement.text));
    const PgResult described(PQdescribePrepared(m_connection, ""));
    if (PQresultStatus(described.get()) != PGRES_COMMAND_OK) {
        // A pooler may have asked another session, which does not know the statement: then text, described as it comes.
        if (QByteArrayView(PQresultErrorField(described.get(), PG_DIAG_SQLSTATE)) == "26000" && PQtransactionStatus(m_connection) == PQTRANS_IDLE)
            return description;
        return fail(error(described.get(), statement.text));
    }
    if (PQnparams(described.get()) != parameters.count())
        return fail(ErrorKind::Usage,
                    tr("The statement has %1 parameters, and %2 values were given.").arg(PQnparams(described.get())).arg(parameters.count()));
    if (Result<void> columns = describeColumns(described.get(), description); !columns)
        return fail(columns.error());
    return description;
}

Result<void> PgConnection::describeColumns(const PGresult *result, Description &description)
{
    const int count = PQnfields(result);
    const bool isoDates = parameterStatus("DateStyle").startsWith(u"ISO"_s);
    const QString zone = knownZone();
    QList<PgColumnType> unknown;
    description.binary = count > 0 && isoDates;
    for (int i = 0; i < count; ++i) {
        const PgColumnType type{PQftype(result, i), PQfmod(result, i)};
        description.types.push_back(type.oid);
        description.binary = description.binary && comesInBinary(type.oid) && (type.oid != pgoid::TimestampTz || !zone.isEmpty());
        if (!isBuiltIn(type.oid) && !m_types.contains(type) && !unknown.contains(type))
            unknown.append(type);
    }
    if (!unknown.isEmpty()) {
        if (Result<void> asked = askTypes(unknown); !asked)
            return asked;
    }
    for (int i = 0; i < count; ++i) {
        const PgColumnType type{PQftype(result, i), PQfmod(result, i)};
        ColumnInfo info;
        info.name = QString::fromUtf8(PQfname(result, i));
        if (isBuiltIn(type.oid))
            describeBuiltIn(type, isoDates, zone, info);
        else
            describeOther(m_types.value(type), info);
        description.columns.push_back(std::move(info));
    }
    return {};
}

/// Asked once per type and session.
Result<void> PgConnection::askTypes(const QList<PgColumnType> &unknown)
{
    QStringList oids;
    QStringList modifiers;
    for (const PgColumnType &type : unknown) {
        oids.append(QString::number(type.oid));
        modifiers.append(QString::number(type.modifier));
    }
    Result<PgResult> rows = query("SELECT t.oid, x.m, pg_catalog.format_type(t.oid, x.m), t.typname, t.typtype, t.typcategory"
                                  " FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.int4[])) AS x(o, m)"
                                  " JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) x.o",
                                  {u'{' + oids.join(u',') + u'}', u'{' + modifiers.join(u',') + u'}'});
    if (!rows)
        return fail(rows.error());
    for (int row = 0; row < PQntuples(rows->get()); ++row) {
        const auto cell = [&](int column) { return QString::fromUtf8(PQgetvalue(rows->get(), row, column)); };
        m_types.insert({cell(0).toUInt(), cell(1).toInt()}, {cell(2), cell(3), *PQgetvalue(rows->get(), row, 4), *PQgetvalue(rows->get(), row, 5)});
    }
    return {};
}

/// The number of rows that a statement changed; -1 where it changes none by its nature.
static qint64 affectedRows(PGresult *result)
{
    const QByteArrayView command(PQcmdStatus(result));
    const bool changes = command.startsWith("INSERT") || command.startsWith("UPDATE") || command.startsWith("DELETE") || command.startsWith("MERGE")
                         || command.startsWith("COPY");
    const QByteArray count(PQcmdTuples(result));
    const bool stores = PQresultStatus(result) == PGRES_COMMAND_OK && command.startsWith("SELECT"); // CREATE TABLE AS
    return count.isEmpty() || !(changes || stores) ? -1 : count.toLongLong();
}

/// Whether the server has sent nothing to read for 10 ms. What TLS has read ahead is not seen: then the wait was in vain.
static bool isSilent(PGconn *connection)
{
    if (!PQisBusy(connection) || !PQconsumeInput(connection) || !PQisBusy(connection))
        return false;
    pollfd socket{PQsocket(connection), POLLIN, 0};
    return poll(&socket, 1, 10) == 0;
}

Result<void> PgConnection::readResults(const Statement &statement, const Description &description, RowSink &sink)
{
    Result<void> outcome;
    while (PgResult result{PQgetResult(m_connection)}) {
        switch (PQresultStatus(result.get())) {
        case PGRES_TUPLES_OK:
        case PGRES_TUPLES_CHUNK:
        case PGRES_SINGLE_TUPLE: {
            const Result<bool> read = readRows(std::move(result), statement, description, sink);
            if (!read)
                outcome = fail(read.error());
            break;
        }
        case PGRES_COMMAND_OK: {
            const QString command = QString::fromUtf8(PQcmdStatus(result.get()));
            noteState(statement.text, command);
            sink.finished({affectedRows(result.get()), command, false});
            break;
        }
        case PGRES_EMPTY_QUERY: outcome = fail(ErrorKind::Usage, tr("There is no statement to run.")); break;
        case PGRES_COPY_OUT: outcome = readCopy(result.get(), sink); break;
        case PGRES_COPY_IN:
            PQputCopyEnd(m_connection, "COPY FROM STDIN is not possible here");
            outcome = fail(ErrorKind::Unsupported, tr("COPY … FROM STDIN reads from the client, which is not possible here; use a file import."));
            break;
        default:
            if (outcome) // the first error tells what happened
                outcome = fail(error(result.get(), statement.text));
            break;
        }
        if (PQstatus(m_connection) == CONNECTION_BAD)
            break;
    }
    if (outcome && !isAlive())
        outcome = fail(ErrorKind::Lost, tr("The connection to the server is lost."));
    return outcome;
}

/// Reads one result set to its end. Answers whether it was read to the end.
Result<bool> PgConnection::readRows(PgResult result, const Statement &statement, const Description &description, RowSink &sink)
{
    Description described = description;
    if (described.columns.size() != static_cast<std::size_t>(PQnfields(result.get()))) {
        // Not described before, or changed in between: text tells the least about types and is always right.
        if (PQnfields(result.get()) > 0 && PQfformat(result.get(), 0) == 1)
            return fail(ErrorKind::Server, tr("The statement's columns changed while it was running; run it again."));
        described = {};
        for (int i = 0; i < PQnfields(result.get()); ++i) {
            ColumnInfo info;
            info.name = QString::fromUtf8(PQfname(result.get(), i));
            described.columns.push_back(info);
            described.types.push_back(PQftype(result.get(), i));
        }
    }
    for (std::size_t i = 0; i < described.types.size(); ++i) {
        if (PQftype(result.get(), static_cast<int>(i)) != described.types[i] && described.binary)
            return fail(ErrorKind::Server, tr("The statement's columns changed while it was running; run it again."));
    }
    BatchWriter writer(sink, described.columns);
    PgDecoder decoder(writer, described.types, described.binary, parameterStatus("server_encoding") != u"SQL_ASCII"_s);
    bool wanted = writer.announce();
    bool asked = false;
    ResultSetEnd end;
    while (result) {
        // The command comes with whichever result is the last to have rows, or with the empty one after it.
        if (const char *command = PQcmdStatus(result.get()); *command)
            end = {affectedRows(result.get()), QString::fromUtf8(command), false};
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_TUPLES_CHUNK && status != PGRES_SINGLE_TUPLE) {
            writer.flush(); // what came before the error is kept
            const Error failure = error(result.get(), statement.text);
            if (asked && failure.code == u"57014"_s) {
                end.truncated = true;
                sink.finished(end);
                return false;
            }
            return fail(failure);
        }
        if (wanted && PQntuples(result.get()) > 0)
            wanted = decoder.take(result.get());
        if (status == PGRES_TUPLES_OK) {
            wanted = wanted && writer.flush();
            end.truncated = !wanted;
            sink.finished(end);
            return wanted;
        }
        if (wanted && writer.rowsWaiting() > 0 && isSilent(m_connection))
            wanted = writer.flush();
        if (!wanted && !asked && m_mayBeCancelled) {
            asked = true;
            m_cancel->request(); // a statement that changes rows goes on to its end: stopping it would undo them
        }
        result.reset(PQgetResult(m_connection));
    }
    writer.flush();
    return fail(ErrorKind::Lost, tr("The connection to the server is lost."));
}

/// COPY … TO STDOUT: its lines, as they are.
Result<void> PgConnection::readCopy(const PGresult *first, RowSink &sink)
{
    ColumnInfo info;
    info.name = u"copy"_s;
    info.nativeType = u"text"_s;
    info.logical = PQbinaryTuples(first) ? Logical::Binary : Logical::Text;
    info.physical = PQbinaryTuples(first) ? Physical::Bytes : Physical::Text;
    BatchWriter writer(sink, {info});
    bool wanted = writer.announce();
    char *line = nullptr;
    int length = 0;
    while ((length = PQgetCopyData(m_connection, &line, 0)) > 0) {
        const std::unique_ptr<char, decltype(&PQfreemem)> owner(line, &PQfreemem);
        std::string_view text(line, static_cast<std::size_t>(length));
        if (info.physical == Physical::Text && text.ends_with('\n'))
            text.remove_suffix(1);
        if (!wanted)
            continue; // to the end: a COPY that is broken off ends the transaction
        if (info.physical == Physical::Text)
            writer.column(0).appendText(text);
        else
            writer.column(0).appendBytes(text);
        wanted = writer.endRow(text.size());
    }
    if (wanted)
        writer.flush();
    // The command's own end follows as a result of its own.
    return length == -1 ? Result<void>{} : fail(error(nullptr));
}

} // namespace concord
