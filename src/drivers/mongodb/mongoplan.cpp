// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoplan.h"

#include "mongodb/extendedjson.h"

#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int deepest = 100;

/// What belongs to the protocol or repeats the question.
const QSet<QString> noise{u"ok"_s,
                          u"$clusterTime"_s,
                          u"operationTime"_s,
                          u"command"_s,
                          u"serverInfo"_s,
                          u"serverParameters"_s,
                          u"explainVersion"_s,
                          u"namespace"_s,
                          u"indexFilterSet"_s,
                          u"optimizedPipeline"_s,
                          u"maxIndexedOrSolutionsReached"_s,
                          u"maxIndexedAndSolutionsReached"_s,
                          u"maxScansToExplodeReached"_s,
                          u"prunedSimilarIndexes"_s,
                          u"rejectedPlans"_s,
                          u"planCacheKey"_s,
                          u"planCacheShapeHash"_s,
                          u"queryHash"_s,
                          u"queryShapeHash"_s,
                          u"slotBasedPlan"_s,
                          u"parsedQuery"_s};
const QSet<QString> inputs{u"inputStage"_s, u"inputStages"_s, u"shards"_s,    u"outerStage"_s,
                           u"innerStage"_s, u"thenStage"_s,   u"elseStage"_s, u"queryPlan"_s};

QString shown(const bson_iter_t &at)
{
    if (BSON_ITER_HOLDS_UTF8(&at))
        return QString::fromUtf8(valueAt(at).text());
    std::string text;
    appendExtendedJson(at, JsonStyle::Relaxed, text);
    constexpr qsizetype most = 400;
    const QString whole = QString::fromStdString(text);
    return whole.size() > most ? whole.left(most) + u'…' : whole;
}

PlanNode nodeOf(std::string_view document, int depth);

/// An array's or document's members as nodes.
void appendNodes(const bson_iter_t &at, int depth, QList<PlanNode> &nodes)
{
    if (BSON_ITER_HOLDS_DOCUMENT(&at)) {
        nodes.append(nodeOf(nestedBson(at), depth));
        return;
    }
    bson_iter_t member;
    for (bool more = BSON_ITER_HOLDS_ARRAY(&at) && iterate(nestedBson(at), member) && bson_iter_next(&member); more; more = bson_iter_next(&member)) {
        if (BSON_ITER_HOLDS_DOCUMENT(&member))
            nodes.append(nodeOf(nestedBson(member), depth));
        else
            nodes.append({shown(member), {}});
    }
}

/// {stage: "IXSCAN", indexName: …, inputStage: {…}}
PlanNode stageNode(std::string_view document, const QString &stage, int depth)
{
    PlanNode node;
    QStringList details;
    bson_iter_t at;
    for (bool more = iterate(document, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const QString key = QString::fromUtf8(bson_iter_key(&at));
        if (inputs.contains(key))
            appendNodes(at, depth + 1, node.children);
        else if (key != "stage"_L1 && key != "planNodeId"_L1 && !noise.contains(key))
            details.append(key + u": "_s + shown(at));
    }
    node.text = details.isEmpty() ? stage : stage + u"  "_s + details.join(u", ");
    return node;
}

PlanNode nodeOf(std::string_view document, int depth)
{
    bson_iter_t at;
    if (depth > deepest)
        return {u"…"_s, {}};
    if (findKey(document, "stage", at) && BSON_ITER_HOLDS_UTF8(&at))
        return stageNode(document, shown(at), depth);
    PlanNode node;
    QStringList plain;
    for (bool more = iterate(document, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const QString key = QString::fromUtf8(bson_iter_key(&at));
        if (noise.contains(key))
            continue;
        if (!BSON_ITER_HOLDS_DOCUMENT(&at) && !BSON_ITER_HOLDS_ARRAY(&at)) {
            plain.append(key + u": "_s + shown(at));
            continue;
        }
        PlanNode child{key, {}};
        appendNodes(at, depth + 1, child.children);
        // A name above one node says nothing more.
        if (child.children.size() == 1 && (key == "queryPlanner"_L1 || key == "winningPlan"_L1 || inputs.contains(key)))
            node.children.append(child.children.first());
        else
            node.children.append(child);
    }
    node.text = plain.join(u", ");
    if (node.text.isEmpty() && node.children.size() == 1)
        return node.children.takeFirst();
    return node;
}

} // namespace

PlanNode mongoPlan(std::string_view reply)
{
    return nodeOf(reply, 0);
}

} // namespace concord
