// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes: those of their own, and what keys say through theirs.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pgconditions.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum IndexColumn {
    Oid,
    Table_,
    Name,
    Partitioned,
    Inherited,
    Unique,
    Valid,
    KeyCount,
    Columns,
    Orders,
    Classes,
    Collations,
    Method,
    Options,
    Tablespace,
    Pages,
    Clustered,
    ReplicaIdentity,
    NullsNotDistinct,
    Expressions,
    Definition,
    Predicate
};

constexpr int descendingBit = 1;
constexpr int nullsFirstBit = 2;

QString indexOptions(const PgRow &row)
{
    QStringList parts;
    if (!row.isNull(Options))
        parts.append(u"WITH "_s + pgStorageList(row.texts(Options)));
    if (!row.isNull(Tablespace))
        parts.append(u"TABLESPACE "_s + pgName(row.text(Tablespace)));
    return parts.join(u' ');
}

/// "(a + b)" as pg_get_indexdef writes what is no function call; without those parentheses.
QString bareExpression(const QString &expression)
{
    return expression.startsWith(u'(') && expression.endsWith(u')') ? expression.mid(1, expression.size() - 2) : expression;
}

/// What a definition says behind an expression: a collation of its own.
QString collationBehind(const QString &definition, const QString &expression)
{
    static constexpr QLatin1StringView word(" COLLATE ");
    const qsizetype at = definition.indexOf(expression);
    const QStringView rest = at < 0 ? QStringView() : QStringView(definition).sliced(at + expression.size());
    if (!rest.startsWith(word))
        return {};
    const ObjectRef named = pgParseName(rest.sliced(word.size()));
    return pgName(named);
}

} // namespace

Result<void> PgCatalogReader::readOperatorClasses()
{
    return each("SELECT o.oid, o.opcname, n.nspname, o.opcdefault FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace",
                [this](const PgRow &row) {
                    const bool system = row.bytes(2) == "pg_catalog";
                    (row.flag(3) ? m_defaultClasses : m_operatorClasses).insert(row.oid(0), pgName({system ? QString() : row.text(2), row.text(1)}));
                });
}

/// What few columns of indexes have: parameters of their operator class, and a statistics target of their own.
Result<void> PgCatalogReader::readIndexColumns()
{
    const QByteArray target = m_version >= 170'000 ? "a.attstattarget" : "NULLIF(a.attstattarget, -1)";
    return each("SELECT a.attrelid, a.attnum, a.attoptions, " + target
                    + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('i', 'I') AND (a.attoptions IS NOT NULL OR "
                    + target + " IS NOT NULL)",
                [this](const PgRow &row) {
                    QStringList options = row.texts(2);
                    options.removeIf([](const QString &option) { return option.startsWith("pg_attver="_L1); }); // 17.12's own stamp
                    if (!options.isEmpty())
                        m_classOptions.insert({row.oid(0), row.oid(1)}, pgStorageList(options));
                    if (!row.isNull(3))
                        m_indexStatistics[row.oid(0)].insert(pgStatisticsKey(static_cast<int>(row.number(1))), row.text(3));
                });
}

Result<void> PgCatalogReader::readIndexes()
{
    Result<void> read = readOperatorClasses();
    if (read)
        read = readIndexColumns();
    if (!read)
        return read;
    const QByteArray nulls = m_version >= 150'000 ? "NULLIF(i.indnullsnotdistinct, false)" : "NULL";
    return eachInSchemas("SELECT i.indexrelid, i.indrelid, c.relname, c.relkind = 'I', c.relispartition, i.indisunique, i.indisvalid,"
                         " i.indnkeyatts, i.indkey, NULLIF(i.indoption::text, '0'), i.indclass, i.indcollation, m.amname, c.reloptions, s.spcname,"
                         " c.relpages, NULLIF(i.indisclustered, false), NULLIF(i.indisreplident, false), "
                             + nulls
                             + ", CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, false)"
                               " FROM generate_series(1, i.indnkeyatts) k WHERE i.indkey[k - 1] = 0) END,"
                               " CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid) END, pg_get_expr(i.indpred, i.indrelid)"
                               " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
                               " LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace WHERE c.relnamespace = ANY ($1)",
                         [this](const PgRow &row) { addIndex(row); });
}

void PgCatalogReader::addIndex(const PgRow &row)
{
    PgRelation *owner = relation(row.oid(Table_));
    if (!owner || owner->kind == 'c')
        return;
    Table *onTable = table(row.oid(Table_));
    View *onView = view(row.oid(Table_));
    if (Statistics &statistics = onTable ? onTable->statistics : onView->statistics; statistics.bytes >= 0)
        statistics.bytes += row.number(Pages) * m_blockSize;
    if (onTable && row.flag(ReplicaIdentity))
        onTable->options.insert(u"replica_identity"_s, u"USING INDEX "_s + pgName(row.text(Name)));
    if (row.flag(Clustered))
        (onTable ? onTable->options : onView->options).insert(u"clustered_on"_s, row.text(Name));
    if (onTable && m_keyIndexes.contains(row.oid(Oid)))
        return addKeyIndex(*onTable, row);

    Index index;
    index.name = row.text(Name);
    index.method = shared(row.text(Method));
    index.unique = row.flag(Unique);
    index.valid = row.flag(Valid);
    index.nullsNotDistinct = row.flag(NullsNotDistinct);
    index.partitioned = row.flag(Partitioned);
    index.inherited = row.flag(Inherited);
    index.predicate = row.expression(Predicate);
    index.options = indexOptions(row);
    index.comment = commentOn(pgcatalog::Class, row.oid(Oid));
    index.settings = m_indexStatistics.value(row.oid(Oid));
    m_partOf.insert(row.oid(Oid), row.oid(Table_));
    const std::vector<std::uint32_t> columns = row.numbers(Columns);
    const auto keys = static_cast<size_t>(row.number(KeyCount));
    QStringList expressions = row.texts(Expressions);
    QStringList named;
    index.parts.reserve(keys);
    const IndexArrays arrays{columns, row.numbers(Orders), row.numbers(Classes), row.numbers(Collations)};
    for (size_t i = 0; i < keys; ++i) {
        index.parts.push_back(indexPart(*owner, row, arrays, i, expressions));
        named.append(index.parts.back().column);
    }
    for (size_t i = keys; i < columns.size(); ++i)
        index.included.append(owner->columnName(static_cast<int>(columns[i])));
    // Included columns are part of the server's name; expressions are there as a word that is not known here.
    index.nameGenerated = !named.contains(QString()) && isPgGeneratedName(index.name, owner->ref.name, named + index.included, "idx"_L1);
    (onTable ? onTable->indexes : onView->indexes).push_back(std::move(index));
}

IndexPart PgCatalogReader::indexPart(const PgRelation &owner, const PgRow &row, const IndexArrays &arrays, size_t position,
                                     QStringList &expressions) const
{
    IndexPart part;
    const auto at = [position](const std::vector<std::uint32_t> &values) { return position < values.size() ? values[position] : 0U; };
    const std::uint32_t number = at(arrays.columns);
    if (number == 0 && !expressions.isEmpty()) {
        const QString expression = expressions.takeFirst();
        part.expression = pgFlatConditions(bareExpression(expression));
        part.collation = collationBehind(row.text(Definition), expression);
    } else {
        part.column = owner.columnName(static_cast<int>(number));
    }
    const auto order = static_cast<int>(at(arrays.orders));
    part.descending = (order & descendingBit) != 0;
    if (const bool nullsFirst = (order & nullsFirstBit) != 0; nullsFirst != part.descending)
        part.nullsFirst = nullsFirst;
    part.operatorClass = m_operatorClasses.value(at(arrays.classes));
    if (const QString options = m_classOptions.value({row.oid(Oid), static_cast<std::uint32_t>(position + 1)}); !options.isEmpty()) {
        // The server's grammar wants a name before the options, also that of the default class.
        const QString name = part.operatorClass.isEmpty() ? m_defaultClasses.value(at(arrays.classes)) : part.operatorClass;
        part.operatorClass = name + u' ' + options;
    }
    if (number != 0) {
        const std::uint32_t collation = at(arrays.collations);
        if (collation != 0 && collation != owner.collation(static_cast<int>(number)))
            part.collation = m_collations.value(collation);
    }
    return part;
}

/// The index behind a key is not listed; what only it knows is told by the key.
void PgCatalogReader::addKeyIndex(Table &owner, const PgRow &row)
{
    const QString name = row.text(Name);
    if (const QString comment = commentOn(pgcatalog::Class, row.oid(Oid)); !comment.isEmpty())
        owner.options.insert(pgCommentOn + u"index "_s + name, comment);
    const bool primary = owner.primaryKey && owner.primaryKey->name == name;
    const auto unique = std::ranges::find(owner.uniques, name, &Key::name);
    if (!primary && unique == owner.uniques.end())
        return; // an exclusion, whose definition says all
    Key &key = primary ? *owner.primaryKey : *unique;
    const std::vector<std::uint32_t> columns = row.numbers(Columns);
    const PgRelation *own = relation(row.oid(Table_));
    for (auto i = static_cast<size_t>(row.number(KeyCount)); i < columns.size(); ++i)
        key.included.append(own->columnName(static_cast<int>(columns[i])));
    key.nullsNotDistinct = row.flag(NullsNotDistinct);
    const QString options = indexOptions(row).replace(u"TABLESPACE "_s, u"USING INDEX TABLESPACE "_s);
    if (!options.isEmpty())
        key.options += (key.options.isEmpty() ? QString() : u" "_s) + options;
    if (!primary && !key.included.isEmpty()) // the server's name has the included columns too
        key.nameGenerated = isPgGeneratedName(name, own->ref.name, key.columns + key.included, "key"_L1);
}

} // namespace concord
