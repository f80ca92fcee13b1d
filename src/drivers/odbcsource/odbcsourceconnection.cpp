// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcsourceconnection.h"

#include "odbcsource/odbcsourcedialect.h"
#include "query/sqltext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

OdbcSourceConnection::OdbcSourceConnection(OdbcLink link, const Endpoint &endpoint)
    : OdbcSourceOwnDialect{odbcSourceDialect(link)},
      OdbcConnection(std::move(link), endpoint, own)
{}

/// With the sizes that belong to a type's name.
OdbcColumn OdbcSourceConnection::column(const OdbcColumnFacts &facts) const
{
    OdbcColumn column = OdbcConnection::column(facts);
    QString &native = column.info.nativeType;
    if (native.contains(u'(') || manner().looselyTyped)
        return column;
    switch (facts.type) {
    case SQL_CHAR:
    case SQL_WCHAR:
    case SQL_VARCHAR:
    case SQL_WVARCHAR:
    case SQL_BINARY:
    case SQL_VARBINARY:
        if (facts.size > 0)
            native += u"(%1)"_s.arg(facts.size);
        break;
    case SQL_DECIMAL:
    case SQL_NUMERIC: native += u"(%1,%2)"_s.arg(facts.size).arg(facts.digits); break;
    default: break;
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

/// The text was split by the engine's common dialect and is read by the source's own: it must only read by both.
Result<void> OdbcSourceConnection::mayRun(const QString &text) const
{
    auto may = OdbcConnection::mayRun(text);
    if (!may || classify(text, own).kind == StatementKind::TransactionControl)
        return may;
    return checkReadOnly(text, odbcSourceDialect());
}

QString OdbcSourceConnection::currentCatalog() const
{
    if (link().number(SQL_CATALOG_USAGE) == 0)
        return {};
    const QString current = link().text(SQL_DATABASE_NAME);
    return current.isEmpty() ? QString() : current;
}

OdbcCatalogAsk OdbcSourceConnection::asking()
{
    OdbcCatalogAsk ask;
    ask.rows = [this](const std::function<SQLRETURN(SQLHSTMT)> &call) { return catalogRows(call); };
    ask.catalog = currentCatalog();
    ask.schemas = own.schemas;
    return ask;
}

Result<QStringList> OdbcSourceConnection::databases(Deadline deadline)
{
    return guarded(deadline, [this]() -> Result<QStringList> {
        const QString current = link().text(SQL_DATABASE_NAME);
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
    });
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

Result<CatalogPtr> OdbcSourceConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        CatalogInfo info;
        info.engine = own.engine;
        info.product = link().text(SQL_DBMS_NAME);
        info.serverVersion = link().text(SQL_DBMS_VER);
        info.database = link().text(SQL_DATABASE_NAME);
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
        return readOdbcCatalog(asking(), request, listener, std::move(info));
    });
}

} // namespace concord
