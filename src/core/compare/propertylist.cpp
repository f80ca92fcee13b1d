// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/propertylist.h"

namespace concord {

void PropertyArchive::map(std::string_view key, const QMap<QString, QString> &values)
{
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts.append(it.value().isEmpty() ? it.key() : it.key() + u'=' + it.value());
    field(key, parts);
}

static QString partText(const IndexPart &part)
{
    QString text = part.column.isEmpty() ? u'(' + part.expression + u')' : part.column;
    if (part.prefixLength > 0)
        text += QStringLiteral("(%1)").arg(part.prefixLength);
    if (!part.collation.isEmpty())
        text += QStringLiteral(" COLLATE ") + part.collation;
    if (!part.operatorClass.isEmpty())
        text += u' ' + part.operatorClass;
    if (part.descending)
        text += QStringLiteral(" DESC");
    if (part.nullsFirst)
        text += *part.nullsFirst ? QStringLiteral(" NULLS FIRST") : QStringLiteral(" NULLS LAST");
    return text;
}

QString partsText(const std::vector<IndexPart> &parts)
{
    QStringList texts;
    for (const IndexPart &part : parts)
        texts.append(partText(part));
    return texts.join(QStringLiteral(", "));
}

} // namespace concord
