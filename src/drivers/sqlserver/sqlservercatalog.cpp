// SPDX-License-Identifier: GPL-3.0-or-later
// The connection's part in reading catalogs and single tables.
#include "qtsql/compatibleserver.h"
#include "schema/catalog.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverconnection.h"
#include "sqlserver/sqlservertypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

/// Babelfish knows other rights, and is not asked.
bool SqlServerConnection::seesDefinitions(const QString &product)
{
    return product.startsWith("Babelfish"_L1) || oneValue(u"SELECT HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION')"_s) != "0"_L1;
}

Result<CatalogPtr> SqlServerConnection::readCatalog(const CatalogRequest &request, const CatalogListener &listener, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<CatalogPtr> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const auto or_ = [this](const QString &sql, const QString &otherwise) {
            const QString value = oneValue(sql);
            return value.isEmpty() ? otherwise : value;
        };
        SqlServerPlace place;
        place.database = or_(u"SELECT DB_NAME()"_s, endpoint().database.isEmpty() ? link().text(SQL_DATABASE_NAME) : endpoint().database);
        place.user = or_(u"SELECT SUSER_SNAME()"_s, endpoint().user);
        place.defaultSchema = or_(u"SELECT SCHEMA_NAME()"_s, u"dbo"_s);
        const QString product = recogniseSqlServer(oneValue(u"SELECT @@VERSION"_s)).product;
        place.product = product.isEmpty() ? link().text(SQL_DBMS_NAME) : product;
        place.version = or_(u"SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))"_s, link().text(SQL_DBMS_VER));
        place.seesAll = seesDefinitions(place.product);
        CatalogRequest wanted = request;
        if (wanted.schema.isEmpty())
            wanted.schema = m_schema;
        const SystemRowSource source = [this](const QString &sql, const std::function<void(const SystemRow &)> &each) { return eachRow(sql, each); };
        return SqlServerCatalogReader(source, wanted, place, listener).read();
    });
}

Result<QList<MissingRight>> SqlServerConnection::missingRights(const CatalogRequest &, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<MissingRight>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        QList<MissingRight> missing;
        if (!seesDefinitions(recogniseSqlServer(oneValue(u"SELECT @@VERSION"_s)).product))
            missing.append({tr("database %1").arg(endpoint().database), u"VIEW DEFINITION"_s,
                            tr("only objects that the login has rights on are seen, without their texts"), false});
        return missing;
    });
}

/// From INFORMATION_SCHEMA, where sys.* cannot be read.
Result<QList<ColumnSummary>> SqlServerConnection::standardColumns(const ObjectName &object)
{
    QMap<qint64, ColumnSummary> columns; // by their place
    auto read = eachRow(u"SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = %1 AND TABLE_NAME = %2"_s.arg(
                            dialect().literal(object.schema), dialect().literal(object.name)),
                        [&](const SystemRow &row) {
                            columns.insert(row.number("ordinal_position"_L1),
                                           {row.text("column_name"_L1), sqlServerStandardType(row), row.text("is_nullable"_L1) != "NO"_L1, false});
                        });
    return read.transform([&columns] { return QList<ColumnSummary>(columns.values()); });
}

Result<QList<ColumnSummary>> SqlServerConnection::columns(const ObjectName &object, Deadline deadline)
{
    return guarded(deadline, [&]() -> Result<QList<ColumnSummary>> {
        if (auto ready = beforeStatement(); !ready)
            return fail(ready.error());
        const QString where = u" FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id "
                              "JOIN sys.%1 c ON c.object_id = o.object_id %2 WHERE s.name = "_s
                              + dialect().literal(object.schema) + u" AND o.name = "_s + dialect().literal(object.name);
        QList<ColumnSummary> columns;
        QList<qint64> numbers;
        auto read = eachRow(u"SELECT c.column_id, c.name, t.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable"_s
                                + where.arg(u"columns"_s, u"JOIN sys.types t ON t.user_type_id = c.user_type_id"_s) + u" ORDER BY c.column_id"_s,
                            [&](const SystemRow &row) {
                                const QString type = sqlServerTypeText(row.text("type_name"_L1), row.number("max_length"_L1),
                                                                       row.number("precision"_L1), row.number("scale"_L1));
                                columns.append({row.text("name"_L1), type, row.flag("is_nullable"_L1), false});
                                numbers.append(row.number("column_id"_L1));
                            });
        if (!read && endsReading(read.error()))
            return fail(read.error());
        if (!read) {
            auto standard = standardColumns(object);
            return standard || endsReading(standard.error()) ? standard : fail(read.error());
        }
        std::ignore = eachRow(u"SELECT c.column_id, i.is_primary_key"_s
                                  + where.arg(u"index_columns"_s, u"JOIN sys.indexes i ON i.object_id = c.object_id AND i.index_id = c.index_id"_s),
                              [&](const SystemRow &row) {
                                  const qsizetype at = row.flag("is_primary_key"_L1) ? numbers.indexOf(row.number("column_id"_L1)) : -1;
                                  if (at >= 0)
                                      columns[at].primaryKey = true;
                              });
        return columns;
    });
}

} // namespace concord
