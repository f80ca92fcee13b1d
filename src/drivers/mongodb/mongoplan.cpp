// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoplan.h"

#include "mongodb/extendedjson.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int deepest = 100;

/// What belongs to the protocol or repeats the question.
const QSet<QString> &noise()
{
    static const QSet<QString> all{u"ok"_s,
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
    return all;
}

const QSet<QString> &inputs()
{
    static const QSet<QString> all{u"inputStage"_s, u"inputStages"_s, u"shards"_s,    u"outerStage"_s, u"innerStage"_s,
                                   u"thenStage"_s,  u"elseStage"_s,   u"queryPlan"_s, u"Plan"_s,       u"Plans"_s};
    return all;
}

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

struct Member
{
    QString key;
    bson_iter_t at;
};

/// What a node says, in an order that does not hang on the server's: what feeds it first, the rest by name.
std::vector<Member> membersOf(std::string_view document)
{
    std::vector<Member> members;
    bson_iter_t at;
    for (bool more = iterate(document, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        if (const QString key = QString::fromUtf8(bson_iter_key(&at)); !noise().contains(key))
            members.push_back({key, at});
    }
    std::ranges::stable_sort(members, {}, [](const Member &member) { return std::pair(!inputs().contains(member.key), member.key); });
    return members;
}

/// A step's plain properties: short ones follow its name, long ones stand below it. That something is not so says nothing.
void addProperty(const Member &member, QStringList &words, QList<PlanNode> &below)
{
    constexpr qsizetype shortest = 48;
    const QString text = shown(member.at);
    if (BSON_ITER_HOLDS_BOOL(&member.at) && !bson_iter_bool(&member.at))
        return;
    if (text.size() > shortest)
        below.append({member.key + u": "_s + text, {}});
    else
        words.append(member.key + u": "_s + text);
}

/// What has members of its own is sorted too, so that it reads the same each time.
bool isNested(const bson_iter_t &at)
{
    const auto holdsSeveral = [](std::string_view document) {
        bson_iter_t member;
        return iterate(document, member) && bson_iter_next(&member) && bson_iter_next(&member);
    };
    bson_iter_t first;
    return BSON_ITER_HOLDS_ARRAY(&at) && iterate(nestedBson(at), first) && bson_iter_next(&first) && BSON_ITER_HOLDS_DOCUMENT(&first)
           && holdsSeveral(nestedBson(first));
}

/// {stage: "IXSCAN", indexName: …, inputStage: {…}}; FerretDB calls it "Node Type" and "Plans".
PlanNode stageNode(std::string_view document, const char *named, const QString &stage, int depth)
{
    PlanNode node;
    QStringList words;
    QList<PlanNode> below;
    for (const Member &member : membersOf(document)) {
        if (inputs().contains(member.key))
            appendNodes(member.at, depth + 1, node.children);
        else if (isNested(member.at))
            appendNodes(member.at, depth + 1, below.emplace_back(PlanNode{member.key, {}}).children);
        else if (member.key != QLatin1StringView(named) && member.key != "planNodeId"_L1)
            addProperty(member, words, below);
    }
    node.children = below + node.children;
    node.text = words.isEmpty() ? stage : stage + u"  "_s + words.join(u", ");
    return node;
}

PlanNode nodeOf(std::string_view document, int depth)
{
    bson_iter_t named;
    if (depth > deepest)
        return {u"…"_s, {}};
    for (const char *name : {"stage", "Node Type"}) {
        if (findKey(document, name, named) && BSON_ITER_HOLDS_UTF8(&named))
            return stageNode(document, name, shown(named), depth);
    }
    PlanNode node;
    QStringList plain;
    for (const Member &member : membersOf(document)) {
        if (!BSON_ITER_HOLDS_DOCUMENT(&member.at) && !BSON_ITER_HOLDS_ARRAY(&member.at)) {
            plain.append(member.key + u": "_s + shown(member.at));
            continue;
        }
        PlanNode child{member.key, {}};
        appendNodes(member.at, depth + 1, child.children);
        // A name above one node says nothing more.
        if (child.children.size() == 1 && (member.key == "queryPlanner"_L1 || member.key == "winningPlan"_L1 || inputs().contains(member.key)))
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
