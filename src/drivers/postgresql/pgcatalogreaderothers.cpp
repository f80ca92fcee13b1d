// SPDX-License-Identifier: GPL-3.0-or-later
// What is only made and dropped whole: casts, operators, collations, text search, event triggers, publications.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// A kind: its catalog, and of a row `x` of it the schema's oid, what tells it from others of its kind in a schema, what DROP names, and the
/// statement that makes it. `n` is its schema.
struct OtherKind
{
    const char *variant;
    std::uint32_t catalogOid;
    const char *catalog;
    const char *schema; ///< null: it stands in none
    const char *name;
    const char *identity;
    const char *definition;
    const char *only = "true";
};

constexpr auto operands = "(SELECT CASE x.oprleft WHEN 0 THEN 'NONE' ELSE format_type(x.oprleft, NULL) END || ', '"
                          " || CASE x.oprright WHEN 0 THEN 'NONE' ELSE format_type(x.oprright, NULL) END)";

// `to_jsonb(x) ->> 'name'`: a column that only some versions have, null in the others.
constexpr std::array kinds = {
    OtherKind{
        "cast", 2605, "pg_cast", nullptr, "'(' || format_type(x.castsource, NULL) || ' AS ' || format_type(x.casttarget, NULL) || ')'",
        "'(' || format_type(x.castsource, NULL) || ' AS ' || format_type(x.casttarget, NULL) || ')'",
        "'CREATE CAST (' || format_type(x.castsource, NULL) || ' AS ' || format_type(x.casttarget, NULL) || ') '"
        " || CASE x.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || x.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END"
        " || CASE x.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END"},
    OtherKind{"collation", 3456, "pg_collation", "x.collnamespace", "quote_ident(x.collname)", "format('%I.%I', n.nspname, x.collname)",
              "format('CREATE COLLATION %I.%I (%s)', n.nspname, x.collname, concat_ws(', ', 'PROVIDER = ' || CASE x.collprovider WHEN 'i' THEN 'icu'"
              " WHEN 'b' THEN 'builtin' ELSE 'libc' END, 'LOCALE = ' || quote_literal(COALESCE(to_jsonb(x) ->> 'colllocale',"
              " to_jsonb(x) ->> 'colliculocale', CASE WHEN x.collprovider <> 'c' OR x.collcollate = x.collctype THEN x.collcollate::text END)),"
              " CASE WHEN x.collprovider = 'c' AND x.collcollate <> x.collctype THEN 'LC_COLLATE = ' || quote_literal(x.collcollate)"
              " || ', LC_CTYPE = ' || quote_literal(x.collctype) END, CASE WHEN NOT x.collisdeterministic THEN 'DETERMINISTIC = false' END,"
              " 'RULES = ' || quote_literal(to_jsonb(x) ->> 'collicurules')))"},
    OtherKind{"conversion", 2607, "pg_conversion", "x.connamespace", "quote_ident(x.conname)", "format('%I.%I', n.nspname, x.conname)",
              "format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN x.condefault THEN 'DEFAULT ' END, n.nspname, x.conname,"
              " pg_encoding_to_char(x.conforencoding), pg_encoding_to_char(x.contoencoding), x.conproc)"},
    OtherKind{"event trigger", 3466, "pg_event_trigger", nullptr, "quote_ident(x.evtname)", "quote_ident(x.evtname)",
              "format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', x.evtname, x.evtevent, CASE WHEN x.evttags IS NOT NULL THEN"
              " ' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ') FROM unnest(x.evttags) t) || ')' END, x.evtfoid::regproc)"
              " || CASE x.evtenabled WHEN 'O' THEN '' ELSE E'\\x01' || format('ALTER EVENT TRIGGER %I %s', x.evtname, CASE x.evtenabled"
              " WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END"},
    OtherKind{"foreign data wrapper", 2328, "pg_foreign_data_wrapper", nullptr, "quote_ident(x.fdwname)", "quote_ident(x.fdwname)",
              "concat_ws(' ', format('CREATE FOREIGN DATA WRAPPER %I', x.fdwname), 'HANDLER ' || NULLIF(x.fdwhandler, 0)::regproc,"
              " 'VALIDATOR ' || NULLIF(x.fdwvalidator, 0)::regproc)"},
    OtherKind{"operator", 2617, "pg_operator", "x.oprnamespace", nullptr, nullptr, nullptr, "x.oprcode <> 0"},
    OtherKind{
        "operator class", 2616, "pg_opclass", "x.opcnamespace",
        "format('%I USING %I', x.opcname, (SELECT amname FROM pg_am a WHERE a.oid = x.opcmethod))",
        "format('%I.%I USING %I', n.nspname, x.opcname, (SELECT amname FROM pg_am a WHERE a.oid = x.opcmethod))",
        "format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %s AS %s', n.nspname, x.opcname,"
        " CASE WHEN x.opcdefault THEN 'DEFAULT ' END, format_type(x.opcintype, NULL), (SELECT amname FROM pg_am a WHERE a.oid = x.opcmethod),"
        " (SELECT format('%I.%I', s.nspname, f.opfname) FROM pg_opfamily f JOIN pg_namespace s ON s.oid = f.opfnamespace WHERE f.oid = x.opcfamily),"
        " concat_ws(', ', 'STORAGE ' || CASE WHEN x.opckeytype <> 0 THEN format_type(x.opckeytype, NULL) END,"
        " (SELECT string_agg(format('OPERATOR %s %s%s', o.amopstrategy, o.amopopr::regoperator, CASE WHEN o.amoppurpose = 'o' THEN (SELECT"
        " format(' FOR ORDER BY %I.%I', s.nspname, f.opfname) FROM pg_opfamily f JOIN pg_namespace s ON s.oid = f.opfnamespace"
        " WHERE f.oid = o.amopsortfamily) END), ', ' ORDER BY o.amopstrategy, o.amoplefttype, o.amoprighttype) FROM pg_amop o JOIN pg_depend d"
        " ON d.classid = 2602 AND d.objid = o.oid AND d.refclassid = 2616 AND d.refobjid = x.oid),"
        " (SELECT string_agg(format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, "
        "NULL),"
        " p.amproc::oid::regprocedure), ', ' ORDER BY p.amprocnum, p.amproclefttype, p.amprocrighttype) FROM pg_amproc p JOIN pg_depend d"
        " ON d.classid = 2603 AND d.objid = p.oid AND d.refclassid = 2616 AND d.refobjid = x.oid),"
        " CASE WHEN x.opckeytype = 0 AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid IN (2602, 2603) AND d.refclassid = 2616"
        " AND d.refobjid = x.oid) THEN 'STORAGE ' || format_type(x.opcintype, NULL) END))"},
    OtherKind{"operator family", 2753, "pg_opfamily", "x.opfnamespace",
              "format('%I USING %I', x.opfname, (SELECT amname FROM pg_am a WHERE a.oid = x.opfmethod))",
              "format('%I.%I USING %I', n.nspname, x.opfname, (SELECT amname FROM pg_am a WHERE a.oid = x.opfmethod))",
              "format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, x.opfname, (SELECT amname FROM pg_am a WHERE a.oid = x.opfmethod))"},
    OtherKind{"text search configuration", 3602, "pg_ts_config", "x.cfgnamespace", "quote_ident(x.cfgname)", "format('%I.%I', n.nspname, x.cfgname)",
              "format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %s)', n.nspname, x.cfgname, (SELECT format('%I.%I', s.nspname, p.prsname)"
              " FROM pg_ts_parser p JOIN pg_namespace s ON s.oid = p.prsnamespace WHERE p.oid = x.cfgparser))"},
    OtherKind{"text search dictionary", 3600, "pg_ts_dict", "x.dictnamespace", "quote_ident(x.dictname)", "format('%I.%I', n.nspname, x.dictname)",
              "format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %s%s)', n.nspname, x.dictname, (SELECT format('%I.%I', s.nspname, t.tmplname)"
              " FROM pg_ts_template t JOIN pg_namespace s ON s.oid = t.tmplnamespace WHERE t.oid = x.dicttemplate), ', ' || x.dictinitoption)"},
    OtherKind{"text search parser", 3601, "pg_ts_parser", "x.prsnamespace", "quote_ident(x.prsname)", "format('%I.%I', n.nspname, x.prsname)",
              "format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s%s)', n.nspname, x.prsname, x.prsstart,"
              " x.prstoken, x.prsend, x.prslextype, ', HEADLINE = ' || NULLIF(x.prsheadline::oid, 0)::regproc)"},
    OtherKind{"text search template", 3764, "pg_ts_template", "x.tmplnamespace", "quote_ident(x.tmplname)", "format('%I.%I', n.nspname, x.tmplname)",
              "format('CREATE TEXT SEARCH TEMPLATE %I.%I (LEXIZE = %s%s)', n.nspname, x.tmplname, x.tmpllexize,"
              " ', INIT = ' || NULLIF(x.tmplinit::oid, 0)::regproc)"},
    OtherKind{"server", 1417, "pg_foreign_server", nullptr, "quote_ident(x.srvname)", "quote_ident(x.srvname)",
              "format('CREATE SERVER %I%s FOREIGN DATA WRAPPER %I', x.srvname, ' TYPE ' || quote_literal(x.srvtype), (SELECT fdwname"
              " FROM pg_foreign_data_wrapper w WHERE w.oid = x.srvfdw))"},
    OtherKind{"publication", 6104, "pg_publication", nullptr, "quote_ident(x.pubname)", "quote_ident(x.pubname)", nullptr},
};

/// The server gives another operator's name only with its operands.
QByteArray operatorDefinition()
{
    const auto other = [](const char *word, const char *column) {
        return QByteArray("'") + word + " = ' || (SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname) FROM pg_operator o"
               + " JOIN pg_namespace s ON s.oid = o.oprnamespace WHERE o.oid = x." + column + ")";
    };
    return "format('CREATE OPERATOR %I.%s (%s)', n.nspname, x.oprname, concat_ws(', ', 'FUNCTION = ' || x.oprcode,"
           " 'LEFTARG = ' || CASE WHEN x.oprleft <> 0 THEN format_type(x.oprleft, NULL) END,"
           " 'RIGHTARG = ' || CASE WHEN x.oprright <> 0 THEN format_type(x.oprright, NULL) END, "
           + other("COMMUTATOR", "oprcom") + ", " + other("NEGATOR", "oprnegate")
           + ", 'RESTRICT = ' || NULLIF(x.oprrest::oid, 0)::regproc, 'JOIN = ' || NULLIF(x.oprjoin::oid, 0)::regproc,"
             " CASE WHEN x.oprcanhash THEN 'HASHES' END, CASE WHEN x.oprcanmerge THEN 'MERGES' END))";
}

QByteArray publicationDefinition(int version)
{
    const bool parts = version >= 150'000; // columns, conditions and whole schemas
    QByteArray tables = "(SELECT string_agg('ONLY ' || r.prrelid::regclass";
    if (parts)
        tables += " || COALESCE((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')' FROM pg_attribute a"
                  " WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)), '') || COALESCE(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || "
                  "')', '')";
    tables += ", ', ' ORDER BY r.prrelid::regclass::text) FROM pg_publication_rel r WHERE r.prpubid = x.oid)";
    const QByteArray schemas = parts ? "(SELECT string_agg(quote_ident(s.nspname), ', ' ORDER BY s.nspname) FROM pg_publication_namespace m"
                                       " JOIN pg_namespace s ON s.oid = m.pnnspid WHERE m.pnpubid = x.oid)"
                                     : "NULL";
    return "format('CREATE PUBLICATION %I%s WITH (publish = %L%s%s)', x.pubname, CASE WHEN x.puballtables THEN ' FOR ALL TABLES'"
           " ELSE ' FOR ' || NULLIF(concat_ws(', ', 'TABLE ' || "
           + tables + ", 'TABLES IN SCHEMA ' || " + schemas
           + "), '') END, concat_ws(', ', CASE WHEN x.pubinsert THEN 'insert' END, CASE WHEN x.pubupdate THEN 'update' END,"
             " CASE WHEN x.pubdelete THEN 'delete' END, CASE WHEN x.pubtruncate THEN 'truncate' END),"
             " CASE WHEN x.pubviaroot THEN ', publish_via_partition_root = true' END,"
             " CASE WHEN to_jsonb(x) ->> 'pubgencols' = 's' THEN ', publish_generated_columns = stored' END)";
}

} // namespace

QByteArray PgCatalogReader::otherCatalogs()
{
    QByteArray oids;
    for (const OtherKind &kind : kinds)
        oids += (oids.isEmpty() ? "" : ", ") + QByteArray::number(kind.catalogOid);
    return oids;
}

Result<void> PgCatalogReader::readOthers()
{
    const QByteArray operatorName = QByteArray("x.oprname || ' (' || ") + operands + " || ')'";
    const QByteArray operatorIdentity = QByteArray("format('%I.%s (%s)', n.nspname, x.oprname, ") + operands + ')';
    QByteArray sql;
    for (const OtherKind &kind : kinds) {
        const bool isOperator = kind.name == nullptr;
        const QByteArray definition = kind.definition ? kind.definition : isOperator ? operatorDefinition() : publicationDefinition(m_version);
        if (!sql.isEmpty())
            sql += " UNION ALL ";
        sql += QByteArray("SELECT x.tableoid, x.oid, ") + (kind.schema ? kind.schema : "0::oid") + ", '" + kind.variant + "', "
               + (isOperator ? operatorName : QByteArray(kind.name)) + ", " + (isOperator ? operatorIdentity : QByteArray(kind.identity)) + ", "
               + definition + " FROM " + kind.catalog + " x"
               + (kind.schema ? QByteArray(" JOIN pg_namespace n ON n.oid = ") + kind.schema : QByteArray()) + " WHERE x.oid >= 16384 AND "
               + kind.only
               + " AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = x.tableoid AND e.objid = x.oid AND e.deptype IN ('e', 'i'))";
    }
    Result<void> read = each(sql, [this](const PgRow &row) { addOther(row); });
    if (read)
        read = readMappings();
    if (read)
        read = readServerOptions();
    return read ? readUserMappings() : read;
}

void PgCatalogReader::addOther(const PgRow &row)
{
    const std::uint32_t schema = row.oid(2);
    const ObjectRef ref{schema == 0 ? QString() : schemaName(schema), row.text(3) + u' ' + row.text(4)};
    // What stands in no schema belongs to the whole database.
    const bool wanted = schema == 0 ? m_request.schema.isEmpty() && m_filter.acceptsAll()
                                    : std::ranges::contains(m_schemaOids, schema) && m_filter.accepts(ref.schema, row.text(4));
    if (!wanted)
        return;
    auto other = std::make_shared<Other>();
    describeObject(*other, row.oid(0), row.oid(1), ref);
    other->variant = row.text(3);
    other->identity = row.text(5);
    other->definition = row.expression(6).section(u'\x01', 0, 0);
    if (const QString state = row.text(6).section(u'\x01', 1); !state.isEmpty())
        other->options.insert(u"state"_s, state);
    m_others.insert({row.oid(0), row.oid(1)}, other);
    m_objects.push_back(other);
}

/// What an ALTER changes while foreign tables stand on it.
Result<void> PgCatalogReader::readServerOptions()
{
    return each("SELECT tableoid, oid, NULL, fdwoptions FROM pg_foreign_data_wrapper UNION ALL SELECT tableoid, oid, srvversion, srvoptions"
                " FROM pg_foreign_server",
                [this](const PgRow &row) {
                    const auto other = m_others.value({row.oid(0), row.oid(1)});
                    if (!other)
                        return;
                    if (!row.isNull(2))
                        other->options.insert(pgServerVersion, pgLiteral(row.text(2)));
                    if (const QString options = pgOptionList(row.texts(3)); !options.isEmpty())
                        other->options.insert(pgServerOptions, options);
                });
}

/// As whom somebody comes to a foreign server; never by which password: only options that are known to be none leave the server. A superuser
/// alone sees them all, and half of them would be taken for options that are gone.
Result<void> PgCatalogReader::readUserMappings()
{
    if (!m_request.schema.isEmpty() || !m_filter.acceptsAll())
        return {};
    return each("SELECT umid, srvid, format('%I SERVER %I', usename, srvname), ARRAY(SELECT o FROM unnest(umoptions) AS o WHERE"
                " split_part(o, '=', 1) IN ('user', 'username', 'user_name', 'remote_user', 'password_required', 'use_remote_estimate')),"
                " umuser = 0, quote_ident(srvname), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) FROM pg_user_mappings"
                " WHERE umid >= 16384",
                [this](const PgRow &row) {
                    if (!row.flag(6)) {
                        unread(QCoreApplication::translate("PgCatalogReader", "user mapping %1").arg(row.text(2)), {},
                               QCoreApplication::translate("PgCatalogReader", "only a superuser may read its options"));
                        return;
                    }
                    const auto server = m_others.value({pgcatalog::ForeignServer, row.oid(1)});
                    if (!server) // or an extension's
                        return;
                    auto other = std::make_shared<Other>();
                    const QString who = row.flag(4) ? u"PUBLIC SERVER "_s + row.text(5) : row.text(2);
                    describeObject(*other, pgcatalog::UserMapping, row.oid(0), {{}, u"user mapping "_s + who});
                    other->variant = u"user mapping"_s;
                    other->identity = u"FOR "_s + who;
                    other->definition = u"CREATE USER MAPPING "_s + other->identity;
                    other->dependsOn.push_back(server->ref);
                    if (const QString list = pgOptionList(row.texts(3)); !list.isEmpty())
                        other->options.insert(pgServerOptions, list);
                    m_objects.push_back(other);
                });
}

/// By which dictionaries a configuration of text search goes, for each kind of word.
Result<void> PgCatalogReader::readMappings()
{
    return each("SELECT c.tableoid, c.oid, t.alias, string_agg(format('%I.%I', s.nspname, d.dictname), ', ' ORDER BY m.mapseqno)"
                " FROM pg_ts_config c JOIN pg_ts_config_map m ON m.mapcfg = c.oid JOIN pg_ts_dict d ON d.oid = m.mapdict"
                " JOIN pg_namespace s ON s.oid = d.dictnamespace CROSS JOIN LATERAL ts_token_type(c.cfgparser) t"
                " WHERE c.oid >= 16384 AND t.tokid = m.maptokentype GROUP BY c.tableoid, c.oid, t.alias",
                [this](const PgRow &row) {
                    if (const auto other = m_others.value({row.oid(0), row.oid(1)}))
                        other->options.insert(u"mapping of "_s + row.text(2), u"ALTER TEXT SEARCH CONFIGURATION %1 ADD MAPPING FOR %2 WITH %3"_s.arg(
                                                                                  other->identity, row.text(2), row.text(3)));
                });
}

} // namespace concord
