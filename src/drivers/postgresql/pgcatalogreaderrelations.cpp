// SPDX-License-Identifier: GPL-3.0-or-later
// Tables, views and what hangs on them, but for columns and constraints.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgCatalogReader", text);
}

size_t PgRelation::position(int number) const
{
    const auto at = std::ranges::lower_bound(places, number, {}, &Place::number);
    return at != places.end() && at->number == number ? static_cast<size_t>(at - places.begin()) : places.size();
}

Column *PgRelation::column(int number)
{
    const size_t at = position(number);
    return at < places.size() ? &(*columns)[at] : nullptr;
}

QString PgRelation::columnName(int number) const
{
    const size_t at = position(number);
    return at < places.size() ? (*columns)[at].name : QString();
}

std::uint32_t PgRelation::collation(int number) const
{
    const size_t at = position(number);
    return at < places.size() ? places[at].collation : 0;
}

PgRelation *PgCatalogReader::relation(std::uint32_t oid)
{
    const auto found = m_relations.find(oid);
    return found == m_relations.end() || !found->second.object ? nullptr : &found->second;
}

Table *PgCatalogReader::table(std::uint32_t oid)
{
    const PgRelation *found = relation(oid);
    return found && found->object->kind == ObjectKind::Table ? static_cast<Table *>(found->object.get()) : nullptr;
}

View *PgCatalogReader::view(std::uint32_t oid)
{
    const PgRelation *found = relation(oid);
    const bool isView = found && (found->object->kind == ObjectKind::View || found->object->kind == ObjectKind::MaterializedView);
    return isView ? static_cast<View *>(found->object.get()) : nullptr;
}

namespace {

/// Columns of the relations' query.
enum RelationColumn {
    Oid,
    Name,
    SchemaOid,
    Kind,
    Persistence,
    IsPartition,
    RowSecurity,
    ForceRowSecurity,
    Rows,
    Pages,
    Options,
    ToastOptions,
    ReplicaIdentity,
    Tablespace,
    AccessMethod,
    OfType,
    ColumnCount,
    RowType
};

/// Storage parameters, each an option of its own, and the order that the server has them in.
void addStorage(QMap<QString, QString> &options, const QStringList &stored, const QStringList &ofToast = {})
{
    QStringList order;
    const auto add = [&](const QString &name, const QString &value) {
        options.insert(name, value);
        order.append(name);
    };
    for (const QString &one : stored)
        add(one.section(u'=', 0, 0), one.section(u'=', 1));
    for (const QString &one : ofToast)
        add(u"toast."_s + one.section(u'=', 0, 0), one.section(u'=', 1));
    if (order != pgUsualStorageOrder(order))
        options.insert(pgStorageOrder, order.join(u' '));
}

} // namespace

Result<void> PgCatalogReader::readRelations()
{
    // All schemas: foreign keys and parents may be in those that are not read.
    Result<void> read =
        each("SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relpersistence, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,"
             " c.reltuples::int8, c.relpages + COALESCE(t.relpages, 0), c.reloptions, t.reloptions, NULLIF(c.relreplident, 'd'),"
             " s.spcname, CASE WHEN m.amname <> 'heap' THEN m.amname END, CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,"
             " c.relnatts, c.reltype FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid"
             " LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace LEFT JOIN pg_am m ON m.oid = c.relam"
             " JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'",
             [this](const PgRow &row) { addRelation(row); });
    m_total = 0;
    for (const auto &[oid, relation] : m_relations)
        m_total += relation.columns ? 1 : 0;
    tell(m_step);
    return read;
}

void PgCatalogReader::addRelation(const PgRow &row)
{
    PgRelation relation;
    const std::uint32_t oid = row.oid(Oid);
    relation.schema = row.oid(SchemaOid);
    relation.kind = row.letter(Kind);
    relation.ref = {shared(schemaName(relation.schema)), row.text(Name)};
    if (relation.kind != 'c')
        m_rowTypes.insert(row.oid(RowType), oid);
    if (std::ranges::contains(m_schemaOids, relation.schema) && m_filter.accepts(relation.ref.schema, relation.ref.name)) {
        switch (relation.kind) {
        case 'S': break; // readSequences() makes those that no column owns
        case 'c':        // columns of a type that readUserTypes() made
            relation.object = m_compositeTypes.value(oid);
            if (relation.object)
                relation.columns = &static_cast<TypeObject &>(*relation.object).attributes;
            break;
        case 'v':
        case 'm':
            relation.object = makeView(row);
            relation.columns = &static_cast<View &>(*relation.object).columns;
            break;
        default:
            relation.object = makeTable(row);
            relation.columns = &static_cast<Table &>(*relation.object).columns;
            break;
        }
    }
    if (relation.columns) {
        relation.columns->reserve(static_cast<size_t>(row.number(ColumnCount)));
        relation.places.reserve(static_cast<size_t>(row.number(ColumnCount)));
    }
    if (relation.object && relation.kind != 'c') {
        describeObject(*relation.object, pgcatalog::Class, oid, relation.ref);
        m_objects.push_back(relation.object);
    }
    m_relations.emplace(oid, std::move(relation));
}

std::shared_ptr<SchemaObject> PgCatalogReader::makeTable(const PgRow &row)
{
    auto table = std::make_shared<Table>();
    const char kind = row.letter(Kind);
    if (row.flag(IsPartition) && kind != 'f')
        table->variant = u"partition"_s;
    else if (kind != 'r')
        table->variant = kind == 'p' ? u"partitioned"_s : u"foreign"_s;
    table->unlogged = row.letter(Persistence) == 'u';
    table->rowSecurity = row.flag(RowSecurity);
    table->rowSecurityForced = row.flag(ForceRowSecurity);
    addStorage(table->options, row.texts(Options), row.texts(ToastOptions));
    const auto option = [&](const QString &key, int column) {
        if (!row.isNull(column))
            table->options.insert(key, row.text(column));
    };
    option(u"tablespace"_s, Tablespace);
    option(u"access_method"_s, AccessMethod);
    option(u"of_type"_s, OfType);
    if (const char identity = row.letter(ReplicaIdentity); kind != 'f' && (identity == 'f' || identity == 'n'))
        table->options.insert(u"replica_identity"_s, identity == 'f' ? u"FULL"_s : u"NOTHING"_s);
    if (m_request.statistics) {
        // Before 14 a table that nobody has counted yet has 0 rows on 0 pages.
        const bool uncounted = row.number(Rows) == 0 && row.number(Pages) == 0 && m_version < 140'000;
        table->statistics.rows = uncounted || kind == 'p' ? -1 : row.number(Rows);
        table->statistics.bytes = kind == 'r' ? row.number(Pages) * m_blockSize : -1;
    }
    return table;
}

std::shared_ptr<SchemaObject> PgCatalogReader::makeView(const PgRow &row)
{
    const bool materialized = row.letter(Kind) == 'm';
    auto view = std::make_shared<View>(materialized ? ObjectKind::MaterializedView : ObjectKind::View);
    static constexpr QLatin1StringView check("check_option=");
    QStringList stored = row.texts(Options);
    const auto own = std::ranges::find_if(stored, [](const QString &one) { return one.startsWith(check); });
    if (own != stored.end()) {
        view->checkOption = own->sliced(check.size()).toUpper();
        stored.erase(own);
    }
    addStorage(view->options, stored);
    if (!row.isNull(Tablespace))
        view->options.insert(u"tablespace"_s, row.text(Tablespace));
    if (!row.isNull(AccessMethod))
        view->options.insert(u"access_method"_s, row.text(AccessMethod));
    if (m_request.statistics && materialized)
        view->statistics = {row.number(Rows), row.number(Pages) * m_blockSize};
    return view;
}

Result<void> PgCatalogReader::readInheritance()
{
    Result<void> read = each("SELECT i.inhrelid, i.inhparent FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                             " WHERE c.relkind IN ('r', 'p', 'f') ORDER BY i.inhrelid, i.inhseqno",
                             [this](const PgRow &row) {
                                 Table *child = table(row.oid(0));
                                 const auto parent = m_relations.find(row.oid(1));
                                 if (!child || parent == m_relations.end())
                                     return;
                                 m_parents.emplace_back(row.oid(0), row.oid(1));
                                 child->inherits.push_back(parent->second.ref);
                                 child->dependsOn.push_back(parent->second.ref);
                             });
    if (!read)
        return read;
    std::vector<Named> partitions;
    for (const auto &[oid, relation] : m_relations) {
        if (Table *found = table(oid); found && (!found->variant.isEmpty()))
            partitions.push_back({oid, tr("table %1").arg(relation.ref.name), relation.ref});
    }
    return eachOf("SELECT c.oid, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid) FROM pg_class c WHERE c.oid = ANY ($1)"
                  " AND (c.relkind = 'p' OR c.relispartition)",
                  partitions, [this](const PgRow &row) {
                      Table *found = table(row.oid(0));
                      found->partitionKey = row.expression(1);
                      found->partitionBound = row.text(2);
                  });
}

Result<void> PgCatalogReader::readForeignTables()
{
    return each("SELECT t.ftrelid, s.srvname, t.ftoptions FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver",
                [this](const PgRow &row) {
                    Table *found = table(row.oid(0));
                    if (!found)
                        return;
                    found->options.insert(u"server"_s, row.text(1));
                    if (const QString options = pgOptionList(row.texts(2)); !options.isEmpty())
                        found->options.insert(u"foreign_options"_s, options);
                });
}

Result<void> PgCatalogReader::readViews()
{
    std::vector<Named> views;
    for (const auto &[oid, relation] : m_relations) {
        if (view(oid))
            views.push_back({oid, (relation.kind == 'm' ? tr("materialized view %1") : tr("view %1")).arg(relation.ref.name), relation.ref});
    }
    std::ranges::sort(views, {}, &Named::oid);
    Result<void> read = eachOf("SELECT c.oid, pg_get_viewdef(c.oid) FROM pg_class c WHERE c.oid = ANY ($1)", views, [this](const PgRow &row) {
        QString definition = row.expression(1).trimmed();
        if (definition.endsWith(u';'))
            definition.chop(1);
        view(row.oid(0))->definition = definition;
    });
    if (!read)
        return read;
    for (const Unread &missed : m_info.unread) {
        for (const ObjectKind kind : {ObjectKind::View, ObjectKind::MaterializedView})
            markBroken(kind, missed);
    }
    return {};
}

/// A view whose query cannot even be spelled out has columns that nothing computes any more.
void PgCatalogReader::markBroken(ObjectKind kind, const Unread &missed)
{
    for (const std::shared_ptr<SchemaObject> &object : m_objects) {
        if (object->kind != kind || object->ref != missed.object)
            continue;
        auto &broken = static_cast<View &>(*object);
        broken.error = missed.reason;
    }
}

/// The server lists columns as they stand in the table, which says nothing: here they are by name, expressions behind them.
static constexpr auto statisticsInOrder =
    "SELECT s.oid, CASE WHEN c.stored IS NULL THEN d.text ELSE left(d.text, strpos(d.text, ' ON ' || c.stored) + 3) || c.named"
    " || substr(d.text, strpos(d.text, ' ON ' || c.stored) + 4 + length(c.stored)) END"
    " FROM pg_statistic_ext s CROSS JOIN LATERAL (SELECT pg_get_statisticsobjdef(s.oid) AS text) d CROSS JOIN LATERAL (SELECT"
    " string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS stored, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) AS named"
    " FROM pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) c WHERE s.oid = ANY ($1)";

/// Rules, extended statistics: options, whose value is the statement that makes them.
Result<void> PgCatalogReader::readTableExtras()
{
    struct Extra
    {
        std::uint32_t relation = 0;
        QString key;
    };
    QHash<std::uint32_t, Extra> extras;
    std::vector<Named> rules;
    std::vector<Named> statistics;
    const auto note = [&](std::vector<Named> &list, const QString &word, const PgRow &row) {
        const PgRelation *owner = relation(row.oid(1));
        if (!owner)
            return;
        extras.insert(row.oid(0), {row.oid(1), word + u' ' + row.text(2)});
        list.push_back({row.oid(0), word + u' ' + row.text(2), owner->ref});
    };
    Result<void> read =
        each("SELECT oid, ev_class, rulename, ev_enabled FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384", [&](const PgRow &row) {
            note(rules, u"rule"_s, row);
            Table *owner = table(row.oid(1));
            if (const char state = row.letter(3); owner && state != 'O')
                owner->options.insert(pgStateOf + u"rule "_s + row.text(2), pgStateWord(state));
        });
    if (read)
        read = each("SELECT oid, stxrelid, stxname, stxstattarget FROM pg_statistic_ext", [&](const PgRow &row) {
            note(statistics, u"statistics"_s, row);
            // Before 17 the server's own target is -1.
            if (Table *owner = table(row.oid(1)); owner && !row.isNull(3) && row.number(3) >= 0)
                owner->options.insert(pgTargetOf + u"statistics "_s + row.text(2), row.text(3));
        });
    const auto keep = [&](const PgRow &row) {
        const Extra extra = extras.value(row.oid(0));
        QString definition = row.expression(1).trimmed();
        if (definition.endsWith(u';'))
            definition.chop(1);
        Table *owner = table(extra.relation);
        View *viewed = view(extra.relation);
        if (!owner && !viewed)
            return;
        QMap<QString, QString> &options = owner ? owner->options : viewed->options;
        options.insert(extra.key, definition);
        const bool isRule = extra.key.startsWith("rule "_L1);
        if (const QString comment = commentOn(isRule ? pgcatalog::Rewrite : pgcatalog::StatisticExt, row.oid(0)); !comment.isEmpty())
            options.insert(pgCommentOn + extra.key, comment);
    };
    if (read)
        read = eachOf("SELECT oid, pg_get_ruledef(oid) FROM pg_rewrite WHERE oid = ANY ($1)", rules, keep);
    if (read)
        read = eachOf(statisticsInOrder, statistics, keep);
    return read;
}

} // namespace concord
