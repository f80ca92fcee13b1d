// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of a script that are the client's own: DELIMITER, SET TERM, "/" alone, PROMPT and its like, GO.
#include "query/sqllexer.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace concord {

static bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool SqlLexer::isDelimiterCommandAt(int i) const
{
    if (m_scope != Scope::Script || !m_dialect.delimiterCommand || !m_lineStart || m_executable >= 0)
        return false;
    static constexpr auto command = "DELIMITER"_L1;
    if (m_size - i <= command.size() || !isKeyword(m_text.sliced(i, command.size()), command))
        return false;
    int argument = i + static_cast<int>(command.size());
    if (at(argument) != u' ' && at(argument) != u'\t')
        return false;
    while (at(argument) == u' ' || at(argument) == u'\t')
        ++argument;
    if (argument >= m_size || isBlank(m_text[argument]))
        return false;
    if (m_statementEmpty)
        return true;
    // Within a statement it may be a column of that name: a command only where its argument is nothing but marks.
    for (; argument < m_size && m_text[argument] != u'\n' && m_text[argument] != u'\r'; ++argument) {
        const QChar c = m_text[argument];
        if ((isWordPart(c) && c != u'$') || QStringView(u",()=<>.'\"`").contains(c))
            return false;
    }
    return true;
}

static bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r';
}

/// Where the new delimiter stands of SET TERM ^ ; (isql); 0: there is no such command at i.
int SqlLexer::termArgumentAt(int i) const
{
    if (m_scope != Scope::Script || !m_statementEmpty || !m_dialect.clientCommands.contains(QStringLiteral("SET TERM")))
        return 0;
    for (const auto word : {"SET"_L1, "TERM"_L1}) {
        const int size = static_cast<int>(word.size());
        if (m_size - i <= size || !isKeyword(m_text.sliced(i, size), word) || !isBlank(at(i + size)))
            return 0;
        i += size;
        while (i < m_size && isBlank(m_text[i]))
            ++i;
    }
    return i < m_size ? i : 0;
}

/// Ends with the delimiter that held so far, or with its line. What is between is the new one.
SqlLexer::Extent SqlLexer::termCommand(int argument)
{
    int end = argument;
    while (end < m_size && !isLineEnd(m_text[end]) && !(end > argument && m_text.sliced(end).startsWith(m_delimiter)))
        ++end;
    const QStringView wanted = m_text.sliced(argument, end - argument).trimmed();
    if (end < m_size && !isLineEnd(m_text[end]))
        end += static_cast<int>(m_delimiter.size());
    m_delimiter = wanted;
    m_wasCommand = true;
    return {Kind::Delimiter, end};
}

bool SqlLexer::isSlashLineAt(int i) const
{
    if (m_scope != Scope::Script || !m_dialect.programUnits || !m_lineStart || m_text[i] != u'/')
        return false;
    ++i;
    while (at(i) == u' ' || at(i) == u'\t')
        ++i;
    return i >= m_size || isLineEnd(m_text[i]);
}

/// At the beginning of a line between two statements only: elsewhere START and SET are words of SQL.
bool SqlLexer::isClientCommandAt(int i) const
{
    if (m_scope != Scope::Script || m_dialect.clientCommands.isEmpty() || !m_lineStart || !m_statementEmpty)
        return false;
    if (m_text[i] == u'@' || m_text[i] == u'!')
        return m_dialect.clientCommands.contains(QString(m_text[i]));
    int end = i;
    while (end < m_size && isWordPart(m_text[end]) && end - i <= 12)
        ++end;
    if (!m_dialect.clientCommands.contains(upperAscii(m_text.sliced(i, end - i))))
        return false;
    if (!isKeyword(m_text.sliced(i, end - i), "SET"_L1))
        return true;
    while (at(end) == u' ' || at(end) == u'\t')
        ++end;
    int next = end;
    while (next < m_size && isWordPart(m_text[next]))
        ++next;
    static const QSet<QString> statements{u"TRANSACTION"_s, u"ROLE"_s, u"CONSTRAINT"_s, u"CONSTRAINTS"_s};
    return next > end && !statements.contains(upperAscii(m_text.sliced(end, next - end)));
}

/// To the end of the line, or of the lines that a hyphen at their end joins to it; without the semicolon that may stand there.
SqlLexer::Extent SqlLexer::clientCommand()
{
    int end = m_pos;
    for (;; ++end) {
        while (end < m_size && !isLineEnd(m_text[end]))
            ++end;
        if (end >= m_size || m_text[end - 1] != u'-')
            break;
        if (m_text[end] == u'\r' && at(end + 1) == u'\n')
            ++end;
    }
    while (end > m_pos + 1 && (isBlank(m_text[end - 1]) || m_text[end - 1] == u';'))
        --end;
    m_wasClientCommand = true;
    return {Kind::Delimiter, end};
}

SqlLexer::Extent SqlLexer::delimiterCommand()
{
    int end = m_pos;
    while (end < m_size && m_text[end] != u'\n' && m_text[end] != u'\r')
        ++end;
    QStringView argument = m_text.sliced(m_pos, end - m_pos).sliced(9).trimmed();
    const auto word = std::ranges::find_if(argument, [this](QChar c) { return isBlank(c); });
    argument = argument.first(word - argument.begin());
    if (argument.size() > 2 && argument.front() == argument.back() && QStringView(u"'\"`").contains(argument.front()))
        argument = argument.sliced(1, argument.size() - 2);
    m_delimiter = argument;
    m_wasCommand = true;
    return {Kind::Delimiter, end};
}

/// Where the line ends that says GO alone, with a count or a comment at most; 0: there is none at i.
int SqlLexer::batchEndAt(int i) const
{
    if (m_scope != Scope::Script || !m_dialect.batches || !m_lineStart || !isKeyword(m_text.sliced(i, std::min(2, m_size - i)), "GO"_L1))
        return 0;
    const auto skip = [this](int from, auto isOne) {
        while (from < m_size && isOne(m_text[from]))
            ++from;
        return from;
    };
    const auto lineBlank = [this](QChar c) { return isBlank(c) && c != u'\n' && c != u'\r'; };
    const int word = i + 2;
    int end = skip(word, lineBlank);
    if (end == word && end < m_size && isWordPart(m_text[end]))
        return 0;
    end = skip(skip(end, isDigit), lineBlank);
    if (at(end) == u';')
        end = skip(end + 1, lineBlank);
    if (end < m_size && beginsLineComment(end))
        end = skip(end, [](QChar c) { return c != u'\n'; });
    return end == m_size || m_text[end] == u'\n' || m_text[end] == u'\r' ? end : 0;
}

SqlLexer::Extent SqlLexer::batchEnd(int end)
{
    QStringView count = m_text.sliced(m_pos + 2, end - m_pos - 2).trimmed();
    const auto digits = std::ranges::find_if_not(count, isDigit);
    count = count.first(digits - count.begin());
    bool ok = false;
    const int number = count.toInt(&ok);
    m_batchCount = ok ? number : count.isEmpty() ? 1 : std::numeric_limits<int>::max();
    m_wasCommand = true;
    return {Kind::Delimiter, end};
}

} // namespace concord
