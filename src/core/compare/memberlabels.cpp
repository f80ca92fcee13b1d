// SPDX-License-Identifier: GPL-3.0-or-later
// How people call the members of an object.
#include "compare/membercomparer.h"

namespace concord {

static QString listText(const QStringList &columns)
{
    return u'(' + columns.join(QStringLiteral(", ")) + u')';
}

QString memberLabel(const Column &column)
{
    return column.name;
}

QString memberLabel(const Key &key)
{
    return key.name.isEmpty() ? listText(key.columns) : key.name;
}

QString memberLabel(const Check &check)
{
    return check.name.isEmpty() ? check.expression : check.name;
}

QString memberLabel(const Exclusion &exclusion)
{
    return exclusion.name.isEmpty() ? exclusion.definition : exclusion.name;
}

QString memberLabel(const ForeignKey &key)
{
    return key.name.isEmpty() ? listText(key.columns) + QStringLiteral(" → ") + key.target.name + listText(key.targetColumns) : key.name;
}

QString memberLabel(const Index &index)
{
    return index.name.isEmpty() ? partsText(index.parts) : index.name;
}

QString memberLabel(const Trigger &trigger)
{
    return trigger.name;
}

QString memberLabel(const Policy &policy)
{
    return policy.name;
}

QString memberLabel(const Privilege &privilege)
{
    const QString what = privilege.column.isEmpty() ? privilege.privilege : privilege.privilege + listText({privilege.column});
    return privilege.grantee + QStringLiteral(": ") + what;
}

} // namespace concord
