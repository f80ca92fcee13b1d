// SPDX-License-Identifier: GPL-3.0-or-later
// Tables with their columns, defaults, identities.
#include "oracle/oraclecatalogreader.h"
#include "oracle/oracleowners.h"
#include "oracle/oracletypes.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

Result<void> OracleCatalogReader::readTables()
{
    const auto containers = m_queries.each(m_queries.view("mviews"_L1), {u"owner"_s, u"container_name"_s}, wanted(u"owner"_s),
                                           [&](const OracleRow &row) { m_containers.insert({row.text("owner"_L1), row.text("container_name"_L1)}); });
    if (!containers && endsReading(containers.error()))
        return containers;
    const QStringList columns{u"owner"_s,       u"table_name"_s, u"tablespace_name"_s, u"iot_type"_s,     u"temporary"_s, u"duration"_s,
                              u"partitioned"_s, u"nested"_s,     u"secondary"_s,       u"cluster_name"_s, u"num_rows"_s,  u"logging"_s};
    const QString where = withoutBin(u"owner"_s, u"table_name"_s);
    const auto add = [this](const OracleRow &row) { addTable(row); };
    if (const auto tables = m_queries.each(m_queries.view("tables"_L1), columns, where, add); !tables)
        return tables;
    const QString words = QCoreApplication::translate("OracleCatalog", "object tables");
    return tolerate(m_queries.each(m_queries.view("object_tables"_L1), columns + QStringList{u"table_type_owner"_s, u"table_type"_s}, where, add),
                    words);
}

void OracleCatalogReader::addTable(const OracleRow &row)
{
    const ObjectRef ref{row.text("owner"_L1), row.text("table_name"_L1)};
    const QString iot = row.text("iot_type"_L1);
    if (keepsAnothersRows(row) || m_containers.contains(ref) || !accepts(ref))
        return;
    auto made = std::make_shared<Table>();
    made->ref = ref;
    if (row.is("temporary"_L1, "Y"_L1)) {
        made->variant = u"temporary"_s;
        made->options.insert(u"on_commit"_s, row.is("duration"_L1, "SYS$SESSION"_L1) ? u"preserve"_s : u"delete"_s);
    } else if (row.is("partitioned"_L1, "YES"_L1)) {
        made->variant = u"partitioned"_s;
    }
    if (!iot.isEmpty())
        made->options.insert(u"organization"_s, u"index"_s);
    if (const QString cluster = row.text("cluster_name"_L1); !cluster.isEmpty())
        made->options.insert(u"cluster"_s, cluster);
    OracleTypeFacts type;
    type.dataType = row.text("table_type"_L1);
    type.typeOwner = row.text("table_type_owner"_L1);
    if (!type.dataType.isEmpty()) // CREATE TABLE … OF type
        made->options.insert(u"object_type"_s, oracleTypeText(type));
    made->unlogged = row.is("logging"_L1, "NO"_L1) && made->variant.isEmpty();
    if (m_request.statistics)
        made->statistics.rows = row.number("num_rows"_L1);
    keep(made);
}

Result<void> OracleCatalogReader::readColumns()
{
    QStringList columns{u"owner"_s,          u"table_name"_s,      u"column_name"_s,    u"data_type"_s,
                        u"data_type_mod"_s,  u"data_type_owner"_s, u"data_length"_s,    u"data_precision"_s,
                        u"data_scale"_s,     u"nullable"_s,        u"column_id"_s,      u"char_length"_s,
                        u"char_used"_s,      u"hidden_column"_s,   u"virtual_column"_s, u"internal_column_id"_s,
                        u"user_generated"_s, u"default_on_null"_s, u"collation"_s};
    const Result<bool> vectors = m_queries.has(m_queries.view("tab_cols"_L1), u"vector_info"_s); // 23ai
    if (!vectors)
        return fail(vectors.error());
    if (*vectors)
        columns.append(u"vector_info"_s);
    const auto read = m_queries.each(m_queries.view("tab_cols"_L1), columns, withoutBin(u"owner"_s, u"table_name"_s),
                                     [&](const OracleRow &row) { addColumn(row); });
    if (!read)
        return read;
    settleColumns();
    return {};
}

void OracleCatalogReader::addColumn(const OracleRow &row)
{
    const ObjectRef ref{row.text("owner"_L1), row.text("table_name"_L1)};
    if (!find(ref))
        return;
    Column column;
    column.name = row.text("column_name"_L1);
    const bool hidden = row.is("hidden_column"_L1, "YES"_L1);
    const QString generated = row.text("user_generated"_L1);
    if (generated == "NO"_L1 || (generated.isEmpty() && hidden)) // stands for an index's expression, or keeps an object type's attributes
        return;                                                   // (before 12.1 nobody could hide one)
    OracleTypeFacts facts;
    facts.dataType = row.text("data_type"_L1);
    facts.typeOwner = row.text("data_type_owner"_L1);
    facts.typeModifier = row.text("data_type_mod"_L1);
    facts.length = row.number("data_length"_L1);
    facts.precision = row.number("data_precision"_L1);
    facts.scale = row.number("data_scale"_L1, -1000);
    facts.charLength = row.number("char_length"_L1);
    facts.charUsed = row.text("char_used"_L1);
    const QString vector = row.text("vector_info"_L1);
    column.nativeType = vector.startsWith("VECTOR"_L1) ? vector.simplified() : oracleTypeText(facts);
    auto type = m_types.find(column.nativeType);
    if (type == m_types.end())
        type = m_types.insert(column.nativeType, oracleTypes().logical(column.nativeType));
    column.type = *type;
    column.nullable = !row.is("nullable"_L1, "N"_L1);
    column.hidden = hidden;
    if (row.is("virtual_column"_L1, "YES"_L1))
        column.generated = Generated::Virtual;
    if (row.is("default_on_null"_L1, "YES"_L1))
        column.options = u"ON NULL"_s;
    if (const QString collation = row.text("collation"_L1); collation != "USING_NLS_COMP"_L1)
        column.collation = collation;
    const qint64 internal = row.number("internal_column_id"_L1, 0);
    const qint64 place = row.number("column_id"_L1, 100'000 + internal); // an invisible one has no place
    m_columns[ref].emplace_back(place, std::move(column));
}

void OracleCatalogReader::settleColumns()
{
    for (auto it = m_columns.begin(); it != m_columns.end(); ++it) {
        std::vector<Column> *columns = columnsOf(it.key());
        std::ranges::stable_sort(it.value(), {}, [](const auto &placed) { return placed.first; });
        for (auto &[place, column] : it.value())
            columns->push_back(std::move(column));
    }
    m_columns.clear();
}

/// "1 " and a line break are kept by the dictionary as typed.
Result<void> OracleCatalogReader::readDefaults()
{
    const QString view = m_queries.view("tab_cols"_L1);
    const Result<bool> measured = m_queries.has(view, u"default_length"_s);
    if (!measured)
        return fail(measured.error());
    LongColumn defaults{"tab_cols"_L1, {u"owner"_s, u"table_name"_s, u"column_name"_s}, u"data_default"_s, u"data_default_vc"_s, {}};
    defaults.condition = withoutBin(u"owner"_s, u"table_name"_s) + (*measured ? u" AND default_length IS NOT NULL"_s : QString());
    return readLong(defaults, [&](const OracleRow &row, const QString &given) {
        const ObjectRef ref{row.text("owner"_L1), row.text("table_name"_L1)};
        const QString name = row.text("column_name"_L1);
        const QString text = given.trimmed();
        std::vector<Column> *columns = columnsOf(ref);
        if (!columns || text.isEmpty())
            return;
        for (Column &column : *columns) {
            if (column.name != name)
                continue;
            if (column.generated != Generated::No)
                column.generationExpression = text;
            else if (text.compare("NULL"_L1, Qt::CaseInsensitive) != 0)
                column.defaultExpression = text;
        }
    });
}

/// "START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 9999, MIN_VALUE: 1, CYCLE_FLAG: N, CACHE_SIZE: 20, ORDER_FLAG: N".
static std::shared_ptr<const SequenceOptions> identityOptions(const QString &text)
{
    auto options = std::make_shared<SequenceOptions>();
    for (const QString &item : text.split(u',')) {
        const QString name = item.section(u':', 0, 0).simplified();
        const QString value = item.section(u':', 1).simplified();
        if (name == "START WITH"_L1)
            options->start = value;
        else if (name == "INCREMENT BY"_L1)
            options->increment = value;
        else if (name == "MAX_VALUE"_L1)
            options->maximum = value;
        else if (name == "MIN_VALUE"_L1)
            options->minimum = value;
        else if (name == "CACHE_SIZE"_L1)
            options->cache = value;
        else if (name == "CYCLE_FLAG"_L1)
            options->cycle = value == "Y"_L1;
    }
    return options;
}

/// Not there before 12.1.
Result<void> OracleCatalogReader::readIdentities()
{
    const auto read = m_queries.each(m_queries.view("tab_identity_cols"_L1),
                                     {u"owner"_s, u"table_name"_s, u"column_name"_s, u"generation_type"_s, u"sequence_name"_s, u"identity_options"_s},
                                     withoutBin(u"owner"_s, u"table_name"_s), [&](const OracleRow &row) {
                                         const QString owner = row.text("owner"_L1);
                                         m_ownSequences.insert({owner, row.text("sequence_name"_L1)});
                                         std::vector<Column> *columns = columnsOf({owner, row.text("table_name"_L1)});
                                         if (!columns)
                                             return;
                                         for (Column &column : *columns) {
                                             if (column.name != row.text("column_name"_L1))
                                                 continue;
                                             column.identity = row.is("generation_type"_L1, "ALWAYS"_L1) ? Identity::Always : Identity::ByDefault;
                                             column.defaultExpression.reset(); // the sequence's NEXTVAL
                                             column.sequence = identityOptions(row.text("identity_options"_L1));
                                         }
                                     });
    return read || endsReading(read.error()) ? read : Result<void>();
}

Result<void> OracleCatalogReader::readExternal()
{
    const auto read = m_queries.each(m_queries.view("external_tables"_L1), {u"owner"_s, u"table_name"_s, u"type_name"_s, u"default_directory_name"_s},
                                     wanted(u"owner"_s), [&](const OracleRow &row) {
                                         Table *of = table({row.text("owner"_L1), row.text("table_name"_L1)});
                                         if (!of)
                                             return;
                                         of->variant = u"foreign"_s;
                                         of->options.insert(u"organization"_s, u"external"_s);
                                         of->options.insert(u"access_driver"_s, row.text("type_name"_L1));
                                         of->options.insert(u"directory"_s, row.text("default_directory_name"_L1));
                                     });
    return read || endsReading(read.error()) ? read : Result<void>();
}

} // namespace concord
