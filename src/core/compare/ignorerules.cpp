// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorerules.h"

#include "connection/namepattern.h"
#include "connection/names.h"

#include <QCoreApplication>
#include <QMap>

namespace concord {

static bool globTakes(const QString &pattern, const QString &name)
{
    return pattern.isEmpty() || !matchPatterns({name}, pattern, Qt::CaseInsensitive).isEmpty();
}

bool ruleTakes(const IgnoreRule &rule, const IgnoreSubject &subject)
{
    const QString &kind = subject.memberKind.isEmpty() ? subject.objectKind : subject.memberKind;
    if (!rule.kind.isEmpty() && rule.kind != kind)
        return false;
    const bool whole = subject.property.isEmpty();
    if (whole ? rule.property != u"*" && !(rule.property.isEmpty() && !rule.kind.isEmpty())
              : !rule.property.isEmpty() && rule.property != u"*" && rule.property != subject.property)
        return false;
    const QString own = subject.memberKind.isEmpty() ? subject.object : subject.member;
    const bool dotted = rule.name.contains(u'.');
    const QString name = dotted && !subject.memberKind.isEmpty() ? subject.object + u'.' + subject.member : own;
    return globTakes(rule.name, name) && globTakes(rule.schema, subject.schema);
}

int ignoringRule(const QList<IgnoreRule> &rules, const IgnoreSubject &subject)
{
    for (int i = 0; i < rules.size(); ++i) {
        if (ruleTakes(rules[i], subject))
            return i;
    }
    return -1;
}

int wholeObjectRule(const QList<IgnoreRule> &rules, const IgnoreSubject &object)
{
    for (int i = 0; i < rules.size(); ++i) {
        // One without a name is about what is only on one side ("every table").
        if (rules[i].property == u"*" && !rules[i].name.isEmpty() && !rules[i].name.contains(u'.') && ruleTakes(rules[i], object))
            return i;
    }
    return -1;
}

static const QMap<QString, IgnoreRule> &namedRules()
{
    static const QMap<QString, IgnoreRule> rules = {
        {QStringLiteral("comments"), {{}, QStringLiteral("comment"), {}, {}}},
        {QStringLiteral("collation"), {{}, QStringLiteral("collation"), {}, {}}},
        {QStringLiteral("charset"), {{}, QStringLiteral("charset"), {}, {}}},
        {QStringLiteral("column_order"), {{}, QStringLiteral("column_order"), {}, {}}},
        {QStringLiteral("index_names"), {QStringLiteral("index"), QStringLiteral("name"), {}, {}}},
        {QStringLiteral("constraint_names"), {{}, QStringLiteral("constraint_name"), {}, {}}},
        {QStringLiteral("privileges"), {QStringLiteral("privilege"), QStringLiteral("*"), {}, {}}},
        {QStringLiteral("triggers"), {QStringLiteral("trigger"), QStringLiteral("*"), {}, {}}},
        {QStringLiteral("indexes"), {QStringLiteral("index"), QStringLiteral("*"), {}, {}}},
        {QStringLiteral("options"), {{}, QStringLiteral("options"), {}, {}}},
        {QStringLiteral("owners"), {{}, QStringLiteral("owner"), {}, {}}},
    };
    return rules;
}

QList<IgnoreRule> defaultIgnoreRules()
{
    return {namedRules().value(QStringLiteral("owners"))};
}

Result<IgnoreRule> parseIgnoreRule(const QString &text)
{
    const auto tr = [](const char *words) { return QCoreApplication::translate("IgnoreRule", words); };
    const QString trimmed = text.trimmed();
    if (const auto named = namedRules().constFind(trimmed); named != namedRules().constEnd())
        return *named;
    IgnoreRule rule;
    const QMap<QString, QString *> fields = {{QStringLiteral("kind"), &rule.kind},
                                             {QStringLiteral("property"), &rule.property},
                                             {QStringLiteral("name"), &rule.name},
                                             {QStringLiteral("schema"), &rule.schema}};
    const QStringList parts = trimmed.split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const qsizetype equals = part.indexOf(u'=');
        QString *field = equals > 0 ? fields.value(part.first(equals)) : nullptr;
        if (!field) {
            return fail(ErrorKind::Usage, tr("“%1” is no ignore rule: name one of %2, or write kind=… property=… name=… schema=….")
                                                  .arg(part, namedRules().keys().join(QStringLiteral(", ")))
                                              + didYouMean(part, namedRules().keys()));
        }
        *field = part.sliced(equals + 1);
    }
    if (rule == IgnoreRule())
        return fail(ErrorKind::Usage, tr("An ignore rule that takes everything would hide everything: say what to ignore."));
    return rule;
}

QString ignoreRuleText(const IgnoreRule &rule)
{
    for (auto it = namedRules().cbegin(); it != namedRules().cend(); ++it) {
        if (*it == rule)
            return it.key();
    }
    QStringList parts;
    const auto add = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            parts.append(key + u'=' + value);
    };
    add(QStringLiteral("kind"), rule.kind);
    add(QStringLiteral("property"), rule.property);
    add(QStringLiteral("name"), rule.name);
    add(QStringLiteral("schema"), rule.schema);
    return parts.join(u' ');
}

} // namespace concord
