// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorechoices.h"

#include "compare/comparewords.h"
#include "compare/verdictwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(IgnoreChoices)
};

/// A glob that takes this name: what globs read as signs stands for any one character.
QString globOf(const QString &name)
{
    QString glob;
    for (const QChar c : name)
        glob += QStringView(u"*?[],!\\ =").contains(c) ? QChar(u'?') : c;
    return glob;
}

QString memberName(const MemberComparison &member)
{
    return member.left ? *member.left : member.right.value_or(QString());
}

void addSchemaChoice(QList<IgnoreChoice> &choices, const ObjectRef &ref)
{
    if (!ref.schema.isEmpty() && !choices.isEmpty())
        choices.append({{{}, u"*"_s, {}, globOf(ref.schema)}, Words::tr("Ignore all differences in the schema %1").arg(ref.schema)});
}

QList<IgnoreChoice> wholeChoices(const QString &kind, const QString &shown, const IgnoreRule &narrow)
{
    return {{narrow, Words::tr("Ignore %1 %2").arg(propertyWord(kind), shown)},
            {{kind, u"*"_s, {}, {}}, Words::tr("Ignore every %1 that is only on one side").arg(propertyWord(kind))}};
}

QList<IgnoreChoice> propertyChoices(const Difference &difference, const QString &kind, const QString &shown, const QString &glob,
                                    const QString &schema)
{
    const QString property = propertyWord(difference.property);
    return {{{kind, difference.property, glob, schema}, Words::tr("Ignore %1 of %2").arg(property, shown)},
            {{kind, difference.property, {}, {}}, Words::tr("Ignore %1 of every %2").arg(property, propertyWord(kind))},
            {{{}, difference.property, {}, {}}, Words::tr("Ignore %1 everywhere").arg(property)}};
}

} // namespace

static QList<IgnoreChoice> choicesOf(const CompareModel::Place &place)
{
    const auto &[object, member, difference] = place;
    if (!object || object->ignoredBy >= 0)
        return {};
    const QString objectKind = objectKindName(object->any().kind);
    const ObjectRef &ref = object->any().ref;
    const QString kind = member ? member->kind : objectKind;
    const QString glob = member ? globOf(ref.name + u'.' + memberName(*member)) : globOf(ref.name);
    const QString shown = member ? ref.name + u'.' + memberName(*member) : ref.name;
    const QString schema = globOf(ref.schema);
    if (difference) {
        const bool takes = difference->ignoredBy < 0 && !isQuiet(difference->verdict);
        return takes ? propertyChoices(*difference, kind, shown, glob, schema) : QList<IgnoreChoice>();
    }
    if (member && member->ignoredBy < 0 && member->left.has_value() != member->right.has_value())
        return object->left && object->right ? wholeChoices(kind, shown, {kind, u"*"_s, glob, schema}) : QList<IgnoreChoice>();
    if (member && member->left && member->right) {
        QList<IgnoreChoice> all;
        for (const Difference &each : member->differences)
            all += choicesOf({object, member, &each});
        return all;
    }
    if (!member && (!object->left || !object->right))
        return wholeChoices(kind, shown, {kind, u"*"_s, glob, schema});
    if (!member && !isQuiet(object->verdict))
        return {{{kind, u"*"_s, QString(glob).replace(u'.', u'?'), schema}, Words::tr("Ignore all differences of %1").arg(shown)}};
    return {};
}

QList<IgnoreChoice> ignoreChoices(const CompareModel::Place &place)
{
    QList<IgnoreChoice> choices = choicesOf(place);
    if (place.object)
        addSchemaChoice(choices, place.object->any().ref);
    return choices;
}

} // namespace concord
