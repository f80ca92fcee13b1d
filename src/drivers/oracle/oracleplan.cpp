// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleplan.h"

#include <QCoreApplication>
#include <QMap>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OraclePlan", text);
}

namespace {

struct PlanRow
{
    qint64 id = 0;
    qint64 parent = -1;
    qint64 position = 0;
    QString text;
};

QString rowText(const OracleRow &row)
{
    QString text = row.text("operation"_L1);
    const auto with = [&](const QString &word, QLatin1StringView column) {
        if (const QString value = row.text(column); !value.isEmpty())
            text += word.arg(value);
    };
    with(u" %1"_s, "options"_L1);
    with(u" on %1"_s, "object_name"_L1);
    const QString rows = row.text("cardinality"_L1);
    const QString cost = row.text("cost"_L1);
    if (!rows.isEmpty() || !cost.isEmpty())
        text += u"  ("_s + (rows.isEmpty() ? QString() : tr("%1 rows").arg(rows)) + (rows.isEmpty() || cost.isEmpty() ? QString() : u", "_s)
                + (cost.isEmpty() ? QString() : tr("cost %1").arg(cost)) + u')';
    with(u"  access: %1"_s, "access_predicates"_L1);
    with(u"  filter: %1"_s, "filter_predicates"_L1);
    with(u"  partitions from %1"_s, "partition_start"_L1);
    with(u" to %1"_s, "partition_stop"_L1);
    return text;
}

/// Ids grow downwards, so that no row is its own ancestor.
PlanNode nodeOf(const PlanRow &row, const QMultiMap<qint64, PlanRow> &byParent)
{
    PlanNode node{row.text, {}};
    QMap<std::pair<qint64, qint64>, PlanRow> children;
    for (auto [it, end] = byParent.equal_range(row.id); it != end; ++it) {
        if (it->id > row.id)
            children.insert({it->position, it->id}, *it);
    }
    for (const PlanRow &child : std::as_const(children))
        node.children.append(nodeOf(child, byParent));
    return node;
}

} // namespace

Result<PlanNode> readOraclePlan(OracleQueries &queries, const QString &statementId)
{
    QMultiMap<qint64, PlanRow> byParent;
    const QStringList columns{u"id"_s,   u"parent_id"_s,   u"position"_s,          u"operation"_s,         u"options"_s,         u"object_name"_s,
                              u"cost"_s, u"cardinality"_s, u"access_predicates"_s, u"filter_predicates"_s, u"partition_start"_s, u"partition_stop"_s};
    const auto read = queries.each(u"plan_table"_s, columns, u"statement_id = "_s + OracleQueries::literal(statementId), [&](const OracleRow &row) {
        const PlanRow one{row.number("id"_L1, 0), row.number("parent_id"_L1, -1), row.number("position"_L1, 0), rowText(row)};
        byParent.insert(one.parent, one);
    });
    if (!read)
        return fail(read.error());
    const auto root = byParent.constFind(-1);
    if (root == byParent.constEnd())
        return fail(ErrorKind::Server, tr("EXPLAIN PLAN left no rows in PLAN_TABLE."));
    return nodeOf(*root, byParent);
}

} // namespace concord
