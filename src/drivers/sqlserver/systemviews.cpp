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

QStringList neededColumns(SystemView view)
{
    using V = SystemView;
    static const QString object = u"name object_id schema_id"_s;
    static const QHash<SystemView, QString> needed = {{V::Databases, u"name"_s},
                                                      {V::Schemas, u"name schema_id"_s},
                                                      {V::Types, u"name user_type_id system_type_id"_s},
                                                      {V::Objects, object + u" type"_s},
                                                      {V::Tables, object},
                                                      {V::Views, object},
                                                      {V::Columns, u"object_id name column_id user_type_id|system_type_id"_s},
                                                      {V::IdentityColumns, u"object_id column_id"_s},
                                                      {V::ComputedColumns, u"object_id column_id definition"_s},
                                                      {V::DefaultConstraints, u"parent_object_id parent_column_id definition"_s},
                                                      {V::CheckConstraints, u"name parent_object_id definition"_s},
                                                      {V::KeyConstraints, u"name parent_object_id"_s},
                                                      {V::Indexes, u"object_id name index_id type is_unique is_primary_key"_s},
                                                      {V::IndexColumns, u"object_id index_id column_id key_ordinal"_s},
                                                      {V::ForeignKeys, u"name object_id parent_object_id referenced_object_id"_s},
                                                      {V::ForeignKeyColumns, u"constraint_object_id parent_column_id referenced_column_id"_s},
                                                      {V::Modules, u"object_id definition"_s},
                                                      {V::Parameters, u"object_id parameter_id name user_type_id|system_type_id"_s},
                                                      {V::Triggers, u"name object_id parent_id"_s},
                                                      {V::TriggerEvents, u"object_id type"_s},
                                                      {V::Synonyms, object + u" base_object_name"_s},
                                                      {V::Sequences, object + u" start_value increment minimum_value maximum_value"_s},
                                                      {V::ExtendedProperties, u"class major_id minor_id name value"_s},
                                                      {V::Periods, u"object_id start_column_id end_column_id"_s}};
    return needed.value(view).split(u' ', Qt::SkipEmptyParts);
}

QStringList tellingColumns(SystemView view)
{
    return view == SystemView::Columns ? QStringList{u"max_length"_s, u"precision"_s, u"scale"_s, u"is_nullable"_s} : QStringList();
}

bool concernsTables(SystemView view)
{
    using V = SystemView;
    static const QSet<SystemView> parts = {V::Views,    V::IdentityColumns, V::ComputedColumns, V::DefaultConstraints, V::CheckConstraints,
                                           V::Indexes,  V::IndexColumns,    V::HashIndexes,     V::ForeignKeys,        V::ForeignKeyColumns,
                                           V::Triggers, V::Columns};
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
