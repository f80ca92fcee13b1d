// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/systemviews.h"

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
