// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorerulelist.h"

#include "compare/keptignorerules.h"
#include "workspace/workspacethread.h"

#include <algorithm>
#include <iterator>

namespace concord {

IgnoreRuleList::IgnoreRuleList(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace), m_rules(defaultIgnoreRules())
{
    load();
}

void IgnoreRuleList::load()
{
    if (!m_workspace)
        return;
    const auto job = [](Workspace &workspace) { return workspace.setting(keptIgnoreRulesKey); };
    m_workspace->post(job).then(this, [this, edits = m_edits](const Result<QByteArray> &kept) {
        if (!kept) {
            Q_EMIT failed(kept.error());
            return;
        }
        QList<IgnoreRule> rules = keptIgnoreRules(*kept);
        if (edits != m_edits) { // what was said meanwhile is newer, and comes first
            const QList<IgnoreRule> older = kept->isEmpty() ? QList<IgnoreRule>() : rules;
            rules = m_rules;
            std::ranges::copy_if(older, std::back_inserter(rules), [this](const IgnoreRule &rule) { return !m_rules.contains(rule); });
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
    m_workspace->post([json = keptIgnoreRulesJson(m_rules)](Workspace &workspace) { return workspace.setSetting(keptIgnoreRulesKey, json); })
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
