// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/textsearch.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QRegularExpression patternOf(const SearchTerms &terms)
{
    QString pattern = terms.regex ? terms.text : QRegularExpression::escape(terms.text);
    if (terms.wholeWords)
        pattern = u"(?<!\\w)(?:"_s + pattern + u")(?!\\w)"_s;
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!terms.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

/// Bytes of UTF-8 that a stretch of UTF-16 becomes.
long utf8Length(QStringView text)
{
    long bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3; // half of a pair: half of four
    return bytes;
}

QString filledIn(const QRegularExpressionMatch &match, const QString &replacement)
{
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar c = replacement[i];
        const QChar next = i + 1 < replacement.size() ? replacement[i + 1] : QChar();
        if ((c == u'$' || c == u'\\') && next.isDigit()) {
            out += match.captured(next.digitValue());
            ++i;
        } else if (c == u'\\' && (next == u'n' || next == u't' || next == u'\\')) {
            out += next == u'n' ? u'\n' : next == u't' ? u'\t' : u'\\';
            ++i;
        } else if (c == u'$' && next == u'$') {
            out += c;
            ++i;
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

TextHits findAll(const QString &text, const SearchTerms &terms)
{
    TextHits found;
    if (terms.text.isEmpty())
        return found;
    const QRegularExpression pattern = patternOf(terms);
    if (!pattern.isValid()) {
        found.error = pattern.errorString();
        return found;
    }
    long bytes = 0;
    int counted = 0;
    auto it = pattern.globalMatch(text);
    while (it.hasNext()) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        if (found.hits.size() == mostHits) {
            found.more = true;
            break;
        }
        const auto offset = int(match.capturedStart());
        bytes += utf8Length(QStringView(text).sliced(counted, offset - counted));
        counted = offset;
        found.hits.append({offset, int(match.capturedLength()), bytes, bytes + utf8Length(match.capturedView())});
    }
    return found;
}

QString replacementOf(const QString &text, const TextHit &hit, const SearchTerms &terms, const QString &replacement)
{
    if (!terms.regex)
        return replacement;
    return filledIn(patternOf(terms).match(text, hit.offset), replacement);
}

std::pair<QString, int> replaceAll(const QString &text, const SearchTerms &terms, const QString &replacement)
{
    const QRegularExpression pattern = patternOf(terms);
    if (terms.text.isEmpty() || !pattern.isValid())
        return {text, 0};
    QString out;
    int count = 0;
    qsizetype done = 0;
    auto it = pattern.globalMatch(text);
    while (it.hasNext()) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() == 0)
            continue;
        out += QStringView(text).sliced(done, match.capturedStart() - done);
        out += terms.regex ? filledIn(match, replacement) : replacement;
        done = match.capturedEnd();
        ++count;
    }
    out += QStringView(text).sliced(done);
    return {out, count};
}

} // namespace concord
