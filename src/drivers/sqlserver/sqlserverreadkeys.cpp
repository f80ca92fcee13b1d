// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes, keys, foreign keys and checks.
#include "connection/dialect.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/tsqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString indexMethod(const SystemRow &row)
{
    switch (row.number("type"_L1)) {
    case 1:
    case 2: return u"btree"_s;
    case 3: return u"xml"_s;
    case 4: return u"spatial"_s;
    case 5:
    case 6: return u"columnstore"_s;
    case 7: return u"hash"_s;
    default: return row.text("type_desc"_L1).toLower(); // 2025: json, vector
    }
}

/// What stands in WITH (…), in DDL's own words.
static QString withOptions(const SystemRow &row)
{
    QStringList options;
    if (const qint64 fill = row.number("fill_factor"_L1); fill > 0 && fill < 100)
        options.append(u"FILLFACTOR = %1"_s.arg(fill));
    if (row.flag("is_padded"_L1))
        options.append(u"PAD_INDEX = ON"_s);
    if (row.flag("ignore_dup_key"_L1))
        options.append(u"IGNORE_DUP_KEY = ON"_s);
    if (row.flag("optimize_for_sequential_key"_L1))
        options.append(u"OPTIMIZE_FOR_SEQUENTIAL_KEY = ON"_s);
    if (row.has("allow_row_locks"_L1) && !row.isNull("allow_row_locks"_L1) && !row.flag("allow_row_locks"_L1))
        options.append(u"ALLOW_ROW_LOCKS = OFF"_s);
    if (row.has("allow_page_locks"_L1) && !row.isNull("allow_page_locks"_L1) && !row.flag("allow_page_locks"_L1) && row.number("type"_L1) < 5)
        options.append(u"ALLOW_PAGE_LOCKS = OFF"_s);
    return options.isEmpty() ? QString() : u"WITH ("_s + options.join(u", "_s) + u')';
}

void SqlServerCatalogReader::readIndex(const SystemRow &row)
{
    const qint64 type = row.number("type"_L1);
    const qint64 object = row.number("object_id"_L1);
    // A graph's table has an index of its own making over columns of its own.
    if (!m_relations.contains(object) || row.flag("is_hypothetical"_L1) || row.text("name"_L1).startsWith("GRAPH_UNIQUE_INDEX_"_L1))
        return;
    if (type == 0) { // a heap: only where its rows lie
        m_heapSpaces.insert(object, row.number("data_space_id"_L1));
        return;
    }
    IndexFact fact;
    fact.object = object;
    fact.number = static_cast<int>(row.number("index_id"_L1));
    fact.primaryKey = row.flag("is_primary_key"_L1);
    fact.uniqueConstraint = row.flag("is_unique_constraint"_L1);
    fact.dataSpace = row.number("data_space_id"_L1);
    fact.index.name = row.text("name"_L1);
    fact.index.method = indexMethod(row);
    fact.index.unique = row.flag("is_unique"_L1);
    fact.index.valid = !row.flag("is_disabled"_L1);
    fact.index.predicate = bareExpression(row.text("filter_definition"_L1));
    if (row.flag("has_filter"_L1) && fact.index.predicate.isEmpty())
        noteUnseen(object, fact.index.name);
    const bool clustered = type == 1 || type == 5;
    QStringList options;
    if (fact.primaryKey ? !clustered : clustered) // what the server would not choose by itself
        options.append(clustered ? u"CLUSTERED"_s : u"NONCLUSTERED"_s);
    if (const QString with = withOptions(row); !with.isEmpty())
        options.append(with);
    fact.index.options = options.join(u' ');
    m_indexes.insert({object, fact.number}, static_cast<int>(m_indexFacts.size()));
    m_indexFacts.push_back(std::move(fact));
}

/// Of a table in memory. How many buckets it has is a part of its DDL.
void SqlServerCatalogReader::readHashIndex(const SystemRow &row)
{
    const auto at = m_indexes.constFind({row.number("object_id"_L1), row.number("index_id"_L1)});
    if (at == m_indexes.constEnd())
        return;
    QString &options = m_indexFacts[static_cast<std::size_t>(*at)].index.options;
    options += (options.isEmpty() ? QString() : u" "_s) + u"HASH WITH (BUCKET_COUNT = %1)"_s.arg(row.number("bucket_count"_L1));
}

/// Rows come in any order: the parts are put in place by key_ordinal, included ones by index_column_id.
void SqlServerCatalogReader::readIndexColumn(const SystemRow &row)
{
    const qint64 object = row.number("object_id"_L1);
    const QString column = m_relations.value(object).columnNames.value(static_cast<int>(row.number("column_id"_L1)));
    if (row.number("index_id"_L1) <= 1 && row.number("partition_ordinal"_L1) == 1)
        m_partitionColumns.insert(object, column);
    const auto at = m_indexes.constFind({object, row.number("index_id"_L1)});
    if (at == m_indexes.constEnd())
        return;
    IndexFact &fact = m_indexFacts[static_cast<std::size_t>(*at)];
    if (row.number("partition_ordinal"_L1) == 1)
        fact.partitionColumn = column;
    const qint64 ordinal = row.number("key_ordinal"_L1);
    const bool columnstore = fact.index.method == "columnstore"_L1;
    if (ordinal == 0 && row.flag("is_included_column"_L1) && !columnstore)
        fact.included.append({row.number("index_column_id"_L1), column});
    IndexPart part;
    part.column = column;
    part.descending = row.flag("is_descending_key"_L1);
    const bool keyed = ordinal > 0 || fact.index.method == "xml"_L1 || fact.index.method == "spatial"_L1;
    if (keyed || columnstore)
        fact.parts.append({ordinal > 0 ? ordinal : row.number("index_column_id"_L1), part});
}

void SqlServerCatalogReader::readKeyConstraint(const SystemRow &row)
{
    const qint64 parent = row.number("parent_object_id"_L1);
    const qint64 id = row.number("object_id"_L1);
    m_parents.insert(id, parent);
    // Its index has its name. Not by unique_index_id: Babelfish gives a number there that sys.indexes does not know.
    m_keyConstraints.insert({parent, row.text("name"_L1)}, {id, row.flag("is_system_named"_L1)});
}

Key SqlServerCatalogReader::keyOf(const IndexFact &fact, const Relation &relation) const
{
    Key key;
    key.name = fact.index.name;
    if (const auto known = m_keyConstraints.constFind({fact.object, key.name}); known != m_keyConstraints.constEnd()) {
        key.nameGenerated = known->nameGenerated;
        key.comment = comment(1, known->id);
    }
    bool descending = false;
    QStringList parts;
    for (const IndexPart &part : fact.index.parts) {
        key.columns.append(part.column);
        descending = descending || part.descending;
        parts.append(sqlServerDialect().identifier(part.column) + (part.descending ? u" DESC"_s : QString()));
    }
    key.options = fact.index.options;
    if (descending) // the list itself, as DDL has it
        key.options = u'(' + parts.join(u", "_s) + u')' + (key.options.isEmpty() ? QString() : u" "_s + key.options);
    key.nullsNotDistinct = !fact.primaryKey && relation.table && std::ranges::any_of(key.columns, [&](const QString &name) {
        const Column *column = findColumn(relation.table->columns, name);
        return column && column->nullable;
    });
    return key;
}

void SqlServerCatalogReader::placeIndex(const IndexFact &fact, Relation &relation)
{
    if (relation.type && (fact.primaryKey || fact.uniqueConstraint)) {
        const Key key = keyOf(fact, relation);
        QStringList names;
        for (const QString &column : key.columns)
            names.append(sqlServerDialect().identifier(column));
        relation.type->definition += (relation.type->definition.isEmpty() ? QString() : u", "_s)
                                     + (fact.primaryKey ? u"PRIMARY KEY ("_s : u"UNIQUE ("_s) + names.join(u", "_s) + u')';
    } else if (relation.table && fact.primaryKey) {
        relation.table->primaryKey = keyOf(fact, relation);
    } else if (relation.table && fact.uniqueConstraint) {
        relation.table->uniques.push_back(keyOf(fact, relation));
    } else if (relation.table || relation.view) {
        Index index = fact.index;
        index.comment = comment(7, fact.object, fact.number);
        index.nullsNotDistinct =
            index.unique && index.predicate.isEmpty() && relation.table && std::ranges::any_of(index.parts, [&](const IndexPart &part) {
                const Column *column = findColumn(relation.table->columns, part.column);
                return column && column->nullable;
            });
        (relation.table ? relation.table->indexes : relation.view->indexes).push_back(std::move(index));
    }
}

void SqlServerCatalogReader::finishIndexes()
{
    for (IndexFact &fact : m_indexFacts) {
        std::ranges::stable_sort(fact.parts, {}, [](const auto &part) { return part.first; });
        for (const auto &[ordinal, part] : std::as_const(fact.parts))
            fact.index.parts.push_back(part);
        std::ranges::stable_sort(fact.included, {}, [](const auto &column) { return column.first; });
        for (const auto &[ordinal, column] : std::as_const(fact.included))
            fact.index.included.append(column);
        if (fact.index.parts.empty() && !m_indexColumnsRead) // its columns could not be read: that is said
            continue;
        placeIndex(fact, m_relations[fact.object]);
    }
    for (ForeignKeyFact &fact : m_foreignKeys) {
        const auto parent = m_relations.value(fact.parent).table;
        if (!parent)
            continue;
        std::ranges::stable_sort(fact.columns, {}, [](const auto &pair) { return std::get<0>(pair); });
        for (const auto &[ordinal, column, target] : std::as_const(fact.columns)) {
            fact.key.columns.append(column);
            fact.key.targetColumns.append(target);
        }
        if (!fact.key.columns.isEmpty()) // else they could not be read
            parent->foreignKeys.push_back(fact.key);
    }
}

static ReferentialAction actionOf(qint64 number)
{
    switch (number) {
    case 1: return ReferentialAction::Cascade;
    case 2: return ReferentialAction::SetNull;
    case 3: return ReferentialAction::SetDefault;
    default: return ReferentialAction::NoAction;
    }
}

void SqlServerCatalogReader::readForeignKey(const SystemRow &row)
{
    const qint64 id = row.number("object_id"_L1);
    ForeignKeyFact fact;
    fact.parent = row.number("parent_object_id"_L1);
    m_parents.insert(id, fact.parent);
    if (!m_relations.contains(fact.parent))
        return;
    fact.target = row.number("referenced_object_id"_L1);
    fact.key.name = row.text("name"_L1);
    fact.key.nameGenerated = row.flag("is_system_named"_L1);
    fact.key.target = m_names.value(fact.target);
    fact.key.onDelete = actionOf(row.number("delete_referential_action"_L1));
    fact.key.onUpdate = actionOf(row.number("update_referential_action"_L1));
    fact.key.enforced = !row.flag("is_disabled"_L1);
    fact.key.validated = !row.flag("is_not_trusted"_L1);
    if (row.flag("is_not_for_replication"_L1))
        fact.key.options = u"NOT FOR REPLICATION"_s;
    fact.key.comment = comment(1, id);
    m_foreignKeys.insert(id, fact);
}

void SqlServerCatalogReader::readForeignKeyColumn(const SystemRow &row)
{
    const auto found = m_foreignKeys.find(row.number("constraint_object_id"_L1));
    if (found == m_foreignKeys.end())
        return;
    const auto name = [this](qint64 object, qint64 column) { return m_columnNames.value({object, column}); };
    found->columns.append({row.number("constraint_column_id"_L1), name(found->parent, row.number("parent_column_id"_L1)),
                           name(found->target, row.number("referenced_column_id"_L1))});
}

void SqlServerCatalogReader::readCheck(const SystemRow &row)
{
    const qint64 id = row.number("object_id"_L1);
    const qint64 parent = row.number("parent_object_id"_L1);
    m_parents.insert(id, parent);
    const Relation relation = m_relations.value(parent);
    if (!relation.table)
        return;
    Check check;
    check.name = row.text("name"_L1);
    check.nameGenerated = row.flag("is_system_named"_L1);
    check.expression = bareExpression(row.text("definition"_L1));
    if (check.expression.isEmpty())
        noteUnseen(parent, check.name);
    for (const QString &name : bracketedNames(check.expression)) {
        if (findColumn(relation.table->columns, name))
            check.columns.append(name);
    }
    check.enforced = !row.flag("is_disabled"_L1);
    check.validated = !row.flag("is_not_trusted"_L1);
    check.comment = comment(1, id);
    relation.table->checks.push_back(std::move(check));
}

} // namespace concord
