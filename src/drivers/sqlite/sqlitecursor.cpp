// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitecursor.h"

#include "query/sqllexer.h"
#include "sqlite/sqlitedialect.h"

#include <QCoreApplication>

namespace concord {

using Kind = SqlToken::Kind;

SqliteCursor::SqliteCursor(const QString &text) : m_text(text)
{
    SqlLexer lexer(text, sqliteDialect(), SqlLexer::Scope::Statement);
    m_tokens.reserve(static_cast<size_t>(text.size()) / 5);
    SqlToken token;
    while (lexer.next(token)) {
        // SQLite lets a comment run to the end of the text.
        const bool openComment = token.kind == Kind::Unterminated && textOf(token).startsWith(u"/*");
        if (token.kind == Kind::Blank || token.kind == Kind::Comment || openComment)
            continue;
        m_broken = m_broken || token.kind == Kind::Unterminated;
        // ".5" is a number right behind a word too.
        if (token.kind == Kind::Number && !m_tokens.empty() && textOf(m_tokens.back()) == u"." && m_tokens.back().offset + 1 == token.offset) {
            m_tokens.back() = {Kind::Number, token.offset - 1, token.length + 1};
            continue;
        }
        // N'…' and b'…' are one string elsewhere; here they are a name and a string. Blobs (x'…') are blobs.
        if (token.kind == Kind::String && QStringView(u"nNbB").contains(text[token.offset])) {
            m_tokens.push_back({Kind::Word, token.offset, 1});
            token = {Kind::String, token.offset + 1, token.length - 1};
        }
        m_tokens.push_back(token);
    }
    while (!m_tokens.empty() && m_tokens.back().kind == Kind::Delimiter)
        m_tokens.pop_back();
}

bool SqliteCursor::isWord(QLatin1StringView upper, size_t ahead) const
{
    if (m_next + ahead >= m_tokens.size())
        return false;
    const SqlToken &token = m_tokens[m_next + ahead];
    return token.kind == Kind::Word && token.length == upper.size() && isKeyword(textOf(token), upper);
}

bool SqliteCursor::isSymbol(QChar symbol) const
{
    return !atEnd() && m_tokens[m_next].length == 1 && m_tokens[m_next].kind == Kind::Symbol && m_text[m_tokens[m_next].offset] == symbol;
}

bool SqliteCursor::isKind(Kind kind) const
{
    return !atEnd() && m_tokens[m_next].kind == kind;
}

bool SqliteCursor::isName() const
{
    if (atEnd())
        return false;
    const SqlToken &token = m_tokens[m_next];
    if (token.kind == Kind::Word)
        return !sqliteDialect().reservedWords.contains(upperAscii(textOf(token)));
    return token.kind == Kind::QuotedIdentifier || (token.kind == Kind::String && m_text[token.offset] == u'\'');
}

bool SqliteCursor::word(QLatin1StringView upper)
{
    const bool is = isWord(upper);
    m_next += is ? 1 : 0;
    return is;
}

bool SqliteCursor::words(QLatin1StringView first, QLatin1StringView second)
{
    const bool are = isWord(first) && isWord(second, 1);
    m_next += are ? 2 : 0;
    return are;
}

bool SqliteCursor::symbol(QChar symbol)
{
    const bool is = isSymbol(symbol);
    m_next += is ? 1 : 0;
    return is;
}

std::optional<QString> SqliteCursor::name()
{
    if (!isName())
        return std::nullopt;
    return sqliteUnquoted(textOf(m_tokens[m_next++]));
}

std::optional<QString> SqliteCursor::parenthesised()
{
    if (!isSymbol(u'('))
        return std::nullopt;
    const size_t open = m_next++;
    for (int depth = 1; !atEnd(); ++m_next) {
        if (isSymbol(u'('))
            ++depth;
        else if (isSymbol(u')') && --depth == 0)
            return between(m_tokens[open].offset + 1, m_tokens[m_next++].offset).toString();
    }
    m_next = open;
    return std::nullopt;
}

QString SqliteCursor::any()
{
    return atEnd() ? QString() : textOf(m_tokens[m_next++]).toString();
}

QString SqliteCursor::item()
{
    const int begin = offset();
    for (int depth = 0; !atEnd(); ++m_next) {
        if (isSymbol(u'('))
            ++depth;
        else if (depth == 0 && (isSymbol(u',') || isSymbol(u')')))
            break;
        else if (isSymbol(u')'))
            --depth;
    }
    return between(begin, offset()).toString();
}

QString SqliteCursor::textSince(size_t place) const
{
    if (m_next <= place || place >= m_tokens.size())
        return {};
    const SqlToken &last = m_tokens[m_next - 1];
    return between(m_tokens[place].offset, last.offset + last.length).toString();
}

QString SqliteCursor::rest() const
{
    return between(offset(), m_text.size()).toString();
}

Error SqliteCursor::unexpected() const
{
    Error error;
    error.kind = ErrorKind::Syntax;
    error.message = atEnd() ? QCoreApplication::translate("SqliteParser", "The text ends too early.")
                            : QCoreApplication::translate("SqliteParser", "“%1” is not expected here.").arg(textOf(m_tokens[m_next]));
    error.offset = offset();
    locate(error, m_text);
    return error;
}

int SqliteCursor::offset() const
{
    return atEnd() ? static_cast<int>(m_text.size()) : m_tokens[m_next].offset;
}

QString sqliteUnquoted(QStringView token)
{
    const QChar open = token.isEmpty() ? QChar() : token.front();
    if (token.size() < 2 || !QStringView(u"\"'`[").contains(open))
        return token.toString();
    QString inner = token.sliced(1, token.size() - 2).toString();
    if (open != u'[')
        inner.replace(QString(2, open), QString(open));
    return inner;
}

bool sameSqliteName(const QString &a, const QString &b)
{
    if (a.size() != b.size())
        return false;
    return a == b || upperAscii(a) == upperAscii(b);
}

} // namespace concord
