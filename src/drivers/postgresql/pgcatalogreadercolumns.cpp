// SPDX-License-Identifier: GPL-3.0-or-later
// Columns, what they count by, and their named NOT NULLs.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Columns of the columns' query. What is as usual comes as NULL: it costs next to nothing then.
enum ColumnColumn {
    Relation,
    Number,
    Name,
    TypeOid,
    Modifier,
    NotNull,
    IdentityKind,
    GeneratedKind,
    Inherited,
    CollationOid,
    Storage,
    Compression,
    StatisticsTarget,
    Options,
    ForeignOptions,
    Default
};

QString storageName(char storage)
{
    switch (storage) {
    case 'p': return u"PLAIN"_s;
    case 'e': return u"EXTERNAL"_s;
    case 'm': return u"MAIN"_s;
    default: return u"EXTENDED"_s;
    }
}

void append(QString &options, const QString &clause)
{
    options += (options.isEmpty() ? QString() : u"; "_s) + clause;
}

/// Of the attribute options only those that people can set: 17.12 stamps every column with a pg_attver of its own, which is
/// another one each time.
QString columnOptions(const PgRow &row)
{
    QString options;
    if (!row.isNull(ForeignOptions))
        append(options, u"OPTIONS "_s + pgOptionList(row.texts(ForeignOptions)));
    if (!row.isNull(Storage))
        append(options, u"SET STORAGE "_s + storageName(row.letter(Storage)));
    if (!row.isNull(Compression))
        append(options, u"SET COMPRESSION "_s + (row.letter(Compression) == 'l' ? u"lz4"_s : u"pglz"_s));
    if (!row.isNull(StatisticsTarget))
        append(options, u"SET STATISTICS "_s + row.text(StatisticsTarget));
    if (row.bytes(Options).find("n_distinct") != std::string_view::npos)
        append(options, u"SET "_s + pgStorageList(row.texts(Options).filter(u"n_distinct"_s)));
    return options;
}

/// Columns come in any order; the catalog has them in that of their numbers.
void arrange(PgRelation &relation)
{
    if (!relation.columns || std::ranges::is_sorted(relation.places, {}, &PgRelation::Place::number))
        return;
    std::vector<size_t> order(relation.places.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&](size_t i) { return relation.places[i].number; });
    std::vector<Column> columns;
    columns.reserve(order.size());
    for (const size_t i : order)
        columns.push_back(std::move((*relation.columns)[i]));
    *relation.columns = std::move(columns);
    std::ranges::sort(relation.places, {}, &PgRelation::Place::number);
}

bool isWholeNumber(const QString &type)
{
    return type == "smallint"_L1 || type == "integer"_L1 || type == "bigint"_L1;
}

} // namespace

Result<void> PgCatalogReader::readCollations()
{
    return each("SELECT l.oid, l.collname, n.nspname FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace", [this](const PgRow &row) {
        const bool system = row.bytes(2) == "pg_catalog";
        m_collations.insert(row.oid(0), pgName({system ? QString() : row.text(2), row.text(1)}));
    });
}

Result<void> PgCatalogReader::readColumns()
{
    // The types first: there are few, and each is spelled out by the server only once.
    Result<void> read =
        each("SELECT a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod), t.typtype = 'c', t.typcollation"
             " FROM (SELECT DISTINCT atttypid, atttypmod FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0) a"
             " JOIN pg_type t ON t.oid = a.atttypid",
             [this](const PgRow &row) { m_types.add(row.oid(0), static_cast<int>(row.number(1)), {row.text(2), {}, row.oid(4)}, row.flag(3)); });
    if (!read)
        return read;
    const QByteArray compression = m_version >= 140'000 ? "NULLIF(a.attcompression, '')" : "NULL";
    const QByteArray target = m_version >= 170'000 ? "a.attstattarget" : "NULLIF(a.attstattarget, -1)";
    read = eachInSchemas("SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, NULLIF(a.attidentity, ''),"
                         " NULLIF(a.attgenerated, ''), NULLIF(NOT a.attislocal, false), NULLIF(a.attcollation, 0),"
                         " NULLIF(a.attstorage, t.typstorage), "
                             + compression + ", " + target
                             + ", a.attoptions, a.attfdwoptions, pg_get_expr(d.adbin, d.adrelid)"
                               " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid"
                               " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                               " WHERE c.relnamespace = ANY ($1) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0"
                               " AND NOT a.attisdropped",
                         [this](const PgRow &row) { addColumn(row); });
    for (auto &[oid, relation] : m_relations)
        arrange(relation);
    return read;
}

void PgCatalogReader::addColumn(const PgRow &row)
{
    const std::uint32_t owner = row.oid(Relation);
    if (m_lastRelation == nullptr || m_lastOid != owner) {
        m_lastRelation = relation(owner);
        m_lastOid = owner;
        if (m_lastRelation && m_lastRelation->columns && m_lastRelation->columns->empty())
            countOne();
    }
    if (!m_lastRelation || !m_lastRelation->columns)
        return;
    Column &column = m_lastRelation->columns->emplace_back();
    m_lastRelation->places.push_back({static_cast<int>(row.number(Number)), row.oid(CollationOid)});
    column.name = shared(row.text(Name));
    if (const PgCatalogTypes::Entry *type = m_types.find(row.oid(TypeOid), static_cast<int>(row.number(Modifier)))) {
        column.nativeType = type->native;
        column.type = type->logical;
        if (row.oid(CollationOid) != type->collation)
            column.collation = m_collations.value(row.oid(CollationOid));
    }
    column.nullable = !row.flag(NotNull);
    column.inherited = row.flag(Inherited);
    if (const char identity = row.letter(IdentityKind))
        column.identity = identity == 'a' ? Identity::Always : Identity::ByDefault;
    const char generated = row.letter(GeneratedKind);
    if (generated) {
        column.generated = generated == 'v' ? Generated::Virtual : Generated::Stored;
        column.generationExpression = row.expression(Default);
    } else if (!row.isNull(Default)) {
        column.defaultExpression = shared(row.expression(Default));
    }
    column.options = columnOptions(row);
    if (!m_comments.isEmpty())
        column.comment = commentOn(pgcatalog::Class, owner, static_cast<int>(row.number(Number)));
}

/// A column that a child has otherwise than its parent is one of its own, too: its DDL has to say so, also that it has no default.
Result<void> PgCatalogReader::compareInherited()
{
    const auto serialOrDefault = [](const Column &c) { return c.identity == Identity::Serial || c.defaultExpression.has_value(); };
    std::vector<Column *> withoutDefault;
    for (const auto &[childOid, parentOid] : m_parents) {
        Table *child = table(childOid);
        const Table *parent = table(parentOid);
        if (!child || !parent || !child->partitionBound.isEmpty())
            continue;
        for (Column &column : child->columns) {
            const Column *above = findColumn(parent->columns, column.name);
            if (!above)
                continue;
            const bool sameDefault = serialOrDefault(*above) == serialOrDefault(column)
                                     && (above->identity == Identity::Serial || above->defaultExpression == column.defaultExpression);
            const bool ownNotNull = column.options.contains("NOT NULL"_L1);
            const bool otherwise = ownNotNull || !sameDefault || above->nullable != column.nullable || above->collation != column.collation;
            if (otherwise && column.inherited && !ownNotNull && column.identity == Identity::No)
                pgHandDown(*child, column.name, above->nullable && !column.nullable);
            column.inherited = column.inherited && !otherwise;
            if (serialOrDefault(*above) && !serialOrDefault(column) && column.generated == Generated::No)
                withoutDefault.push_back(&column);
        }
    }
    for (Column *column : withoutDefault)
        column->defaultExpression = u"NULL"_s;
    return {};
}

/// PostgreSQL 18 keeps each NOT NULL as a constraint; it is told of where it says more than that.
Result<void> PgCatalogReader::readNotNulls()
{
    if (m_version < 180'000)
        return {};
    return eachInSchemas("SELECT n.conrelid, n.conkey, n.conname, n.connoinherit, n.convalidated FROM pg_constraint n"
                         " WHERE n.contype = 'n' AND n.conislocal AND n.connamespace = ANY ($1)",
                         [this](const PgRow &row) {
                             PgRelation *owner = relation(row.oid(0));
                             Column *column = owner ? owner->column(static_cast<int>(row.numbers(1).at(0))) : nullptr;
                             if (!column)
                                 return;
                             const QString name = row.text(2);
                             const bool generated = isPgGeneratedName(name, owner->ref.name, {column->name}, "not_null"_L1);
                             if (generated && !row.flag(3) && row.flag(4))
                                 return;
                             append(column->options, (generated ? u"NOT NULL"_s : u"CONSTRAINT "_s + pgName(name) + u" NOT NULL"_s)
                                                         + (row.flag(3) ? u" NO INHERIT"_s : QString())
                                                         + (row.flag(4) ? QString() : u" NOT VALID"_s));
                         });
}

Result<void> PgCatalogReader::readSequences()
{
    return eachInSchemas("SELECT s.seqrelid, c.relname, c.relnamespace, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin,"
                         " s.seqmax, s.seqcache, s.seqcycle, d.deptype, d.refobjid, d.refobjsubid, c.relpersistence"
                         " FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid LEFT JOIN pg_depend d ON d.classid = 1259"
                         " AND d.objid = s.seqrelid AND d.objsubid = 0 AND d.refclassid = 1259 AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0"
                         " WHERE c.relnamespace = ANY ($1)",
                         [this](const PgRow &row) { addSequence(row); });
}

void PgCatalogReader::addSequence(const PgRow &row)
{
    const std::uint32_t oid = row.oid(0);
    SequenceOptions counting{shared(row.text(3)), shared(row.text(4)), shared(row.text(5)), shared(row.text(6)),
                             shared(row.text(7)), shared(row.text(8)), row.flag(9)};
    const auto known = m_relations.find(oid);
    const ObjectRef ref = {schemaName(row.oid(2)), row.text(1)};
    PgRelation *owner = row.isNull(10) ? nullptr : relation(row.oid(11));
    Column *column = owner ? owner->column(static_cast<int>(row.number(12))) : nullptr;
    if (column && takeOwnSequence(*column, *owner, ref, row.letter(10), counting)) {
        m_partOf.insert(oid, row.oid(11));
        m_ownSequences.insert(oid, column->name);
        if (const QString comment = commentOn(pgcatalog::Class, oid); !comment.isEmpty())
            static_cast<Table &>(*owner->object).options.insert(pgCommentOn + u"sequence of "_s + column->name, comment);
        return;
    }
    if (!m_filter.accepts(ref.schema, ref.name) || row.letter(10) == 'i')
        return;
    auto sequence = std::make_shared<Sequence>();
    describeObject(*sequence, pgcatalog::Class, oid, ref);
    sequence->counting = std::move(counting);
    sequence->unlogged = row.letter(13) == 'u';
    if (owner) {
        sequence->ownerTable = owner->ref;
        sequence->ownerColumn = column ? column->name : QString();
    }
    if (known != m_relations.end())
        known->second.object = sequence;
    m_objects.push_back(sequence);
}

/// A sequence that an identity column made, or that a serial one did: it is part of the column.
bool PgCatalogReader::takeOwnSequence(Column &column, const PgRelation &owner, const ObjectRef &sequence, char dependency, SequenceOptions options)
{
    if (dependency == 'a') {
        const QString named = pgSequenceCalled(column.defaultExpression.value_or(QString()));
        if (!isWholeNumber(column.nativeType) || column.nullable || named.isEmpty() || pgParseName(named) != sequence)
            return false;
        column.identity = Identity::Serial;
        column.defaultExpression.reset();
    }
    if (sequence.name != pgGeneratedName(owner.ref.name, {column.name}, "seq"_L1))
        options.name = sequence.name;
    const QString key = QStringList{options.type,    options.start, options.increment, options.minimum,
                                    options.maximum, options.cache, options.name,      options.cycle ? u"c"_s : QString()}
                            .join(u' ');
    std::shared_ptr<const SequenceOptions> &kept = m_sequenceCache[key];
    if (!kept)
        kept = std::make_shared<const SequenceOptions>(std::move(options));
    column.sequence = kept;
    return true;
}

} // namespace concord
