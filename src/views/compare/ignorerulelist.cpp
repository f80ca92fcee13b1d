// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorerulelist.h"

#include "workspace/workspacethread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

static const QString rulesKey = u"compareIgnore"_s;

IgnoreRuleList::IgnoreRuleList(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace), m_rules(defaultIgnoreRules())
{
    load();
}

void IgnoreRuleList::load()
{
    if (!m_workspace)
        return;
    const auto job = [](Workspace &workspace) { return workspace.setting(rulesKey); };
    m_workspace->post(job).then(this, [this, edits = m_edits](const Result<QByteArray> &kept) {
        if (!kept) {
            Q_EMIT failed(kept.error());
            return;
        }
        const QList<IgnoreRule> unsaid = kept->isEmpty() ? defaultIgnoreRules() : QList<IgnoreRule>();
        QList<IgnoreRule> rules = edits == m_edits ? unsaid : m_rules; // what was said meanwhile is newer
        const QJsonArray list = QJsonDocument::fromJson(*kept).array();
        for (const QJsonValue &value : list) {
            const QJsonObject json = value.toObject();
            const IgnoreRule rule{json.value("kind"_L1).toString(), json.value("property"_L1).toString(), json.value("name"_L1).toString(),
                                  json.value("schema"_L1).toString()};
            if (rule != IgnoreRule() && !rules.contains(rule)) // one that takes everything would hide everything
                rules.append(rule);
        }
        if (rules == std::exchange(m_rules, rules))
            return;
        Q_EMIT changed();
    });
}

void IgnoreRuleList::save()
{
    ++m_edits;
    if (!m_workspace)
        return;
    QJsonArray list;
    for (const IgnoreRule &rule : std::as_const(m_rules))
        list.append(QJsonObject{{u"kind"_s, rule.kind}, {u"property"_s, rule.property}, {u"name"_s, rule.name}, {u"schema"_s, rule.schema}});
    m_workspace
        ->post([json = QJsonDocument(list).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(rulesKey, json); })
        .then(this, [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

void IgnoreRuleList::add(const IgnoreRule &rule)
{
    add(QList<IgnoreRule>{rule});
}

void IgnoreRuleList::add(const QList<IgnoreRule> &rules)
{
    const qsizetype before = m_rules.size();
    for (const IgnoreRule &rule : rules) {
        if (rule != IgnoreRule() && !m_rules.contains(rule))
            m_rules.append(rule);
    }
    if (m_rules.size() == before)
        return;
    save();
    Q_EMIT changed();
}

void IgnoreRuleList::remove(const IgnoreRule &rule)
{
    if (m_rules.removeAll(rule) == 0)
        return;
    save();
    Q_EMIT changed();
}

} // namespace concord
