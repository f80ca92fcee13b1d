// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlplan.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

static QString scalarText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"yes"_s : u"no"_s;
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return {};
}

static bool isNode(const QJsonValue &value)
{
    if (value.isObject())
        return true;
    const QJsonArray array = value.toArray();
    return !array.isEmpty() && array.first().isObject();
}

/// key_used_by, possible_keys and the like: names in a list.
static QString listText(const QJsonArray &array)
{
    QStringList texts;
    for (const QJsonValue value : array)
        texts.append(scalarText(value));
    return texts.join(", "_L1);
}

static PlanNode nodeOf(const QString &title, const QJsonObject &object);

static void addChildren(PlanNode &node, const QString &title, const QJsonValue &value)
{
    if (value.isObject()) {
        node.children.append(nodeOf(title, value.toObject()));
        return;
    }
    for (const QJsonValue element : value.toArray())
        node.children.append(nodeOf(title, element.toObject()));
}

static PlanNode nodeOf(const QString &title, const QJsonObject &object)
{
    // What says nothing about the plan, or the statement once more.
    static const QSet<QString> noise = {u"query"_s,       u"query_type"_s,     u"json_schema_version"_s, u"used_columns"_s,
                                        u"schema_name"_s, u"filter_columns"_s, u"query_spec"_s};
    const bool hasSentence = object.contains("operation"_L1); // MySQL's second format: a sentence for each step
    PlanNode node;
    QStringList facts;
    QString head = hasSentence ? object["operation"_L1].toString() : title;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = QString(it.key()).replace(u'_', u' ');
        if (isNode(it.value()))
            addChildren(node, key, it.value());
        else if (noise.contains(it.key()) || it.key() == "operation"_L1)
            continue;
        else if (it.key() == "table_name"_L1 && !hasSentence)
            head = title + u' ' + it.value().toString();
        else if (it.value().isArray())
            facts.append(key + u' ' + listText(it.value().toArray()));
        else
            facts.append(key + u' ' + scalarText(it.value()));
    }
    node.text = facts.isEmpty() ? head : u"%1 (%2)"_s.arg(head, facts.join(", "_L1));
    return node;
}

Result<PlanNode> planFromJson(const QString &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8(), &problem);
    if (!document.isObject()) {
        return fail(ErrorKind::Server, QCoreApplication::translate("Mysql", "The server's plan cannot be read: %1").arg(problem.errorString()));
    }
    PlanNode root = nodeOf(u"plan"_s, document.object());
    // A lone query block says all: no need for a node around it.
    while (root.children.size() == 1 && root.text == "plan"_L1) {
        const PlanNode only = root.children.first();
        root = only;
    }
    return root;
}

} // namespace concord
