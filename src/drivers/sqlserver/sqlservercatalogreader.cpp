// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlservercatalogreader.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

SqlServerCatalogReader::SqlServerCatalogReader(SystemRowSource source, const CatalogRequest &request, SqlServerPlace place, CatalogListener listener)
    : m_source(std::move(source)),
      m_request(request),
      m_place(std::move(place)),
      m_listener(std::move(listener)),
      m_filter(request, Qt::CaseInsensitive)
{}

void SqlServerCatalogReader::step(const QString &name)
{
    if (m_listener)
        m_listener({name, static_cast<qint64>(m_objects.size()), -1});
}

/// SQL Server itself, of a version that was before the view and what it tells of. (Azure calls itself 12, and has them.)
bool SqlServerCatalogReader::isOfLaterVersion(SystemView view, const Error &error) const
{
    static const QHash<SystemView, int> since = {
        {SystemView::TableTypes, 10}, {SystemView::Dependencies, 10}, {SystemView::Sequences, 11}, {SystemView::Periods, 13}};
    const int version = m_place.version.section(u'.', 0, 0).toInt();
    return error.kind == ErrorKind::NotFound && version > 0 && version < since.value(view) && m_place.product.startsWith("Microsoft SQL Server"_L1);
}

static QStringList lacking(const QStringList &columns, const SystemRow &row)
{
    QStringList missing;
    for (const QString &column : columns) {
        const auto has = [&](const QString &name) { return row.has(QLatin1StringView(name.toLatin1())); };
        if (std::ranges::none_of(column.split(u'|'), has))
            missing.append(column);
    }
    return missing;
}

Result<void> SqlServerCatalogReader::each(SystemView view, bool essential, const OnRow &onRow)
{
    step(systemViewName(view));
    bool first = true;
    QStringList needed;
    QStringList telling;
    auto read = m_source(systemViewQuery(view), [&](const SystemRow &row) {
        if (std::exchange(first, false)) {
            needed = lacking(neededColumns(view), row);
            telling = lacking(tellingColumns(view), row);
        }
        if (needed.isEmpty() && (m_lenient || telling.isEmpty()))
            onRow(row);
    });
    if (const QStringList missing = needed + telling; read && !missing.isEmpty())
        read = fail(ErrorKind::NotFound, tr("%1 has no column %2 on this server").arg(systemViewName(view), missing.join(u", "_s)));
    if (read)
        return {};
    const bool usable = needed.isEmpty() && !telling.isEmpty();
    m_halfTold = m_halfTold || usable;
    if ((essential && !(usable && m_lenient)) || endsReading(read.error()))
        return fail(read.error());
    const bool numbersOnly = view == SystemView::Partitions || view == SystemView::AllocationUnits;
    if (!numbersOnly && !isOfLaterVersion(view, read.error()))
        noteView(view, read.error().message);
    return {};
}

void SqlServerCatalogReader::noteView(SystemView view, const QString &reason)
{
    m_indexColumnsRead = m_indexColumnsRead && view != SystemView::IndexColumns;
    if (concernsTables(view))
        noteEverywhere(systemViewName(view), reason);
    else
        note(systemViewName(view), {}, reason);
}

/// Of all that the catalog holds: what seems to lack there may well be there.
void SqlServerCatalogReader::noteEverywhere(const QString &what, const QString &reason)
{
    QStringList schemas;
    for (const auto &schema : std::as_const(m_schemaObjects))
        schemas.append(schema->ref.name);
    schemas.sort();
    for (const QString &schema : std::as_const(schemas))
        note(what, {schema, {}}, reason);
    if (schemas.isEmpty())
        note(what, {}, reason);
}

Result<CatalogPtr> SqlServerCatalogReader::read()
{
    if (auto done = readAll(); !done) {
        if (!m_halfTold || m_lenient || endsReading(done.error()))
            return fail(done.error());
        SqlServerCatalogReader lenient(m_source, m_request, m_place, m_listener); // INFORMATION_SCHEMA tells nothing either
        lenient.m_lenient = true;
        return lenient.read();
    }
    if (!m_request.schema.isEmpty() && !std::ranges::contains(m_schemas, m_request.schema))
        return fail(ErrorKind::NotFound, tr("There is no schema “%1” in “%2”.").arg(m_request.schema, m_place.database));
    if (!m_place.seesAll)
        note(tr("objects that this login has no rights on"), {}, u"VIEW DEFINITION"_s);
    for (const auto &[type, use] : std::as_const(m_domains))
        type->baseType = typeText(use, true);
    finishIndexes();
    finishModules();
    finishComments();
    finishTemporal();
    finishPartitioning();
    for (const auto &[dependent, needed] : std::as_const(m_dependencies)) {
        if (!std::ranges::contains(dependent->dependsOn, needed->ref))
            dependent->dependsOn.push_back(needed->ref);
    }
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (const auto &schema : std::as_const(m_schemaObjects))
        objects.push_back(schema);
    for (const auto &type : std::as_const(m_typeObjects)) {
        if (m_filter.accepts(type->ref.schema, type->ref.name))
            objects.push_back(type);
    }
    for (const auto &object : std::as_const(m_objects))
        objects.push_back(object);
    return Catalog::make(info(), std::move(objects));
}

/// In the order in which each needs what came before.
Result<void> SqlServerCatalogReader::readAll()
{
    using Reader = void (SqlServerCatalogReader::*)(const SystemRow &);
    struct Part
    {
        SystemView view;
        Reader reader;
        bool essential = false;
        bool wanted = true;
    };
    using R = SqlServerCatalogReader;
    const std::vector<Part> parts = {{SystemView::Databases, &R::readDatabase},
                                     {SystemView::Schemas, &R::readSchema, true},
                                     {SystemView::Types, &R::readType},
                                     {SystemView::ExtendedProperties, &R::readProperty},
                                     {SystemView::Tables, &R::readTable, true},
                                     {SystemView::TableTypes, &R::readTableType},
                                     {SystemView::Views, &R::readView},
                                     {SystemView::Objects, &R::readObject},
                                     {SystemView::Columns, &R::readColumn, true},
                                     {SystemView::IdentityColumns, &R::readIdentity},
                                     {SystemView::ComputedColumns, &R::readComputed},
                                     {SystemView::DefaultConstraints, &R::readDefault},
                                     {SystemView::KeyConstraints, &R::readKeyConstraint},
                                     {SystemView::Indexes, &R::readIndex},
                                     {SystemView::IndexColumns, &R::readIndexColumn},
                                     {SystemView::HashIndexes, &R::readHashIndex},
                                     {SystemView::ForeignKeys, &R::readForeignKey},
                                     {SystemView::ForeignKeyColumns, &R::readForeignKeyColumn},
                                     {SystemView::CheckConstraints, &R::readCheck},
                                     {SystemView::Parameters, &R::readParameter},
                                     {SystemView::Triggers, &R::readTrigger},
                                     {SystemView::TriggerEvents, &R::readTriggerEvent},
                                     {SystemView::Modules, &R::readModule},
                                     {SystemView::Synonyms, &R::readSynonym},
                                     {SystemView::Sequences, &R::readSequence},
                                     {SystemView::Periods, &R::readPeriod},
                                     {SystemView::Dependencies, &R::readDependency},
                                     {SystemView::PartitionSchemes, &R::readPartitionScheme},
                                     {SystemView::PartitionFunctions, &R::readPartitionFunction},
                                     {SystemView::PartitionRanges, &R::readPartitionRange},
                                     {SystemView::Partitions, &R::readPartition, false, m_request.statistics},
                                     {SystemView::AllocationUnits, &R::readAllocationUnit, false, m_request.statistics},
                                     {SystemView::Principals, &R::readPrincipal, false, m_request.privileges},
                                     {SystemView::Permissions, &R::readPermission, false, m_request.privileges}};
    for (const Part &part : parts) {
        const bool none = part.view == SystemView::HashIndexes && !std::ranges::contains(m_indexFacts, u"hash"_s, [](const IndexFact &fact) {
                              return fact.index.method;
                          }); // few servers have that view
        if (!part.wanted || none)
            continue;
        if (auto read = each(part.view, part.essential, [&](const SystemRow &row) { (this->*part.reader)(row); }); !read)
            return endsReading(read.error()) ? read : readStandard(part.view, read.error());
        if (part.view == SystemView::Types && m_types.isEmpty())
            takeSystemTypes();
    }
    return {};
}

/// Names of a partly contained database, and of one whose catalog has a collation of its own (Azure), follow that one.
static QString collationOfNames(const SystemRow &row)
{
    if (row.number("containment"_L1) == 1)
        return u"Latin1_General_100_CI_AS_WS_KS_SC"_s;
    const QString own = row.text("catalog_collation_type_desc"_L1);
    return own.isEmpty() || own == "DATABASE_DEFAULT"_L1 ? row.text("collation_name"_L1) : own;
}

void SqlServerCatalogReader::readDatabase(const SystemRow &row)
{
    const QString name = row.text("name"_L1);
    const bool system = QStringList{u"master"_s, u"tempdb"_s, u"model"_s, u"msdb"_s}.contains(name);
    const bool alike = m_collation.isEmpty() && name.compare(m_place.database, Qt::CaseInsensitive) == 0;
    if (m_place.database.isEmpty() ? !system : name == m_place.database || alike) {
        if (m_place.database.isEmpty())
            m_place.database = name;
        m_collation = row.text("collation_name"_L1);
        m_nameCollation = collationOfNames(row);
    }
}

bool SqlServerCatalogReader::namesAreExact() const
{
    // Babelfish writes them small.
    return m_nameCollation.contains("_CS"_L1, Qt::CaseInsensitive) || m_nameCollation.contains("_BIN"_L1, Qt::CaseInsensitive);
}

bool SqlServerCatalogReader::isWantedSchema(const QString &name) const
{
    return m_request.schema.isEmpty() || name.compare(m_request.schema, namesAreExact() ? Qt::CaseSensitive : Qt::CaseInsensitive) == 0;
}

void SqlServerCatalogReader::readSchema(const SystemRow &row)
{
    const QString name = row.text("name"_L1);
    const int id = static_cast<int>(row.number("schema_id"_L1));
    m_schemas.insert(id, name);
    // The last ones belong to the fixed roles, and hold nothing.
    static const QSet<QString> own{u"sys"_s,
                                   u"INFORMATION_SCHEMA"_s,
                                   u"guest"_s,
                                   u"db_owner"_s,
                                   u"db_accessadmin"_s,
                                   u"db_ddladmin"_s,
                                   u"db_securityadmin"_s,
                                   u"db_datareader"_s,
                                   u"db_backupoperator"_s,
                                   u"db_datawriter"_s,
                                   u"db_denydatareader"_s,
                                   u"db_denydatawriter"_s};
    if (own.contains(name) || !isWantedSchema(name))
        return;
    if (!m_request.schema.isEmpty())
        m_request.schema = name; // as the server writes it
    auto schema = std::make_shared<Schema>();
    schema->ref = {{}, name};
    m_schemaObjects.insert(id, schema);
}

void SqlServerCatalogReader::readProperty(const SystemRow &row)
{
    const QString name = row.text("name"_L1);
    const qint64 major = row.number("major_id"_L1);
    if (name == "microsoft_database_tools_support"_L1) // tables of diagrams and their like: the tool that made them says so
        m_tools.insert(major);
    else if (name == "MS_Description"_L1)
        m_comments[{static_cast<int>(row.number("class"_L1)), major, row.number("minor_id"_L1)}] = row.text("value"_L1);
}

QString SqlServerCatalogReader::comment(int objectClass, qint64 major, qint64 minor) const
{
    const auto found = m_comments.find({objectClass, major, minor});
    return found == m_comments.end() ? QString() : found->second;
}

/// Classes of sys.extended_properties: 1 objects and columns, 3 schemas, 6 types.
void SqlServerCatalogReader::finishComments()
{
    for (auto it = m_objects.cbegin(); it != m_objects.cend(); ++it)
        it.value()->comment = comment(1, it.key());
    for (auto it = m_schemaObjects.cbegin(); it != m_schemaObjects.cend(); ++it)
        it.value()->comment = comment(3, it.key());
    for (auto it = m_typeObjects.cbegin(); it != m_typeObjects.cend(); ++it)
        it.value()->comment = comment(6, it.key());
    for (auto it = m_relations.cbegin(); it != m_relations.cend(); ++it) {
        for (auto name = it->columnNames.cbegin(); name != it->columnNames.cend(); ++name) {
            const QString text = comment(1, it.key(), name.key());
            if (Column *described = text.isEmpty() ? nullptr : column(it.key(), name.key()))
                described->comment = text;
        }
    }
}

ObjectRef SqlServerCatalogReader::refOf(const SystemRow &row) const
{
    return {m_schemas.value(static_cast<int>(row.number("schema_id"_L1))), row.text("name"_L1)};
}

bool SqlServerCatalogReader::wants(const SystemRow &row, const QString &name) const
{
    if (row.flag("is_ms_shipped"_L1) || m_tools.contains(row.number("object_id"_L1)))
        return false;
    const int schema = static_cast<int>(row.number("schema_id"_L1));
    if (isOwnView(m_place.product, m_schemas.value(schema), name))
        return false;
    return m_schemaObjects.contains(schema) && m_filter.accepts(m_schemas.value(schema), name);
}

CatalogInfo SqlServerCatalogReader::info() const
{
    CatalogInfo info;
    info.engine = u"sqlserver"_s;
    info.product = m_place.product;
    info.serverVersion = m_place.version;
    info.database = m_place.database;
    info.role = m_place.user;
    info.defaultSchema = m_place.defaultSchema.isEmpty() ? u"dbo"_s : m_place.defaultSchema;
    info.collation = m_collation;
    info.nameRule = namesAreExact() ? u"exact"_s : u"ignore_case"_s;
    info.readAt = QDateTime::currentDateTimeUtc();
    info.transactional = false; // system views read what is committed at each moment
    info.scope = m_request.schema;
    info.include = m_request.include;
    info.exclude = m_request.exclude;
    info.unread = m_unread;
    return info;
}

} // namespace concord
