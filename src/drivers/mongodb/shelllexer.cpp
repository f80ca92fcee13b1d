// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/shelllexer.h"

#include <algorithm>

namespace concord {

using Kind = ShellToken::Kind;

static bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

static bool beginsName(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$' || c.isSurrogate();
}

static bool continuesName(QChar c)
{
    return beginsName(c) || c.isDigit() || c.isMark();
}

static bool isBlank(QChar c)
{
    return c.isSpace() || c == QChar(0xFEFF);
}

static bool breaksLine(QStringView text)
{
    return std::ranges::any_of(text, [](QChar c) { return c == u'\n' || c == u'\r' || c == QChar(0x2028) || c == QChar(0x2029); });
}

bool isShellName(QStringView text)
{
    return !text.isEmpty() && beginsName(text.front()) && std::ranges::all_of(text, continuesName);
}

int ShellLexer::blank() const
{
    int end = m_pos;
    while (end < m_size && isBlank(m_text[end]))
        ++end;
    return end;
}

int ShellLexer::word() const
{
    int end = m_pos;
    while (end < m_size && continuesName(m_text[end]))
        ++end;
    return end;
}

/// Whatever begins like a number, to where it no longer looks like one; what it is worth is for the parser to say.
int ShellLexer::number() const
{
    int end = m_pos;
    while (end < m_size) {
        const QChar c = m_text[end];
        const bool sign = (c == u'+' || c == u'-') && end > m_pos && (m_text[end - 1] == u'e' || m_text[end - 1] == u'E')
                          && !QStringView(m_text).sliced(m_pos, end - m_pos).startsWith(u"0x", Qt::CaseInsensitive);
        if (!isDigit(c) && !c.isLetter() && c != u'.' && c != u'_' && !sign)
            break;
        ++end;
    }
    return end;
}

int ShellLexer::quoted(QChar quote, Kind &kind) const
{
    for (int i = m_pos + 1; i < m_size; ++i) {
        if (m_text[i] == u'\\')
            ++i;
        else if (m_text[i] == quote)
            return i + 1;
        else if (m_text[i] == u'\n' && quote != u'`')
            break;
    }
    kind = Kind::Unterminated;
    return m_size;
}

int ShellLexer::slash(Kind &kind) const
{
    if (at(m_pos + 1) == u'/') {
        kind = Kind::Comment;
        int end = m_pos;
        while (end < m_size && m_text[end] != u'\n')
            ++end;
        return end;
    }
    if (at(m_pos + 1) == u'*') {
        kind = Kind::Comment;
        const qsizetype end = m_text.indexOf(u"*/", m_pos + 2);
        if (end < 0)
            kind = Kind::Unterminated;
        return end < 0 ? m_size : static_cast<int>(end) + 2;
    }
    kind = Kind::Regex;
    bool inClass = false;
    for (int i = m_pos + 1; i < m_size && m_text[i] != u'\n'; ++i) {
        const QChar c = m_text[i];
        if (c == u'\\') {
            ++i;
        } else if (c == u'[') {
            inClass = true;
        } else if (c == u']') {
            inClass = false;
        } else if (c == u'/' && !inClass) {
            ++i;
            while (i < m_size && m_text[i].isLetter())
                ++i;
            return i;
        }
    }
    kind = Kind::Unterminated;
    return m_size;
}

/// `:name` where a value stands: after a colon, a comma or an opening bracket.
bool ShellLexer::isParameter() const
{
    const bool atValue = m_last == u':' || m_last == u',' || m_last == u'(' || m_last == u'[';
    return atValue && beginsName(at(m_pos + 1)) && at(m_pos + 1) != u'$';
}

bool ShellLexer::next(ShellToken &token)
{
    if (m_pos >= m_size)
        return false;
    const QChar c = m_text[m_pos];
    Kind kind = Kind::Punctuation;
    int end = m_pos + 1;
    if (isBlank(c)) {
        kind = Kind::Blank;
        end = blank();
    } else if (beginsName(c)) {
        kind = Kind::Word;
        end = word();
    } else if (isDigit(c) || (c == u'.' && isDigit(at(m_pos + 1)))) {
        kind = Kind::Number;
        end = number();
    } else if (c == u'"' || c == u'\'' || c == u'`') {
        kind = Kind::String;
        end = quoted(c, kind);
    } else if (c == u'/') {
        end = slash(kind);
    } else if (c == u':' && isParameter()) {
        kind = Kind::Parameter;
        ++m_pos;
        end = word();
        --m_pos;
    }
    token = {kind, m_pos, end - m_pos, false};
    const QStringView text = m_text.sliced(token.offset, token.length);
    token.lineBreak = (kind == Kind::Blank || kind == Kind::Comment) && breaksLine(text);
    if (kind != Kind::Blank && kind != Kind::Comment)
        m_last = kind == Kind::Punctuation ? c : QChar();
    m_pos = end;
    return true;
}

} // namespace concord
