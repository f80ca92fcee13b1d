// SPDX-License-Identifier: GPL-3.0-or-later
// How FirebirdConnection runs a person's statement and reads what it answers.
#include "firebird/firebirdconnection.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirderror.h"
#include "firebird/firebirdparameters.h"
#include "firebird/firebirdreadonly.h"
#include "firebird/firebirdrows.h"
#include "qtsql/textrows.h"
#include "query/sqlanalysis.h"

#include <iberror.h>

#include <QCoreApplication>
#include <QScopeGuard>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr std::size_t longestAnswer = 32'767; ///< of isc_dsql_sql_info, which takes a short
static constexpr ISC_STATUS noMoreRows = 100;

static QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdConnection", text);
}

Result<void> FirebirdConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (Result<void> open = ready(); !open)
        return open;
    if (const qsizetype nul = statement.text.indexOf(QChar(0)); nul >= 0) {
        Error error{ErrorKind::Syntax, tr("The statement holds a NUL character."), {}, {}, static_cast<int>(nul)};
        locate(error, statement.text);
        return fail(std::move(error));
    }
    const Result<bool> control = runControl(statement.text, sink);
    if (!control)
        return fail(control.error());
    if (*control)
        return {};
    if (m_endpoint.readOnly) {
        if (Result<void> reads = checkReadOnly(statement.text, firebirdDialect()); !reads)
            return reads;
    }
    const bool own = m_transaction == 0;
    if (own) {
        const Access access = !m_endpoint.readOnly ? Access::Write : limits.manualCommit ? Access::Snapshot : Access::Read;
        if (Result<void> begun = begin(access); !begun)
            return begun;
    }
    Result<void> ran = mayRead(statement.text);
    if (ran)
        ran = run(statement, sink);
    if (!isAlive())
        m_transaction = 0;
    if (!own || limits.manualCommit || !m_transaction)
        return ran;
    const Result<void> ended = end(ran.has_value());
    return ran ? ended : ran;
}

/// What a read-only transaction does not hold.
Result<void> FirebirdConnection::mayRead(const QString &text)
{
    if (!m_endpoint.readOnly)
        return {};
    return FirebirdSequenceUsers::read([this](const QByteArray &sql) { return texts(sql); }).and_then([&](const FirebirdSequenceUsers &users) {
        return users.check(text);
    });
}

Result<bool> FirebirdConnection::runControl(const QString &text, RowSink &sink)
{
    const SqlLexemes tokens(text, firebirdDialect());
    const QString verb = tokens.word(0);
    const bool begins = verb == "SET"_L1 && tokens.isWord(1, "TRANSACTION"_L1);
    const auto has = [&](QLatin1StringView word) {
        for (int i = 1; i < tokens.size(); ++i) {
            if (tokens.isWord(i, word))
                return true;
        }
        return false;
    };
    const bool ends = (verb == "COMMIT"_L1 || verb == "ROLLBACK"_L1) && !has("TO"_L1);
    if ((!begins && !ends) || tokens.innerDelimiter() >= 0)
        return false;
    if (begins && m_transaction)
        return fail(ErrorKind::Usage, tr("A transaction is already open: COMMIT or ROLLBACK it first."));
    if (begins && m_endpoint.readOnly) {
        if (Result<void> begun = begin(Access::Snapshot); !begun)
            return fail(begun.error());
    } else if (begins) {
        FirebirdStatus status;
        isc_dsql_execute_immediate(status.out(), &m_database, &m_transaction, 0, text.toUtf8().constData(), SQL_DIALECT_CURRENT, nullptr);
        if (status.failed())
            return fail(failure(status, text));
    } else if (m_transaction) {
        if (Result<void> ended = end(verb == "COMMIT"_L1, has("RETAIN"_L1)); !ended)
            return fail(ended.error());
    }
    sink.finished({-1, begins ? u"SET TRANSACTION"_s : verb, false});
    return true;
}

Result<FirebirdStatement> FirebirdConnection::prepare(const QString &text, FirebirdArea &columns)
{
    FirebirdStatement statement;
    FirebirdStatus status;
    isc_dsql_allocate_statement(status.out(), &m_database, statement.get());
    if (!status.failed())
        isc_dsql_prepare(status.out(), &m_transaction, statement.get(), 0, text.toUtf8().constData(), SQL_DIALECT_CURRENT, columns.get());
    if (!status.failed() && !columns.holdsAll()) {
        columns = FirebirdArea(columns.count());
        isc_dsql_describe(status.out(), statement.get(), SQLDA_VERSION1, columns.get());
    }
    if (status.failed())
        return fail(failure(status, text));
    return statement;
}

Result<FirebirdArea> FirebirdConnection::bind(FirebirdStatement &prepared, const Statement &statement)
{
    FirebirdStatus status;
    FirebirdArea area(std::max(1, static_cast<int>(statement.parameters.size())));
    isc_dsql_describe_bind(status.out(), prepared.get(), SQLDA_VERSION1, area.get());
    if (status.failed())
        return fail(failure(status, statement.text));
    if (area.count() != statement.parameters.size())
        return fail(ErrorKind::Usage,
                    tr("The statement has %1 parameters, and %2 values were given.").arg(area.count()).arg(statement.parameters.size()));
    const Result<void> bound = FirebirdParameters::bind(area, statement.parameters, [this](const QByteArray &bytes) { return writeBlob(bytes); });
    if (!bound)
        return fail(bound.error());
    return area;
}

Result<void> FirebirdConnection::run(const Statement &statement, RowSink &sink)
{
    FirebirdArea columns;
    Result<FirebirdStatement> prepared = prepare(statement.text, columns);
    if (!prepared)
        return fail(prepared.error());
    Result<FirebirdArea> values = bind(*prepared, statement);
    if (!values)
        return fail(values.error());
    XSQLDA *in = values->count() > 0 ? values->get() : nullptr;
    const int type = typeOf(*prepared);
    const StatementClass what = classify(statement.text, firebirdDialect());
    const bool singleton = type == isc_info_sql_stmt_exec_procedure && columns.count() > 0;
    columns.makeRoom();
    FirebirdStatus status;
    if (singleton)
        isc_dsql_execute2(status.out(), &m_transaction, prepared->get(), SQL_DIALECT_CURRENT, in, columns.get());
    else
        isc_dsql_execute(status.out(), &m_transaction, prepared->get(), SQL_DIALECT_CURRENT, in);
    if (status.failed())
        return fail(failure(status, statement.text));
    if (type == isc_info_sql_stmt_select || type == isc_info_sql_stmt_select_for_upd)
        return fetch(*prepared, columns, statement.text, sink);
    m_sessionState = m_sessionState || what.kind == StatementKind::Session;
    const bool changes = type == isc_info_sql_stmt_insert || type == isc_info_sql_stmt_update || type == isc_info_sql_stmt_delete
                         || (singleton && what.kind == StatementKind::Write);
    const ResultSetEnd ended{changes ? affectedRows(*prepared) : -1, what.verb, false};
    if (singleton)
        return takeOneRow(columns, columnNames(*prepared, columns), ended, sink);
    sink.finished(ended);
    return {};
}

/// INSERT … RETURNING and EXECUTE PROCEDURE answer one row, which came with the execution; where nothing was changed it is none.
Result<void> FirebirdConnection::takeOneRow(FirebirdArea &columns, const QStringList &names, const ResultSetEnd &end, RowSink &sink)
{
    FirebirdRows rows(columns, names, sink, [this](const ISC_QUAD &id) { return readBlob(id); });
    rows.announce();
    if (end.affectedRows != 0) {
        if (Result<bool> took = rows.take(); !took)
            return fail(took.error());
    }
    rows.finish();
    sink.finished(end);
    return {};
}

Result<void> FirebirdConnection::fetch(FirebirdStatement &prepared, FirebirdArea &columns, const QString &text, RowSink &sink)
{
    FirebirdRows rows(columns, columnNames(prepared, columns), sink, [this](const ISC_QUAD &id) { return readBlob(id); });
    FirebirdStatus status;
    bool wanted = rows.announce();
    while (wanted) {
        const ISC_STATUS fetched = isc_dsql_fetch(status.out(), prepared.get(), SQLDA_VERSION1, columns.get());
        if (fetched == noMoreRows)
            break;
        if (status.failed() || m_cancelled) { // rows that are already here would go on
            rows.finish();
            return fail(status.failed() ? failure(status, text) : Error{ErrorKind::Cancelled, tr("The statement was cancelled."), {}, {}});
        }
        const Result<bool> took = rows.take();
        if (!took) {
            rows.finish();
            return fail(took.error());
        }
        wanted = *took;
    }
    wanted = wanted && rows.finish();
    isc_dsql_free_statement(status.out(), prepared.get(), DSQL_close);
    sink.finished({-1, u"SELECT"_s, !wanted});
    return {};
}

QByteArray FirebirdConnection::ask(FirebirdStatement &prepared, const QByteArray &items, std::size_t room)
{
    QByteArray answer(static_cast<qsizetype>(room), '\0');
    FirebirdStatus status;
    isc_dsql_sql_info(status.out(), prepared.get(), static_cast<short>(items.size()), items.constData(), static_cast<short>(room), answer.data());
    return status.failed() ? QByteArray() : answer;
}

namespace {

/// Reads an answer of isc_dsql_sql_info: an item, two bytes of length, the value.
class InfoReader
{
public:
    explicit InfoReader(const QByteArray &answer) : m_answer(answer) {}
    /// The item that comes next; 0 at the end.
    [[nodiscard]] int item() const { return m_at < m_answer.size() ? static_cast<unsigned char>(m_answer[m_at]) : 0; }
    void skipItem() { ++m_at; }
    QByteArray value()
    {
        if (m_at + 3 > m_answer.size())
            return {};
        const auto length = static_cast<qsizetype>(isc_vax_integer(m_answer.constData() + m_at + 1, 2));
        const QByteArray bytes = m_answer.mid(m_at + 3, length);
        m_at += 3 + length;
        return bytes;
    }
    ISC_LONG number()
    {
        const QByteArray bytes = value();
        return isc_vax_integer(bytes.constData(), static_cast<short>(bytes.size()));
    }

private:
    const QByteArray &m_answer;
    qsizetype m_at = 0;
};

} // namespace

int FirebirdConnection::typeOf(FirebirdStatement &prepared)
{
    const QByteArray answer = ask(prepared, QByteArray(1, isc_info_sql_stmt_type), 16);
    InfoReader reader(answer);
    return reader.item() == isc_info_sql_stmt_type ? static_cast<int>(reader.number()) : 0;
}

qint64 FirebirdConnection::affectedRows(FirebirdStatement &prepared)
{
    const QByteArray answer = ask(prepared, QByteArray(1, isc_info_sql_records), 64);
    InfoReader outer(answer);
    if (outer.item() != isc_info_sql_records)
        return -1;
    const QByteArray counts = outer.value();
    qint64 rows = 0;
    InfoReader reader(counts);
    while (reader.item() != 0 && reader.item() != isc_info_end) {
        const bool changed = reader.item() != isc_info_req_select_count;
        const ISC_LONG count = reader.number();
        rows += changed ? count : 0;
    }
    return rows;
}

/// The description has room for 31 bytes of a name, which may have 252.
QStringList FirebirdConnection::columnNames(FirebirdStatement &prepared, FirebirdArea &columns)
{
    QStringList names;
    bool cut = false;
    for (int i = 0; i < columns.count(); ++i) {
        const XSQLVAR &one = columns.variable(i);
        names.append(QString::fromUtf8(one.aliasname, one.aliasname_length));
        cut = cut || one.aliasname_length >= 31;
    }
    for (int known = 0; cut && known < columns.count();) {
        const char from[] = {static_cast<char>((known + 1) & 0xFF), static_cast<char>((known + 1) >> 8)};
        const QByteArray items = QByteArray(1, isc_info_sql_sqlda_start) + '\2' + QByteArray(from, 2)
                                 + QByteArray("\4\7\11\23\10", 5); // select, describe_vars, sqlda_seq, alias, describe_end
        const QByteArray answer = ask(prepared, items, longestAnswer);
        InfoReader reader(answer);
        const int before = known;
        int sequence = 0;
        while (reader.item() != 0 && reader.item() != isc_info_end && reader.item() != isc_info_truncated) {
            if (reader.item() == isc_info_sql_select || reader.item() == isc_info_sql_describe_end) {
                reader.skipItem();
            } else if (reader.item() == isc_info_sql_sqlda_seq) {
                sequence = static_cast<int>(reader.number());
            } else if (reader.item() == isc_info_sql_alias && sequence >= 1 && sequence <= names.size()) {
                names[sequence - 1] = QString::fromUtf8(reader.value());
                known = sequence;
            } else {
                reader.value();
            }
        }
        if (known == before)
            break;
    }
    return names;
}

Result<std::string> FirebirdConnection::readBlob(ISC_QUAD id)
{
    FirebirdStatus status;
    isc_blob_handle blob = 0;
    isc_open_blob2(status.out(), &m_database, &m_transaction, &blob, &id, 0, nullptr);
    if (status.failed())
        return fail(failure(status));
    std::string bytes;
    std::array<char, 32'000> segment{};
    for (;;) {
        unsigned short length = 0;
        isc_get_segment(status.out(), &blob, &length, segment.size(), segment.data());
        if (status.failed() && status.code() != isc_segment)
            break;
        bytes.append(segment.data(), length);
    }
    const bool whole = status.code() == isc_segstr_eof;
    FirebirdStatus closing;
    isc_close_blob(closing.out(), &blob);
    if (!whole)
        return fail(failure(status));
    return bytes;
}

Result<ISC_QUAD> FirebirdConnection::writeBlob(const QByteArray &bytes)
{
    FirebirdStatus status;
    isc_blob_handle blob = 0;
    ISC_QUAD id{};
    isc_create_blob2(status.out(), &m_database, &m_transaction, &blob, &id, 0, nullptr);
    for (qsizetype at = 0; !status.failed() && at < bytes.size(); at += 32'000) {
        const qsizetype length = std::min<qsizetype>(32'000, bytes.size() - at);
        isc_put_segment(status.out(), &blob, static_cast<unsigned short>(length), bytes.constData() + at);
    }
    if (!status.failed())
        isc_close_blob(status.out(), &blob);
    if (status.failed())
        return fail(failure(status));
    return id;
}

Result<QList<QStringList>> FirebirdConnection::texts(const QByteArray &sql, const QStringList &values)
{
    Statement statement{QString::fromUtf8(sql), {}};
    for (const QString &value : values)
        statement.parameters.append({{}, Tag::Text, value});
    TextRows rows;
    if (Result<void> ran = run(statement, rows); !ran)
        return fail(ran.error());
    return std::move(rows.found);
}

} // namespace concord
