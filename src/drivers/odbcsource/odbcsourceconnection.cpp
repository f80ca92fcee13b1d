// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcsourceconnection.h"

#include "mysql/mysqlplan.h"
#include "odbcsource/odbcsourcedialect.h"
#include "postgresql/pgplan.h"
#include "query/sqltext.h"
#include "sqlite/sqliteplan.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OdbcSource", text);
}

OdbcSourceConnection::OdbcSourceConnection(OdbcLink link, const Endpoint &endpoint, OdbcDbms dbms, const Dialect &split)
    : OdbcSourceOwnDialect{odbcSourceDialect(link)},
      OdbcConnection(std::move(link), endpoint, own),
      m_dbms(dbms),
      m_split(split)
{}

/// Which types take a size: SQLDescribeCol has one for every type. The standard's own do in all sources.
Result<void> OdbcSourceConnection::prepareSession()
{
    m_sizedTypes = {u"char"_s,   u"varchar"_s,   u"nchar"_s,   u"nvarchar"_s, u"character"_s, u"character varying"_s, u"bpchar"_s,
                    u"binary"_s, u"varbinary"_s, u"decimal"_s, u"numeric"_s,  u"varchar2"_s,  u"nvarchar2"_s};
    const auto types = catalogRows([](SQLHSTMT statement) { return SQLGetTypeInfoW(statement, SQL_ALL_TYPES); });
    if (!types && types.error().kind == ErrorKind::Lost)
        return fail(types.error());
    if (!types || m_dbms == OdbcDbms::PostgreSql) // whose driver says "max. length" of types that have none
        return {};
    for (const QStringList &type : *types) {
        if (!type.value(5).isEmpty()) // CREATE_PARAMS
            m_sizedTypes.insert(type.value(0).toLower());
    }
    return {};
}

/// What the driver itself hands over wrongly cannot be told from what is right.
Result<ServerInfo> OdbcSourceConnection::serverInfo(Deadline deadline)
{
    return OdbcConnection::serverInfo(deadline).transform([this](ServerInfo info) {
        if (link().text(SQL_DRIVER_NAME).startsWith("psqlodbc"_L1, Qt::CaseInsensitive))
            info.warnings.append(
                tr("psqlodbc cuts dates before Christ, beyond the year 9999 and infinity: a connection by postgresql:// tells them whole."));
        return info;
    });
}

/// psqlodbc leaves the offset out of a timestamptz and writes the clock of the session's zone.
void OdbcSourceConnection::readZone()
{
    const auto shown = query(u"SHOW TimeZone"_s);
    m_zoneMayDiffer = !shown;
    const QTimeZone zone(shown && !shown->isEmpty() ? shown->first().value(0).toUtf8() : QByteArray());
    m_zone = zone.isValid() ? std::make_shared<const QTimeZone>(zone) : nullptr;
}

Result<void> OdbcSourceConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    auto result = executeInZone(statement, sink, limits);
    followTransaction(statement.text, result.has_value());
    return result;
}

/// ODBC tells of no transaction that a person began by a statement: the words do.
void OdbcSourceConnection::followTransaction(const QString &text, bool done)
{
    if (m_dbms == OdbcDbms::SqlServer) { // where a procedure may leave one, too
        // To ask after an UPDATE would take @@ROWCOUNT away from the batch that follows it.
        const StatementKind kind = classify(text, own).kind;
        const bool mayLeave = m_begun || kind == StatementKind::Unknown || kind == StatementKind::TransactionControl
                              || text.contains("TRAN"_L1, Qt::CaseInsensitive) || text.contains("EXEC"_L1, Qt::CaseInsensitive);
        const auto open = mayLeave && isAlive() ? query(u"SELECT @@TRANCOUNT"_s) : Result<QList<QStringList>>();
        if (open && !open->isEmpty())
            m_begun = open->first().value(0).toInt() > 0;
        return;
    }
    followAutocommit(text);
    const StatementClass what = classify(text, own);
    const bool ddlCommits = m_dbms == OdbcDbms::MySql || m_dbms == OdbcDbms::MariaDb || m_dbms == OdbcDbms::Oracle;
    if (what.kind == StatementKind::Ddl && ddlCommits)
        m_begun = false;
    else if (m_autocommitOff && what.kind != StatementKind::TransactionControl && what.kind != StatementKind::Session)
        m_begun = m_begun || done;
    if (what.kind != StatementKind::TransactionControl)
        return;
    if (what.verb == "BEGIN"_L1 || what.verb == "START"_L1) {
        m_begun = m_begun || done;
        return;
    }
    static const QRegularExpression goesOn(u"\\bTO\\b|\\bAND\\s+CHAIN\\b|\\bPREPARED\\b"_s, QRegularExpression::CaseInsensitiveOption);
    const bool ends = what.verb == "COMMIT"_L1 || what.verb == "ROLLBACK"_L1 || what.verb == "END"_L1 || what.verb == "ABORT"_L1;
    if (ends && !text.contains(goesOn) && (done || m_dbms == OdbcDbms::PostgreSql)) // whose COMMIT that fails has rolled back
        m_begun = false;
}

/// MySQL's SET autocommit = 0, in whichever spelling: the server tells. Then whatever touches a table begins a transaction; 1 ends it.
void OdbcSourceConnection::followAutocommit(const QString &text)
{
    const bool knows = m_dbms == OdbcDbms::MySql || m_dbms == OdbcDbms::MariaDb;
    if (!knows || !isAlive() || OdbcConnection::transactionState() != TransactionState::Idle || !text.contains("autocommit"_L1, Qt::CaseInsensitive))
        return;
    const auto on = query(u"SELECT @@autocommit"_s);
    if (!on || on->isEmpty())
        return;
    const bool off = on->first().value(0) == "0"_L1;
    if (m_autocommitOff && !off)
        m_begun = false;
    m_autocommitOff = off;
}

TransactionState OdbcSourceConnection::transactionState() const
{
    const TransactionState state = OdbcConnection::transactionState();
    return state == TransactionState::Idle && m_begun ? TransactionState::InTransaction : state;
}

Result<void> OdbcSourceConnection::executeInZone(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (m_dbms != OdbcDbms::PostgreSql)
        return OdbcConnection::doExecute(statement, sink, limits);
    if (m_zoneMayDiffer) {
        if (auto ready = beforeStatement(); !ready)
            return ready;
        readZone();
    }
    auto result = OdbcConnection::doExecute(statement, sink, limits);
    // SET does it, and the end of a transaction takes SET back; what rows are read and written by does not.
    static const QSet<QString> leaves{u"SELECT"_s, u"WITH"_s,   u"VALUES"_s, u"TABLE"_s,   u"SHOW"_s,
                                      u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"EXPLAIN"_s, u"MERGE"_s};
    m_zoneMayDiffer =
        m_zoneMayDiffer || !leaves.contains(classify(statement.text, own).verb) || statement.text.contains("set_config"_L1, Qt::CaseInsensitive);
    return result;
}

/// With the sizes that belong to a type's name, and as the server would write the values.
OdbcColumn OdbcSourceConnection::column(const OdbcColumnFacts &facts) const
{
    OdbcColumn column = OdbcConnection::column(facts);
    if (!manner().looselyTyped)
        column.info.nativeType = odbcSizedType(facts.typeName, facts.type, static_cast<qint64>(facts.size), facts.digits, m_sizedTypes);
    column.isLong = column.isLong || (m_planning && column.transfer == OdbcTransfer::Wide); // MariaDB's driver says less than comes
    if (m_dbms != OdbcDbms::PostgreSql)
        return column;
    column.lowerCase = facts.type == SQL_GUID;
    if (facts.typeName == "timestamptz"_L1 && m_zone && column.info.physical == Physical::Timestamp) {
        column.zone = m_zone;
        column.tag = Tag::TimestampTz;
        column.info.logical = Logical::TimestampTz;
        column.info.physical = Physical::TimestampTz;
        column.info.zone = QString::fromUtf8(m_zone->id());
    }
    return column;
}

/// psqlodbc wraps the server's words in its own.
static QString serversWords(QString message)
{
    static const QRegularExpression front(u"^(ERROR|FATAL|PANIC): +"_s);
    static const QRegularExpression end(u";\\s*Error while .*$"_s, QRegularExpression::DotMatchesEverythingOption);
    return message.remove(front).remove(end);
}

Error OdbcSourceConnection::makeError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement) const
{
    Error error = OdbcConnection::makeError(diagnostics, statement);
    error.message = serversWords(error.message);
    // psqlodbc knows no escape for it.
    if (m_dbms == OdbcDbms::PostgreSql && error.code == "07002"_L1 && statement.contains(u'?'))
        error.detail =
            tr("The driver takes every ? for a parameter: write jsonb_exists(a, b) for a ? b, jsonb_exists_any for ?| and jsonb_exists_all "
               "for ?&, or connect by postgresql://.");
    return error;
}

std::optional<Notice> OdbcSourceConnection::makeNotice(const OdbcDiagnostic &diagnostic) const
{
    auto notice = OdbcConnection::makeNotice(diagnostic);
    static const QRegularExpression severity(u"^(NOTICE|WARNING|INFO|LOG): +"_s);
    if (!notice)
        return notice;
    if (const auto match = severity.match(notice->message); match.hasMatch()) {
        notice->severity = match.captured(1);
        notice->message.remove(0, match.capturedLength());
    }
    return notice;
}

/// The text was split by what was known of the source before, and is read by the source's own rules: it must only read by both.
Result<void> OdbcSourceConnection::mayRun(const QString &text) const
{
    auto may = OdbcConnection::mayRun(text);
    if (!may || classify(text, own).kind == StatementKind::TransactionControl)
        return may;
    return checkReadOnly(text, m_split);
}

static QString explainPrefix(OdbcDbms dbms)
{
    switch (dbms) {
    case OdbcDbms::PostgreSql: return u"EXPLAIN (FORMAT JSON) "_s;
    case OdbcDbms::MySql:
    case OdbcDbms::MariaDb: return u"EXPLAIN FORMAT=JSON "_s;
    case OdbcDbms::Sqlite: return u"EXPLAIN QUERY PLAN "_s;
    default: return {};
    }
}

static Result<PlanNode> planOf(OdbcDbms dbms, const QList<QStringList> &rows)
{
    if (dbms == OdbcDbms::Sqlite) {
        QList<std::tuple<int, int, QString>> steps;
        for (const QStringList &row : rows)
            steps.append({row.value(0).toInt(), row.value(1).toInt(), row.value(3)});
        return sqlitePlan(steps);
    }
    QString json;
    for (const QStringList &row : rows)
        json += row.value(0);
    return dbms == OdbcDbms::PostgreSql ? postgresqlPlan(json.toUtf8()) : planFromJson(json);
}

Result<PlanNode> OdbcSourceConnection::explain(const Statement &statement, Deadline deadline)
{
    if (m_dbms == OdbcDbms::SqlServer || m_dbms == OdbcDbms::Oracle) {
        const bool oracle = m_dbms == OdbcDbms::Oracle;
        return fail(ErrorKind::Unsupported,
                    tr("Plans of %1 are read by a connection of its own kind, which takes a data source too: %2://…?dsn=NAME.")
                        .arg(oracle ? u"Oracle"_s : u"SQL Server"_s, oracle ? u"oracle"_s : u"mssql"_s));
    }
    const QString prefix = explainPrefix(m_dbms);
    if (prefix.isEmpty())
        return OdbcConnection::explain(statement, deadline);
    // A driver may send several statements at once, of which only the first would be explained.
    const auto script = splitScript(statement.text, own);
    if (!script || script->size() != 1)
        return fail(script ? Error{ErrorKind::Usage, tr("One statement is explained at a time."), {}, {}, -1, 0, 0} : script.error());
    return guarded(deadline, [&]() -> Result<PlanNode> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        m_planning = true;
        const auto rows = query(prefix + script->first().text, statement.parameters);
        m_planning = false;
        return rows ? planOf(m_dbms, *rows) : fail(rows.error());
    });
}

/// MariaDB's driver calls no database "null".
QString OdbcSourceConnection::currentDatabase() const
{
    const QString name = link().text(SQL_DATABASE_NAME);
    return m_dbms == OdbcDbms::MariaDb && name == "null"_L1 ? QString() : name;
}

QString OdbcSourceConnection::currentCatalog() const
{
    if (link().number(SQL_CATALOG_USAGE) == 0)
        return {};
    const QString current = currentDatabase();
    return current.isEmpty() ? QString() : current;
}

OdbcCatalogAsk OdbcSourceConnection::asking()
{
    OdbcCatalogAsk ask;
    ask.rows = [this](const std::function<SQLRETURN(SQLHSTMT)> &call) { return catalogRows(call); };
    ask.catalog = currentCatalog();
    ask.schemas = own.schemas;
    ask.dbms = m_dbms;
    ask.sizedTypes = m_sizedTypes;
    ask.query = [this](const QString &text) { return query(text); };
    return ask;
}

Result<QStringList> OdbcSourceConnection::databases(Deadline deadline)
{
    return guarded(deadline, [this] { return catalogs(); });
}

Result<QStringList> OdbcSourceConnection::catalogs()
{
    const QString current = currentDatabase();
    if (link().number(SQL_CATALOG_USAGE) == 0)
        return current.isEmpty() ? QStringList() : QStringList{current};
    OdbcText all(u"%"_s);
    OdbcText none((QString()));
    const auto rows = catalogRows(
        [&](SQLHSTMT statement) { return SQLTablesW(statement, all.data(), all.shortSize(), none.data(), 0, none.data(), 0, none.data(), 0); });
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (const QStringList &row : *rows) {
        if (!row.value(0).isEmpty() && !names.contains(row.value(0)))
            names.append(row.value(0));
    }
    if (names.isEmpty() && !current.isEmpty())
        names.append(current);
    return names;
}

Result<QList<ObjectName>> OdbcSourceConnection::objects(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QList<ObjectName>> {
        const auto relations = odbcRelations(asking());
        if (!relations)
            return fail(relations.error());
        QList<ObjectName> objects;
        for (const OdbcRelation &relation : *relations) {
            const bool isView = relation.type.contains("VIEW"_L1);
            const QString kind = !isView ? u"table"_s : relation.type.contains("MATERIALIZED"_L1) ? u"materialized view"_s : u"view"_s;
            objects.append({relation.ref.schema, relation.ref.name, kind, -1});
        }
        return objects;
    });
}

Result<QList<ColumnSummary>> OdbcSourceConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        const ObjectRef ref{object.schema, object.name};
        const OdbcCatalogAsk ask = asking();
        const auto all = odbcColumns(ask, ref);
        if (!all)
            return fail(all.error());
        const auto key = odbcPrimaryKey(ask, ref);
        QList<ColumnSummary> summaries;
        for (const Column &column : all->value(ref)) {
            const bool isKey = key && *key && (*key)->columns.contains(column.name);
            summaries.append({column.name, column.nativeType, column.nullable, isKey});
        }
        return summaries;
    });
}

/// MySQL's and MariaDB's drivers answer with no table at all where no database is chosen.
Result<void> OdbcSourceConnection::databaseIsChosen()
{
    const bool needed = m_dbms == OdbcDbms::MySql || m_dbms == OdbcDbms::MariaDb;
    if (!needed || !currentDatabase().isEmpty())
        return {};
    const auto known = catalogs();
    const QString there = known ? known->join(u", "_s) : QString();
    return fail(ErrorKind::Usage, tr("No database is chosen, so that no table can be listed. Name one: %1.").arg(there));
}

Result<CatalogPtr> OdbcSourceConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        CatalogInfo info;
        info.engine = own.engine;
        info.product = link().text(SQL_DBMS_NAME);
        info.serverVersion = link().text(SQL_DBMS_VER);
        info.database = currentDatabase();
        info.role = link().text(SQL_USER_NAME);
        info.readAt = QDateTime::currentDateTimeUtc();
        info.scope = request.schema;
        info.include = request.include;
        info.exclude = request.exclude;
        switch (link().shortNumber(SQL_IDENTIFIER_CASE)) {
        case SQL_IC_UPPER: info.nameRule = u"upper"_s; break;
        case SQL_IC_LOWER: info.nameRule = u"lower"_s; break;
        case SQL_IC_SENSITIVE: info.nameRule = u"exact"_s; break;
        default: info.nameRule = u"ignore_case"_s; break;
        }
        if (auto chosen = databaseIsChosen(); !chosen)
            return fail(chosen.error());
        return readOdbcCatalog(asking(), request, listener, std::move(info));
    });
}

} // namespace concord
