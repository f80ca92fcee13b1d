// SPDX-License-Identifier: GPL-3.0-or-later
// What the connection says for Concord itself: its settings at the start, and what Test and the tree show.
#include "mysql/mysqlconnection.h"

#include "mysql/mysqlplan.h"
#include "mysql/mysqltls.h"
#include "qtsql/textrows.h"
#include "qtsql/compatibleserver.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

} // namespace

Result<QList<QStringList>> MysqlConnection::query(const QString &text, const QStringList &parameters)
{
    Statement statement{text, {}};
    for (const QString &parameter : parameters)
        statement.parameters.append({{}, parameter.isNull() ? Tag::Null : Tag::Text, parameter});
    TextRows rows;
    if (auto ran = run(statement, rows); !ran)
        return fail(ran.error());
    return rows.found;
}

Result<void> MysqlConnection::command(const QString &text)
{
    TextRows none;
    return run({text, {}}, none);
}

/// A setting that older servers may lack: its absence is no reason not to connect.
Result<void> MysqlConnection::prepareSession()
{
    // A result that is held for "fetch more" must outlive the server's 60 s for a client that does not read.
    if (auto set = command(u"SET SESSION autocommit = 1, net_write_timeout = 600"_s); !set)
        return set;
    // The deadline on this side ends a statement; the server's own is there should no KILL get through.
    const int timeout = m_endpoint.options.statementTimeoutMs > 0 ? m_endpoint.options.statementTimeoutMs + 1000 : 0;
    if (isMariaDb()) {
        if (timeout > 0)
            std::ignore = command(u"SET SESSION max_statement_time = %1"_s.arg(timeout / 1000.0, 0, 'f', 3));
    } else {
        if (timeout > 0)
            std::ignore = command(u"SET SESSION max_execution_time = %1"_s.arg(timeout));
        std::ignore = command(u"SET SESSION information_schema_stats_expiry = 0"_s); // row estimates a day old
    }
    if (!m_endpoint.options.charset.isEmpty()) {
        // Text always travels as UTF-8; the option is what literals are taken for.
        if (auto set = command(u"SET SESSION character_set_connection = %1"_s.arg(m_endpoint.options.charset)); !set)
            return set;
    }
    if (m_endpoint.readOnly) {
        if (auto held = command(u"SET SESSION TRANSACTION READ ONLY"_s); !held)
            return held;
    }
    if (auto asked = readSqlMode(); !asked)
        return asked;
    m_hasState = false;
    return m_dead ? fail(ErrorKind::Lost, tr("The connection is broken")) : Result<void>{};
}

Result<void> MysqlConnection::readSqlMode()
{
    const auto mode = query(u"SELECT @@SESSION.sql_mode"_s);
    if (!mode)
        return fail(mode.error());
    m_sqlMode = mode->value(0).value(0);
    return {};
}

Result<ServerInfo> MysqlConnection::serverInfo(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<ServerInfo> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const auto row = query(u"SELECT VERSION(), CURRENT_USER(), DATABASE(), @@version_comment"_s);
        if (!row)
            return fail(row.error());
        const QStringList cells = row->value(0);
        ServerInfo info;
        const auto aurora = query(u"SHOW VARIABLES LIKE 'aurora_version'"_s);
        const QStringList own = aurora && !aurora->isEmpty() ? QStringList{u"aurora_version"_s} : QStringList();
        const CompatibleServer server = recogniseMysql(cells.value(0), cells.value(3), own);
        info.product = server.product;
        info.version = server.version;
        info.warnings = server.notes;
        info.user = cells.value(1);
        info.database = cells.value(2);
        info.tls = mysqlTls(m_link->handle());
        const auto held = query(u"SHOW SESSION VARIABLES WHERE Variable_name IN ('transaction_read_only', 'tx_read_only')"_s);
        info.readOnlyHeld = held && held->value(0).value(1) == "ON"_L1;
        const QString wanted = m_endpoint.engine == "mariadb"_L1 ? u"MariaDB"_s : u"MySQL"_s;
        if (isMariaDb() != (wanted == "MariaDB"_L1))
            info.warnings.append(tr("The profile says %1, the server is %2").arg(wanted, info.product));
        if (m_endpoint.readOnly && !info.readOnlyHeld)
            info.warnings.append(tr("The session is not read-only"));
        const auto file = query(u"SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'FILE' AND "
                                "REPLACE(GRANTEE, '''', '') = CURRENT_USER()"_s);
        if (m_endpoint.readOnly && file && !file->isEmpty())
            info.warnings.append(
                tr("The user may write files on the server (FILE): only Concord's own check of the text refuses SELECT … INTO OUTFILE"));
        return info;
    });
}

Result<QStringList> MysqlConnection::databases(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QStringList> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const auto rows = query(u"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN "
                                "('information_schema', 'performance_schema', 'mysql', 'sys') ORDER BY SCHEMA_NAME"_s);
        if (!rows)
            return fail(rows.error());
        QStringList names;
        for (const QStringList &row : *rows)
            names.append(row.value(0));
        return names;
    });
}

Result<QList<ObjectName>> MysqlConnection::objects(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QList<ObjectName>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const auto rows =
            query(u"SELECT TABLE_NAME, TABLE_TYPE, TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"_s);
        if (!rows)
            return fail(rows.error());
        QList<ObjectName> objects;
        for (const QStringList &row : *rows) {
            ObjectName object;
            object.name = row.value(0);
            const QString type = row.value(1);
            object.kind = type.contains("VIEW"_L1) ? u"view"_s : type == "SEQUENCE"_L1 ? u"sequence"_s : u"table"_s;
            object.rowEstimate = row.value(2).isNull() ? -1 : row.value(2).toLongLong();
            objects.append(object);
        }
        return objects;
    });
}

Result<QList<ColumnSummary>> MysqlConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [this, &object]() -> Result<QList<ColumnSummary>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const QString schema = object.schema.isEmpty() ? QString() : object.schema;
        const auto rows = query(u"SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_KEY FROM information_schema.COLUMNS "
                                "WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION"_s,
                                {schema, object.name});
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return fail(ErrorKind::NotFound, tr("There is no table or view “%1”").arg(object.name));
        QList<ColumnSummary> columns;
        for (const QStringList &row : *rows)
            columns.append({row.value(0), row.value(1), row.value(2) == "YES"_L1, row.value(3) == "PRI"_L1});
        return columns;
    });
}

Result<PlanNode> MysqlConnection::explain(const Statement &statement, Deadline deadline)
{
    return guarded(deadline, [this, &statement]() -> Result<PlanNode> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        // Never ANALYZE, which would run it: what may follow EXPLAIN FORMAT=JSON is the statement alone.
        Statement explaining = statement;
        explaining.text.prepend("EXPLAIN FORMAT=JSON "_L1);
        // Planning may call functions, so a read-only connection plans inside a read-only transaction too.
        const bool own = m_endpoint.readOnly && !inTransaction();
        if (own) {
            if (auto held = command(u"START TRANSACTION READ ONLY"_s); !held)
                return fail(held.error());
        }
        TextRows rows;
        auto ran = run(explaining, rows, true);
        if (own && !m_dead)
            std::ignore = command(u"ROLLBACK"_s);
        if (!ran) {
            Error error = ran.error();
            error.offset = std::max(-1, error.offset - static_cast<int>(explaining.text.size() - statement.text.size()));
            locate(error, statement.text);
            return fail(error);
        }
        return planFromJson(rows.found.value(0).value(0));
    });
}

} // namespace concord
