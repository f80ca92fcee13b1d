// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclecatalogreader.h"

#include "oracle/oracleowners.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleCatalog", text);
}

OracleCatalogReader::OracleCatalogReader(OracleQueries &queries, const CatalogRequest &request, CatalogListener listener)
    : m_queries(queries),
      m_request(request),
      m_filter(request, Qt::CaseInsensitive),
      m_listener(std::move(listener))
{}

Result<CatalogPtr> OracleCatalogReader::read(CatalogInfo info)
{
    m_info = std::move(info);
    m_info.engine = u"oracle"_s;
    m_info.nameRule = u"upper"_s;
    m_info.scope = m_request.schema;
    m_info.include = m_request.include;
    m_info.exclude = m_request.exclude;
    m_info.readAt = QDateTime::currentDateTimeUtc();
    if (const Result<void> all = readAll(); !all)
        return fail(all.error());
    addSchemas();
    return Catalog::make(std::move(m_info), std::move(m_objects));
}

Result<void> OracleCatalogReader::readAll()
{
    if (const Result<void> scope = m_queries.chooseScope(); !scope)
        return scope;
    if (const Result<void> owners = readOwners(); !owners)
        return owners;
    if (const Result<void> tables = readTables(); !tables) // without them there is no catalog
        return tables;
    using Step = Result<void> (OracleCatalogReader::*)();
    struct Part
    {
        const char *name;
        Step read;
        bool ofTables = true; ///< without it no table or view is known wholly
    };
    const Part parts[] = {
        {QT_TRANSLATE_NOOP("OracleCatalog", "materialized views"), &OracleCatalogReader::readMaterializedViews},
        {QT_TRANSLATE_NOOP("OracleCatalog", "views"), &OracleCatalogReader::readViews},
        {QT_TRANSLATE_NOOP("OracleCatalog", "columns"), &OracleCatalogReader::readColumns},
        {QT_TRANSLATE_NOOP("OracleCatalog", "defaults"), &OracleCatalogReader::readDefaults},
        {QT_TRANSLATE_NOOP("OracleCatalog", "identity columns"), &OracleCatalogReader::readIdentities},
        {QT_TRANSLATE_NOOP("OracleCatalog", "partitions"), &OracleCatalogReader::readPartitions},
        {QT_TRANSLATE_NOOP("OracleCatalog", "external tables"), &OracleCatalogReader::readExternal},
        {QT_TRANSLATE_NOOP("OracleCatalog", "constraints"), &OracleCatalogReader::readConstraints},
        {QT_TRANSLATE_NOOP("OracleCatalog", "indexes"), &OracleCatalogReader::readIndexes},
        {QT_TRANSLATE_NOOP("OracleCatalog", "sequences"), &OracleCatalogReader::readSequences, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "synonyms"), &OracleCatalogReader::readSynonyms, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "program units"), &OracleCatalogReader::readSource, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "types"), &OracleCatalogReader::readTypes, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "triggers"), &OracleCatalogReader::readTriggers},
        {QT_TRANSLATE_NOOP("OracleCatalog", "objects that do not compile"), &OracleCatalogReader::readStatus, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "comments"), &OracleCatalogReader::readComments, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "dependencies"), &OracleCatalogReader::readDependencies, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "privileges"), &OracleCatalogReader::readPrivileges, false},
        {QT_TRANSLATE_NOOP("OracleCatalog", "character set"), &OracleCatalogReader::readDatabase, false},
    };
    for (const Part &part : parts) {
        const QString words = tr(part.name);
        step(words);
        if (const Result<void> done = tolerate((this->*part.read)(), words, part.ofTables); !done)
            return done;
    }
    return {};
}

void OracleCatalogReader::step(const QString &name)
{
    if (m_listener)
        m_listener({name, m_done, -1});
}

Result<void> OracleCatalogReader::tolerate(const Result<void> &result, const QString &what, bool ofTables)
{
    if (result || endsReading(result.error()))
        return result;
    QStringList schemas;
    for (const auto &object : m_objects) {
        if (ofTables && !schemas.contains(object->ref.schema))
            schemas.append(object->ref.schema);
    }
    schemas.sort();
    for (const QString &schema : std::as_const(schemas)) // what seems to lack there may well be there
        m_info.unread.push_back({what, {schema, {}}, result.error().message});
    if (schemas.isEmpty())
        m_info.unread.push_back({what, {}, result.error().message});
    return {};
}

Result<void> OracleCatalogReader::readOwners()
{
    return readMaintainedOwners(m_queries).transform([this](const QStringList &owners) { m_maintained = owners; });
}

QString OracleCatalogReader::wanted(const QString &column) const
{
    return ownedByPeople(column, m_maintained, m_request.schema);
}

QString OracleCatalogReader::withoutBin(const QString &owner, const QString &name) const
{
    return wanted(owner) + u" AND "_s + name + u" NOT LIKE 'BIN$%'"_s; // the recycle bin
}

SchemaObject *OracleCatalogReader::find(const ObjectRef &ref) const
{
    const auto found = m_relations.constFind(ref);
    return found == m_relations.constEnd() ? nullptr : found->get();
}

Table *OracleCatalogReader::table(const ObjectRef &ref) const
{
    SchemaObject *object = find(ref);
    return object && object->kind == ObjectKind::Table ? static_cast<Table *>(object) : nullptr;
}

View *OracleCatalogReader::viewOf(const ObjectRef &ref) const
{
    SchemaObject *object = find(ref);
    return object && object->kind != ObjectKind::Table ? static_cast<View *>(object) : nullptr;
}

std::vector<Column> *OracleCatalogReader::columnsOf(const ObjectRef &ref) const
{
    if (Table *of = table(ref))
        return &of->columns;
    View *of = viewOf(ref);
    return of ? &of->columns : nullptr;
}

void OracleCatalogReader::keep(const std::shared_ptr<SchemaObject> &object)
{
    const bool relation = object->kind == ObjectKind::Table || object->kind == ObjectKind::View || object->kind == ObjectKind::MaterializedView;
    if (relation)
        m_relations.insert(object->ref, object);
    m_objects.push_back(object);
    if (++m_done % 500 == 0)
        step(tr("objects"));
}

/// A schema is a user: those that have something, and the reader's own.
void OracleCatalogReader::addSchemas()
{
    QSet<QString> names;
    for (const auto &object : m_objects)
        names.insert(object->ref.schema);
    if (!m_request.schema.isEmpty())
        names.insert(m_request.schema);
    else if (!m_info.defaultSchema.isEmpty() && !m_maintained.contains(m_info.defaultSchema))
        names.insert(m_info.defaultSchema);
    for (const QString &name : names) {
        if (name == "PUBLIC"_L1) // of public synonyms: nobody's schema
            continue;
        auto schema = std::make_shared<Schema>();
        schema->ref.name = name;
        m_objects.push_back(std::move(schema));
    }
}

/// Bytes in the roomiest of Oracle's Unicode sets, where a character beyond the basic plane takes two times three.
static qsizetype bytesOf(const QString &text)
{
    qsizetype bytes = 0;
    for (const QChar c : text)
        bytes += c < QChar(0x80) ? 1 : c < QChar(0x800) ? 2 : 3;
    return bytes;
}

Result<void> OracleCatalogReader::readLong(const LongColumn &column, const std::function<void(const OracleRow &, const QString &)> &onText)
{
    const QString view = m_queries.view(column.view);
    const bool hasShort = !column.shortColumn.isEmpty();
    const Result<bool> there = hasShort ? m_queries.has(view, column.shortColumn) : Result<bool>(false);
    if (!there)
        return fail(there.error());
    const QString name = *there ? column.shortColumn : column.column;
    const QByteArray cell = name.toLatin1();
    QList<QStringList> cut;
    const Result<void> read = m_queries.each(view, column.keys + QStringList{name}, column.condition, [&](const OracleRow &row) {
        const QString text = row.text(QLatin1StringView(cell));
        constexpr qsizetype longestShort = 4000 - 5; // bytes: more is not in the short column, nor a character that did not fit
        if (!*there || bytesOf(text) < longestShort)
            return onText(row, text);
        QStringList values;
        for (const QString &key : column.keys)
            values.append(row.text(QLatin1StringView(key.toLatin1())));
        cut.append(values);
    });
    if (!read)
        return read;
    const QByteArray whole = column.column.toLatin1();
    for (const QStringList &values : std::as_const(cut)) {
        QStringList conditions;
        for (qsizetype i = 0; i < values.size(); ++i)
            conditions.append(column.keys[i] + u" = "_s + OracleQueries::literal(values[i]));
        const Result<void> one = m_queries.each(view, column.keys + QStringList{column.column}, conditions.join(u" AND "_s),
                                                [&](const OracleRow &row) { onText(row, row.text(QLatin1StringView(whole))); });
        if (!one)
            return one;
    }
    return {};
}

Result<void> OracleCatalogReader::readComments()
{
    const QString names = withoutBin(u"owner"_s, u"table_name"_s) + u" AND comments IS NOT NULL"_s;
    const auto tables =
        m_queries.each(m_queries.view("tab_comments"_L1), {u"owner"_s, u"table_name"_s, u"comments"_s}, names, [&](const OracleRow &row) {
            SchemaObject *object = find({row.text("owner"_L1), row.text("table_name"_L1)});
            if (object && object->kind != ObjectKind::MaterializedView) // whose container says "snapshot table for …"
                object->comment = row.text("comments"_L1);
        });
    if (!tables)
        return tables;
    const auto columns = m_queries.each(m_queries.view("col_comments"_L1), {u"owner"_s, u"table_name"_s, u"column_name"_s, u"comments"_s}, names,
                                        [&](const OracleRow &row) {
                                            std::vector<Column> *of = columnsOf({row.text("owner"_L1), row.text("table_name"_L1)});
                                            const QString name = row.text("column_name"_L1);
                                            if (!of)
                                                return;
                                            for (Column &column : *of) {
                                                if (column.name == name)
                                                    column.comment = row.text("comments"_L1);
                                            }
                                        });
    if (!columns)
        return columns;
    const auto views = m_queries.each(m_queries.view("mview_comments"_L1), {u"owner"_s, u"mview_name"_s, u"comments"_s},
                                      wanted(u"owner"_s) + u" AND comments IS NOT NULL"_s, [&](const OracleRow &row) {
                                          if (View *view = viewOf({row.text("owner"_L1), row.text("mview_name"_L1)}))
                                              view->comment = row.text("comments"_L1);
                                      });
    return views || endsReading(views.error()) ? views : Result<void>();
}

Result<void> OracleCatalogReader::readPrivileges()
{
    if (!m_request.privileges)
        return {};
    QHash<ObjectRef, SchemaObject *> all;
    for (const auto &object : m_objects)
        all.insert(object->ref, object.get());
    // Grants between others are in the DBA_ views alone, which call the column otherwise.
    const bool whole = m_queries.seesAll();
    const QLatin1StringView owner = whole ? "owner"_L1 : "table_schema"_L1;
    const auto add = [&](const OracleRow &row) {
        SchemaObject *object = all.value({row.text(owner), row.text("table_name"_L1)});
        if (!object)
            return;
        Privilege privilege;
        privilege.grantee = row.text("grantee"_L1);
        privilege.privilege = row.text("privilege"_L1);
        privilege.column = row.text("column_name"_L1);
        privilege.grantable = row.is("grantable"_L1, "YES"_L1);
        object->privileges.push_back(std::move(privilege));
    };
    const QString owners = wanted(owner);
    const QStringList names{u"grantee"_s, owner, u"table_name"_s, u"privilege"_s, u"grantable"_s};
    if (const auto tables = m_queries.each(m_queries.view("tab_privs"_L1), names, owners, add); !tables)
        return tables;
    const auto columns = m_queries.each(m_queries.view("col_privs"_L1), names + QStringList{u"column_name"_s}, owners, add);
    return columns || endsReading(columns.error()) ? columns : Result<void>();
}

Result<void> OracleCatalogReader::readDependencies()
{
    QHash<ObjectRef, std::vector<SchemaObject *>> all;
    for (const auto &object : m_objects)
        all[object->ref].push_back(object.get());
    const auto add = [&](const OracleRow &row) {
        const ObjectRef on{row.text("referenced_owner"_L1), row.text("referenced_name"_L1)};
        const ObjectRef of{row.text("owner"_L1), row.text("name"_L1)};
        const auto found = all.constFind(of);
        if (of == on || !all.contains(on) || found == all.constEnd())
            return;
        for (SchemaObject *object : *found) {
            const bool code = object->kind != ObjectKind::Table && object->kind != ObjectKind::Synonym;
            if (code && std::ranges::find(object->dependsOn, on) == object->dependsOn.end())
                object->dependsOn.push_back(on);
        }
    };
    return m_queries.each(m_queries.view("dependencies"_L1), {u"owner"_s, u"name"_s, u"type"_s, u"referenced_owner"_s, u"referenced_name"_s},
                          wanted(u"owner"_s), add);
}

Result<void> OracleCatalogReader::readDatabase()
{
    return m_queries.each(u"nls_database_parameters"_s, {u"parameter"_s, u"value"_s}, {}, [&](const OracleRow &row) {
        if (row.is("parameter"_L1, "NLS_CHARACTERSET"_L1))
            m_info.charset = row.text("value"_L1);
        else if (row.is("parameter"_L1, "NLS_SORT"_L1))
            m_info.collation = row.text("value"_L1);
    });
}

} // namespace concord
