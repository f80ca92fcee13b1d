// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleconnection.h"

#include "qtsql/textrows.h"
#include "oracle/oracleclientcommand.h"
#include "oracle/oraclecompiled.h"
#include "oracle/oracledialect.h"
#include "oracle/oracleerror.h"
#include "query/sqlanalysis.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleConnection", text);
}

OracleConnection::OracleConnection(OdbcLink link, const Endpoint &endpoint) : OdbcConnection(std::move(link), endpoint, oracleDialect()) {}

/// Numbers and moments come over as text: in a form that says all of them, whatever the session's language is.
Result<void> OracleConnection::prepareSession()
{
    m_formatsSet = command(u"ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,' NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS' "
                           "NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF' NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'"_s)
                       .has_value();
    const QString schema = endpoint().schema.isEmpty() ? endpoint().options.searchPath : endpoint().schema;
    if (!schema.isEmpty()) {
        if (Result<void> set = command(u"ALTER SESSION SET CURRENT_SCHEMA = "_s + dialect().identifier(schema)); !set)
            return set;
    }
    m_outputOn = command(u"BEGIN DBMS_OUTPUT.ENABLE(NULL); END;"_s).has_value();
    return isAlive() ? Result<void>() : fail(ErrorKind::Lost, tr("The connection broke while it was being made."));
}

/// NUMBER without a precision has any; the driver would make a double of it. DATE has a time of day.
OdbcColumn OracleConnection::column(const OdbcColumnFacts &facts) const
{
    const QString type = facts.typeName.toUpper();
    const bool number = type == "NUMBER"_L1 || type == "FLOAT"_L1;
    const bool sized = facts.type == SQL_DECIMAL && facts.size >= 1 && facts.size < 38 && facts.digits >= 0;
    if (number && !sized) {
        OdbcColumnFacts wide = facts;
        wide.type = SQL_DECIMAL;
        wide.size = 0; // unknown: exact text
        return OdbcConnection::column(wide);
    }
    OdbcColumn column = OdbcConnection::column(facts);
    if (type.contains("WITH TIME ZONE"_L1) || type.contains("WITH LOCAL TIME ZONE"_L1)) {
        column.info.logical = Logical::TimestampTz;
        column.info.physical = Physical::Variant;
        column.tag = Tag::TimestampTz;
    }
    return column;
}

Error OracleConnection::makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const
{
    return oracleError(OdbcConnection::makeError(diagnostics, statement), statement);
}

/// What only this session remembers may be set: formats, the language, the schema where names are found.
static bool setsHarmless(const QString &text)
{
    const SqlLexemes tokens(text, oracleDialect());
    if (!tokens.isWord(0, "ALTER"_L1) || !tokens.isWord(1, "SESSION"_L1) || !tokens.isWord(2, "SET"_L1) || tokens.innerDelimiter() >= 0)
        return false;
    static const QSet<QString> known{u"CURRENT_SCHEMA"_s, u"TIME_ZONE"_s};
    for (int i = 3; i < tokens.size(); i += 3) {
        const QString name = upperAscii(tokens.text(i));
        if (!tokens.isSymbol(i + 1, u"=") || i + 2 >= tokens.size() || (!known.contains(name) && !name.startsWith("NLS_"_L1)))
            return false;
    }
    return tokens.size() > 3;
}

/// COMMIT, ROLLBACK [WORK], ROLLBACK TO a, SAVEPOINT a. Not COMMIT FORCE, which settles another's transaction, nor what Concord would
/// not see as the end of its own (COMMIT COMMENT 'x').
static bool isPlainControl(const QString &text)
{
    const SqlLexemes tokens(text, oracleDialect());
    if (tokens.innerDelimiter() >= 0)
        return false;
    if (tokens.isWord(0, "SAVEPOINT"_L1))
        return tokens.size() == 2;
    const bool back = tokens.isWord(0, "ROLLBACK"_L1);
    if (!back && !tokens.isWord(0, "COMMIT"_L1))
        return false;
    const int next = tokens.isWord(1, "WORK"_L1) ? 2 : 1;
    return tokens.size() == next || (back && tokens.isWord(next, "TO"_L1));
}

Result<void> OracleConnection::mayRun(const QString &text) const
{
    if (isPlainControl(text) || setsHarmless(text))
        return {};
    return checkReadOnly(text, dialect());
}

Result<void> OracleConnection::beginManual()
{
    if (transactionState() == TransactionState::InTransaction)
        return {};
    if (Result<void> begun = OdbcConnection::beginManual(); !begun)
        return begun;
    if (!endpoint().readOnly || m_ownTransaction)
        return {};
    const Result<void> held = command(u"SET TRANSACTION READ ONLY"_s);
    if (!held)
        std::ignore = endTransaction("ROLLBACK"_L1); // nothing may run in one that is not held
    return held;
}

Result<void> OracleConnection::endTransaction(QLatin1StringView word)
{
    TextRows nothing;
    return OdbcConnection::doExecute({QString(word), {}}, nothing, {});
}

/// One transaction for one statement: the server refuses every write in it (ORA-01456).
Result<void> OracleConnection::runHeld(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (Result<void> begun = beginManual(); !begun)
        return begun;
    const Result<void> ran = OdbcConnection::doExecute(statement, sink, limits);
    if (transactionState() != TransactionState::InTransaction)
        return ran;
    const Result<void> ended = endTransaction("COMMIT"_L1);
    return ran ? ended : ran;
}

Result<void> OracleConnection::runStatement(const Statement &given, RowSink &sink, const ExecuteLimits &limits)
{
    Statement statement = given;
    const StatementClass what = classify(statement.text, dialect());
    // The units of a WITH end with semicolons, its query does not; nor does what holds it.
    static const QSet<QString> holders{u"CREATE VIEW"_s, u"CREATE MATERIALIZED"_s, u"CREATE TABLE"_s};
    const bool query = what.verb.startsWith("WITH "_L1) || what.kind == StatementKind::Read || what.kind == StatementKind::Write
                       || what.verb.startsWith("SELECT"_L1) || holders.contains(what.verb);
    if (query && statement.text.trimmed().endsWith(u';')) {
        statement.text = statement.text.trimmed();
        statement.text.chop(1);
    }
    const bool held = endpoint().readOnly && what.kind == StatementKind::Read && !limits.manualCommit
                      && transactionState() != TransactionState::InTransaction && mayRun(statement.text);
    Result<void> ran = held ? runHeld(statement, sink, limits) : OdbcConnection::doExecute(statement, sink, limits);
    if (!ran && ran.error().code == "ORA-24344"_L1) { // "success with compilation error"
        sink.finished({-1, what.verb, false});
        ran = {};
    }
    if (ran && what.kind == StatementKind::Ddl)
        tellCompileErrors(statement.text, sink);
    static const QSet<QString> speaking{u"BEGIN"_s, u"DECLARE"_s, u"CALL"_s};
    const bool speaks = speaking.contains(what.verb) || statement.text.startsWith("<<"_L1);
    if (speaks && (ran || !endsReading(ran.error()))) // also what a block said before it failed: else the next one would say it
        tellOutput(sink);
    return ran;
}

/// Made, but with errors: nothing else would tell.
void OracleConnection::tellCompileErrors(const QString &text, RowSink &sink)
{
    const std::optional<OracleCompiled> compiled = oracleCompiled(text);
    if (!compiled)
        return;
    const QString schema = compiled->owner.isNull() ? firstCell(u"SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') FROM dual"_s) : QString();
    OracleQueries asks = queries();
    const auto errors = readOracleCompileErrors(asks, *compiled, schema);
    if (!errors) {
        sink.notice({u"WARNING"_s, errors.error().code, tr("Whether it compiles could not be asked: %1").arg(errors.error().message), 0});
        return;
    }
    for (const Notice &notice : *errors)
        sink.notice(notice);
}

/// ALL_ERRORS is asked for what that warning is about.
std::optional<Notice> OracleConnection::makeNotice(const OdbcDiagnostic &diagnostic) const
{
    return diagnostic.message.contains("ORA-24344"_L1) ? std::nullopt : OdbcConnection::makeNotice(diagnostic);
}

/// A place in what was sent for a line of the client is none in that line.
Result<void> OracleConnection::runForClient(const OracleClientCommand &command, const Statement &statement, RowSink &sink,
                                            const ExecuteLimits &limits)
{
    return runStatement({command.text, statement.parameters}, sink, limits).transform_error([](Error error) {
        error.offset = -1;
        error.line = error.column = 0;
        return error;
    });
}

Result<void> OracleConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    const std::optional<OracleClientCommand> command = oracleClientCommand(statement.text);
    if (!command)
        return runStatement(statement, sink, limits);
    using What = OracleClientCommand::What;
    switch (command->what) {
    case What::Refuse: return fail(ErrorKind::Unsupported, command->text);
    case What::Run: return runForClient(*command, statement, sink, limits);
    case What::Say:
    case What::Skip: break;
    }
    if (!command->text.isEmpty())
        sink.notice({u"NOTICE"_s, {}, command->text, 0});
    sink.finished({-1, classify(statement.text, dialect()).verb, false});
    return {};
}

/// What DBMS_OUTPUT.PUT_LINE said; a query of a unit of its own fetches it, as ODBC binds no arrays for GET_LINES. Before 12.1
/// there is no such query, and nothing is said.
void OracleConnection::tellOutput(RowSink &sink)
{
    if (!m_outputOn)
        return;
    const auto said = query(u"WITH FUNCTION concord_said RETURN CLOB IS l VARCHAR2(32767); s INTEGER; a CLOB; BEGIN LOOP DBMS_OUTPUT.GET_LINE(l, s); "
                            "EXIT WHEN s <> 0; a := a || l || CHR(10); END LOOP; RETURN a; END; SELECT concord_said FROM dual"_s);
    if (!said || said->isEmpty() || said->first().isEmpty())
        return;
    QStringList lines = said->first().first().split(u'\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    for (const QString &line : std::as_const(lines))
        sink.notice({u"DBMS_OUTPUT"_s, {}, line, 0});
}

} // namespace concord
