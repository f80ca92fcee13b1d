// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/systemviews.h"

#include <QHash>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr std::array names = {"databases",
                                     "schemas",
                                     "types",
                                     "table_types",
                                     "objects",
                                     "tables",
                                     "views",
                                     "columns",
                                     "identity_columns",
                                     "computed_columns",
                                     "default_constraints",
                                     "check_constraints",
                                     "key_constraints",
                                     "indexes",
                                     "index_columns",
                                     "hash_indexes",
                                     "foreign_keys",
                                     "foreign_key_columns",
                                     "sql_modules",
                                     "parameters",
                                     "triggers",
                                     "trigger_events",
                                     "synonyms",
                                     "sequences",
                                     "extended_properties",
                                     "sql_expression_dependencies",
                                     "periods",
                                     "partition_schemes",
                                     "partition_functions",
                                     "partition_range_values",
                                     "partitions",
                                     "allocation_units",
                                     "database_permissions",
                                     "database_principals"};

QString systemViewName(SystemView view)
{
    return u"sys."_s + QLatin1StringView(names.at(static_cast<std::size_t>(view)));
}

QString systemViewQuery(SystemView view)
{
    const QString query = u"SELECT * FROM "_s + systemViewName(view);
    // Thousands of rights on the system's own objects, whose numbers are negative.
    return view == SystemView::Permissions ? query + u" WHERE major_id >= 0"_s : query;
}

QList<QLatin1StringView> neededColumns(SystemView view)
{
    using V = SystemView;
    using Names = QList<QLatin1StringView>;
    static const Names object{"name"_L1, "object_id"_L1, "schema_id"_L1};
    static const QHash<SystemView, Names> needed = {
        {V::Databases, {"name"_L1}},
        {V::Schemas, {"name"_L1, "schema_id"_L1}},
        {V::Types, {"name"_L1, "user_type_id"_L1, "system_type_id"_L1}},
        {V::Objects, object + Names{"type"_L1}},
        {V::Tables, object},
        {V::Views, object},
        {V::Columns,
         {"object_id"_L1, "name"_L1, "column_id"_L1, "user_type_id"_L1, "max_length"_L1, "precision"_L1, "scale"_L1, "is_nullable"_L1}},
        {V::IdentityColumns, {"object_id"_L1, "column_id"_L1}},
        {V::ComputedColumns, {"object_id"_L1, "column_id"_L1, "definition"_L1}},
        {V::DefaultConstraints, {"parent_object_id"_L1, "parent_column_id"_L1, "definition"_L1}},
        {V::CheckConstraints, {"name"_L1, "parent_object_id"_L1, "definition"_L1}},
        {V::KeyConstraints, {"name"_L1, "parent_object_id"_L1}},
        {V::Indexes, {"object_id"_L1, "name"_L1, "index_id"_L1, "type"_L1, "is_unique"_L1, "is_primary_key"_L1}},
        {V::IndexColumns, {"object_id"_L1, "index_id"_L1, "column_id"_L1, "key_ordinal"_L1}},
        {V::ForeignKeys, {"name"_L1, "object_id"_L1, "parent_object_id"_L1, "referenced_object_id"_L1}},
        {V::ForeignKeyColumns, {"constraint_object_id"_L1, "parent_column_id"_L1, "referenced_column_id"_L1}},
        {V::Modules, {"object_id"_L1, "definition"_L1}},
        {V::Parameters, {"object_id"_L1, "parameter_id"_L1, "name"_L1, "user_type_id"_L1}},
        {V::Triggers, {"name"_L1, "object_id"_L1, "parent_id"_L1}},
        {V::TriggerEvents, {"object_id"_L1, "type"_L1}},
        {V::Synonyms, object + Names{"base_object_name"_L1}},
        {V::Sequences, object + Names{"start_value"_L1, "increment"_L1, "minimum_value"_L1, "maximum_value"_L1}},
        {V::ExtendedProperties, {"class"_L1, "major_id"_L1, "minor_id"_L1, "name"_L1, "value"_L1}},
        {V::Periods, {"object_id"_L1, "start_column_id"_L1, "end_column_id"_L1}}};
    return needed.value(view);
}

bool concernsTables(SystemView view)
{
    using V = SystemView;
    static const QSet<SystemView> parts = {V::Views,      V::IdentityColumns, V::ComputedColumns, V::DefaultConstraints, V::CheckConstraints,
                                           V::Indexes,    V::IndexColumns,    V::HashIndexes,     V::ForeignKeys,        V::ForeignKeyColumns,
                                           V::Triggers};
    return parts.contains(view);
}

bool isOwnView(const QString &product, const QString &schema, const QString &name)
{
    return name == "sysdatabases"_L1 && schema == "dbo"_L1 && product.startsWith("Babelfish"_L1);
}

QStringList systemViewQueries()
{
    QStringList queries;
    for (std::size_t i = 0; i < names.size(); ++i)
        queries.append(systemViewQuery(static_cast<SystemView>(i)));
    return queries;
}

} // namespace concord
