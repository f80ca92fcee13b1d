// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcconnection.h"

#include "odbc/odbcparameters.h"
#include "odbc/odbcresults.h"
#include "qtsql/textrows.h"
#include "query/sqltext.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Odbc", text);
}

OdbcConnection::OdbcConnection(OdbcLink link, Endpoint endpoint, const Dialect &dialect)
    : m_link(std::move(link)),
      m_endpoint(std::move(endpoint)),
      m_dialect(dialect)
{}

OdbcConnection::~OdbcConnection()
{
    if (m_stuck) {
        m_link.leak();
        return;
    }
    if (m_manual && !m_dead)
        SQLEndTran(SQL_HANDLE_DBC, m_link.handle(), SQL_ROLLBACK); // else a driver refuses to disconnect
    if (m_dead)
        m_socket.cut(); // a disconnect must not wait for a server that is gone
}

Result<void> OdbcConnection::start(Deadline deadline)
{
    readManner();
    return guarded(deadline, [this]() -> Result<void> {
        findSocket();
        m_manner.utf8Cells = m_manner.rereadsInBlocks && !m_dead && givesUtf8(); // psqlodbc
        return m_dead ? fail(ErrorKind::Lost, tr("The connection broke while it was being made.")) : prepareSession();
    });
}

void OdbcConnection::readManner()
{
    const SQLUINTEGER getData = m_link.number(SQL_GETDATA_EXTENSIONS);
    m_manner.anyColumn = (getData & SQL_GD_ANY_COLUMN) != 0;
    m_manner.boundColumn = (getData & SQL_GD_BOUND) != 0;
    const QString driver = m_link.text(SQL_DRIVER_NAME).toLower();
    // Others promise SQL_GD_BLOCK and then refuse SQLSetPos on what they read forward only (MariaDB's).
    m_manner.rereadsInBlocks = m_manner.boundColumn && (getData & SQL_GD_BLOCK) != 0 && driver.startsWith("psqlodbc"_L1);
    m_manner.looselyTyped = m_link.text(SQL_DBMS_NAME).compare("sqlite"_L1, Qt::CaseInsensitive) == 0;
    m_manner.utf8Text = m_manner.looselyTyped;
    m_manner.serverFields = driver.contains("tdsodbc"_L1) || driver.contains("msodbcsql"_L1) || driver.startsWith("sqlsrv"_L1);
    adjustManner(m_manner);
}

void OdbcConnection::findSocket()
{
    m_socket = OdbcSocket::find([this](int bytes) {
        if (!m_dead)
            std::ignore = command(harmlessText() + " /*"_L1 + QString(bytes, u'-') + "*/"_L1);
    });
}

/// What narrow text is depends on the driver, on its options and on this program's locale.
bool OdbcConnection::givesUtf8()
{
    constexpr std::string_view expected = "é€😀";
    bool gives = false;
    std::ignore = withStatement([&](SQLHSTMT handle) -> Result<void> {
        OdbcText text(u"SELECT 'é€😀'"_s);
        std::array<char, 64> cell{};
        SQLLEN length = 0;
        gives = SQL_SUCCEEDED(SQLExecDirectW(handle, text.data(), text.size())) && SQL_SUCCEEDED(SQLFetch(handle))
                && SQL_SUCCEEDED(SQLGetData(handle, 1, SQL_C_CHAR, cell.data(), cell.size(), &length)) && std::string_view(cell.data()) == expected;
        return {};
    });
    return gives;
}

OdbcColumn OdbcConnection::column(const OdbcColumnFacts &facts) const
{
    return m_manner.looselyTyped ? looseOdbcColumn(facts) : m_manner.utf8Cells ? utf8OdbcColumn(facts) : odbcColumn(facts);
}

Error OdbcConnection::makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &) const
{
    return makeOdbcError(diagnostics);
}

/// That a value was cut or an option changed is our own business: cut values are read again.
std::optional<Notice> OdbcConnection::makeNotice(const OdbcDiagnostic &diagnostic) const
{
    if (diagnostic.state == "01004"_L1 || diagnostic.state == "01S02"_L1 || diagnostic.message.isEmpty())
        return std::nullopt;
    return Notice{diagnostic.state.startsWith("01"_L1) ? u"WARNING"_s : u"NOTICE"_s, diagnostic.state, diagnostic.message, diagnostic.line};
}

Result<void> OdbcConnection::mayRun(const QString &text) const
{
    return classify(text, m_dialect).kind == StatementKind::TransactionControl ? Result<void>() : checkReadOnly(text, m_dialect);
}

bool OdbcConnection::changesSession(const QString &text) const
{
    const StatementClass what = classify(text, m_dialect);
    const QString start = text.trimmed().left(64).toUpper();
    return what.kind == StatementKind::Session || start.startsWith("SET"_L1) || start.startsWith("USE"_L1) || start.startsWith("PREPARE"_L1)
           || start.startsWith("LOCK"_L1) || start.startsWith("CALL"_L1) || start.startsWith("EXEC"_L1) || start.contains("TEMP"_L1);
}

TransactionState OdbcConnection::transactionState() const
{
    if (m_dead)
        return TransactionState::Unknown;
    return m_manual ? TransactionState::InTransaction : TransactionState::Idle;
}

void OdbcConnection::noteIfLost(Error &error)
{
    if (m_stuck)
        return;
    SQLINTEGER dead = SQL_CD_FALSE;
    const bool known = SQL_SUCCEEDED(SQLGetConnectAttrW(m_link.handle(), SQL_ATTR_CONNECTION_DEAD, &dead, SQL_IS_INTEGER, nullptr));
    if (known && dead == SQL_CD_TRUE)
        error.kind = ErrorKind::Lost;
    if (error.kind == ErrorKind::Lost)
        m_dead = true;
}

/// A statement handle for `work`, which can be cancelled while it runs.
Result<void> OdbcConnection::withStatement(const std::function<Result<void>(SQLHSTMT)> &work)
{
    SQLHSTMT handle = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, m_link.handle(), &handle))) {
        Error error = makeError(readOdbcDiagnostics(SQL_HANDLE_DBC, m_link.handle(), m_manner.serverFields), {});
        noteIfLost(error);
        return fail(std::move(error));
    }
    m_canceller.watch(handle);
    Result<void> result = work(handle);
    m_stuck = !m_canceller.forget();
    if (m_stuck)
        m_dead = true;
    else
        SQLFreeHandle(SQL_HANDLE_STMT, handle);
    if (!result)
        noteIfLost(result.error());
    return result;
}

Result<void> OdbcConnection::readResults(SQLHSTMT handle, SQLRETURN executed, const QString &text, RowSink &sink)
{
    const StatementClass what = classify(text, m_dialect);
    OdbcResults::Asks asks;
    asks.column = [this](const OdbcColumnFacts &facts) { return column(facts); };
    asks.error = [this, &text](const QList<OdbcDiagnostic> &words) { return makeError(words, text); };
    asks.notice = [this, &sink](const OdbcDiagnostic &words) {
        if (const auto notice = makeNotice(words))
            sink.notice(*notice);
    };
    asks.command = what.verb;
    // In a batch the counts are those of its statements, whatever the first of them is; the server gives none for those that change no row.
    asks.countsRows = m_dialect.batches
                      || (what.kind != StatementKind::Ddl && what.kind != StatementKind::Session && what.kind != StatementKind::TransactionControl);
    asks.goesOnAfterError = goesOnAfterError();
    return OdbcResults(handle, m_manner, sink, std::move(asks)).read(executed);
}

Result<void> OdbcConnection::run(const Statement &statement, RowSink &sink)
{
    return withStatement([&](SQLHSTMT handle) -> Result<void> {
        OdbcParameters parameters;
        if (!parameters.bind(handle, statement.parameters, m_manner.utf8Text))
            return fail(makeError(readOdbcDiagnostics(SQL_HANDLE_STMT, handle, m_manner.serverFields), statement.text));
        SQLSetStmtAttrW(handle, SQL_ATTR_NOSCAN, odbcNumber(SQL_NOSCAN_ON), 0); // {…} in a text is the server's business
        if (m_manner.utf8Text) {
            QByteArray utf8 = statement.text.toUtf8();
            auto *text = reinterpret_cast<SQLCHAR *>(utf8.data());
            return readResults(handle, SQLExecDirect(handle, text, static_cast<SQLINTEGER>(utf8.size())), statement.text, sink);
        }
        OdbcText text(statement.text);
        return readResults(handle, SQLExecDirectW(handle, text.data(), text.size()), statement.text, sink);
    });
}

Result<QList<QStringList>> OdbcConnection::query(const QString &text, const QList<Parameter> &parameters)
{
    TextRows rows;
    return run({text, parameters}, rows).transform([&rows] { return rows.found; });
}

Result<void> OdbcConnection::command(const QString &text)
{
    return query(text).transform([](const QList<QStringList> &) {});
}

Result<QList<QStringList>> OdbcConnection::catalogRows(const std::function<SQLRETURN(SQLHSTMT)> &call)
{
    TextRows rows;
    return withStatement([&](SQLHSTMT handle) { return readResults(handle, call(handle), {}, rows); }).transform([&rows] { return rows.found; });
}

/// A cancel that came too late for the last statement must not hit this one.
Result<void> OdbcConnection::beforeStatement()
{
    if (m_dead)
        return fail(ErrorKind::Lost, tr("The connection is broken."));
    if (!m_canceller.takeRequested())
        return {};
    auto absorbed = command(harmlessText());
    if (!absorbed && absorbed.error().kind == ErrorKind::Cancelled)
        return {};
    return absorbed;
}

Result<void> OdbcConnection::beginManual()
{
    if (m_manual)
        return {};
    if (!SQL_SUCCEEDED(SQLSetConnectAttrW(m_link.handle(), SQL_ATTR_AUTOCOMMIT, odbcNumber(SQL_AUTOCOMMIT_OFF), SQL_IS_UINTEGER)))
        return fail(makeError(readOdbcDiagnostics(SQL_HANDLE_DBC, m_link.handle(), m_manner.serverFields), {}));
    m_manual = true;
    return {};
}

/// Whether the text ends the transaction that beginManual() opened, and how. Only the plain words: a savepoint's ROLLBACK TO
/// does not.
std::optional<bool> OdbcConnection::endsManual(const QString &text) const
{
    QStringList words;
    const QList<SqlToken> tokens = tokenize(text, m_dialect);
    for (const SqlToken &token : tokens) {
        if (token.kind == SqlToken::Kind::Word)
            words.append(text.sliced(token.offset, token.length).toUpper());
        else if (token.kind != SqlToken::Kind::Blank && token.kind != SqlToken::Kind::Comment && token.kind != SqlToken::Kind::Delimiter)
            return std::nullopt;
    }
    const bool plain = words.size() == 1 || (words.size() == 2 && (words[1] == "WORK"_L1 || words[1] == "TRANSACTION"_L1 || words[1] == "TRAN"_L1));
    if (!plain || (words[0] != "COMMIT"_L1 && words[0] != "ROLLBACK"_L1))
        return std::nullopt;
    return words[0] == "COMMIT"_L1;
}

Result<void> OdbcConnection::endManual(bool commit)
{
    const bool ended = SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, m_link.handle(), commit ? SQL_COMMIT : SQL_ROLLBACK));
    if (!ended) {
        Error error = makeError(readOdbcDiagnostics(SQL_HANDLE_DBC, m_link.handle(), m_manner.serverFields), {});
        noteIfLost(error);
        return fail(std::move(error));
    }
    SQLSetConnectAttrW(m_link.handle(), SQL_ATTR_AUTOCOMMIT, odbcNumber(SQL_AUTOCOMMIT_ON), SQL_IS_UINTEGER);
    m_manual = false;
    return {};
}

Result<void> OdbcConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (auto ready = beforeStatement(); !ready)
        return ready;
    const StatementClass what = classify(statement.text, m_dialect);
    if (what.kind == StatementKind::Empty)
        return fail(ErrorKind::Usage, tr("There is no statement to run."));
    if (m_endpoint.readOnly) {
        if (auto may = mayRun(statement.text); !may)
            return may;
    }
    if (const int timeout = m_endpoint.options.statementTimeoutMs; timeout > 0)
        setDeadline(std::min(limits.deadline, Clock::now() + std::chrono::milliseconds(timeout)));
    if (m_manual) {
        if (const auto commit = endsManual(statement.text)) {
            auto ended = endManual(*commit);
            if (ended)
                sink.finished({-1, what.verb, false});
            return ended;
        }
    }
    if (limits.manualCommit && what.kind != StatementKind::TransactionControl && what.kind != StatementKind::Session) {
        if (auto begun = beginManual(); !begun)
            return begun;
    }
    auto result = run(statement, sink);
    m_hasState = m_hasState || (result && changesSession(statement.text));
    return result;
}

Result<PlanNode> OdbcConnection::explain(const Statement &, Deadline)
{
    return fail(ErrorKind::Unsupported, tr("Plans are not available for this kind of data source."));
}

Result<ServerInfo> OdbcConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<ServerInfo> {
        ServerInfo info;
        info.product = m_link.text(SQL_DBMS_NAME);
        info.version = m_link.text(SQL_DBMS_VER);
        info.user = m_link.text(SQL_USER_NAME);
        info.database = m_link.text(SQL_DATABASE_NAME);
        info.readOnlyHeld = m_link.text(SQL_DATA_SOURCE_READ_ONLY) == "Y"_L1;
        if (m_endpoint.readOnly && !info.readOnlyHeld)
            info.warnings.append(
                tr("Read-only is advisory here: statements are looked at, the server does not hold it. Use a login that may only read."));
        return info;
    });
}

void OdbcConnection::requestCancel()
{
    m_canceller.request();
}

void OdbcConnection::severLink()
{
    m_dead = true;
    m_socket.cut();
}

} // namespace concord
