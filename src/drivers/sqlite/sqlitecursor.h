// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqltext.h"

#include <optional>
#include <vector>

namespace concord {

/// Walks over the tokens of one statement as SQLite sees them: blanks and comments are passed over, and stay in the text
/// between two places. `text` must outlive the cursor.
class SqliteCursor
{
public:
    explicit SqliteCursor(const QString &text);

    /// Past the last token, or before a semicolon.
    [[nodiscard]] bool atEnd() const { return m_next >= m_tokens.size(); }
    [[nodiscard]] size_t left() const { return m_tokens.size() - m_next; }
    /// A string, comment or quoted name does not end: nothing of the text is to be believed.
    [[nodiscard]] bool isBroken() const { return m_broken; }
    [[nodiscard]] bool isWord(QLatin1StringView upper, size_t ahead = 0) const;
    [[nodiscard]] bool isSymbol(QChar symbol) const;
    [[nodiscard]] bool isKind(SqlToken::Kind kind) const;
    /// Something that SQLite takes for a name: a word that is not reserved, "…", `…`, […], and '…'.
    [[nodiscard]] bool isName() const;

    /// These take what they name, or nothing.
    bool word(QLatin1StringView upper);
    bool words(QLatin1StringView first, QLatin1StringView second);
    bool symbol(QChar symbol);
    /// A name without its quotes.
    std::optional<QString> name();
    /// ( … ) with what is nested in it; gives the text between, without blanks at its ends.
    std::optional<QString> parenthesised();
    /// Any one token as it is written.
    QString any();
    /// Up to the next comma or closing parenthesis of this depth, or the end; without blanks at its ends.
    QString item();

    /// A place to come back to in textSince().
    [[nodiscard]] size_t place() const { return m_next; }
    /// From the token at `place` to the last one that was taken, as the author wrote it.
    [[nodiscard]] QString textSince(size_t place) const;
    /// From here to the end of the text, comments behind it included.
    [[nodiscard]] QString rest() const;
    /// Syntax, with the position: the next token does not belong here.
    [[nodiscard]] Error unexpected() const;

private:
    /// UTF-16; the text's size at the end.
    [[nodiscard]] int offset() const;
    [[nodiscard]] QStringView textOf(const SqlToken &token) const { return QStringView(m_text).sliced(token.offset, token.length); }
    [[nodiscard]] QStringView between(qsizetype begin, qsizetype end) const { return QStringView(m_text).sliced(begin, end - begin).trimmed(); }

    const QString &m_text;
    std::vector<SqlToken> m_tokens;
    size_t m_next = 0;
    bool m_broken = false;
};

/// A name out of its quotes; a bare word stays as it is.
[[nodiscard]] QString sqliteUnquoted(QStringView token);
/// Whether SQLite takes two names for the same: only ASCII letters have no case.
[[nodiscard]] bool sameSqliteName(const QString &a, const QString &b);

} // namespace concord
