// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/dialect.h"

namespace concord {

QString Dialect::quoted(const QString &name) const
{
    const QString quote(identifierQuote);
    QString inner = name;
    inner.replace(quote, quote + quote);
    return quote + inner + quote;
}

QString Dialect::identifier(const QString &name) const
{
    if (name.isEmpty() || reservedWords.contains(name.toUpper()))
        return quoted(name);
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        const bool lower = c >= u'a' && c <= u'z';
        const bool upper = c >= u'A' && c <= u'Z';
        const bool digit = c >= u'0' && c <= u'9';
        const bool plain = (lower && folding != Folding::Upper) || (upper && folding != Folding::Lower) || (c == u'_' && (i > 0 || folding != Folding::Upper)) || (digit && i > 0);
        if (!plain)
            return quoted(name);
    }
    return name;
}

QString Dialect::literal(const QString &text) const
{
    QString inner = text;
    if (backslashEscapes)
        inner.replace(u'\\', QStringLiteral("\\\\"));
    inner.replace(u'\'', QStringLiteral("''"));
    return u'\'' + inner + u'\'';
}

} // namespace concord
