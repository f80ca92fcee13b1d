// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/timeline.h"

#include "compare/comparereport.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

QString kindText(const QString &kind)
{
    return QString(kind).replace(u'_', u' ');
}

/// "column email", and a column's type.
QString memberText(const SchemaObject &object, const MemberComparison &member, const QString &name)
{
    const QString text = kindText(member.kind) + u' ' + name;
    const Column *column = member.kind == "column"_L1 ? findColumn(columnsOf(object), name) : nullptr;
    return column && !column->nativeType.isEmpty() ? text + u' ' + column->nativeType : text;
}

void addDifferences(QStringList &details, const QString &what, const std::vector<Difference> &differences)
{
    for (const Difference &difference : differences) {
        if (difference.ignoredBy < 0)
            details.append(what.isEmpty() ? differenceText(difference) : what + u": "_s + differenceText(difference));
    }
}

} // namespace

QString changeSortName(ChangeSort sort)
{
    switch (sort) {
    case ChangeSort::Added: return u"added"_s;
    case ChangeSort::Removed: return u"removed"_s;
    case ChangeSort::Changed: break;
    }
    return u"changed"_s;
}

QStringList changeDetails(const ObjectComparison &object)
{
    QStringList details;
    addDifferences(details, {}, object.differences);
    for (const MemberComparison &member : object.members) {
        if (member.ignoredBy >= 0 || member.verdict == Verdict::Identical)
            continue;
        if (member.kind == "field"_L1 && (member.verdict == Verdict::CannotTell || member.verdict == Verdict::Equivalent))
            continue;
        if (!member.left && object.right)
            details.append(tr("%1 added").arg(memberText(*object.right, member, *member.right)));
        else if (!member.right && object.left)
            details.append(tr("%1 removed").arg(memberText(*object.left, member, *member.left)));
        else
            addDifferences(details, kindText(member.kind) + u' ' + member.left.value_or(QString()), member.differences);
    }
    if (details.isEmpty())
        details.append(tr("spelled in another way"));
    return details;
}

std::vector<ObjectChange> objectChanges(const Comparison &comparison)
{
    std::vector<ObjectChange> changes;
    for (const ObjectComparison &object : comparison.objects) {
        if (object.verdict == Verdict::Identical || object.ignoredBy >= 0)
            continue;
        // Two samples are never quite alike: what they cannot tell is no change.
        if (object.any().kind == ObjectKind::Collection && (object.verdict == Verdict::CannotTell || object.verdict == Verdict::Equivalent))
            continue;
        const bool pair = object.left && object.right;
        const ChangeSort sort = pair ? ChangeSort::Changed : object.right ? ChangeSort::Added : ChangeSort::Removed;
        changes.push_back({sort, object.any().kind, object.any().ref, pair ? changeDetails(object) : QStringList()});
    }
    std::ranges::stable_sort(changes,
                             [](const ObjectChange &a, const ObjectChange &b) { return std::tie(a.kind, a.object) < std::tie(b.kind, b.object); });
    return changes;
}

QString changeText(const ObjectChange &change)
{
    const QString name = change.object.schema.isEmpty() ? change.object.name : change.object.schema + u'.' + change.object.name;
    const QString object = kindText(objectKindName(change.kind)) + u' ' + name;
    switch (change.sort) {
    case ChangeSort::Added: return tr("%1 added").arg(object);
    case ChangeSort::Removed: return tr("%1 removed").arg(object);
    case ChangeSort::Changed: break;
    }
    return object + u": "_s + change.details.join(u"; "_s);
}

} // namespace concord
