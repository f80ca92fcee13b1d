// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgplan.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgConnection", text);
}

static PlanNode planNode(const QJsonObject &plan)
{
    PlanNode node;
    node.text = plan.value("Node Type"_L1).toString();
    if (const QString index = plan.value("Index Name"_L1).toString(); !index.isEmpty())
        node.text += tr(" using %1").arg(index);
    if (const QString relation = plan.value("Relation Name"_L1).toString(); !relation.isEmpty()) {
        node.text += tr(" on %1").arg(relation);
        if (const QString alias = plan.value("Alias"_L1).toString(); !alias.isEmpty() && alias != relation)
            node.text += u' ' + alias;
    }
    node.text += u"  (cost=%1..%2 rows=%3 width=%4)"_s.arg(plan.value("Startup Cost"_L1).toDouble(), 0, 'f', 2)
                     .arg(plan.value("Total Cost"_L1).toDouble(), 0, 'f', 2)
                     .arg(plan.value("Plan Rows"_L1).toInteger())
                     .arg(plan.value("Plan Width"_L1).toInteger());
    for (const QString &key : {u"Index Cond"_s, u"Recheck Cond"_s, u"Hash Cond"_s, u"Merge Cond"_s, u"Join Filter"_s, u"Filter"_s}) {
        if (const QString text = plan.value(key).toString(); !text.isEmpty())
            node.text += u"  "_s + key + u": "_s + text;
    }
    for (const QJsonValue &child : plan.value("Plans"_L1).toArray())
        node.children.append(planNode(child.toObject()));
    return node;
}

Result<PlanNode> postgresqlPlan(const QByteArray &json)
{
    const QJsonObject plan = QJsonDocument::fromJson(json).array().first().toObject().value("Plan"_L1).toObject();
    if (plan.isEmpty())
        return fail(ErrorKind::Server, tr("The server gave no plan."));
    return planNode(plan);
}

} // namespace concord
