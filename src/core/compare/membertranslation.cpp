// SPDX-License-Identifier: GPL-3.0-or-later
// LEFT's members in RIGHT's names: what they would be called there.
#include "compare/membercomparer.h"

namespace concord {

QStringList MemberComparer::translated(const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names.append(m_names.column(m_object.left->ref, column));
    return names;
}

Key MemberComparer::translated(Key key) const
{
    key.columns = translated(key.columns);
    key.included = translated(key.included);
    return key;
}

Check MemberComparer::translated(Check check) const
{
    check.columns = translated(check.columns);
    return check;
}

ForeignKey MemberComparer::translated(ForeignKey key) const
{
    for (QString &column : key.targetColumns)
        column = m_names.column(key.target, column);
    key.columns = translated(key.columns);
    key.onDeleteColumns = translated(key.onDeleteColumns);
    key.target = m_names.object(key.target);
    return key;
}

Index MemberComparer::translated(Index index) const
{
    for (IndexPart &part : index.parts) {
        if (!part.column.isEmpty())
            part.column = m_names.column(m_object.left->ref, part.column);
    }
    index.included = translated(index.included);
    return index;
}

Trigger MemberComparer::translated(Trigger trigger) const
{
    if (!trigger.function.name.isEmpty())
        trigger.function.schema = m_names.schema(trigger.function.schema);
    return trigger;
}

} // namespace concord
