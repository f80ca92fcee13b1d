// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/keptignorerules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

QList<IgnoreRule> keptIgnoreRules(const QByteArray &setting)
{
    QList<IgnoreRule> rules = setting.isEmpty() ? defaultIgnoreRules() : QList<IgnoreRule>();
    const QJsonArray list = QJsonDocument::fromJson(setting).array();
    for (const QJsonValue &value : list) {
        const QJsonObject json = value.toObject();
        const IgnoreRule rule{json.value("kind"_L1).toString(), json.value("property"_L1).toString(), json.value("name"_L1).toString(),
                              json.value("schema"_L1).toString()};
        if (rule != IgnoreRule() && !rules.contains(rule)) // one that takes everything would hide everything
            rules.append(rule);
    }
    return rules;
}

QByteArray keptIgnoreRulesJson(const QList<IgnoreRule> &rules)
{
    QJsonArray list;
    for (const IgnoreRule &rule : rules)
        list.append(QJsonObject{{u"kind"_s, rule.kind}, {u"property"_s, rule.property}, {u"name"_s, rule.name}, {u"schema"_s, rule.schema}});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace concord
