// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorefile.h"

#include <QCoreApplication>

namespace concord {

Result<QList<IgnoreRule>> ignoreRulesFromText(const QString &text)
{
    QList<IgnoreRule> rules;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        auto rule = parseIgnoreRule(line);
        if (!rule) {
            rule.error().message = QCoreApplication::translate("IgnoreRule", "Line %1: %2").arg(i + 1).arg(rule.error().message);
            return fail(rule.error());
        }
        if (!rules.contains(*rule))
            rules.append(*rule);
    }
    return rules;
}

QString ignoreRulesToText(const QList<IgnoreRule> &rules)
{
    QString text;
    for (const IgnoreRule &rule : rules)
        text += ignoreRuleText(rule) + u'\n';
    return text;
}

} // namespace concord
