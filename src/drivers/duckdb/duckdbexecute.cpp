// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/dialect.h"
#include "duckdb/duckdbconnection.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdbparameters.h"
#include "duckdb/duckdbqueries.h"
#include "duckdb/duckdbrows.h"
#include "query/sqltext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbConnection", text);
}

QString verbOf(const QString &text)
{
    return classify(text, duckdbDialect()).verb.section(u' ', 0, 0);
}

bool changesRows(duckdb_statement_type type)
{
    return type == DUCKDB_STATEMENT_TYPE_INSERT || type == DUCKDB_STATEMENT_TYPE_UPDATE || type == DUCKDB_STATEMENT_TYPE_DELETE
           || type == DUCKDB_STATEMENT_TYPE_COPY;
}

/// Whether a transaction may be begun for it when commits are by hand.
bool runsInTransaction(duckdb_statement_type type)
{
    static constexpr duckdb_statement_type outside[] = {
        DUCKDB_STATEMENT_TYPE_TRANSACTION, DUCKDB_STATEMENT_TYPE_SET,    DUCKDB_STATEMENT_TYPE_VARIABLE_SET, DUCKDB_STATEMENT_TYPE_PRAGMA,
        DUCKDB_STATEMENT_TYPE_ATTACH,      DUCKDB_STATEMENT_TYPE_DETACH, DUCKDB_STATEMENT_TYPE_LOAD,         DUCKDB_STATEMENT_TYPE_CALL,
        DUCKDB_STATEMENT_TYPE_VACUUM,      DUCKDB_STATEMENT_TYPE_EXPLAIN};
    return !std::ranges::contains(outside, type);
}

QStringList columnNames(duckdb_result *result)
{
    QStringList names;
    for (idx_t i = 0; i < duckdb_column_count(result); ++i)
        names.append(QString::fromUtf8(duckdb_column_name(result, i)));
    return names;
}

std::vector<DuckdbColumnType> columnTypes(duckdb_result *result)
{
    std::vector<DuckdbColumnType> types;
    for (idx_t i = 0; i < duckdb_column_count(result); ++i)
        types.push_back(duckdbColumnType(DuckdbLogicalType(duckdb_column_logical_type(result, i)).get()));
    return types;
}

std::vector<DuckdbColumnType> columnTypes(duckdb_prepared_statement prepared)
{
    std::vector<DuckdbColumnType> types;
    for (idx_t i = 0; i < duckdb_prepared_statement_column_count(prepared); ++i)
        types.push_back(duckdbColumnType(DuckdbLogicalType(duckdb_prepared_statement_column_logical_type(prepared, i)).get()));
    return types;
}

/// The query with the columns that this driver does not read made text by DuckDB itself.
QByteArray withTexts(const QByteArray &sql, duckdb_prepared_statement prepared, const std::vector<DuckdbColumnType> &types)
{
    QStringList columns;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const QString place = u"#%1"_s.arg(i + 1);
        const QString name = takeDuckdbText(const_cast<char *>(duckdb_prepared_statement_column_name(prepared, i))); // ours to free
        columns.append((types[i].isReadable() ? place : u"CAST(%1 AS VARCHAR)"_s.arg(place)) + u" AS "_s + duckdbDialect().quoted(name));
    }
    QByteArray inner = sql.trimmed();
    while (inner.endsWith(';'))
        inner.chop(1);
    return (u"SELECT "_s + columns.join(u", "_s) + u" FROM (\n"_s).toUtf8() + inner + "\n)";
}

} // namespace

Result<void> DuckdbConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (Result<void> open = acquire(limits.deadline); !open)
        return open;
    const auto run = [&]() -> Result<void> {
        const QByteArray sql = statement.text.toUtf8();
        Result<DuckdbPrepared> prepared = prepare(sql, statement.text);
        if (!prepared)
            return fail(prepared.error());
        const duckdb_statement_type type = duckdb_prepared_statement_type(prepared->get());
        if (limits.manualCommit && m_transaction == TransactionState::Idle && runsInTransaction(type)) {
            if (Result<void> begun = command(sharesWriter() ? "BEGIN TRANSACTION READ ONLY" : "BEGIN"); !begun)
                return begun;
            m_transaction = TransactionState::InTransaction;
        }
        return runPrepared(statement, sql, std::move(*prepared), sink);
    };
    Result<void> ran = run();
    if (!ran)
        noteFailure();
    letGo();
    return ran;
}

Result<DuckdbPrepared> DuckdbConnection::prepare(const QByteArray &sql, const QString &text)
{
    if (sql.contains('\0'))
        return fail(ErrorKind::Syntax, tr("The statement holds a NUL character."));
    DuckdbStatements statements;
    const idx_t count = duckdb_extract_statements(m_connection, sql.constData(), statements.out());
    if (count == 0) {
        const char *words = duckdb_extract_statements_error(statements.get());
        return words ? fail(failure(words, sql)) : fail(ErrorKind::Usage, tr("There is no statement to run."));
    }
    if (const auto pieces = splitScript(text, duckdbDialect()); count > 1 && pieces && pieces->size() > 1) {
        Error error{ErrorKind::Usage, tr("More than one statement at once."), {}, {}, pieces->at(1).offset, 0, 0};
        locate(error, text);
        return fail(std::move(error));
    }
    for (idx_t i = 0;; ++i) {
        DuckdbPrepared prepared;
        if (duckdb_prepare_extracted_statement(m_connection, statements.get(), i, prepared.out()) == DuckDBError)
            return fail(failure(duckdb_prepare_error(prepared.get()), sql));
        const duckdb_statement_type type = duckdb_prepared_statement_type(prepared.get());
        if (i + 1 == count) {
            if (Result<void> may = refuseWrites(type, text); !may)
                return fail(may.error());
            return prepared;
        }
        // What DuckDB puts before a PIVOT: a temporary type of the values that it finds.
        if (isReadOnly() && type != DUCKDB_STATEMENT_TYPE_CREATE)
            return fail(ErrorKind::ReadOnly, tr("This connection is read-only: %1 is refused.").arg(verbOf(text)));
        DuckdbResult made;
        if (duckdb_execute_prepared(prepared.get(), made.out()) == DuckDBError)
            return fail(failure(duckdb_result_error(made.out()), sql));
    }
}

/// What the engine does not refuse of itself: temporary tables, CHECKPOINT, COPY to one of the data files …
Result<void> DuckdbConnection::refuseWrites(duckdb_statement_type type, const QString &text)
{
    if (!isReadOnly() || type == DUCKDB_STATEMENT_TYPE_TRANSACTION)
        return {};
    if (type != DUCKDB_STATEMENT_TYPE_SELECT && type != DUCKDB_STATEMENT_TYPE_EXPLAIN)
        return fail(ErrorKind::ReadOnly, tr("This connection is read-only: %1 is refused.").arg(verbOf(text)));
    if (type == DUCKDB_STATEMENT_TYPE_EXPLAIN || sharesWriter()) {
        if (Result<void> reads = checkReadOnly(text, duckdbDialect()); !reads)
            return reads;
    }
    return sharesWriter() ? refuseOtherFiles(text) : Result<void>();
}

/// SELECT … FROM 'file.csv', while the file of this connection is open for writing, and so may reach others.
Result<void> DuckdbConnection::refuseOtherFiles(const QString &text)
{
    const QStringList names = duckdbTableNames(m_connection, text, false);
    const auto other = std::ranges::find_if(names, namesOtherFile);
    if (other == names.end())
        return {};
    return fail(ErrorKind::ReadOnly, tr("This connection is read-only and reaches no other file: %1 is refused.").arg(*other));
}

Result<void> DuckdbConnection::bind(duckdb_prepared_statement prepared, const QList<Parameter> &parameters)
{
    const auto wanted = static_cast<qsizetype>(duckdb_nparams(prepared));
    if (wanted != parameters.size())
        return fail(ErrorKind::Usage, tr("The statement has %1 parameters, and %2 values were given.").arg(wanted).arg(parameters.size()));
    for (qsizetype i = 0; i < wanted; ++i) {
        if (!bindDuckdbParameter(prepared, static_cast<idx_t>(i) + 1, parameters[i]))
            return fail(failure(duckdb_prepare_error(prepared)));
    }
    return {};
}

Result<void> DuckdbConnection::runPrepared(const Statement &statement, const QByteArray &sql, DuckdbPrepared prepared, RowSink &sink)
{
    const duckdb_statement_type type = duckdb_prepared_statement_type(prepared.get());
    std::vector<DuckdbColumnType> types;
    if (type == DUCKDB_STATEMENT_TYPE_SELECT) {
        types = columnTypes(prepared.get());
        // Where a parameter decides a type, DuckDB does not know the columns before it runs.
        const bool known = std::ranges::none_of(types, [](const DuckdbColumnType &one) { return one.id == DUCKDB_TYPE_INVALID; });
        if (!known || std::ranges::all_of(types, &DuckdbColumnType::isReadable)) {
            types.clear(); // those of the answer
        } else {
            DuckdbPrepared wrapped;
            if (duckdb_prepare(m_connection, withTexts(sql, prepared.get(), types).constData(), wrapped.out()) == DuckDBError)
                return fail(failure(duckdb_prepare_error(wrapped.get())));
            prepared = std::move(wrapped);
        }
    }
    if (Result<void> bound = bind(prepared.get(), statement.parameters); !bound)
        return bound;
    ResultSetEnd end;
    end.command = verbOf(statement.text);
    const bool begins = type == DUCKDB_STATEMENT_TYPE_TRANSACTION && (end.command == "BEGIN"_L1 || end.command == "START"_L1);
    if (sharesWriter() && begins) {
        if (Result<void> begun = command("BEGIN TRANSACTION READ ONLY"); !begun)
            return begun;
        sink.finished(end);
        noteState(type, statement.text);
        return {};
    }
    const bool own = sharesWriter() && m_transaction == TransactionState::Idle && type != DUCKDB_STATEMENT_TYPE_TRANSACTION;
    if (own) {
        if (Result<void> begun = command("BEGIN TRANSACTION READ ONLY"); !begun)
            return begun;
    }
    Result<void> taken = takeAnswer(prepared, sql, std::move(types), sink, end);
    if (own) {
        if (Result<void> ended = endOwnTransaction(taken.has_value()); taken && !ended)
            return ended;
    }
    if (taken)
        noteState(type, statement.text);
    return taken;
}

Result<void> DuckdbConnection::endOwnTransaction(bool well)
{
    return command(well ? "COMMIT" : "ROLLBACK");
}

/// A thread of DuckDB's that fails stops the others, and the one that hands out rows may hear of that before it hears of the error
/// (https://github.com/duckdb/duckdb/pull/10337). A query that nobody stopped is asked again, for no rows, until it tells.
Error DuckdbConnection::failureOf(const DuckdbPrepared &prepared, const char *words, const QByteArray &sql)
{
    Error error = failure(words, sql);
    const auto isHidden = [&error] { return error.kind == ErrorKind::Server && error.code.compare("INTERRUPT"_L1, Qt::CaseInsensitive) == 0; };
    const bool mayRepeat = duckdb_prepared_statement_type(prepared.get()) == DUCKDB_STATEMENT_TYPE_SELECT && m_transaction == TransactionState::Idle
                           && !sharesWriter(); // else what failed ends a transaction
    constexpr int tries = 5;
    for (int i = 0; i < tries && mayRepeat && isHidden() && !isCancelling(); ++i) {
        DuckdbPending pending;
        DuckdbResult result;
        if (duckdb_pending_prepared_streaming(prepared.get(), pending.out()) == DuckDBError)
            return failure(duckdb_pending_error(pending.get()), sql);
        if (duckdb_execute_pending(pending.get(), result.out()) == DuckDBSuccess) {
            while (DuckdbChunk(duckdb_fetch_chunk(result.get())).get()) {
            }
        }
        if (const char *again = duckdb_result_error(result.out()))
            error = failure(again, sql);
    }
    if (isHidden())
        error.detail = tr("DuckDB stopped the statement for an error that it does not tell.");
    return error;
}

/// `types`: of a query whose columns were partly made text, else empty.
Result<void> DuckdbConnection::takeAnswer(const DuckdbPrepared &prepared, const QByteArray &sql, std::vector<DuckdbColumnType> types, RowSink &sink,
                                          ResultSetEnd end)
{
    const QByteArray shown = types.empty() ? sql : QByteArray(); // places in the text that DuckDB was given
    DuckdbPending pending;
    if (duckdb_pending_prepared_streaming(prepared.get(), pending.out()) == DuckDBError)
        return fail(failure(duckdb_pending_error(pending.get()), shown));
    DuckdbResult result;
    if (duckdb_execute_pending(pending.get(), result.out()) == DuckDBError)
        return fail(failureOf(prepared, duckdb_result_error(result.out()), shown));
    const duckdb_statement_type type = duckdb_result_statement_type(result.get());
    const duckdb_result_type answer = duckdb_result_return_type(result.get());
    bool wanted = true;
    if (answer == DUCKDB_RESULT_TYPE_QUERY_RESULT) {
        if (types.empty()) {
            types = columnTypes(result.out());
            if (const auto odd = std::ranges::find_if_not(types, &DuckdbColumnType::isReadable); odd != types.end())
                return fail(ErrorKind::Unsupported, tr("Values of the type %1 cannot be read here: cast them to VARCHAR.").arg(duckdbTypeText(*odd)));
        }
        DuckdbRows rows(columnNames(result.out()), std::move(types), m_timeZone, sink);
        while (wanted) {
            const DuckdbChunk chunk(duckdb_fetch_chunk(result.get()));
            if (!chunk.get())
                break;
            wanted = rows.take(chunk.get());
        }
        if (wanted)
            wanted = rows.finish(); // also after an error: what came is kept
        if (const char *words = wanted ? duckdb_result_error(result.out()) : nullptr)
            return fail(failureOf(prepared, words, shown));
        if (wanted && isCancelling())
            return fail(ErrorKind::Cancelled, tr("The statement was cancelled."));
        end.truncated = !wanted;
        if (changesRows(type))
            end.affectedRows = rows.count();
    } else if (answer == DUCKDB_RESULT_TYPE_CHANGED_ROWS) {
        end.affectedRows = static_cast<qint64>(duckdb_rows_changed(result.out()));
    }
    sink.finished(end);
    if (end.truncated) {
        // The next query ends a stream that was left; its transaction must not stay open until then.
        result = {};
        return command("SELECT 1");
    }
    return {};
}

void DuckdbConnection::noteState(duckdb_statement_type type, const QString &text)
{
    const QString verb = verbOf(text);
    switch (type) {
    case DUCKDB_STATEMENT_TYPE_TRANSACTION:
        m_transaction = verb == "BEGIN"_L1 || verb == "START"_L1 ? TransactionState::InTransaction : TransactionState::Idle;
        break;
    case DUCKDB_STATEMENT_TYPE_SET:
    case DUCKDB_STATEMENT_TYPE_VARIABLE_SET:
        m_sessionState = true;
        readTimeZone();
        break;
    case DUCKDB_STATEMENT_TYPE_ATTACH:
    case DUCKDB_STATEMENT_TYPE_LOAD:
    case DUCKDB_STATEMENT_TYPE_PREPARE: m_sessionState = true; break;
    case DUCKDB_STATEMENT_TYPE_CREATE: {
        static const QRegularExpression temporary(u"^\\s*CREATE\\s+(OR\\s+REPLACE\\s+)?TEMP"_s, QRegularExpression::CaseInsensitiveOption);
        m_sessionState = m_sessionState || temporary.match(text).hasMatch();
        break;
    }
    default: break;
    }
}

/// Most errors end a transaction's work; which ones, DuckDB only tells when it is asked for more.
void DuckdbConnection::noteFailure()
{
    if (m_transaction != TransactionState::InTransaction)
        return;
    if (!command("SELECT 1"))
        m_transaction = TransactionState::Failed;
}

} // namespace concord
