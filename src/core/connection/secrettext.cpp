// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/secrettext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString mask()
{
    return u"•••"_s;
}

QRegularExpression insensitive(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

bool isPort(QStringView text)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    return ok && port > 0 && port <= 65535;
}

/// What stands between `from` and the last @ is a password; without an @, what stands where only a port may.
QString maskUserInfo(const QString &text, qsizetype start)
{
    const qsizetype colon = text.indexOf(u':', start);
    if (colon < 0)
        return text;
    const qsizetype at = text.lastIndexOf(u'@');
    if (at > colon)
        return text.first(colon + 1) + mask() + text.sliced(at);
    static const QRegularExpression authorityEnd(u"[/?\\s]"_s);
    qsizetype end = text.indexOf(authorityEnd, start);
    if (end < 0)
        end = text.size();
    if (colon > end || text.sliced(start).startsWith(u'['))
        return text;
    const QStringView after = QStringView(text).sliced(colon + 1, end - colon - 1);
    return after.isEmpty() || isPort(after) ? text : text.first(colon + 1) + mask();
}

QString maskOptions(QString text, bool url)
{
    // In a URL only & ends a value; in "host=… password=…" a space does, unless quoted.
    static const QRegularExpression inUrl = insensitive(uR"((?<=[?&;\s])([^?&;=\s]*(?:passw|pwd|secret|token)[^?&;=\s]*=)([^&]+))"_s);
    static const QRegularExpression inPairs = insensitive(uR"(\b(\w*(?:password|passwd|pwd)\w*\s*=\s*)('[^']*'?|"[^"]*"?|[^\s;&,)]+))"_s);
    return text.replace(url ? inUrl : inPairs, u"\\1"_s + mask());
}

} // namespace

QString withoutSecret(const QString &text)
{
    const qsizetype slashes = text.indexOf(u"://"_s);
    if (slashes >= 0)
        return maskOptions(maskUserInfo(maskOptions(text, true), slashes + 3), false);
    static const QRegularExpression bare(u"^([^\\s:@]*:)[^\\s]+@"_s); // user:password@host, a scheme forgotten
    QString masked = text;
    masked.replace(bare, u"\\1"_s + mask() + u'@');
    return maskOptions(masked, masked.contains(u'?') && !masked.contains(u' '));
}

QString statementWithoutSecrets(const QString &sql)
{
    static const QRegularExpression url = insensitive(uR"(([a-z][a-z0-9+.-]*://[^\s:/@'"]*:)[^\s'"]+@)"_s);
    static const QRegularExpression noHost = insensitive(uR"(([a-z][a-z0-9+.-]*://[^\s:/@'"\[]*:)(?!•••@)(?!\d{0,5}(?:[/?'"\s,;)]|$))[^\s'"]+)"_s);
    static const QRegularExpression option = insensitive(uR"(([?&](?:ssl)?(?:password|passwd|pwd)=)[^&\s'"]+)"_s);
    static const QRegularExpression pair = insensitive(uR"(('[^']*\b(?:ssl)?password=)[^\s'"]+)"_s);
    static const QRegularExpression literal = insensitive(
        uR"(\b((?:identified\s+(?:(?:with|via)\s+[\w'"`]+\s+)?(?:by|as|using)|(?:encrypted\s+)?password(?:\s+for\s+\S+)?)\s*=?\s*(?:password)?\s*\(?\s*[en]?)'(?:[^'\\]++|''|\\.)*+'?)"_s);
    QString masked = sql;
    masked.replace(url, u"\\1"_s + mask() + u'@');
    masked.replace(noHost, u"\\1"_s + mask());
    masked.replace(option, u"\\1"_s + mask());
    masked.replace(pair, u"\\1"_s + mask());
    masked.replace(literal, u"\\1'"_s + mask() + u'\'');
    return masked;
}

bool isSecretOption(const QString &name)
{
    static const QRegularExpression secret = insensitive(u"passw|^pwd$|^pass$|secret|token"_s);
    return secret.match(name).hasMatch();
}

} // namespace concord
