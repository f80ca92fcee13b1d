// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/dialect.h"

#include <algorithm>

namespace concord {

QString Dialect::quoted(const QString &name) const
{
    const QString close(identifierQuote == u'[' ? u']' : identifierQuote);
    QString inner = name;
    inner.replace(close, close + close);
    return identifierQuote + inner + close;
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
        const bool plain = (lower && folding != Folding::Upper) || (upper && folding != Folding::Lower)
                           || (c == u'_' && (i > 0 || folding != Folding::Upper)) || (digit && i > 0);
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
    // In T-SQL, which has the batches, a bare literal keeps but what the database's code page has, and '?' for the rest.
    const bool national = batches && std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0x80; });
    return (national ? QStringLiteral("N'") : QStringLiteral("'")) + inner + u'\'';
}

QString Dialect::inScript(const QString &statement) const
{
    if (delimiterCommand && statement.contains(u';'))
        return QStringLiteral("DELIMITER //\n") + statement + QStringLiteral("\n//\nDELIMITER ;");
    if (clientCommands.contains(QStringLiteral("SET TERM")) && statement.contains(u';'))
        return QStringLiteral("SET TERM ^ ;\n") + statement + QStringLiteral("^\nSET TERM ; ^");
    if (programUnits && statement.contains(u';')) // a unit's own semicolons do not end it, and a slash ends any statement
        return statement + QStringLiteral("\n/");
    if (batches)
        return (statement.endsWith(u';') ? statement : statement + u';') + QStringLiteral("\nGO");
    return statement + u';';
}

} // namespace concord
