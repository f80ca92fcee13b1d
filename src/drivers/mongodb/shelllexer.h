// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace concord {

/// A token of mongosh's and JSON5's text. Comments and blanks are tokens too: the tokens of a text joined are the text.
struct ShellToken
{
    enum class Kind { Blank, Comment, Word, String, Number, Regex, Parameter, Punctuation, Unterminated };
    Kind kind = Kind::Punctuation;
    int offset = 0; ///< UTF-16
    int length = 0;
    /// A Blank that holds a line break, or a comment that ends a line.
    bool lineBreak = false;
};

/// Reads one token after another, in linear time. A "/" begins a regular expression or a comment: nothing is divided here.
class ShellLexer
{
public:
    /// `text` must outlive the lexer.
    explicit ShellLexer(QStringView text) : m_text(text), m_size(static_cast<int>(text.size())) {}

    /// False at the end of the text.
    bool next(ShellToken &token);

private:
    [[nodiscard]] int blank() const;
    [[nodiscard]] int word() const;
    [[nodiscard]] int number() const;
    [[nodiscard]] int quoted(QChar quote, ShellToken::Kind &kind) const;
    [[nodiscard]] int slash(ShellToken::Kind &kind) const;
    [[nodiscard]] bool isParameter() const;
    [[nodiscard]] QChar at(int i) const { return i < m_size ? m_text[i] : QChar(); }

    QStringView m_text;
    int m_size;
    int m_pos = 0;
    QChar m_last; ///< of the last token that is neither blank nor comment; the last character
};

/// Letters, digits, _ and $; not beginning with a digit.
[[nodiscard]] bool isShellName(QStringView text);

} // namespace concord
