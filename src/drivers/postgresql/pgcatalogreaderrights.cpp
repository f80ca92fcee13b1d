// SPDX-License-Identifier: GPL-3.0-or-later
// Who may do what, what needs what, and what the reading role may not see.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("PgCatalogReader", text, nullptr, n);
}

/// Null where the object is not read.
SchemaObject *PgCatalogReader::objectOf(std::uint32_t catalog, std::uint32_t oid)
{
    const auto in = [oid](const auto &objects) -> SchemaObject * {
        const auto found = objects.find(oid);
        return found == objects.end() ? nullptr : found->second.get();
    };
    switch (catalog) {
    case pgcatalog::Class:
        if (const auto owner = m_partOf.constFind(oid); owner != m_partOf.constEnd())
            return objectOf(pgcatalog::Class, *owner);
        if (const auto found = m_relations.find(oid); found != m_relations.end())
            return found->second.object.get();
        return nullptr;
    case pgcatalog::Proc: return in(m_routines);
    case pgcatalog::Type:
        if (const auto row = m_rowTypes.constFind(oid); row != m_rowTypes.constEnd())
            return objectOf(pgcatalog::Class, *row);
        return in(m_userTypes);
    case pgcatalog::Namespace: return in(m_schemaObjects);
    default: return m_others.value({catalog, oid}).get();
    }
}

Result<void> PgCatalogReader::readPrivileges()
{
    if (!m_request.privileges)
        return {};
    // What differs from the rights that the server, or an extension, gives by itself.
    return each(
        "WITH acls(class, object, part, acl, usual) AS ("
        " SELECT c.tableoid, c.oid, 0, c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", c.relowner)"
        " FROM pg_class c WHERE c.relacl IS NOT NULL AND c.oid >= 16384"
        " UNION ALL SELECT 1259, a.attrelid, a.attnum, a.attacl, acldefault('c', 10) FROM pg_attribute a WHERE a.attacl IS NOT NULL AND a.attrelid "
        ">= 16384"
        " UNION ALL SELECT n.tableoid, n.oid, 0, n.nspacl, acldefault('n', n.nspowner) FROM pg_namespace n WHERE n.nspacl IS NOT NULL"
        " UNION ALL SELECT p.tableoid, p.oid, 0, p.proacl, acldefault('f', p.proowner) FROM pg_proc p WHERE p.proacl IS NOT NULL AND p.oid >= 16384"
        " UNION ALL SELECT t.tableoid, t.oid, 0, t.typacl, acldefault('T', t.typowner) FROM pg_type t WHERE t.typacl IS NOT NULL AND t.oid >= 16384"
        " UNION ALL SELECT s.tableoid, s.oid, 0, s.srvacl, acldefault('S', s.srvowner) FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL"
        " UNION ALL SELECT w.tableoid, w.oid, 0, w.fdwacl, acldefault('F', w.fdwowner) FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL)"
        " SELECT a.class, a.object, a.part, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END, g.privilege_type,"
        " g.is_grantable, g.revoked FROM acls a LEFT JOIN pg_init_privs i ON i.objoid = a.object AND i.classoid = a.class AND i.objsubid = a.part"
        " CROSS JOIN LATERAL ((SELECT grantee, privilege_type, is_grantable, false AS revoked FROM aclexplode(a.acl)"
        " EXCEPT SELECT grantee, privilege_type, is_grantable, false FROM aclexplode(COALESCE(i.initprivs, a.usual)))"
        " UNION ALL (SELECT grantee, privilege_type, false, true FROM aclexplode(COALESCE(i.initprivs, a.usual))"
        " EXCEPT SELECT grantee, privilege_type, false, true FROM aclexplode(a.acl))) g",
        [this](const PgRow &row) {
            SchemaObject *object = objectOf(row.oid(0), row.oid(1));
            if (!object)
                return;
            QString column = row.oid(0) == pgcatalog::Class ? m_ownSequences.value(row.oid(1)) : QString();
            const QString what = column.isEmpty() ? QString() : QString(pgOnSequence);
            if (const auto part = static_cast<int>(row.number(2)); part != 0)
                column = m_relations.at(row.oid(1)).columnName(part);
            object->privileges.push_back({row.text(3), row.text(4) + what, column, row.flag(5), row.flag(6)});
        });
}

/// Rights on what is made later in a schema are rights of the schema; on what is made anywhere, of an object that stands for those rights alone.
Result<void> PgCatalogReader::readDefaultPrivileges()
{
    if (!m_request.privileges)
        return {};
    std::shared_ptr<Other> everywhere;
    // Those of a schema come on top of what holds everywhere; that is told by what differs from the server's own.
    return each("SELECT d.defaclnamespace, pg_get_userbyid(d.defaclrole), CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'"
                " WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END,"
                " CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END, g.privilege_type, g.is_grantable, g.revoked"
                " FROM pg_default_acl d CROSS JOIN LATERAL (SELECT CASE WHEN d.defaclnamespace = 0"
                " THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END::\"char\", d.defaclrole) END AS usual) u"
                " CROSS JOIN LATERAL ((SELECT grantee, privilege_type, is_grantable, false AS revoked FROM aclexplode(d.defaclacl)"
                " EXCEPT SELECT grantee, privilege_type, is_grantable, false FROM aclexplode(u.usual))"
                " UNION ALL (SELECT grantee, privilege_type, false, true FROM aclexplode(u.usual)"
                " EXCEPT SELECT grantee, privilege_type, false, true FROM aclexplode(d.defaclacl))) g",
                [&](const PgRow &row) {
                    const Privilege privilege{row.text(3), row.text(4) + pgOnLater + row.text(2), row.text(1), row.flag(5), row.flag(6)};
                    if (const auto schema = m_schemaObjects.find(row.oid(0)); schema != m_schemaObjects.end()) {
                        schema->second->privileges.push_back(privilege);
                    } else if (row.oid(0) == 0 && m_request.schema.isEmpty() && m_filter.acceptsAll()) {
                        if (!everywhere) {
                            everywhere = std::make_shared<Other>();
                            everywhere->ref.name = everywhere->variant = u"default privileges"_s;
                            m_objects.push_back(everywhere);
                        }
                        everywhere->privileges.push_back(privilege);
                    }
                });
}

Result<void> PgCatalogReader::readOwners()
{
    if (!m_request.privileges)
        return {};
    QByteArray sql = "SELECT c.tableoid, c.oid, pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')"
                     " AND c.oid >= 16384";
    const auto add = [&sql](const char *catalog, const char *prefix) {
        sql += QByteArray(" UNION ALL SELECT x.tableoid, x.oid, pg_get_userbyid(x.") + prefix + "owner) FROM " + catalog + " x";
        sql += catalog == QByteArrayView("pg_namespace") ? "" : " WHERE x.oid >= 16384";
    };
    add("pg_namespace", "nsp");
    add("pg_proc", "pro");
    add("pg_type", "typ");
    add("pg_operator", "opr");
    add("pg_opclass", "opc");
    add("pg_opfamily", "opf");
    add("pg_collation", "coll");
    add("pg_conversion", "con");
    add("pg_ts_dict", "dict");
    add("pg_ts_config", "cfg");
    add("pg_event_trigger", "evt");
    add("pg_publication", "pub");
    add("pg_foreign_data_wrapper", "fdw");
    add("pg_foreign_server", "srv");
    return each(sql, [this](const PgRow &row) {
        const std::uint32_t catalog = row.oid(0);
        const std::uint32_t oid = row.oid(1);
        // A column's own sequence and a table's row type are the table's owner's.
        if ((catalog == pgcatalog::Class && m_partOf.contains(oid)) || (catalog == pgcatalog::Type && m_rowTypes.contains(oid)))
            return;
        if (SchemaObject *object = objectOf(catalog, oid))
            object->owner = shared(row.text(2));
    });
}

/// What must be there first. Between a table and its own parts nothing is said, and the types of routines and operators come before those anyway.
Result<void> PgCatalogReader::readDependencies()
{
    const QByteArray others = otherCatalogs();
    return each("SELECT COALESCE(CASE d.classid WHEN 2618 THEN r.ev_class WHEN 2604 THEN f.adrelid WHEN 2606 THEN NULLIF(n.conrelid, 0) END,"
                " n.contypid, d.objid), CASE WHEN d.classid = 2606 AND n.conrelid = 0 THEN 1247 WHEN d.classid IN (2604, 2606, 2618) THEN 1259"
                " ELSE d.classid END, d.refclassid, COALESCE(e.oid, d.refobjid)" // of an array its element's type
                " FROM pg_depend d LEFT JOIN pg_type e ON d.refclassid = 1247 AND e.typarray = d.refobjid LEFT JOIN pg_rewrite r ON d.classid = 2618 "
                "AND r.oid = d.objid"
                " LEFT JOIN pg_attrdef f ON d.classid = 2604 AND f.oid = d.objid"
                " LEFT JOIN pg_constraint n ON d.classid = 2606 AND n.oid = d.objid"
                " WHERE d.deptype = 'n' AND COALESCE(n.conparentid, 0) = 0" // of a partitioned table's key its partitions' say nothing new
                " AND d.refobjid >= 16384 AND d.objid >= 16384 AND d.refclassid IN (1247, 1255, 1259, "
                    + others + ") AND (d.classid IN (2618, 1255, " + others + ") OR (d.classid IN (2604, 2606) AND d.refclassid IN (1255, 1259, "
                    + others + ")) OR (d.classid IN (1247, 1259) AND d.refclassid IN (1247, 1255, "
                    + others
                    // What an operator class consists of, and its family; what is published.
                    + ")))"
                      " UNION ALL SELECT c.refobjid, c.refclassid, d.refclassid, d.refobjid FROM pg_depend c JOIN pg_depend d"
                      " ON d.classid = c.classid AND d.objid = c.objid WHERE c.classid IN (2602, 2603) AND c.refclassid = 2616"
                      " AND d.refclassid IN (1255, 2617) AND d.refobjid >= 16384"
                      " UNION ALL SELECT objid, classid, refclassid, refobjid FROM pg_depend WHERE classid = 2616 AND refclassid = 2753"
                      " UNION ALL SELECT prpubid, 6104, 1259, prrelid FROM pg_publication_rel",
                [this](const PgRow &row) {
                    SchemaObject *object = objectOf(row.oid(1), row.oid(0));
                    const SchemaObject *needed = objectOf(row.oid(2), row.oid(3));
                    if (!object || !needed || object == needed)
                        return;
                    if ((object->kind == ObjectKind::Routine || object->kind == ObjectKind::Other) && needed->kind == ObjectKind::Type)
                        return;
                    if (!std::ranges::contains(object->dependsOn, needed->ref))
                        object->dependsOn.push_back(needed->ref);
                });
}

Result<QList<MissingRight>> PgCatalogReader::missingRights()
{
    QList<MissingRight> missing;
    const QString role = QString::fromUtf8(PQuser(m_connection));
    Result<void> read =
        each("SELECT n.nspname, (SELECT count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'f', 'v', 'm'))"
             " FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
             " AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND ($1 = '' OR n.nspname = $1) ORDER BY n.nspname",
             [&](const PgRow &row) {
                 if (!m_filter.accepts(row.text(0), {})) // left out by the request's patterns
                     return;
                 missing.append({tr("schema %1").arg(row.text(0)), u"USAGE"_s,
                                 tr("its %n tables and views cannot be read", static_cast<int>(row.number(1))), true});
             },
             {m_request.schema.toUtf8()});
    if (!read)
        return fail(read.error());
    return missing;
}

} // namespace concord
