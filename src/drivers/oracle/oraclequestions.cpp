// SPDX-License-Identifier: GPL-3.0-or-later
// What a connection is asked: the server, its objects, plans, the catalog.
#include "oracle/oracleconnection.h"

#include "oracle/oraclecatalogreader.h"
#include "oracle/oracleowners.h"
#include "oracle/oracleplan.h"
#include "query/sqllexer.h"

#include <QCoreApplication>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleConnection", text);
}

namespace {

/// Hands rows on one by one, as they come.
class EachRow final : public RowSink
{
public:
    explicit EachRow(const OracleQueries::OnCells &onCells) : m_onCells(onCells) {}
    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        m_columns = columns;
        return true;
    }
    bool rows(Batch &&batch) override
    {
        for (std::uint32_t row = 0; row < batch.rows; ++row) {
            QStringList cells;
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                cells.append(batch.columns[i].isNull(row) ? QString() : cellText(batch.columns[i], m_columns[i], row));
            m_onCells(cells);
        }
        return true;
    }
    void finished(const ResultSetEnd &) override {}
    void notice(const Notice &) override {}

private:
    const OracleQueries::OnCells &m_onCells;
    std::vector<ColumnInfo> m_columns;
};

} // namespace

OracleQueries OracleConnection::queries()
{
    return OracleQueries([this](const QString &sql, const OracleQueries::OnCells &onCells) {
        EachRow rows(onCells);
        return run({sql, {}}, rows);
    });
}

/// Null where the question has no answer here.
QString OracleConnection::firstCell(const QString &sql)
{
    const auto rows = query(sql);
    return rows && !rows->isEmpty() && !rows->first().isEmpty() ? rows->first().first() : QString();
}

/// 18c and newer say which release update they are at. Older ones have a row for each part.
QString OracleConnection::serverVersion()
{
    for (const QString &column : {u"version_full"_s, u"version"_s}) {
        const QString version = firstCell(u"SELECT %1 FROM product_component_version WHERE product LIKE '%Oracle%'"_s.arg(column));
        if (!version.isEmpty())
            return version;
    }
    return {};
}

Result<ServerInfo> OracleConnection::serverInfo(Deadline deadline)
{
    auto basic = OdbcConnection::serverInfo(deadline);
    if (!basic)
        return basic;
    return guarded(deadline, [&]() -> Result<ServerInfo> {
        ServerInfo info = *basic;
        if (const QString version = serverVersion(); !version.isEmpty())
            info.version = version;
        if (const QString user = firstCell(u"SELECT username FROM user_users"_s); !user.isEmpty())
            info.user = user;
        info.database = firstCell(u"SELECT global_name FROM global_name"_s);
        const QString protocol = firstCell(u"SELECT SYS_CONTEXT('USERENV', 'NETWORK_PROTOCOL') FROM dual"_s);
        info.tls = protocol == "tcps"_L1 ? u"TLS"_s : QString();
        info.readOnlyHeld = endpoint().readOnly;
        info.warnings.clear();
        if (endpoint().readOnly)
            info.warnings.append(
                tr("A function that a query calls can write in an autonomous transaction of its own: only a user without such rights "
                   "keeps it from that."));
        if (!firstCell(u"SELECT role FROM session_roles WHERE role = 'DBA'"_s).isEmpty())
            info.warnings.append(tr("This user has the role DBA."));
        if (!m_formatsSet)
            info.warnings.append(tr("The session's formats of numbers and dates could not be set: they come as the server writes them."));
        if (!isAlive())
            return fail(ErrorKind::Lost, tr("The connection is broken."));
        return info;
    });
}

/// Pluggable databases where the role may see them; else the one that this link is to.
Result<QStringList> OracleConnection::databases(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QStringList> {
        QStringList names;
        const auto rows = query(u"SELECT name FROM v$pdbs WHERE open_mode LIKE 'READ%'"_s);
        if (!rows && endsReading(rows.error()))
            return fail(rows.error());
        for (const QStringList &row : rows.value_or(QList<QStringList>())) {
            if (row.value(0) != "PDB$SEED"_L1)
                names.append(row.value(0));
        }
        if (names.isEmpty())
            names.append(endpoint().database);
        names.sort();
        return names;
    });
}

Result<QList<ObjectName>> OracleConnection::objects(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QList<ObjectName>> {
        OracleQueries asks = queries();
        return readOracleObjects(asks, endpoint().schema);
    });
}

Result<QList<ColumnSummary>> OracleConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        OracleQueries asks = queries();
        return readOracleColumns(asks, {object.schema, object.name});
    });
}

Result<std::shared_ptr<const Catalog>> OracleConnection::readCatalog(const CatalogRequest &request,
                                                                     const std::function<void(const CatalogProgress &)> &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        CatalogInfo info;
        info.product = u"Oracle"_s;
        info.serverVersion = serverVersion();
        info.database = firstCell(u"SELECT global_name FROM global_name"_s);
        info.role = firstCell(u"SELECT username FROM user_users"_s);
        const QString current = firstCell(u"SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') FROM dual"_s);
        info.defaultSchema = current.isEmpty() ? info.role : current;
        if (info.database.isEmpty())
            info.database = endpoint().database;
        // One moment for all queries, where the server gives it.
        const bool own = transactionState() != TransactionState::InTransaction;
        m_ownTransaction = true;
        info.transactional = own && beginManual() && command(u"SET TRANSACTION READ ONLY"_s);
        m_ownTransaction = false;
        OracleQueries asks = queries();
        Result<CatalogPtr> catalog = OracleCatalogReader(asks, request, listener).read(std::move(info));
        if (own && transactionState() == TransactionState::InTransaction)
            std::ignore = endTransaction("ROLLBACK"_L1);
        return catalog;
    });
}

Result<QList<MissingRight>> OracleConnection::missingRights(const CatalogRequest &, Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QList<MissingRight>> {
        OracleQueries asks = queries();
        if (Result<void> scope = asks.chooseScope(); !scope)
            return fail(scope.error());
        QList<MissingRight> missing;
        if (!asks.seesAll())
            missing.append(
                {u"DBA_… views"_s, u"SELECT_CATALOG_ROLE"_s,
                 tr("only what this user may use is seen (ALL_…): other schemas' private objects and the bodies of their packages are not"), false});
        return missing;
    });
}

/// Placeholders as names: a plan needs no values.
static QString withNamedBinds(const QString &text, const Dialect &dialect)
{
    QString result;
    SqlLexer lexer(text, dialect, SqlLexer::Scope::Statement);
    int number = 0;
    for (SqlToken token; lexer.next(token);) {
        const QStringView piece = QStringView(text).sliced(token.offset, token.length);
        if (token.kind == SqlToken::Kind::Parameter && piece == u"?")
            result += u":b"_s + QString::number(++number);
        else
            result += piece;
    }
    return result;
}

Result<PlanNode> OracleConnection::explainNow(const Statement &statement)
{
    const QString id = u"concord"_s + QUuid::createUuid().toString(QUuid::Id128).left(20);
    QString text = withNamedBinds(statement.text, dialect()).trimmed();
    while (text.endsWith(u';'))
        text.chop(1);
    Result<void> explained = command(u"EXPLAIN PLAN SET STATEMENT_ID = "_s + OracleQueries::literal(id) + u" FOR "_s + text);
    if (!explained) {
        explained.error().offset = -1; // a place in what was sent
        return fail(explained.error());
    }
    OracleQueries asks = queries();
    return readOraclePlan(asks, id);
}

/// EXPLAIN PLAN writes into PLAN_TABLE, which is rolled back.
Result<PlanNode> OracleConnection::explain(const Statement &statement, Deadline deadline)
{
    const StatementClass what = classify(statement.text, dialect());
    const bool explainable = what.kind == StatementKind::Read || what.kind == StatementKind::Write || what.verb.startsWith("SELECT"_L1);
    if (!explainable)
        return fail(ErrorKind::Unsupported, tr("Oracle explains queries, INSERT, UPDATE, DELETE and MERGE."));
    return guarded(deadline, [&]() -> Result<PlanNode> {
        if (Result<void> ready = beforeStatement(); !ready)
            return fail(ready.error());
        const bool own = transactionState() != TransactionState::InTransaction;
        m_ownTransaction = true;
        const Result<void> begun = own ? beginManual() : Result<void>();
        m_ownTransaction = false;
        if (!begun)
            return fail(begun.error());
        Result<PlanNode> plan = explainNow(statement);
        if (own && transactionState() == TransactionState::InTransaction)
            std::ignore = endTransaction("ROLLBACK"_L1);
        return plan;
    });
}

} // namespace concord
