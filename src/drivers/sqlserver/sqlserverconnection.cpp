// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverconnection.h"

#include "connection/names.h"
#include "qtsql/compatibleserver.h"
#include "query/sqltext.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/sqlservererror.h"
#include "sqlserver/sqlserverplan.h"
#include "sqlserver/systemrowsink.h"
#include "sqlserver/systemviews.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

SqlServerConnection::SqlServerConnection(OdbcLink link, const Endpoint &endpoint) : OdbcConnection(std::move(link), endpoint, sqlServerDialect()) {}

/// No statement of it is essential: a server that speaks like SQL Server may not know all.
Result<void> SqlServerConnection::prepareSession()
{
    if (endpoint().schema.isEmpty())
        return {};
    m_schema = endpoint().schema;
    // The database's collation says whether its case matters.
    if (const QString name = oneValue(u"SELECT name FROM sys.schemas WHERE name = "_s + dialect().literal(m_schema)); !name.isEmpty()) {
        m_schema = name;
        return {};
    }
    QStringList known;
    auto read = eachRow(u"SELECT name FROM sys.schemas"_s, [&](const SystemRow &row) { known.append(row.text("name"_L1)); });
    if (!read && endsReading(read.error()))
        return read;
    if (!read)
        return {};
    return fail(ErrorKind::NotFound,
                tr("There is no schema “%1” in “%2”.").arg(endpoint().schema, endpoint().database) + didYouMean(endpoint().schema, known));
}

Error SqlServerConnection::makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const
{
    return makeSqlServerError(diagnostics, statement);
}

std::optional<Notice> SqlServerConnection::makeNotice(const OdbcDiagnostic &diagnostic) const
{
    return makeSqlServerNotice(diagnostic);
}

Result<void> SqlServerConnection::mayRun(const QString &text) const
{
    return isSessionStatement(text, dialect()) ? Result<void>() : checkReadOnly(text, dialect());
}

/// Temporary tables live with the session too.
bool SqlServerConnection::changesSession(const QString &text) const
{
    if (OdbcConnection::changesSession(text))
        return true;
    const QList<SqlToken> tokens = tokenize(text, dialect());
    return std::ranges::any_of(tokens, [&](const SqlToken &token) { return token.kind == SqlToken::Kind::Word && text[token.offset] == u'#'; });
}

/// BEGIN TRANSACTION of a person's own is a statement like others, and a procedure may leave one. Nothing else does: and to ask after
/// an UPDATE would take @@ROWCOUNT and @@ERROR away from the batch that follows it.
static bool mayLeaveTransaction(const QString &text, const Dialect &dialect)
{
    const StatementKind kind = classify(text, dialect).kind;
    return kind == StatementKind::Unknown || kind == StatementKind::TransactionControl || text.contains("TRAN"_L1, Qt::CaseInsensitive)
           || text.contains("EXEC"_L1, Qt::CaseInsensitive);
}

/// After SET IMPLICIT_TRANSACTIONS, which a server may set for every session, whatever touches a table opens one: then the server is
/// asked each time.
Result<void> SqlServerConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (!std::exchange(m_optionsAsked, true)) // bit 2 of @@OPTIONS (its documentation, "user options")
        m_readsMayOpen = oneValue(u"SELECT @@OPTIONS & 2"_s).toInt() != 0;
    auto result = OdbcConnection::doExecute(statement, sink, limits);
    m_readsMayOpen = m_readsMayOpen || statement.text.contains("IMPLICIT_TRANSACTIONS"_L1, Qt::CaseInsensitive)
                     || statement.text.contains("ANSI_DEFAULTS"_L1, Qt::CaseInsensitive);
    const bool mayOpen = m_readsMayOpen || m_openTransactions > 0 || mayLeaveTransaction(statement.text, dialect());
    if (mayOpen && isAlive() && OdbcConnection::transactionState() == TransactionState::Idle)
        m_openTransactions = oneValue(u"SELECT @@TRANCOUNT"_s).toInt();
    return result;
}

TransactionState SqlServerConnection::transactionState() const
{
    const TransactionState state = OdbcConnection::transactionState();
    return state == TransactionState::Idle && m_openTransactions > 0 ? TransactionState::InTransaction : state;
}

Result<void> SqlServerConnection::eachRow(const QString &sql, const std::function<void(const SystemRow &)> &each)
{
    SystemRowSink sink(each);
    return run({sql, {}}, sink);
}

/// The first row's first value; empty where there is none or the server does not know what is asked.
QString SqlServerConnection::oneValue(const QString &sql)
{
    const auto rows = query(sql);
    return rows && !rows->isEmpty() ? rows->first().value(0) : QString();
}

// --- plans ---------------------------------------------------------------------------------------------------------

/// Parameters are unbound in a plan: each ? becomes a variable of its value's type, declared on the first line.
static QString withVariables(const Statement &statement, const Dialect &dialect)
{
    QString text;
    QStringList declared;
    for (const SqlToken &token : tokenize(statement.text, dialect)) {
        const QString piece = statement.text.mid(token.offset, token.length);
        if (token.kind != SqlToken::Kind::Parameter || piece != "?"_L1) {
            text += piece;
            continue;
        }
        const Tag tag = statement.parameters.value(declared.size()).type;
        const QString type = tag == Tag::Integer   ? u"bigint"_s
                             : tag == Tag::Decimal ? u"decimal(38,10)"_s
                             : tag == Tag::Float   ? u"float"_s
                             : tag == Tag::Boolean ? u"bit"_s
                                                   : u"nvarchar(4000)"_s;
        const QString name = u"@concord_%1"_s.arg(declared.size() + 1);
        declared.append(name + u' ' + type);
        text += name;
    }
    return declared.isEmpty() ? text : u"DECLARE "_s + declared.join(u", "_s) + u"; "_s + text;
}

Result<QString> SqlServerConnection::showplan(const Statement &statement)
{
    if (auto on = command(u"SET SHOWPLAN_XML ON"_s); !on) {
        Error refused = on.error();
        if (refused.kind == ErrorKind::Syntax || refused.kind == ErrorKind::Server || refused.kind == ErrorKind::Unsupported) {
            refused.kind = ErrorKind::Unsupported;
            refused.message = tr("This server gives no plans: %1").arg(refused.message);
            refused.offset = -1; // it is no place in the person's text
            refused.line = refused.column = 0;
        }
        return fail(std::move(refused));
    }
    // A server that only speaks like SQL Server may take the setting and not heed it: the statement would run.
    const QString tried = oneValue(harmlessText());
    if (!tried.contains("<ShowPlanXML"_L1)) {
        std::ignore = command(u"SET SHOWPLAN_XML OFF"_s);
        return fail(ErrorKind::Unsupported, tr("This server gives no plans."));
    }
    const auto rows = query(withVariables(statement, dialect()));
    if (auto off = command(u"SET SHOWPLAN_XML OFF"_s); !off) {
        severLink(); // else the next statement would only be explained
        return fail(off.error());
    }
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::Server, tr("The server gave no plan."));
    return rows->first().value(0);
}

Result<PlanNode> SqlServerConnection::explain(const Statement &statement, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<PlanNode> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        // A text that begins with SET SHOWPLAN_XML OFF would run for real.
        if (statement.text.contains("SHOWPLAN"_L1, Qt::CaseInsensitive))
            return fail(ErrorKind::Usage, tr("SHOWPLAN is set by Concord itself."));
        return showplan(statement).and_then([](const QString &xml) { return planFromShowplan(xml); });
    });
}

// --- questions -----------------------------------------------------------------------------------------------------

Result<ServerInfo> SqlServerConnection::serverInfo(Deadline deadline)
{
    auto info = OdbcConnection::serverInfo(deadline);
    if (!info)
        return info;
    return guarded(deadline, [&]() -> Result<ServerInfo> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const auto ask = [this](const QString &expression, QString &into) {
            if (const QString value = oneValue(u"SELECT "_s + expression); !value.isEmpty())
                into = value;
        };
        ask(u"CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))"_s, info->version);
        ask(u"SUSER_SNAME()"_s, info->user);
        ask(u"DB_NAME()"_s, info->database);
        const CompatibleServer server = recogniseSqlServer(oneValue(u"SELECT @@VERSION"_s));
        const QString edition = oneValue(u"SELECT CAST(SERVERPROPERTY('Edition') AS nvarchar(128))"_s);
        if (!server.product.isEmpty()) {
            info->product = server.product;
            info->version = server.version.isEmpty() ? info->version : server.version;
            info->warnings.append(server.notes);
        } else if (!edition.isEmpty()) {
            info->product = edition.contains("Azure"_L1) ? edition : u"Microsoft SQL Server "_s + edition;
        }
        readEncryption(*info);
        readRole(*info);
        return *info;
    });
}

void SqlServerConnection::readEncryption(ServerInfo &info)
{
    const QString encrypted = oneValue(u"SELECT encrypt_option FROM sys.dm_exec_connections WHERE session_id = @@SPID"_s);
    const TlsMode mode = endpoint().options.tls;
    const QString driver = link().text(SQL_DRIVER_NAME);
    if (encrypted.compare("TRUE"_L1, Qt::CaseInsensitive) == 0) {
        info.tls = tr("encrypted");
        const bool unchecked = mode != TlsMode::VerifyFull && (driver.contains("tds"_L1, Qt::CaseInsensitive) || mode == TlsMode::Require);
        if (unchecked)
            info.warnings.append(tr("Encrypted, but the server's certificate is not checked: anybody in between may answer for it."));
    } else if (encrypted.isEmpty()) {
        info.warnings.append(tr("Whether the link is encrypted is not told: that needs the right VIEW SERVER STATE."));
    }
}

void SqlServerConnection::readRole(ServerInfo &info)
{
    const QString held = oneValue(u"SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(128))"_s);
    info.readOnlyHeld = held.compare("READ_ONLY"_L1, Qt::CaseInsensitive) == 0;
    info.warnings.removeIf([](const QString &warning) { return warning.contains("advisory"_L1); });
    if (endpoint().readOnly && !info.readOnlyHeld)
        info.warnings.append(tr("Read-only is advisory here; use a login with db_datareader."));
    if (oneValue(u"SELECT IS_SRVROLEMEMBER('sysadmin')"_s) == "1"_L1)
        info.warnings.append(tr("This login is a sysadmin: it may do everything on the server."));
}

Result<QStringList> SqlServerConnection::databases(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QStringList> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        static const QStringList own{u"model"_s, u"tempdb"_s};
        QStringList names;
        auto read = eachRow(u"SELECT name FROM sys.databases ORDER BY name"_s, [&](const SystemRow &row) {
            if (!own.contains(row.text("name"_L1)))
                names.append(row.text("name"_L1));
        });
        if (!read && endsReading(read.error()))
            return fail(read.error());
        if (names.isEmpty()) // a server without that view, or a login that may not see it
            names.append(oneValue(u"SELECT DB_NAME()"_s));
        names.removeAll(QString());
        if (names.isEmpty() && !read)
            return fail(read.error());
        return names;
    });
}

/// From INFORMATION_SCHEMA, where sys.* cannot be read.
Result<QList<ObjectName>> SqlServerConnection::standardObjects()
{
    QList<ObjectName> found;
    auto read = eachRow(u"SELECT * FROM INFORMATION_SCHEMA.TABLES"_s, [&](const SystemRow &row) {
        const QString schema = row.text("table_schema"_L1);
        if (m_schema.isEmpty() || m_schema == schema)
            found.append({schema, row.text("table_name"_L1), row.text("table_type"_L1) == "VIEW"_L1 ? u"view"_s : u"table"_s, -1});
    });
    return read.transform([&found] { return found; });
}

/// From sys.*; without the views where those cannot be read.
Result<QList<ObjectName>> SqlServerConnection::systemObjects()
{
    QHash<qint64, QString> schemas;
    auto read =
        eachRow(u"SELECT * FROM sys.schemas"_s, [&](const SystemRow &row) { schemas.insert(row.number("schema_id"_L1), row.text("name"_L1)); });
    if (!read)
        return fail(read.error());
    QHash<qint64, qint64> rows;
    std::ignore = eachRow(u"SELECT * FROM sys.partitions"_s, [&](const SystemRow &row) {
        if (row.number("index_id"_L1) <= 1)
            rows[row.number("object_id"_L1)] += row.number("rows"_L1);
    });
    QList<ObjectName> found;
    for (const QString &kind : {u"table"_s, u"view"_s}) {
        read = eachRow(u"SELECT * FROM sys.%1s"_s.arg(kind), [&](const SystemRow &row) {
            const QString schema = schemas.value(row.number("schema_id"_L1));
            if (!row.flag("is_ms_shipped"_L1) && (m_schema.isEmpty() || m_schema == schema))
                found.append({schema, row.text("name"_L1), kind, rows.value(row.number("object_id"_L1), -1)});
        });
        if (!read && (kind == "table"_L1 || endsReading(read.error())))
            return fail(read.error());
    }
    return found;
}

Result<QList<ObjectName>> SqlServerConnection::objects(Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ObjectName>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        auto listed = systemObjects();
        if (!listed && !endsReading(listed.error())) {
            if (auto standard = standardObjects(); standard || endsReading(standard.error()))
                listed = std::move(standard);
        }
        if (!listed)
            return listed;
        QList<ObjectName> found = std::move(*listed);
        const auto mayBeOwn = [](const ObjectName &object) { return isOwnView(u"Babelfish"_s, object.schema, object.name); };
        if (std::ranges::any_of(found, mayBeOwn)) {
            const QString product = recogniseSqlServer(oneValue(u"SELECT @@VERSION"_s)).product;
            found.removeIf([&](const ObjectName &object) { return isOwnView(product, object.schema, object.name); });
        }
        std::ranges::sort(found, {}, [](const ObjectName &object) { return std::pair(object.schema, object.name); });
        return found;
    });
}

} // namespace concord
