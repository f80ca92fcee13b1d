// SPDX-License-Identifier: GPL-3.0-or-later
// Types that people made: enums, domains, composites, ranges.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum TypeColumn { Oid, Name, SchemaOid, Kind, Spelled, BaseSpelled, NotNull, Default, CollationOid, BaseCollation, RelationOid, Labels, Defined };

QString variantOf(char kind)
{
    switch (kind) {
    case 'e': return u"enum"_s;
    case 'd': return u"domain"_s;
    case 'c': return u"composite"_s;
    case 'r': return u"range"_s;
    default: return u"base"_s;
    }
}

/// What well-known extensions' types are.
LogicalType extensionType(const QString &name)
{
    LogicalType type;
    if (name == "citext"_L1) {
        type.family = TypeFamily::Text;
        type.caseInsensitive = true;
    } else if (name == "geometry"_L1 || name == "geography"_L1) {
        type.family = TypeFamily::Geometry;
        type.detail = name;
    } else {
        type.detail = name;
    }
    return type;
}

} // namespace

Result<void> PgCatalogReader::readUserTypes()
{
    // All schemas, as a column's type may be in another; row types of tables and arrays say nothing of their own.
    Result<void> read =
        each("SELECT t.oid, t.typname, t.typnamespace, t.typtype, format_type(t.oid, NULL),"
             " CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull,"
             " CASE WHEN t.typdefaultbin IS NOT NULL THEN pg_get_expr(t.typdefaultbin, 0) ELSE quote_literal(t.typdefault) END,"
             " t.typcollation, b.typcollation, t.typrelid,"
             " CASE WHEN t.typtype = 'e' THEN ARRAY(SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) END,"
             " t.typisdefined"
             " FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid LEFT JOIN pg_type b ON b.oid = t.typbasetype"
             " WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'c', 'r', 'b') AND (t.typrelid = 0 OR c.relkind = 'c')"
             " AND NOT EXISTS (SELECT 1 FROM pg_type a WHERE a.typarray = t.oid)",
             [this](const PgRow &row) { addUserType(row); });
    return read ? readRanges() : read;
}

void PgCatalogReader::addUserType(const PgRow &row)
{
    const char kind = row.letter(Kind);
    const QString spelled = row.text(Spelled);
    LogicalType logical = extensionType(row.text(Name));
    if (kind == 'e') {
        logical = LogicalType();
        logical.family = TypeFamily::Enum;
        logical.values = row.texts(Labels);
    } else if (kind == 'c') {
        logical = LogicalType();
        logical.family = TypeFamily::Composite;
        logical.detail = spelled;
    }
    if (kind == 'd')
        m_types.defineAs(spelled, row.text(BaseSpelled));
    else
        m_types.define(spelled, logical);
    const ObjectRef ref{schemaName(row.oid(SchemaOid)), row.text(Name)};
    if (!std::ranges::contains(m_schemaOids, row.oid(SchemaOid)) || !m_filter.accepts(ref.schema, ref.name) || !row.flag(Defined))
        return;
    auto type = std::make_shared<TypeObject>();
    describeObject(*type, pgcatalog::Type, row.oid(Oid), ref);
    type->variant = variantOf(kind);
    type->values = row.texts(Labels);
    if (kind == 'd') {
        type->baseType = row.text(BaseSpelled);
        type->notNull = row.flag(NotNull);
        type->defaultExpression = row.optionalText(Default);
        if (row.oid(CollationOid) != row.oid(BaseCollation))
            type->collation = m_collations.value(row.oid(CollationOid));
    } else if (kind == 'c') {
        m_compositeTypes.insert(row.oid(RelationOid), type);
    }
    m_userTypes.emplace(row.oid(Oid), type);
    m_objects.push_back(type);
}

Result<void> PgCatalogReader::readRanges()
{
    enum { Oid_, Subtype, SubtypeClass, ClassSchema, RangeCollation, SubtypeCollation, Canonical, Difference, Multirange, Spelled_ };
    const QByteArray multirange = m_version >= 140'000 ? "format_type(r.rngmultitypid, NULL)" : "NULL";
    return each(
        "SELECT r.rngtypid, format_type(r.rngsubtype, NULL), CASE WHEN NOT o.opcdefault THEN o.opcname END, n.nspname, r.rngcollation,"
        " s.typcollation, NULLIF(r.rngcanonical::oid, 0)::regproc, NULLIF(r.rngsubdiff::oid, 0)::regproc, "
            + multirange
            + ", format_type(r.rngtypid, NULL) FROM pg_range r JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc"
              " JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE r.rngtypid >= 16384",
        [this](const PgRow &row) {
            LogicalType logical;
            logical.family = TypeFamily::Range;
            logical.element = std::make_shared<const LogicalType>(m_types.logical(row.text(Subtype)));
            m_types.define(row.text(Spelled_), logical);
            const auto found = m_userTypes.find(row.oid(Oid_));
            if (found == m_userTypes.end())
                return;
            auto &type = static_cast<TypeObject &>(*found->second);
            type.baseType = row.text(Subtype);
            QStringList parts;
            if (!row.isNull(SubtypeClass))
                parts.append(u"SUBTYPE_OPCLASS = "_s + pgName({row.text(ClassSchema), row.text(SubtypeClass)}));
            if (row.oid(RangeCollation) != row.oid(SubtypeCollation))
                parts.append(u"COLLATION = "_s + m_collations.value(row.oid(RangeCollation)));
            if (!row.isNull(Canonical))
                parts.append(u"CANONICAL = "_s + row.text(Canonical));
            if (!row.isNull(Difference))
                parts.append(u"SUBTYPE_DIFF = "_s + row.text(Difference));
            if (!row.isNull(Multirange))
                parts.append(u"MULTIRANGE_TYPE_NAME = "_s + row.text(Multirange));
            type.definition = parts.join(u", "_s);
        });
}

Result<void> PgCatalogReader::readDomainChecks()
{
    return eachInSchemas("SELECT n.oid, n.conname, n.contypid, pg_get_expr(n.conbin, 0), n.convalidated FROM pg_constraint n"
                         " WHERE n.contypid <> 0 AND n.contype = 'c' AND n.connamespace = ANY ($1)",
                         [this](const PgRow &row) {
                             const auto found = m_userTypes.find(row.oid(2));
                             if (found == m_userTypes.end())
                                 return;
                             auto &type = static_cast<TypeObject &>(*found->second);
                             Check check;
                             check.name = row.text(1);
                             check.nameGenerated = isPgGeneratedName(check.name, type.ref.name, {}, "check"_L1);
                             check.expression = row.expression(3);
                             check.validated = row.flag(4);
                             check.comment = commentOn(pgcatalog::Constraint, row.oid(0));
                             type.checks.push_back(std::move(check));
                         });
}

} // namespace concord
