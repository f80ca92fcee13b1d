// SPDX-License-Identifier: GPL-3.0-or-later
// Types, tables and their columns.
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/sqlservertypes.h"
#include "sqlserver/tsqltext.h"

#include "connection/dialect.h"

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static void addOption(QString &options, const QString &more)
{
    options += (options.isEmpty() ? QString() : u" "_s) + more;
}

SqlServerCatalogReader::TypeUse SqlServerCatalogReader::typeUse(const SystemRow &row) const
{
    const int own = static_cast<int>(row.number("user_type_id"_L1));
    const int type = m_types.contains(own) ? own : static_cast<int>(row.number("system_type_id"_L1)); // an alias that nobody tells of
    return {type, row.number("max_length"_L1), row.number("precision"_L1), row.number("scale"_L1)};
}

/// Where sys.types cannot be read: the numbers of the server's own types are the same everywhere.
void SqlServerCatalogReader::takeSystemTypes()
{
    static constexpr std::array<std::pair<int, const char *>, 36> types = {{{34, "image"},
                                                                            {35, "text"},
                                                                            {36, "uniqueidentifier"},
                                                                            {40, "date"},
                                                                            {41, "time"},
                                                                            {42, "datetime2"},
                                                                            {43, "datetimeoffset"},
                                                                            {48, "tinyint"},
                                                                            {52, "smallint"},
                                                                            {56, "int"},
                                                                            {58, "smalldatetime"},
                                                                            {59, "real"},
                                                                            {60, "money"},
                                                                            {61, "datetime"},
                                                                            {62, "float"},
                                                                            {98, "sql_variant"},
                                                                            {99, "ntext"},
                                                                            {104, "bit"},
                                                                            {106, "decimal"},
                                                                            {108, "numeric"},
                                                                            {122, "smallmoney"},
                                                                            {127, "bigint"},
                                                                            {128, "hierarchyid"},
                                                                            {129, "geometry"},
                                                                            {130, "geography"},
                                                                            {165, "varbinary"},
                                                                            {167, "varchar"},
                                                                            {173, "binary"},
                                                                            {175, "char"},
                                                                            {189, "timestamp"},
                                                                            {231, "nvarchar"},
                                                                            {239, "nchar"},
                                                                            {241, "xml"},
                                                                            {244, "json"},
                                                                            {255, "vector"},
                                                                            {256, "sysname"}}};
    for (const auto &[number, name] : types) {
        TypeFact fact;
        fact.name = QString::fromLatin1(name);
        fact.systemType = number == 256 ? 231 : number;
        m_types.insert(number, fact);
    }
}

void SqlServerCatalogReader::readType(const SystemRow &row)
{
    TypeFact fact;
    fact.schema = m_schemas.value(static_cast<int>(row.number("schema_id"_L1)));
    fact.name = row.text("name"_L1);
    fact.systemType = static_cast<int>(row.number("system_type_id"_L1));
    fact.userDefined = row.flag("is_user_defined"_L1);
    fact.tableType = row.flag("is_table_type"_L1);
    fact.assembly = row.flag("is_assembly_type"_L1);
    const int id = static_cast<int>(row.number("user_type_id"_L1));
    m_types.insert(id, fact);
    if (!fact.userDefined || !m_schemaObjects.contains(static_cast<int>(row.number("schema_id"_L1))))
        return;
    auto type = std::make_shared<TypeObject>();
    type->ref = {fact.schema, fact.name};
    type->variant = fact.tableType ? u"composite"_s : fact.assembly ? u"base"_s : u"domain"_s;
    if (type->variant == "domain"_L1) {
        type->notNull = !row.flag("is_nullable"_L1);
        m_domains.append({type, typeUse(row)});
    }
    m_typeObjects.insert(id, type);
}

/// As it is written in DDL: an alias type with its schema, or what it stands for where `resolveAlias` says so.
QString SqlServerCatalogReader::typeText(const TypeUse &use, bool resolveAlias) const
{
    const TypeFact own = m_types.value(use.type);
    if (own.userDefined && !resolveAlias)
        return sqlServerDialect().identifier(own.schema) + u'.' + sqlServerDialect().identifier(own.name);
    // The system's own type of an alias has the same number in both columns.
    const int system = own.userDefined && !own.assembly ? own.systemType : use.type;
    const TypeFact base = m_types.value(system, own);
    return sqlServerTypeText(base.name.isEmpty() ? own.name : base.name, use.length, use.precision, use.scale);
}

void SqlServerCatalogReader::readTable(const SystemRow &row)
{
    m_names.insert(row.number("object_id"_L1), refOf(row));
    if (!wants(row, row.text("name"_L1)) || row.flag("is_dropped_ledger_table"_L1))
        return;
    auto table = std::make_shared<Table>();
    table->ref = refOf(row);
    const qint64 id = row.number("object_id"_L1);
    if (row.flag("is_memory_optimized"_L1))
        table->options.insert(u"memory_optimized"_s,
                              row.text("durability_desc"_L1).isEmpty() ? u"SCHEMA_AND_DATA"_s : row.text("durability_desc"_L1));
    if (row.flag("is_external"_L1))
        table->variant = u"foreign"_s;
    if (row.flag("is_node"_L1) || row.flag("is_edge"_L1))
        table->options.insert(u"graph"_s, row.flag("is_node"_L1) ? u"NODE"_s : u"EDGE"_s);
    if (row.number("temporal_type"_L1) == 2)
        m_temporal.insert(id, row.number("history_table_id"_L1));
    const qint64 ledger = row.number("ledger_type"_L1);
    if (row.number("temporal_type"_L1) == 1 || ledger == 1)
        table->options.insert(u"history"_s, u"true"_s);
    if (ledger > 1)
        table->options.insert(u"ledger"_s, ledger == 3 ? u"ON (APPEND_ONLY = ON)"_s : u"ON"_s);
    m_relations[id].table = table;
    m_objects.insert(id, table);
}

void SqlServerCatalogReader::readTableType(const SystemRow &row)
{
    const auto type = m_typeObjects.value(static_cast<int>(row.number("user_type_id"_L1)));
    if (type)
        m_relations[row.number("type_table_object_id"_L1)].type = type;
}

std::vector<Column> *SqlServerCatalogReader::columnsOf(qint64 object)
{
    const auto found = m_relations.find(object);
    if (found == m_relations.end())
        return nullptr;
    return found->table ? &found->table->columns : found->view ? &found->view->columns : found->type ? &found->type->attributes : nullptr;
}

Column *SqlServerCatalogReader::column(qint64 object, qint64 number)
{
    std::vector<Column> *columns = columnsOf(object);
    if (!columns)
        return nullptr;
    const QString name = m_relations[object].columnNames.value(static_cast<int>(number));
    const auto found = std::ranges::find(*columns, name, &Column::name);
    return found == columns->end() ? nullptr : &*found;
}

/// Rows come in any order; column_id is where a column stands.
void SqlServerCatalogReader::readColumn(const SystemRow &row)
{
    const qint64 object = row.number("object_id"_L1);
    if (m_names.contains(object))
        m_columnNames.insert({object, row.number("column_id"_L1)}, row.text("name"_L1));
    std::vector<Column> *columns = columnsOf(object);
    if (!columns)
        return;
    Relation &relation = m_relations[object];
    const int number = static_cast<int>(row.number("column_id"_L1));
    if (!row.isNull("graph_type"_L1)) { // "$node_id_5C8FA57AA7714B7DABBB83A3CC4BCC96": the server's own, known without its ending
        relation.columnNames.insert(number, row.text("name"_L1).section(u'_', 0, -2));
        return;
    }
    if (row.flag("is_dropped_ledger_column"_L1))
        return;
    Column column;
    column.name = row.text("name"_L1);
    column.nativeType = typeText(typeUse(row), false);
    column.type = sqlServerTypes().logical(typeText(typeUse(row), true));
    column.nullable = row.flag("is_nullable"_L1);
    column.hidden = row.flag("is_hidden"_L1);
    const QString collation = row.text("collation_name"_L1);
    if (collation.compare(m_collation, Qt::CaseInsensitive) != 0)
        column.collation = collation;
    if (row.flag("is_identity"_L1))
        column.identity = Identity::Always;
    static const QHash<qint64, QString> generated = {{1, u"ROW START"_s},
                                                     {2, u"ROW END"_s},
                                                     {5, u"TRANSACTION_ID START"_s},
                                                     {6, u"TRANSACTION_ID END"_s},
                                                     {7, u"SEQUENCE_NUMBER START"_s},
                                                     {8, u"SEQUENCE_NUMBER END"_s}};
    if (const QString always = generated.value(row.number("generated_always_type"_L1)); !always.isEmpty())
        addOption(column.options, u"GENERATED ALWAYS AS "_s + always);
    if (row.flag("is_column_set"_L1))
        addOption(column.options, u"COLUMN_SET FOR ALL_SPARSE_COLUMNS"_s);
    else if (row.flag("is_sparse"_L1))
        addOption(column.options, u"SPARSE"_s);
    if (row.flag("is_filestream"_L1))
        addOption(column.options, u"FILESTREAM"_s);
    if (row.flag("is_rowguidcol"_L1))
        addOption(column.options, u"ROWGUIDCOL"_s);
    placeColumn(relation, *columns, number, column);
}

void SqlServerCatalogReader::placeColumn(Relation &relation, std::vector<Column> &columns, int number, const Column &column)
{
    const auto before = std::ranges::find_if(columns, [&](const Column &other) { return relation.columnNames.key(other.name, 0) > number; });
    columns.insert(columns.begin() + (before - columns.begin()), column);
    relation.columnNames.insert(number, column.name);
}

void SqlServerCatalogReader::readIdentity(const SystemRow &row)
{
    Column *column = this->column(row.number("object_id"_L1), row.number("column_id"_L1));
    if (!column)
        return;
    column->identity = Identity::Always;
    auto counting = std::make_shared<SequenceOptions>();
    counting->start = row.text("seed_value"_L1);
    counting->increment = row.text("increment_value"_L1);
    if (!counting->start.isEmpty())
        column->sequence = counting;
    if (row.flag("is_not_for_replication"_L1))
        addOption(column->options, u"NOT FOR REPLICATION"_s);
}

void SqlServerCatalogReader::readComputed(const SystemRow &row)
{
    Column *column = this->column(row.number("object_id"_L1), row.number("column_id"_L1));
    if (!column)
        return;
    column->generated = row.flag("is_persisted"_L1) ? Generated::Stored : Generated::Virtual;
    column->generationExpression = bareExpression(row.text("definition"_L1));
    if (column->generationExpression.isEmpty())
        noteUnseen(row.number("object_id"_L1), column->name);
}

/// Of a table's column or constraint: that it is there is seen, its definition is not.
void SqlServerCatalogReader::noteUnseen(qint64 table, const QString &what)
{
    if (const auto relation = m_relations.value(table); relation.table)
        note(relation.table->ref.name + u'.' + what, relation.table->ref, u"VIEW DEFINITION"_s);
}

void SqlServerCatalogReader::readDefault(const SystemRow &row)
{
    const qint64 parent = row.number("parent_object_id"_L1);
    m_parents.insert(row.number("object_id"_L1), parent);
    Column *column = this->column(parent, row.number("parent_column_id"_L1));
    if (!column)
        return;
    column->defaultExpression = bareExpression(row.text("definition"_L1));
    if (column->defaultExpression->isEmpty())
        noteUnseen(parent, column->name);
    if (!row.flag("is_system_named"_L1))
        addOption(column->options, u"CONSTRAINT "_s + sqlServerDialect().identifier(row.text("name"_L1)));
}

} // namespace concord
