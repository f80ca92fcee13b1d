// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteplan.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

/// The rows name their parent by id, and a parent always comes first.
static PlanNode planTree(const QList<std::tuple<int, int, QString>> &rows, int parent)
{
    PlanNode node;
    for (const auto &[id, of, text] : rows) {
        if (of != parent)
            continue;
        PlanNode child = planTree(rows, id);
        child.text = text;
        node.children.append(std::move(child));
    }
    return node;
}

PlanNode sqlitePlan(const QList<std::tuple<int, int, QString>> &rows)
{
    PlanNode root = planTree(rows, 0);
    // DELETE of a whole table and statements like SELECT 1 have none.
    root.text = rows.isEmpty() ? QCoreApplication::translate("SqlitePlan", "QUERY PLAN: no table is scanned or searched") : u"QUERY PLAN"_s;
    return root;
}

} // namespace concord
