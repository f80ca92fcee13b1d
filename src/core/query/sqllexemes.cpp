// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlanalysis.h"

using namespace Qt::StringLiterals;

namespace concord {

SqlLexemes::SqlLexemes(QStringView statement, const Dialect &dialect) : m_statement(statement)
{
    SqlLexer lexer(statement, dialect, SqlLexer::Scope::Statement);
    int depth = 0;
    int delimiter = -1;
    for (SqlToken token; lexer.next(token);) {
        if (token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment)
            continue;
        if (token.kind == SqlToken::Kind::Delimiter) {
            delimiter = m_lexemes.empty() ? -1 : token.offset;
            continue;
        }
        if (delimiter >= 0 && m_innerDelimiter < 0)
            m_innerDelimiter = delimiter;
        const QStringView text = statement.sliced(token.offset, token.length);
        if (const int opener = lexer.executableComment(); opener >= 0) {
            if (m_executable < 0)
                m_executable = opener;
            if (opener == token.offset || text == u"*/")
                continue;
        }
        const bool symbol = token.kind == SqlToken::Kind::Symbol;
        if (symbol && text == u")" && depth > 0)
            --depth;
        m_lexemes.push_back({token.offset, token.length, depth, token.kind, lexer.executableComment() >= 0});
        if (symbol && text == u"(")
            ++depth;
    }
}

QStringView SqlLexemes::text(int i) const
{
    if (i < 0 || i >= size())
        return {};
    return m_statement.sliced((*this)[i].offset, (*this)[i].length);
}

bool SqlLexemes::isName(int i) const
{
    if (i <= 0 || i > size())
        return false;
    const QStringView before = text(i - 1);
    return before == u"." || ((*this)[i - 1].kind == SqlToken::Kind::Word && isKeyword(before, "AS"_L1));
}

QString SqlLexemes::word(int i) const
{
    if (i < 0 || i >= size() || (*this)[i].kind != SqlToken::Kind::Word || isName(i))
        return {};
    return upperAscii(text(i));
}

bool SqlLexemes::isWord(int i, QLatin1StringView upper) const
{
    return i >= 0 && i < size() && (*this)[i].kind == SqlToken::Kind::Word && isKeyword(text(i), upper) && !isName(i);
}

bool SqlLexemes::isSymbol(int i, QStringView symbol) const
{
    return i >= 0 && i < size() && (*this)[i].kind == SqlToken::Kind::Symbol && text(i) == symbol;
}

bool SqlLexemes::isCallEscape(int i) const
{
    if (!isSymbol(i, u"{"))
        return false;
    bool assigned = false;
    for (int at = i + 2; at <= i + 4 && at < size(); ++at)
        assigned = assigned || (isWord(at, "CALL"_L1) && text(at - 1).endsWith(u'='));
    return assigned || (isWord(i + 1, "CALL"_L1) && !isSymbol(i + 2, u":"));
}

int SqlLexemes::afterGroup(int i) const
{
    const int depth = (*this)[i].depth;
    for (++i; i < size(); ++i) {
        if ((*this)[i].depth == depth)
            return i + 1;
    }
    return size();
}

int SqlLexemes::first(int i) const
{
    while (isSymbol(i, u"("))
        ++i;
    return i;
}

/// WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (…) [SEARCH …] [CYCLE …], … main. Followed strictly, as any
/// name may be a word like DELETE; what is not written like this has no main statement.
int SqlLexemes::mainOfWith(int i) const
{
    const int depth = (*this)[i].depth;
    const auto skipTo = [&](int from, QLatin1StringView word) {
        while (from < size() && !((*this)[from].depth == depth && isWord(from, word)))
            ++from;
        return from;
    };
    ++i;
    if (isWord(i, "RECURSIVE"_L1) && !isWord(i + 1, "AS"_L1) && !isSymbol(i + 1, u"("))
        ++i;
    for (;; ++i) {
        ++i; // the name
        if (isSymbol(i, u"("))
            i = afterGroup(i);
        if (i >= size() || !isKeyword(text(i), "AS"_L1))
            return size();
        ++i;
        for (const auto option : {"NOT"_L1, "MATERIALIZED"_L1})
            i += isKeyword(text(i), option) ? 1 : 0;
        if (!isSymbol(i, u"("))
            return size();
        i = afterGroup(i);
        if (isWord(i, "SEARCH"_L1))
            i = skipTo(i, "SET"_L1) + 2;
        if (isWord(i, "CYCLE"_L1)) {
            i = skipTo(i, "SET"_L1) + 2;
            if (isWord(i, "TO"_L1) || isWord(i, "USING"_L1))
                i = skipTo(i, "USING"_L1) + 2;
        }
        if (!isSymbol(i, u","))
            return first(i);
    }
}

} // namespace concord
