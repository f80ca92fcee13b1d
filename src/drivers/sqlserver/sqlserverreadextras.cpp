// SPDX-License-Identifier: GPL-3.0-or-later
// What is told beside the objects themselves: periods, partitions, dependencies, rights.
#include "connection/dialect.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverdialect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr qint64 bytesOfPage = 8192;

void SqlServerCatalogReader::readPeriod(const SystemRow &row)
{
    const qint64 object = row.number("object_id"_L1);
    const auto name = [&](QLatin1StringView column) { return sqlServerDialect().identifier(m_columnNames.value({object, row.number(column)})); };
    m_periods.insert(object, u"SYSTEM_TIME (%1, %2)"_s.arg(name("start_column_id"_L1), name("end_column_id"_L1)));
}

void SqlServerCatalogReader::finishTemporal()
{
    for (auto it = m_periods.cbegin(); it != m_periods.cend(); ++it) {
        if (const auto table = m_relations.value(it.key()).table)
            table->options.insert(u"period"_s, it.value());
    }
    for (auto it = m_temporal.cbegin(); it != m_temporal.cend(); ++it) {
        const auto table = m_relations.value(it.key()).table;
        if (!table)
            continue;
        const ObjectRef history = m_names.value(it.value());
        // A name that the server made holds the table's number, which says nothing.
        const bool made = history.name.startsWith("MSSQL_TemporalHistoryFor_"_L1);
        table->options.insert(u"system_versioning"_s,
                              made ? u"ON"_s : sqlServerDialect().identifier(history.schema) + u'.' + sqlServerDialect().identifier(history.name));
    }
}

/// Rows of a table are in its heap (0) or clustered index (1); its size is in all of its indexes.
void SqlServerCatalogReader::readPartition(const SystemRow &row)
{
    const qint64 object = row.number("object_id"_L1);
    const auto found = m_relations.constFind(object);
    if (found == m_relations.constEnd())
        return;
    m_containers.insert(row.number("hobt_id"_L1), object);
    m_containers.insert(row.number("partition_id"_L1), object);
    Statistics *statistics = found->table ? &found->table->statistics : found->view ? &found->view->statistics : nullptr;
    if (!statistics)
        return;
    if (row.number("index_id"_L1) <= 1)
        statistics->rows = std::max<qint64>(statistics->rows, 0) + row.number("rows"_L1);
    const QString compression = row.text("data_compression_desc"_L1);
    if (found->table && row.number("index_id"_L1) <= 1 && (compression == "ROW"_L1 || compression == "PAGE"_L1))
        found->table->options.insert(u"data_compression"_s, compression);
}

void SqlServerCatalogReader::readAllocationUnit(const SystemRow &row)
{
    const auto object = m_containers.constFind(row.number("container_id"_L1));
    if (object == m_containers.constEnd())
        return;
    const Relation relation = m_relations.value(*object);
    if (Statistics *statistics = relation.table ? &relation.table->statistics : relation.view ? &relation.view->statistics : nullptr)
        statistics->bytes = std::max<qint64>(statistics->bytes, 0) + row.number("total_pages"_L1) * bytesOfPage;
}

void SqlServerCatalogReader::readPartitionScheme(const SystemRow &row)
{
    m_schemes.insert(row.number("data_space_id"_L1), {row.text("name"_L1), row.number("function_id"_L1)});
}

void SqlServerCatalogReader::readPartitionFunction(const SystemRow &row)
{
    m_functions.insert(row.number("function_id"_L1), row.flag("boundary_value_on_right"_L1) ? u"RANGE RIGHT"_s : u"RANGE LEFT"_s);
}

void SqlServerCatalogReader::readPartitionRange(const SystemRow &row)
{
    m_boundaries[row.number("function_id"_L1)].insert(row.number("boundary_id"_L1), row.text("value"_L1));
}

void SqlServerCatalogReader::readPrincipal(const SystemRow &row)
{
    m_principals.insert(static_cast<int>(row.number("principal_id"_L1)), row.text("name"_L1));
}

void SqlServerCatalogReader::finishPartitioning()
{
    QHash<qint64, qint64> spaces = m_heapSpaces;
    for (const IndexFact &fact : m_indexFacts) {
        if (fact.number == 1)
            spaces.insert(fact.object, fact.dataSpace);
    }
    for (auto it = spaces.cbegin(); it != spaces.cend(); ++it) {
        const auto table = m_relations.value(it.key()).table;
        const auto scheme = m_schemes.constFind(it.value());
        if (!table || scheme == m_schemes.constEnd())
            continue;
        const auto &[name, function] = *scheme;
        table->options.insert(u"partition_scheme"_s, u"%1(%2)"_s.arg(sqlServerDialect().identifier(name),
                                                                     sqlServerDialect().identifier(m_partitionColumns.value(it.key()))));
        table->options.insert(u"partition_function"_s, u"%1 FOR VALUES (%2)"_s.arg(m_functions.value(function),
                                                                                   QStringList(m_boundaries.value(function).values()).join(u", "_s)));
    }
}

/// Of what a text names; a table's own constraints and triggers speak for their table.
void SqlServerCatalogReader::readDependency(const SystemRow &row)
{
    qint64 from = row.number("referencing_id"_L1);
    from = m_parents.value(from, from);
    const qint64 to = row.number("referenced_id"_L1);
    const auto dependent = m_objects.constFind(from);
    const auto needed = m_objects.constFind(to);
    if (from == to || dependent == m_objects.constEnd() || needed == m_objects.constEnd())
        return;
    m_dependencies.append({*dependent, *needed});
}

void SqlServerCatalogReader::readPermission(const SystemRow &row)
{
    const qint64 objectClass = row.number("class"_L1);
    const qint64 major = row.number("major_id"_L1);
    std::shared_ptr<SchemaObject> object;
    if (objectClass == 1)
        object = m_objects.value(major);
    else if (objectClass == 3)
        object = m_schemaObjects.value(static_cast<int>(major));
    else if (objectClass == 6)
        object = m_typeObjects.value(static_cast<int>(major));
    if (!object)
        return;
    Privilege privilege;
    privilege.grantee = m_principals.value(static_cast<int>(row.number("grantee_principal_id"_L1)));
    if (privilege.grantee == "public"_L1)
        privilege.grantee = u"PUBLIC"_s;
    const QString state = row.text("state"_L1).trimmed();
    privilege.privilege = (state == "D"_L1 ? u"DENY "_s : QString()) + row.text("permission_name"_L1);
    privilege.grantable = state == "W"_L1;
    if (objectClass == 1 && row.number("minor_id"_L1) > 0)
        privilege.column = m_columnNames.value({major, row.number("minor_id"_L1)});
    object->privileges.push_back(privilege);
}

} // namespace concord
