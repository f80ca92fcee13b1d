// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/fingerprint.h"

namespace concord {

static constexpr QChar marker(0xFFFC);

static bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

/// End (past the closing quote) of what is quoted from `start` on; a doubled quote stays inside, one behind a backslash where that `escapes`.
static qsizetype endOfQuoted(QStringView sql, qsizetype start, bool escapes = false)
{
    const QChar close = sql[start] == u'[' ? u']' : sql[start];
    qsizetype i = start + 1;
    while (i < sql.size()) {
        if (escapes && sql[i] == u'\\') {
            i += 2;
        } else if (sql[i] != close) {
            ++i;
        } else if (i + 1 < sql.size() && sql[i + 1] == close) {
            i += 2;
        } else {
            return i + 1;
        }
    }
    return sql.size();
}

static qsizetype endOfName(QStringView sql, qsizetype start)
{
    qsizetype i = start;
    while (i < sql.size() && isNameChar(sql[i]))
        ++i;
    return i;
}

static QString unquoted(QStringView quoted)
{
    const QChar close = quoted.back();
    return quoted.sliced(1, qMax(qsizetype(0), quoted.size() - 2)).toString().replace(QString(2, close), QString(close));
}

/// A name in a string that the server reads as one: 'tenant_1.seq'::regclass.
static QString literalWithout(QStringView literal, QStringView rest, const QString &own)
{
    if (!rest.startsWith(u"::regclass") && !rest.startsWith(u"::regproc"))
        return literal.toString();
    return u'\'' + withoutOwnSchema(literal.sliced(1, literal.size() - 2).toString(), own) + u'\'';
}

QString withoutOwnSchema(const QString &sql, const QString &own)
{
    if (own.isEmpty() || !sql.contains(own))
        return sql;
    const QStringView text(sql);
    const bool escapes = text.contains(u'`'); // MySQL's, which writes 'it\'s' in a view
    QString result;
    result.reserve(sql.size());
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        const bool quote = c == u'"' || c == u'`' || c == u'[';
        if (c == u'\'') {
            const qsizetype end = endOfQuoted(text, i, escapes);
            result += literalWithout(text.sliced(i, end - i), text.sliced(end), own);
            i = end;
        } else if (quote || isNameChar(c)) {
            const qsizetype end = quote ? endOfQuoted(text, i) : endOfName(text, i);
            const QStringView word = text.sliced(i, end - i);
            const bool qualifies = end < text.size() && text[end] == u'.' && !result.endsWith(u'.');
            const QString name = quote ? unquoted(word) : word.toString();
            if (qualifies && name == own)
                result += marker;
            else
                result += word;
            i = end;
        } else {
            result += c;
            ++i;
        }
    }
    return result;
}

} // namespace concord
