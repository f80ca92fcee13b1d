// SPDX-License-Identifier: GPL-3.0-or-later
// What a server still tells by INFORMATION_SCHEMA where the system views that all hangs on cannot be read: one that only speaks SQL Server's
// protocol, or a login that may not read them. Tables, columns, keys and foreign keys.
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlservertypes.h"
#include "sqlserver/tsqltext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

/// "nvarchar(160)", "decimal(10,2)", "datetime2(7)"
QString sqlServerStandardType(const SystemRow &row)
{
    const QString name = row.text("data_type"_L1).toLower();
    const qint64 characters = row.number("character_maximum_length"_L1, -1);
    const bool wide = name == "nvarchar"_L1 || name == "nchar"_L1;
    const qint64 scale = name == "decimal"_L1 || name == "numeric"_L1 ? row.number("numeric_scale"_L1) : row.number("datetime_precision"_L1);
    return sqlServerTypeText(name, wide && characters > 0 ? characters * 2 : characters, row.number("numeric_precision"_L1), scale);
}

void SqlServerCatalogReader::readStandardTable(const SystemRow &row)
{
    const ObjectRef ref{row.text("table_schema"_L1), row.text("table_name"_L1)};
    const auto id = static_cast<qint64>(m_standardIds.size()) + 1;
    m_standardIds.insert(ref, id);
    if (ref.schema == "sys"_L1 || ref.schema == "INFORMATION_SCHEMA"_L1 || !isWantedSchema(ref.schema))
        return;
    if (!std::ranges::contains(m_schemas, ref.schema)) {
        const int number = static_cast<int>(m_schemas.size()) + 1;
        m_schemas.insert(number, ref.schema);
        auto schema = std::make_shared<Schema>();
        schema->ref = {{}, ref.schema};
        m_schemaObjects.insert(number, schema);
    }
    if (!m_request.schema.isEmpty())
        m_request.schema = ref.schema; // as the server writes it
    if (!m_filter.accepts(ref.schema, ref.name))
        return;
    Relation &relation = m_relations[id];
    if (row.text("table_type"_L1) == "VIEW"_L1) {
        relation.view = std::make_shared<View>();
        relation.view->ref = ref;
        m_objects.insert(id, relation.view);
        note(ref.name, ref, tr("INFORMATION_SCHEMA tells no texts"));
    } else {
        relation.table = std::make_shared<Table>();
        relation.table->ref = ref;
        m_objects.insert(id, relation.table);
    }
}

void SqlServerCatalogReader::readStandardColumn(const SystemRow &row)
{
    const qint64 object = m_standardIds.value({row.text("table_schema"_L1), row.text("table_name"_L1)});
    std::vector<Column> *columns = columnsOf(object);
    if (!columns)
        return;
    Column column;
    column.name = row.text("column_name"_L1);
    column.nativeType = sqlServerStandardType(row);
    column.type = sqlServerTypes().logical(column.nativeType);
    column.nullable = row.text("is_nullable"_L1) != "NO"_L1;
    if (const auto written = row.optional("column_default"_L1))
        column.defaultExpression = bareExpression(*written);
    placeColumn(m_relations[object], *columns, static_cast<int>(row.number("ordinal_position"_L1)), column);
}

void SqlServerCatalogReader::readStandardConstraint(const SystemRow &row)
{
    StandardConstraint constraint;
    constraint.table = {row.text("table_schema"_L1), row.text("table_name"_L1)};
    constraint.type = row.text("constraint_type"_L1);
    m_standard.insert({row.text("constraint_schema"_L1), row.text("constraint_name"_L1)}, constraint);
}

void SqlServerCatalogReader::readStandardKeyColumn(const SystemRow &row)
{
    const auto found = m_standard.find({row.text("constraint_schema"_L1), row.text("constraint_name"_L1)});
    if (found != m_standard.end())
        found->columns.insert(static_cast<int>(row.number("ordinal_position"_L1)), row.text("column_name"_L1));
}

void SqlServerCatalogReader::readStandardReference(const SystemRow &row)
{
    const auto found = m_standard.find({row.text("constraint_schema"_L1), row.text("constraint_name"_L1)});
    if (found == m_standard.end())
        return;
    static const QHash<QString, ReferentialAction> actions = {
        {u"CASCADE"_s, ReferentialAction::Cascade}, {u"SET NULL"_s, ReferentialAction::SetNull}, {u"SET DEFAULT"_s, ReferentialAction::SetDefault}};
    found->key = {row.text("unique_constraint_schema"_L1), row.text("unique_constraint_name"_L1)};
    found->onUpdate = actions.value(row.text("update_rule"_L1), ReferentialAction::NoAction);
    found->onDelete = actions.value(row.text("delete_rule"_L1), ReferentialAction::NoAction);
}

void SqlServerCatalogReader::finishStandard()
{
    for (auto it = m_standard.cbegin(); it != m_standard.cend(); ++it) {
        const auto table = m_relations.value(m_standardIds.value(it->table)).table;
        if (!table || it->columns.isEmpty())
            continue;
        const QString &name = it.key().second;
        Key own;
        own.name = name;
        own.columns = it->columns.values();
        if (it->type == "PRIMARY KEY"_L1) {
            table->primaryKey = own;
        } else if (it->type == "UNIQUE"_L1) {
            table->uniques.push_back(own);
        } else if (const auto target = m_standard.constFind(it->key); it->type == "FOREIGN KEY"_L1 && target != m_standard.cend()) {
            ForeignKey key;
            key.name = name;
            key.columns = it->columns.values();
            key.target = target->table;
            key.targetColumns = target->columns.values();
            key.onUpdate = it->onUpdate;
            key.onDelete = it->onDelete;
            table->foreignKeys.push_back(key);
        }
    }
}

/// `missing`: the view that could not be read, and why; that is the answer where INFORMATION_SCHEMA cannot be read either.
Result<void> SqlServerCatalogReader::readStandard(SystemView missing, const Error &why)
{
    m_schemas.clear();
    m_schemaObjects.clear();
    m_types.clear();
    m_typeObjects.clear();
    m_domains.clear();
    m_relations.clear();
    m_objects.clear();
    m_names.clear();
    m_tools.clear();
    m_comments.clear(); // they name objects by number
    m_unread.clear();
    const auto read = [this](const QString &view, void (SqlServerCatalogReader::*reader)(const SystemRow &)) {
        step(u"INFORMATION_SCHEMA."_s + view);
        return m_source(u"SELECT * FROM INFORMATION_SCHEMA."_s + view, [&](const SystemRow &row) { (this->*reader)(row); });
    };
    using R = SqlServerCatalogReader;
    if (auto tables = read(u"TABLES"_s, &R::readStandardTable); !tables)
        return fail(endsReading(tables.error()) ? tables.error() : why);
    note(systemViewName(missing), {}, why.message);
    noteEverywhere(tr("all but tables, columns and keys"), tr("INFORMATION_SCHEMA does not tell them"));
    using Reader = void (SqlServerCatalogReader::*)(const SystemRow &);
    const std::vector<std::pair<QString, Reader>> parts = {{u"COLUMNS"_s, &R::readStandardColumn},
                                                           {u"TABLE_CONSTRAINTS"_s, &R::readStandardConstraint},
                                                           {u"KEY_COLUMN_USAGE"_s, &R::readStandardKeyColumn},
                                                           {u"REFERENTIAL_CONSTRAINTS"_s, &R::readStandardReference}};
    for (const auto &[view, reader] : parts) {
        if (auto done = read(view, reader); !done) {
            if (endsReading(done.error()))
                return done;
            noteEverywhere(u"INFORMATION_SCHEMA."_s + view, done.error().message);
        }
    }
    finishStandard();
    return {};
}

} // namespace concord
