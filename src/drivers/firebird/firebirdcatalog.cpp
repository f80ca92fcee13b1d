// SPDX-License-Identifier: GPL-3.0-or-later
// The database as a whole, its domains, tables, views and columns.
#include "firebird/firebirdcatalogreader.h"

#include "connection/dialect.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirdtypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdCatalog", text);
}

FirebirdCatalogReader::FirebirdCatalogReader(const FirebirdCatalogQuery &query, const CatalogRequest &request, CatalogInfo info)
    : m_query(query),
      m_request(request),
      m_filter(request, Qt::CaseInsensitive),
      m_info(std::move(info))
{}

Result<void> FirebirdCatalogReader::database()
{
    m_info.nameRule = u"upper"_s;
    m_info.readAt = QDateTime::currentDateTimeUtc();
    m_info.scope = m_request.schema;
    m_info.include = m_request.include;
    m_info.exclude = m_request.exclude;
    return each("SELECT TRIM(d.RDB$CHARACTER_SET_NAME), TRIM(c.RDB$DEFAULT_COLLATE_NAME), TRIM(CURRENT_USER), m.MON$PAGES, m.MON$PAGE_SIZE"
                " FROM RDB$DATABASE d LEFT JOIN RDB$CHARACTER_SETS c ON c.RDB$CHARACTER_SET_NAME = d.RDB$CHARACTER_SET_NAME"
                " CROSS JOIN MON$DATABASE m",
                [&](const QStringList &row) {
                    m_info.charset = row[0];
                    m_info.collation = row[1];
                    m_info.role = row[2];
                    if (m_request.statistics)
                        m_info.bytes = row[3].toLongLong() * row[4].toLongLong();
                });
}

Result<void> FirebirdCatalogReader::domains()
{
    const QByteArray sql = QByteArray("SELECT ") + firebirdFieldColumns + ", f.RDB$DESCRIPTION FROM RDB$FIELDS f" + firebirdFieldJoins
                           + " WHERE f.RDB$SYSTEM_FLAG = 0 AND f.RDB$FIELD_NAME NOT STARTING WITH 'RDB$'";
    return each(sql, [&](const QStringList &row) {
        const FirebirdField field = firebirdField(row, 0, m_info.charset);
        if (!accepts(field.name))
            return;
        TypeObject &made = add(std::make_shared<TypeObject>(), field.name, row[firebirdFieldColumnCount]);
        made.variant = u"domain"_s;
        made.baseType = field.nativeType;
        made.notNull = field.notNull;
        made.collation = field.collation;
        if (!field.defaultText.isNull())
            made.defaultExpression = field.defaultText;
        if (!field.check.isEmpty()) {
            Check check;
            check.nameGenerated = true;
            check.expression = field.check;
            made.checks.push_back(std::move(check));
        }
    });
}

/// RDB$RELATION_TYPE: 0 table, 1 view, 2 external, 4 and 5 temporary.
Result<void> FirebirdCatalogReader::relations()
{
    return each("SELECT TRIM(RDB$RELATION_NAME), RDB$RELATION_TYPE, RDB$VIEW_SOURCE, TRIM(RDB$EXTERNAL_FILE), RDB$DESCRIPTION FROM RDB$RELATIONS"
                " WHERE RDB$SYSTEM_FLAG = 0",
                [&](const QStringList &row) {
                    const QString &name = row[0];
                    const int type = row[1].toInt();
                    if (!accepts(name))
                        return;
                    if (type == 1) {
                        View &view = add(std::make_shared<View>(), name, row[4]);
                        view.definition = row[2].trimmed();
                        m_views.insert(name, &view);
                        return;
                    }
                    Table &table = add(std::make_shared<Table>(), name, row[4]);
                    if (type == 2) {
                        table.variant = u"foreign"_s;
                        table.options.insert(u"external_file"_s, row[3]);
                    } else if (type == 4 || type == 5) {
                        table.variant = u"temporary"_s;
                        table.options.insert(u"on_commit"_s, type == 4 ? u"preserve"_s : u"delete"_s);
                    }
                    m_tables.insert(name, &table);
                });
}

/// Behind the columns of the field: name, its own default, not null, collation and comment, and its identity.
Column FirebirdCatalogReader::column(const QStringList &row) const
{
    const int own = 1 + firebirdFieldColumnCount;
    const FirebirdField field = firebirdField(row, 1, m_info.charset);
    Column made;
    made.name = row[own];
    made.nativeType = field.isDomain() ? firebirdDialect().identifier(field.name) : field.nativeType;
    made.type = firebirdTypes().logical(field.nativeType);
    made.comment = row[own + 4];
    made.nullable = row[own + 2].toInt() != 1 && !field.notNull;
    if (!field.isDomain() || row[own + 3] != row[9])
        made.collation = row[own + 3] == row[10] ? QString() : row[own + 3];
    if (!field.computed.isEmpty()) {
        made.generated = Generated::Virtual;
        made.generationExpression = field.computed;
        made.nullable = true;
    }
    const QString ownDefault = firebirdDefaultText(row[own + 1]);
    if (!ownDefault.isNull())
        made.defaultExpression = ownDefault;
    else if (!field.isDomain() && !field.defaultText.isNull())
        made.defaultExpression = field.defaultText;
    if (!row[own + 5].isNull()) {
        made.identity = row[own + 5].toInt() == 0 ? Identity::Always : Identity::ByDefault;
        if (const auto counting = m_identities.constFind(row[own + 6]); counting != m_identities.constEnd())
            made.sequence = std::make_shared<const SequenceOptions>(*counting);
    }
    return made;
}

Result<void> FirebirdCatalogReader::columns()
{
    const QByteArray sql = QByteArray("SELECT TRIM(r.RDB$RELATION_NAME), ") + firebirdFieldColumns
                           + ", TRIM(r.RDB$FIELD_NAME), r.RDB$DEFAULT_SOURCE, r.RDB$NULL_FLAG,"
                             " TRIM(COALESCE(rc.RDB$COLLATION_NAME, co.RDB$COLLATION_NAME)), r.RDB$DESCRIPTION, r.RDB$IDENTITY_TYPE,"
                             " TRIM(r.RDB$GENERATOR_NAME) FROM RDB$RELATION_FIELDS r JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = r.RDB$FIELD_SOURCE"
                           + firebirdFieldJoins
                           + " LEFT JOIN RDB$COLLATIONS rc ON rc.RDB$CHARACTER_SET_ID = f.RDB$CHARACTER_SET_ID AND rc.RDB$COLLATION_ID ="
                             " r.RDB$COLLATION_ID WHERE r.RDB$SYSTEM_FLAG = 0 ORDER BY r.RDB$RELATION_NAME, r.RDB$FIELD_POSITION";
    return each(sql, [&](const QStringList &row) {
        if (Table *table = m_tables.value(row[0])) {
            table->columns.push_back(column(row));
        } else if (View *view = m_views.value(row[0])) {
            Column made = column(row);
            made.nativeType = firebirdField(row, 1, m_info.charset).nativeType;
            made.generated = Generated::No;
            made.generationExpression.clear();
            view->columns.push_back(std::move(made));
        }
    });
}

Result<CatalogPtr> FirebirdCatalogReader::read(const CatalogListener &listener)
{
    using Step = Result<void> (FirebirdCatalogReader::*)();
    const std::pair<QString, Step> steps[] = {
        {tr("database"), &FirebirdCatalogReader::database},     {tr("domains"), &FirebirdCatalogReader::domains},
        {tr("sequences"), &FirebirdCatalogReader::sequences},   {tr("tables"), &FirebirdCatalogReader::relations},
        {tr("columns"), &FirebirdCatalogReader::columns},       {tr("constraints"), &FirebirdCatalogReader::constraints},
        {tr("checks"), &FirebirdCatalogReader::checks},         {tr("indexes"), &FirebirdCatalogReader::indexes},
        {tr("triggers"), &FirebirdCatalogReader::triggers},     {tr("exceptions"), &FirebirdCatalogReader::exceptions},
        {tr("procedures"), &FirebirdCatalogReader::procedures}, {tr("functions"), &FirebirdCatalogReader::functions},
        {tr("packages"), &FirebirdCatalogReader::packages},     {tr("dependencies"), &FirebirdCatalogReader::dependencies},
        {tr("privileges"), &FirebirdCatalogReader::privileges}};
    if (!m_request.schema.isEmpty())
        return fail(ErrorKind::NotFound, tr("A database of Firebird's has no schemas: there is no “%1”.").arg(m_request.schema));
    for (const auto &[name, step] : steps) {
        if (listener)
            listener({name, static_cast<qint64>(m_objects.size()), -1});
        if (Result<void> done = (this->*step)(); !done)
            return fail(done.error());
    }
    return Catalog::make(std::move(m_info), std::move(m_objects));
}

Result<CatalogPtr> readFirebirdCatalog(const FirebirdCatalogQuery &query, const CatalogRequest &request, const CatalogListener &listener,
                                       CatalogInfo info)
{
    return FirebirdCatalogReader(query, request, std::move(info)).read(listener);
}

Result<QList<ColumnSummary>> readFirebirdColumns(const FirebirdCatalogQuery &query, const QString &table)
{
    const QByteArray sql =
        QByteArray("SELECT TRIM(r.RDB$FIELD_NAME), r.RDB$NULL_FLAG, IIF(EXISTS(SELECT 1 FROM RDB$RELATION_CONSTRAINTS k"
                   " JOIN RDB$INDEX_SEGMENTS s ON s.RDB$INDEX_NAME = k.RDB$INDEX_NAME WHERE k.RDB$RELATION_NAME ="
                   " r.RDB$RELATION_NAME AND k.RDB$CONSTRAINT_TYPE = 'PRIMARY KEY' AND s.RDB$FIELD_NAME = r.RDB$FIELD_NAME), 1, 0),"
                   " TRIM(d.RDB$CHARACTER_SET_NAME), ")
        + firebirdFieldColumns + " FROM RDB$RELATION_FIELDS r JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = r.RDB$FIELD_SOURCE" + firebirdFieldJoins
        + " CROSS JOIN RDB$DATABASE d WHERE r.RDB$RELATION_NAME = ? ORDER BY r.RDB$FIELD_POSITION";
    const Result<QList<QStringList>> rows = query(sql, {table});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::NotFound, tr("There is no table or view %1.").arg(table));
    QList<ColumnSummary> columns;
    for (const QStringList &row : *rows) {
        const FirebirdField field = firebirdField(row, 4, row[3]);
        columns.append({row[0], field.nativeType, row[1].toInt() != 1 && !field.notNull, row[2] == "1"_L1});
    }
    return columns;
}

} // namespace concord
