// SPDX-License-Identifier: GPL-3.0-or-later
// How tables are partitioned.
#include "oracle/oraclecatalogreader.h"

#include "oracle/oracleddltext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

/// "RANGE (DAY) INTERVAL (…) SUBPARTITION BY HASH (ID) SUBPARTITIONS 4", as behind PARTITION BY.
QString OracleCatalogReader::PartitionFacts::text() const
{
    const auto list = [](const QMap<qint64, QString> &names) { return u' ' + OracleDdlText::columnList(names.values()); };
    if (method == "SYSTEM"_L1)
        return method;
    if (method == "REFERENCE"_L1)
        return method + u" ("_s + OracleDdlText::identifier(constraint) + u')';
    QString words = method + list(columns);
    if (automatic)
        words += u" AUTOMATIC"_s;
    if (!interval.isEmpty())
        words += u" INTERVAL (%1)"_s.arg(interval);
    if (subMethod.isEmpty() || subMethod == "NONE"_L1)
        return words;
    words += u" SUBPARTITION BY "_s + subMethod + list(subColumns);
    return subMethod == "HASH"_L1 && subCount > 1 ? words + u" SUBPARTITIONS "_s + QString::number(subCount) : words;
}

Result<void> OracleCatalogReader::readPartitions()
{
    QHash<ObjectRef, PartitionFacts> partitioned;
    const QStringList columns{u"owner"_s,    u"table_name"_s, u"partitioning_type"_s,      u"subpartitioning_type"_s,
                              u"interval"_s, u"autolist"_s,   u"def_subpartition_count"_s, u"ref_ptn_constraint_name"_s};
    const auto tables = m_queries.each(m_queries.view("part_tables"_L1), columns, withoutBin(u"owner"_s, u"table_name"_s), [&](const OracleRow &row) {
        PartitionFacts &facts = partitioned[{row.text("owner"_L1), row.text("table_name"_L1)}];
        facts.method = row.text("partitioning_type"_L1);
        facts.subMethod = row.text("subpartitioning_type"_L1);
        facts.interval = row.text("interval"_L1);
        facts.automatic = row.is("autolist"_L1, "YES"_L1);
        facts.subCount = row.number("def_subpartition_count"_L1);
        facts.constraint = row.text("ref_ptn_constraint_name"_L1);
    });
    if (!tables || partitioned.isEmpty())
        return tables;
    const QStringList keyColumns{u"owner"_s, u"name"_s, u"object_type"_s, u"column_name"_s, u"column_position"_s};
    for (const bool sub : {false, true}) {
        const QString view = sub ? m_queries.view("subpart_key_columns"_L1) : m_queries.view("part_key_columns"_L1);
        const auto keys = m_queries.each(view, keyColumns, wanted(u"owner"_s), [&](const OracleRow &row) {
            const auto found = partitioned.find({row.text("owner"_L1), row.text("name"_L1)});
            if (found != partitioned.end() && row.text("object_type"_L1).trimmed() == "TABLE"_L1)
                (sub ? found->subColumns : found->columns).insert(row.number("column_position"_L1), row.text("column_name"_L1));
        });
        if (!keys)
            return keys;
    }
    for (auto it = partitioned.cbegin(); it != partitioned.cend(); ++it) {
        if (Table *of = table(it.key())) {
            of->variant = u"partitioned"_s;
            of->partitionKey = it->text();
        }
    }
    return readPartitionBounds();
}

/// The server's own, another one in every database; DDL leaves it out.
static bool isNamedByServer(const OracleRow &row)
{
    static const QRegularExpression given(u"^SYS_P\\d+$"_s);
    return given.match(row.text("partition_name"_L1)).hasMatch();
}

/// A partition that a row of an automatic list made; the dictionary tells it by its name alone. The first one is always declared.
static bool madeByItsRows(const QString &partitionKey, const OracleRow &row)
{
    return partitionKey.contains(") AUTOMATIC"_L1) && row.number("partition_position"_L1) > 1 && isNamedByServer(row);
}

/// PARTITION p VALUES LESS THAN (…), one by one in their order; those that an interval or a row made come by themselves.
Result<void> OracleCatalogReader::readPartitionBounds()
{
    QHash<ObjectRef, QMap<qint64, QString>> parts;
    const auto read =
        m_queries.each(m_queries.view("tab_partitions"_L1),
                       {u"table_owner"_s, u"table_name"_s, u"partition_name"_s, u"partition_position"_s, u"interval"_s, u"high_value"_s},
                       withoutBin(u"table_owner"_s, u"table_name"_s), [&](const OracleRow &row) {
                           const ObjectRef ref{row.text("table_owner"_L1), row.text("table_name"_L1)};
                           const Table *of = table(ref);
                           if (!of || row.is("interval"_L1, "YES"_L1) || madeByItsRows(of->partitionKey, row))
                               return;
                           const QString bound = row.text("high_value"_L1);
                           QString text = u"PARTITION"_s;
                           if (!isNamedByServer(row))
                               text += u' ' + OracleDdlText::identifier(row.text("partition_name"_L1));
                           if (of->partitionKey.startsWith("RANGE"_L1))
                               text += u" VALUES LESS THAN (%1)"_s.arg(bound);
                           else if (of->partitionKey.startsWith("LIST"_L1))
                               text += u" VALUES (%1)"_s.arg(bound);
                           parts[ref].insert(row.number("partition_position"_L1), text);
                       });
    for (auto it = parts.cbegin(); it != parts.cend(); ++it)
        table(it.key())->partitionKey += u" (%1)"_s.arg(QStringList(it->values()).join(u", "_s));
    return read;
}

} // namespace concord
