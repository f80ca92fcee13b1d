// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparewords.h"

#include "compare/comparereport.h"
#include "compare/verdictwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

constexpr qsizetype mostNamed = 6;

bool counts(Verdict verdict, int ignoredBy)
{
    return ignoredBy < 0 && !isQuiet(verdict);
}

} // namespace

QString valueText(const QString &value)
{
    return value.isNull() ? u"–"_s : value.isEmpty() ? u"''"_s : value;
}

QString propertyWord(const QString &property)
{
    return QString(property).replace(u'_', u' ');
}

QString objectDiffers(const ObjectComparison &object)
{
    if (!object.left || !object.right || isQuiet(object.verdict))
        return object.reason;
    QStringList names;
    for (const Difference &difference : object.differences) {
        if (counts(difference.verdict, difference.ignoredBy))
            names.append(propertyWord(difference.property));
    }
    for (const MemberComparison &member : object.members) {
        if (counts(member.verdict, member.ignoredBy))
            names.append(verdictSign(member.verdict) + u' ' + (member.left ? *member.left : member.right.value_or(QString())));
    }
    if (names.size() > mostNamed) {
        const qsizetype more = names.size() - mostNamed;
        names = names.first(mostNamed) << Words::tr("and %1 more").arg(more);
    }
    if (!object.reason.isEmpty())
        names.append(object.reason);
    return names.join(u" · "_s);
}

QString memberDiffers(const MemberComparison &member)
{
    QStringList texts;
    if (!member.content.isEmpty())
        texts.append(member.content);
    for (const Difference &difference : member.differences)
        texts.append(differenceText(difference));
    if (!member.reason.isEmpty())
        texts.append(member.reason);
    return texts.join(u" · "_s);
}

QString ruleText(const Difference &difference)
{
    QStringList parts;
    if (!difference.rule.isEmpty())
        parts.append(Words::tr("Rule %1").arg(difference.rule));
    if (!difference.reason.isEmpty())
        parts.append(difference.reason);
    if (difference.ignoredBy >= 0)
        parts.append(Words::tr("Ignored by a rule"));
    return parts.join(u": "_s);
}

QHash<QString, QString> renamedColumns(const ObjectComparison &object)
{
    QHash<QString, QString> names;
    for (const MemberComparison &member : object.members) {
        if (member.kind == QLatin1StringView("column") && member.left && member.right && *member.left != *member.right)
            names.insert(member.left->toLower(), member.right->toLower());
    }
    return names;
}

} // namespace concord
