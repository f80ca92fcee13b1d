// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqllexer.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

static bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

static bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

static QChar lowerAscii(QChar c)
{
    return c >= u'A' && c <= u'Z' ? QChar(c.unicode() + 32) : c;
}

QString upperAscii(QStringView word)
{
    QString upper = word.toString();
    for (QChar &c : upper) {
        if (c >= u'a' && c <= u'z')
            c = QChar(c.unicode() - 32);
    }
    return upper;
}

bool isKeyword(QStringView word, QLatin1StringView upperKeyword)
{
    if (word.size() != upperKeyword.size())
        return false;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (lowerAscii(word[i]) != lowerAscii(QChar(upperKeyword[i])))
            return false;
    }
    return true;
}

SqlLexer::SqlLexer(QStringView text, const Dialect &dialect, Scope scope)
    : m_text(text),
      m_dialect(dialect),
      m_scope(scope),
      m_size(static_cast<int>(text.size()))
{}

bool SqlLexer::isBlank(QChar c) const
{
    if (c == u' ' || (c >= u'\t' && c <= u'\r'))
        return true;
    return m_dialect.letterWords && (c < u' ' || c.isSpace());
}

/// Most engines take all beyond ASCII as letters, no-break spaces too.
bool SqlLexer::isWordStart(QChar c) const
{
    if ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_')
        return true;
    return m_dialect.letterWords ? c == u'#' || (c.unicode() >= 0x80 && c.isLetter()) : c.unicode() >= 0x80;
}

bool SqlLexer::isWordPart(QChar c) const
{
    if (isWordStart(c) || isDigit(c) || c == u'$')
        return true;
    return m_dialect.letterWords && (c == u'@' || (c.unicode() >= 0x80 && (c.isDigit() || c.isMark())));
}

bool SqlLexer::next(SqlToken &token)
{
    m_closing = -1;
    if (m_pos >= m_size)
        return false;
    m_wasCommand = false;
    m_wasClientCommand = false;
    m_batchCount = 1;
    m_lastHadEscapes = false;
    const Extent extent = read();
    token = {extent.kind, m_pos, extent.end - m_pos};
    remember(token);
    m_pos = extent.end;
    return true;
}

void SqlLexer::remember(const SqlToken &token)
{
    const QStringView text = m_text.sliced(token.offset, token.length);
    if (token.kind == Kind::Blank) {
        const bool lineBreak = text.contains(u'\n') || text.contains(u'\r');
        m_lineStart = m_lineStart || lineBreak;
        if (m_escapes == Escapes::AfterString && lineBreak)
            m_escapes = Escapes::AfterLineBreak;
    } else {
        // A comment to the end of the line leaves the line break to the blank that follows.
        const bool lineComment = token.kind == Kind::Comment && text.startsWith(u"--");
        m_lineStart = false;
        if (!lineComment)
            m_escapes = m_lastHadEscapes ? Escapes::AfterString : Escapes::None;
        if (token.kind != Kind::Comment)
            m_statementEmpty = token.kind == Kind::Delimiter;
    }
    m_afterWord = token.kind == Kind::Word || token.kind == Kind::QuotedIdentifier;
    m_afterOperand = m_afterWord || token.kind == Kind::Number || token.kind == Kind::String || token.kind == Kind::Parameter
                     || (token.kind == Kind::Symbol && (text == u")" || text == u"]"));
    if (token.kind == Kind::Delimiter)
        m_brackets = 0;
    else if (token.kind == Kind::Symbol && (text == u"[" || text == u"{"))
        ++m_brackets;
    else if (token.kind == Kind::Symbol && (text == u"]" || text == u"}") && m_brackets > 0)
        --m_brackets;
}

SqlLexer::Extent SqlLexer::read()
{
    const QChar c = m_text[m_pos];
    if (isBlank(c) || (m_pos == 0 && c == QChar::ByteOrderMark)) {
        int end = m_pos + 1;
        while (end < m_size && isBlank(m_text[end]))
            ++end;
        return {Kind::Blank, end};
    }
    if (isDelimiterAt(m_pos))
        return {Kind::Delimiter, m_pos + static_cast<int>(m_delimiter.size())};
    if (isDelimiterCommandAt(m_pos))
        return delimiterCommand();
    if (const int argument = termArgumentAt(m_pos); argument > 0)
        return termCommand(argument);
    if (isSlashLineAt(m_pos)) {
        m_wasCommand = true;
        return {Kind::Delimiter, m_pos + 1};
    }
    if (isClientCommandAt(m_pos))
        return clientCommand();
    if (const int end = batchEndAt(m_pos); end > 0)
        return batchEnd(end);
    if (beginsLineComment(m_pos))
        return lineComment();
    switch (c.unicode()) {
    case u'/': return at(m_pos + 1) == u'*' ? comment() : symbol();
    case u'*':
        if (m_executable < 0 || at(m_pos + 1) != u'/')
            return symbol();
        m_closing = std::exchange(m_executable, -1);
        return {Kind::Symbol, m_pos + 2};
    case u'\'': {
        const bool escapes = m_dialect.backslashEscapes || continuesEscapes();
        m_lastHadEscapes = m_dialect.escapeStrings && escapes;
        return quote(m_pos, c, escapes, Kind::String);
    }
    case u'"':
        return m_dialect.doubleQuotedStrings ? quote(m_pos, c, m_dialect.backslashEscapes, Kind::String)
                                             : quote(m_pos, c, false, Kind::QuotedIdentifier);
    case u'`': return m_dialect.backtickIdentifiers ? quote(m_pos, c, false, Kind::QuotedIdentifier) : symbol();
    case u'[':
        if (!m_dialect.bracketIdentifiers)
            return symbol();
        if (m_dialect.bracketEscapes)
            return quote(m_pos, u']', false, Kind::QuotedIdentifier);
        if (const auto end = m_text.indexOf(u']', m_pos); end >= 0)
            return {Kind::QuotedIdentifier, static_cast<int>(end) + 1};
        return {Kind::Unterminated, m_size};
    case u'$': return dollar();
    case u'@': return variable();
    case u':': return colon();
    case u'?': {
        if (m_dialect.customOperators)
            return symbol();
        int end = m_pos + 1;
        while (m_dialect.namedPlaceholders && isDigit(at(end)))
            ++end;
        return {Kind::Parameter, end};
    }
    case u'.': return isDigit(at(m_pos + 1)) && !m_afterWord ? number() : symbol();
    case u'\\': // \N is NULL, whatever follows it
        return {Kind::Symbol, m_pos + (m_dialect.backslashEscapes && at(m_pos + 1) == u'N' ? 2 : 1)};
    default: break;
    }
    if (isDigit(c))
        return number();
    return isWordStart(c) ? word() : symbol();
}

SqlLexer::Extent SqlLexer::quote(int open, QChar closing, bool backslashes, Kind kind) const
{
    for (int i = open + 1; i < m_size; ++i) {
        const QChar c = m_text[i];
        if (backslashes && c == u'\\')
            ++i;
        else if (c == closing && at(i + 1) == closing && i + 1 < m_size)
            ++i;
        else if (c == closing)
            return {kind, i + 1};
    }
    return {Kind::Unterminated, m_size};
}

/// A word, or a string or identifier with a prefix: E'…', U&"…", x'…', _utf8'…'.
SqlLexer::Extent SqlLexer::word()
{
    int end = m_pos + 1;
    while (end < m_size && isWordPart(m_text[end]) && !(hasCustomDelimiter() && isDelimiterAt(end)))
        ++end;
    const QChar first = lowerAscii(m_text[m_pos]);
    const bool single = end == m_pos + 1;
    if (m_dialect.escapeStrings && single && first == u'u' && at(end) == u'&') {
        if (at(end + 1) == u'\'')
            return quote(end + 1, u'\'', false, Kind::String);
        if (at(end + 1) == u'"')
            return quote(end + 1, u'"', false, Kind::QuotedIdentifier);
    }
    if (at(end) == u'\'') {
        if (m_dialect.alternativeQuotes && (single ? first == u'q' : end == m_pos + 2 && first == u'n' && lowerAscii(m_text[m_pos + 1]) == u'q'))
            return alternativeQuote(end);
        if (m_dialect.escapeStrings && single && first == u'e') {
            m_lastHadEscapes = true;
            return quote(end, u'\'', true, Kind::String);
        }
        if (single && (first == u'x' || first == u'b' || first == u'n'))
            return quote(end, u'\'', m_dialect.backslashEscapes, Kind::String);
    }
    const bool introducer = m_dialect.backslashEscapes && first == u'_' && end > m_pos + 1;
    if (introducer && (at(end) == u'\'' || at(end) == u'"'))
        return quote(end, at(end), true, Kind::String);
    return {Kind::Word, end};
}

/// q'[it's]': ends with the closing twin of its first character and a quote.
SqlLexer::Extent SqlLexer::alternativeQuote(int quote) const
{
    const QChar open = at(quote + 1);
    if (open.isNull() || isBlank(open))
        return {Kind::Unterminated, m_size};
    static constexpr QStringView opening = u"[{<(";
    static constexpr QStringView closing = u"]}>)";
    const qsizetype twin = opening.indexOf(open);
    const QChar ends[] = {twin < 0 ? open : closing[twin], u'\''};
    const auto end = m_text.indexOf(QStringView(ends, 2), quote + 2);
    return end < 0 ? Extent{Kind::Unterminated, m_size} : Extent{Kind::String, static_cast<int>(end) + 2};
}

SqlLexer::Extent SqlLexer::number() const
{
    const auto digits = [this](int i, auto isOne) {
        while (isOne(at(i)) || (at(i) == u'_' && i > m_pos && isOne(at(i - 1)) && isOne(at(i + 1))))
            ++i;
        return i;
    };
    const QChar base = lowerAscii(at(m_pos + 1));
    if (m_dialect.batches && m_text[m_pos] == u'0' && base == u'x') // 0x alone is no bytes: what follows may be a word
        return {Kind::Number, digits(m_pos + 2, isHexDigit)};
    if (m_text[m_pos] == u'0' && (base == u'x' || base == u'b' || base == u'o') && isHexDigit(at(m_pos + 2)))
        return {Kind::Number, digits(m_pos + 2, isHexDigit)};
    int end = digits(m_pos, isDigit);
    if (at(end) == u'.' && at(end + 1) != u'.')
        end = digits(end + 1, isDigit);
    if (lowerAscii(at(end)) == u'e') {
        const int sign = at(end + 1) == u'+' || at(end + 1) == u'-' ? 1 : 0;
        if (isDigit(at(end + 1 + sign)))
            end = digits(end + 1 + sign, isDigit);
        else if (m_dialect.batches) // 1e is a number there: what follows may be a word
            ++end;
    }
    return {Kind::Number, end};
}

SqlLexer::Extent SqlLexer::comment()
{
    const int marker = m_pos + 2 + (at(m_pos + 2) == u'M' ? 1 : 0);
    if (m_dialect.executableComments && m_executable < 0 && at(marker) == u'!') {
        // The opener with its version, five or six digits; what follows is code.
        m_executable = m_pos;
        int end = marker + 1;
        while (end < marker + 7 && isDigit(at(end)))
            ++end;
        return {Kind::Symbol, end >= marker + 6 ? end : marker + 1};
    }
    int depth = 1;
    for (int i = m_pos + 2; i + 1 < m_size; ++i) {
        if (m_text[i] == u'*' && m_text[i + 1] == u'/') {
            ++i;
            if (--depth == 0)
                return {Kind::Comment, i + 1};
        } else if (m_dialect.nestedComments && m_text[i] == u'/' && m_text[i + 1] == u'*') {
            ++i;
            ++depth;
        }
    }
    return {Kind::Unterminated, m_size};
}

bool SqlLexer::beginsLineComment(int i) const
{
    if (m_text[i] == u'#')
        return m_dialect.hashComments;
    if (m_text[i] != u'-' || at(i + 1) != u'-')
        return false;
    const QChar after = at(i + 2);
    return !m_dialect.dashDashNeedsSpace || i + 2 >= m_size || after <= u' ' || after == QChar(0x7f);
}

SqlLexer::Extent SqlLexer::lineComment() const
{
    int end = m_pos;
    while (end < m_size && m_text[end] != u'\n' && !(m_dialect.carriageReturnEndsLine && m_text[end] == u'\r'))
        ++end;
    return {Kind::Comment, end};
}

/// $tag$ … $tag$, $1, $name, or a word that begins with $.
SqlLexer::Extent SqlLexer::dollar() const
{
    int end = m_pos + 1;
    if (m_dialect.batches) // a sign of money, even without a number
        return {Kind::Symbol, end};
    if (m_dialect.dollarQuotes) {
        if (isDigit(at(end))) {
            while (isDigit(at(end)))
                ++end;
            return {Kind::Parameter, end};
        }
        while (isWordStart(at(end)) || (isDigit(at(end)) && end > m_pos + 1))
            ++end;
        if (at(end) != u'$')
            return {Kind::Symbol, m_pos + 1};
        const QStringView tag = m_text.sliced(m_pos, end + 1 - m_pos);
        const auto close = m_text.indexOf(tag, end + 1);
        return close < 0 ? Extent{Kind::Unterminated, m_size} : Extent{Kind::String, static_cast<int>(close + tag.size())};
    }
    while (end < m_size && isWordPart(m_text[end]) && !(hasCustomDelimiter() && isDelimiterAt(end)))
        ++end;
    if (m_dialect.namedPlaceholders)
        return {end > m_pos + 1 ? Kind::Parameter : Kind::Symbol, end};
    return {Kind::Word, end};
}

/// @name: MySQL's variable (@@global.name too) or SQLite's parameter; else an operator.
SqlLexer::Extent SqlLexer::variable() const
{
    if (!m_dialect.userVariables && !m_dialect.namedPlaceholders)
        return symbol();
    int end = m_pos + 1;
    if (m_dialect.userVariables && at(end) == u'@')
        ++end;
    const int name = end;
    while (end < m_size && (isWordPart(m_text[end]) || (m_dialect.userVariables && !m_dialect.batches && m_text[end] == u'.'))
           && !(hasCustomDelimiter() && isDelimiterAt(end)))
        ++end;
    if (end == name)
        return {Kind::Symbol, m_pos + 1};
    return {m_dialect.userVariables ? Kind::Word : Kind::Parameter, end};
}

SqlLexer::Extent SqlLexer::colon() const
{
    // Where :: is no operator it is no parameter either: the server refuses it, and the other targets answer.
    if (at(m_pos + 1) == u':')
        return {Kind::Symbol, m_pos + 2};
    if (at(m_pos + 1) == u'=')
        return {Kind::Symbol, m_pos + 2};
    if (!isWordStart(at(m_pos + 1)) || (m_dialect.castOperator && m_brackets > 0 && m_afterOperand))
        return {Kind::Symbol, m_pos + 1};
    int end = m_pos + 1;
    while (end < m_size && isWordPart(m_text[end]) && !(hasCustomDelimiter() && isDelimiterAt(end)))
        ++end;
    if (m_dialect.programUnits && at(end) == u'.') // :new.salary in a trigger
        return {Kind::Word, end};
    if (m_dialect.compoundBodies && m_afterWord) { // label:LOOP
        const QStringView name = m_text.sliced(m_pos + 1, end - m_pos - 1);
        for (const auto opener : {"BEGIN"_L1, "LOOP"_L1, "WHILE"_L1, "REPEAT"_L1, "FOR"_L1}) {
            if (isKeyword(name, opener))
                return {Kind::Symbol, m_pos + 1};
        }
    }
    return {Kind::Parameter, end};
}

SqlLexer::Extent SqlLexer::symbol() const
{
    if (m_dialect.customOperators) {
        static constexpr QStringView operators = u"+-*/<>=~!@#%^&|`?";
        int end = m_pos;
        while (end < m_size && operators.contains(m_text[end]) && !beginsLineComment(end) && !(m_text[end] == u'/' && at(end + 1) == u'*'))
            ++end;
        // The server's rule: a sign belongs to what follows, unless the operator could be nothing else.
        const bool own = std::ranges::any_of(m_text.sliced(m_pos, end - m_pos), [](QChar c) { return QStringView(u"~!@#%^&|`?").contains(c); });
        while (!own && end > m_pos + 1 && (m_text[end - 1] == u'+' || m_text[end - 1] == u'-'))
            --end;
        if (end > m_pos)
            return {Kind::Symbol, end};
    }
    if (!QStringView(u"<>-!=|&:").contains(m_text[m_pos]))
        return {Kind::Symbol, m_pos + 1};
    static constexpr std::array<QStringView, 14> known{u"<=>", u"->>", u"->", u"<>", u"<=", u">=", u"!=",
                                                       u"==",  u"||",  u"&&", u"<<", u">>", u":=", u"=>"};
    for (const QStringView op : known) {
        if (m_text.sliced(m_pos).startsWith(op))
            return {Kind::Symbol, m_pos + static_cast<int>(op.size())};
    }
    return {Kind::Symbol, m_pos + 1};
}

bool SqlLexer::isDelimiterAt(int i) const
{
    if (m_dialect.batches || m_executable >= 0 || m_text[i] != m_delimiter.front() || !m_text.sliced(i).startsWith(m_delimiter))
        return false;
    // A delimiter that is a word ("go") ends statements as a word, not inside "category".
    const int end = i + static_cast<int>(m_delimiter.size());
    const bool wordBefore = isWordPart(m_delimiter.front()) && m_delimiter.front() != u'$' && i > 0 && isWordPart(m_text[i - 1]);
    const bool wordAfter = isWordPart(m_delimiter.back()) && m_delimiter.back() != u'$' && isWordPart(at(end));
    return !wordBefore && !wordAfter;
}

QList<SqlToken> tokenize(QStringView text, const Dialect &dialect)
{
    SqlLexer lexer(text, dialect, SqlLexer::Scope::Script);
    QList<SqlToken> tokens;
    qsizetype opener = -1;
    for (SqlToken token; lexer.next(token);) {
        if (lexer.executableComment() == token.offset)
            opener = tokens.size();
        tokens.append(token);
    }
    if (opener >= 0 && lexer.executableComment() >= 0)
        tokens[opener].kind = SqlToken::Kind::Unterminated;
    return tokens;
}

} // namespace concord
