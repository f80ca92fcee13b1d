// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqltext.h"

namespace concord {

/// Reads the tokens of a text one after another, by a dialect's lexical rules. Linear time, constant memory.
/// Number and Symbol tokens are never longer than what every version of the engine takes as one token ("1INTO" is 1 and
/// INTO), so that no keyword hides in them.
class SqlLexer
{
public:
    /// A script may hold DELIMITER commands; a statement goes to the server as it is, where DELIMITER is a word like others.
    enum class Scope { Script, Statement };

    /// `text` and `dialect` must outlive the lexer.
    SqlLexer(QStringView text, const Dialect &dialect, Scope scope);

    /// False at the end of the text.
    bool next(SqlToken &token);
    /// The last Delimiter token was a whole DELIMITER command.
    [[nodiscard]] bool wasDelimiterCommand() const { return m_wasCommand; }
    /// The last Delimiter token was a whole command of the client, a statement of its own (PROMPT …).
    [[nodiscard]] bool wasClientCommand() const { return m_wasClientCommand; }
    /// How often the batch is to run that the last Delimiter token ended (GO 5); else 1.
    [[nodiscard]] int batchCount() const { return m_batchCount; }
    /// A DELIMITER command has set something else than a semicolon.
    [[nodiscard]] bool hasCustomDelimiter() const { return m_delimiter != u";"; }
    /// Where the executable comment begins that the last token belongs to (its opener and closer included); -1: none.
    [[nodiscard]] int executableComment() const { return m_closing >= 0 ? m_closing : m_executable; }

private:
    using Kind = SqlToken::Kind;
    struct Extent
    {
        Kind kind;
        int end;
    };

    [[nodiscard]] Extent read();
    [[nodiscard]] Extent quote(int open, QChar closing, bool backslashes, Kind kind) const;
    [[nodiscard]] Extent word();
    [[nodiscard]] Extent number() const;
    [[nodiscard]] Extent comment();
    [[nodiscard]] Extent lineComment() const;
    [[nodiscard]] Extent dollar() const;
    [[nodiscard]] Extent variable() const;
    [[nodiscard]] Extent colon() const;
    [[nodiscard]] Extent symbol() const;
    [[nodiscard]] Extent delimiterCommand();
    [[nodiscard]] Extent termCommand(int argument);
    [[nodiscard]] Extent clientCommand();
    [[nodiscard]] Extent alternativeQuote(int quote) const;
    [[nodiscard]] Extent batchEnd(int end);

    [[nodiscard]] QChar at(int i) const { return i < m_size ? m_text[i] : QChar(); }
    [[nodiscard]] bool isDelimiterAt(int i) const;
    [[nodiscard]] bool isDelimiterCommandAt(int i) const;
    [[nodiscard]] int termArgumentAt(int i) const;
    [[nodiscard]] bool isSlashLineAt(int i) const;
    [[nodiscard]] bool isClientCommandAt(int i) const;
    [[nodiscard]] int batchEndAt(int i) const;
    [[nodiscard]] bool isBlank(QChar c) const;
    [[nodiscard]] bool isWordStart(QChar c) const;
    [[nodiscard]] bool isWordPart(QChar c) const;
    [[nodiscard]] bool beginsLineComment(int i) const;
    [[nodiscard]] bool continuesEscapes() const { return m_escapes == Escapes::AfterLineBreak; }
    void remember(const SqlToken &token);

    QStringView m_text;
    const Dialect &m_dialect;
    Scope m_scope;
    int m_size;
    int m_pos = 0;
    QStringView m_delimiter = u";";
    bool m_wasCommand = false;
    bool m_wasClientCommand = false;
    int m_batchCount = 1;
    bool m_lineStart = true;      ///< nothing but blanks so far on this line
    bool m_statementEmpty = true; ///< nothing but blanks and comments so far in this statement
    bool m_afterOperand = false;  ///< the token right before, without a blank, ends an operand
    bool m_afterWord = false;     ///< the token right before, without a blank, is a word
    int m_brackets = 0; ///< open ones: [a:b] is a slice, {'a':b} a struct
    int m_executable = -1;
    int m_closing = -1;
    /// 'b' in E'a' <line break> 'b' has escapes too.
    enum class Escapes { None, AfterString, AfterLineBreak } m_escapes = Escapes::None;
    bool m_lastHadEscapes = false;
};

/// ASCII only, as engines fold keywords: no other letter may pass for one of a keyword.
[[nodiscard]] QString upperAscii(QStringView word);
[[nodiscard]] bool isKeyword(QStringView word, QLatin1StringView upperKeyword);

} // namespace concord
