// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcatalogreader.h"

#include "postgresql/pgcatalogoids.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgCatalogReader", text);
}

/// Reading again helps where definitions were spelled out while somebody changed what they name.
static constexpr int attempts = 3;

PgCatalogReader::PgCatalogReader(PGconn *connection, CatalogRequest request, CatalogListener listener, std::function<bool()> stopped)
    : m_connection(connection),
      m_request(std::move(request)),
      m_filter(m_request, Qt::CaseSensitive),
      m_listener(std::move(listener)),
      m_stopped(std::move(stopped)),
      m_version(PQserverVersion(connection))
{}

/// An error that another attempt may not meet: the server's, about an object.
static bool isAboutObjects(const Error &error)
{
    return error.kind == ErrorKind::Server;
}

Result<CatalogPtr> PgCatalogReader::read()
{
    if (PQtransactionStatus(m_connection) != PQTRANS_IDLE)
        return fail(ErrorKind::Busy, tr("The catalog is read on a connection of its own, not within a transaction."));
    for (int attempt = 1;; ++attempt) {
        Result<CatalogPtr> catalog = readAll();
        if (PQstatus(m_connection) == CONNECTION_OK)
            std::ignore = runPgCommand(m_connection, catalog ? "COMMIT" : "ROLLBACK");
        if (catalog || attempt == attempts || !isAboutObjects(catalog.error()))
            return catalog;
        *this = PgCatalogReader(m_connection, std::move(m_request), std::move(m_listener), std::move(m_stopped));
    }
}

Result<CatalogPtr> PgCatalogReader::readAll()
{
    struct Stage
    {
        const char *name; ///< null: part of the stage before
        Step step;
    };
    static constexpr std::array steps = {
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "schemas"), &PgCatalogReader::begin},
        Stage{nullptr, &PgCatalogReader::readComments},
        Stage{nullptr, &PgCatalogReader::readExtensions},
        Stage{nullptr, &PgCatalogReader::readSchemas},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "types"), &PgCatalogReader::readCollations},
        Stage{nullptr, &PgCatalogReader::readUserTypes},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "tables"), &PgCatalogReader::readRelations},
        Stage{nullptr, &PgCatalogReader::readInheritance},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "columns"), &PgCatalogReader::readColumns},
        Stage{nullptr, &PgCatalogReader::readNotNulls},
        Stage{nullptr, &PgCatalogReader::readSequences},
        Stage{nullptr, &PgCatalogReader::compareInherited},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "constraints"), &PgCatalogReader::readConstraints},
        Stage{nullptr, &PgCatalogReader::readDomainChecks},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "indexes"), &PgCatalogReader::readIndexes},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "views"), &PgCatalogReader::readViews},
        Stage{nullptr, &PgCatalogReader::readForeignTables},
        Stage{nullptr, &PgCatalogReader::readTableExtras},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "routines"), &PgCatalogReader::readRoutines},
        Stage{nullptr, &PgCatalogReader::readAggregates},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "triggers"), &PgCatalogReader::readTriggers},
        Stage{nullptr, &PgCatalogReader::readPolicies},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "privileges"), &PgCatalogReader::readPrivileges},
        Stage{nullptr, &PgCatalogReader::readDefaultPrivileges},
        Stage{nullptr, &PgCatalogReader::readOthers},
        Stage{nullptr, &PgCatalogReader::readOwners},
        Stage{QT_TRANSLATE_NOOP("PgCatalogReader", "dependencies"), &PgCatalogReader::readDependencies},
        Stage{nullptr, &PgCatalogReader::readOtherKinds},
    };
    for (const Stage &stage : steps) {
        if (stage.name)
            tell(tr(stage.name));
        if (Result<void> done = (this->*stage.step)(); !done)
            return fail(done.error());
    }
    m_info.readAt = QDateTime::currentDateTimeUtc();
    if (!m_filter.acceptsAll())
        dropEmptySchemas();
    m_relations.clear();
    return Catalog::make(std::move(m_info), std::move(m_objects));
}

Result<void> PgCatalogReader::begin()
{
    if (Result<void> begun = runPgCommand(m_connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); !begun)
        return begun;
    if (Result<void> info = readInfo(); !info)
        return info;
    // With an empty path every name that is not the system's is spelled out with its schema, and nobody can shadow the system's.
    return each("SELECT pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('quote_all_identifiers', 'off', true),"
                " pg_catalog.set_config('DateStyle', 'ISO', true), pg_catalog.set_config('IntervalStyle', 'postgres', true),"
                " pg_catalog.set_config('TimeZone', 'UTC', true), pg_catalog.set_config('bytea_output', 'hex', true),"
                " pg_catalog.set_config('work_mem', '64MB', true)",
                [](const PgRow &) {});
}

Result<void> PgCatalogReader::readInfo()
{
    QByteArray locale = "d.datcollate";
    if (m_version >= 170'000)
        locale = "COALESCE(d.datlocale, d.datcollate::pg_catalog.text)";
    else if (m_version >= 150'000)
        locale = "COALESCE(d.daticulocale, d.datcollate::pg_catalog.text)";
    m_info.engine = u"postgresql"_s;
    m_info.nameRule = u"exact"_s;
    m_info.serverVersion = QString::fromUtf8(PQparameterStatus(m_connection, "server_version")).section(u' ', 0, 0);
    m_info.scope = m_request.schema;
    m_info.include = m_request.include;
    m_info.exclude = m_request.exclude;
    const QByteArray size = m_request.statistics ? "pg_catalog.pg_database_size(d.oid)" : "-1";
    return each("SELECT pg_catalog.version(), pg_catalog.current_database(), current_user, pg_catalog.current_schema(),"
                " pg_catalog.pg_encoding_to_char(d.encoding), "
                    + locale + ", " + size
                    + ", pg_catalog.current_setting('block_size') FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()",
                [this](const PgRow &row) {
                    m_info.product = row.text(0).section(u' ', 0, 0);
                    m_info.database = row.text(1);
                    m_info.role = row.text(2);
                    m_info.defaultSchema = row.text(3);
                    m_info.charset = row.text(4);
                    m_info.collation = row.text(5);
                    m_info.bytes = row.number(6);
                    m_blockSize = row.number(7);
                });
}

Result<void> PgCatalogReader::readComments()
{
    return each("SELECT classoid, objoid, objsubid, description FROM pg_description"
                " WHERE (objoid >= 16384 OR classoid = 'pg_namespace'::regclass) AND description <> ''"
                " AND classoid IN (1247, 1255, 1259, 2606, 2615, 2618, 2620, 3079, 3256, 3381, "
                    + otherCatalogs() + ")",
                [this](const PgRow &row) { m_comments.insert({row.oid(0), quint64(row.oid(1)) << 16 | quint64(row.number(2))}, row.text(3)); });
}

QString PgCatalogReader::commentOn(std::uint32_t catalog, std::uint32_t object, int part) const
{
    return m_comments.value({catalog, quint64(object) << 16 | quint64(part)});
}

Result<void> PgCatalogReader::readExtensions()
{
    const Each extension = [this](const PgRow &row) {
        if (!m_request.schema.isEmpty() || !m_filter.accepts({}, row.text(1)))
            return;
        auto object = std::make_shared<Extension>();
        describeObject(*object, pgcatalog::Extension, row.oid(0), {{}, row.text(1)});
        object->version = row.text(2);
        object->installedIn = row.text(3);
        m_objects.push_back(object);
    };
    Result<void> read = each("SELECT e.oid, e.extname, e.extversion, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                             " WHERE e.oid >= 16384",
                             extension);
    if (!read)
        return read;
    return each("SELECT d.classid, d.objid, e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid"
                " WHERE d.deptype = 'e' AND d.refclassid = 3079",
                [this](const PgRow &row) { m_extensionOf.insert({row.oid(0), row.oid(1)}, row.text(2)); });
}

Result<void> PgCatalogReader::readSchemas()
{
    Result<void> read = each("SELECT n.oid, n.nspname, has_schema_privilege(n.oid, 'USAGE') FROM pg_namespace n"
                             " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
                             [this](const PgRow &row) { addSchema(row); });
    if (read && !m_request.schema.isEmpty() && m_schemaOids.empty() && m_info.unread.empty())
        return fail(ErrorKind::NotFound, tr("There is no schema %1.").arg(m_request.schema));
    return read;
}

void PgCatalogReader::addSchema(const PgRow &row)
{
    const std::uint32_t oid = row.oid(0);
    const QString name = row.text(1);
    m_schemas.insert(oid, name);
    if ((!m_request.schema.isEmpty() && m_request.schema != name))
        return;
    auto object = std::make_shared<Schema>();
    describeObject(*object, pgcatalog::Namespace, oid, {{}, name});
    m_schemaObjects.emplace(oid, object);
    m_objects.push_back(object);
    if (row.flag(2)) {
        m_schemaOids.push_back(oid);
        return;
    }
    unread(tr("schema %1").arg(name), object->ref, tr("%1 has no right USAGE on it").arg(m_info.role));
}

/// Patterns choose objects; a schema is there for those that are in it.
void PgCatalogReader::dropEmptySchemas()
{
    QSet<QString> used;
    for (const std::shared_ptr<SchemaObject> &object : m_objects)
        used.insert(object->ref.schema);
    std::erase_if(m_objects, [&used](const auto &object) { return object->kind == ObjectKind::Schema && !used.contains(object->ref.name); });
}

Result<void> PgCatalogReader::each(const QByteArray &sql, const Each &row, const QList<QByteArray> &values)
{
    if (m_stopped())
        return fail(ErrorKind::Cancelled, tr("Stopped while the catalog was read."));
    return eachPgRow(m_connection, sql, values, row);
}

Result<void> PgCatalogReader::eachInSchemas(const QByteArray &sql, const Each &row)
{
    return each(sql, row, {pgArray(m_schemaOids)});
}

Result<void> PgCatalogReader::eachOf(const QByteArray &sql, const std::vector<Named> &objects, const Each &row)
{
    if (objects.empty())
        return {};
    if (m_stopped())
        return fail(ErrorKind::Cancelled, tr("Stopped while the catalog was read."));
    std::vector<std::uint32_t> oids;
    oids.reserve(objects.size());
    for (const Named &object : objects)
        oids.push_back(object.oid);
    if (Result<void> held = runPgCommand(m_connection, "SAVEPOINT concord_definitions"); !held)
        return held;
    // All or none: what came before an error would come again one by one.
    const Result<void> asked = allPgRows(m_connection, sql, {pgArray(oids)}, row);
    if (asked)
        return runPgCommand(m_connection, "RELEASE SAVEPOINT concord_definitions");
    if (!isAboutObjects(asked.error()))
        return asked;
    if (Result<void> back = runPgCommand(m_connection, "ROLLBACK TO SAVEPOINT concord_definitions"); !back)
        return back;
    if (objects.size() == 1) {
        unread(objects.front().what, objects.front().ref, asked.error().message);
        return {};
    }
    const auto middle = objects.begin() + static_cast<std::ptrdiff_t>(objects.size() / 2);
    if (Result<void> first = eachOf(sql, {objects.begin(), middle}, row); !first)
        return first;
    return eachOf(sql, {middle, objects.end()}, row);
}

void PgCatalogReader::tell(const QString &step)
{
    m_step = step;
    if (m_listener)
        m_listener({m_step, m_read, m_total});
}

void PgCatalogReader::countOne()
{
    static constexpr qint64 tellEvery = 250;
    if (++m_read % tellEvery == 0 && m_listener)
        m_listener({m_step, m_read, m_total});
}

void PgCatalogReader::unread(const QString &what, const ObjectRef &object, const QString &reason)
{
    m_info.unread.push_back({what, object, reason});
}

void PgCatalogReader::describeObject(SchemaObject &object, std::uint32_t catalog, std::uint32_t oid, const ObjectRef &ref)
{
    object.ref = ref;
    object.comment = commentOn(catalog, oid);
    object.extension = m_extensionOf.value({catalog, oid});
}

QString PgCatalogReader::shared(const QString &name)
{
    return *m_names.insert(name);
}

/// Kinds that the catalog has no place for are said, not passed over: how many, and a digest, so that two databases that differ in
/// them are not called the same.
Result<void> PgCatalogReader::readOtherKinds()
{
    if (!m_request.schema.isEmpty())
        return {};
    static const QByteArray member =
        " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = x.tableoid AND d.objid = x.oid AND d.deptype = 'e')";
    QByteArray sql;
    // `own`: what tells two of a kind apart, without numbers that each database gives in its own order.
    const auto count = [&sql](const char *name, const char *catalog, const char *own) {
        sql += sql.isEmpty() ? "" : " UNION ALL ";
        sql += QByteArray("SELECT '") + name + "', count(*), left(md5(string_agg(o, ',' ORDER BY o)), 12) FROM (SELECT (" + own + ") AS o FROM "
               + catalog + " x WHERE x.oid >= 16384" + member + ") AS k";
    };
    count(QT_TRANSLATE_NOOP("PgCatalogReader", "languages"), "pg_language", "lanname");
    return each(sql, [this](const PgRow &row) {
        if (row.number(1) > 0)
            unread(tr("%1 %2").arg(row.number(1)).arg(tr(row.text(0).toUtf8().constData())), {},
                   tr("Concord does not read objects of this kind (digest %1).").arg(row.text(2)));
    });
}

} // namespace concord
