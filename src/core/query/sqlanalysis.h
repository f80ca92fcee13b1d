// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqllexer.h"

#include <vector>

namespace concord {

/// What a statement would do, and which token makes it more than a read.
struct SqlAnalysis
{
    enum class Reason {
        None,              ///< it only reads
        Verb,              ///< its verb is not one that reads
        Part,              ///< a part of it changes data (WITH x AS (DELETE …))
        Into,              ///< SELECT … INTO
        Lock,              ///< FOR UPDATE
        Function,          ///< a function with effects
        Pragma,            ///< a PRAGMA that sets something
        ExecutableComment, ///< /*! … */
        Several,           ///< more than one statement
        Unterminated
    };
    StatementClass what;
    Reason reason = Reason::Verb;
    int offset = 0;  ///< of the token that gives the reason
    QString word;    ///< that token as typed
};

/// By tokens and structure; linear time, no recursion.
[[nodiscard]] SqlAnalysis analyse(const QString &statement, const Dialect &dialect);

/// A command of the client (PROMPT, SPOOL …), which no server is sent: Session where it only speaks or sets something, else Unknown.
/// nullopt: the statement is none.
[[nodiscard]] std::optional<SqlAnalysis> analyseClientCommand(const QString &statement, const Dialect &dialect);
/// Of a batch, whose statements follow each other with or without semicolons (SQL Server): what it does not know is no read.
[[nodiscard]] SqlAnalysis analyseBatch(const QString &statement, const Dialect &dialect);

/// A token that is neither blank, comment nor semicolon, with the depth of the parentheses around it.
struct SqlLexeme
{
    int offset = 0;
    int length = 0;
    int depth = 0;
    SqlToken::Kind kind = SqlToken::Kind::Symbol;
    bool conditional = false; ///< inside an executable comment, which the server may skip
};

/// The lexemes of one statement with the questions that an analysis asks of them.
class SqlLexemes
{
public:
    SqlLexemes(QStringView statement, const Dialect &dialect);

    [[nodiscard]] int size() const { return static_cast<int>(m_lexemes.size()); }
    [[nodiscard]] const SqlLexeme &operator[](int i) const { return m_lexemes[static_cast<std::size_t>(i)]; }
    [[nodiscard]] QStringView text(int i) const;
    /// The word at i in upper case; empty for anything else, beyond the end, and for a name (after "." or AS).
    [[nodiscard]] QString word(int i) const;
    [[nodiscard]] bool isWord(int i, QLatin1StringView upper) const;
    [[nodiscard]] bool isSymbol(int i, QStringView symbol) const;
    [[nodiscard]] bool isName(int i) const;
    /// ODBC's {call f()} or {? = call f()}: what stands before the = is a place for the answer. {call: 1} is a struct (DuckDB).
    [[nodiscard]] bool isCallEscape(int i) const;
    /// The first lexeme after the group of parentheses that opens at i.
    [[nodiscard]] int afterGroup(int i) const;
    /// Past opening parentheses: (SELECT …) UNION (SELECT …).
    [[nodiscard]] int first(int i) const;
    /// The first word of the main statement of the WITH at i; size() when it has none.
    [[nodiscard]] int mainOfWith(int i) const;
    /// Where the first executable comment begins; -1: there is none.
    [[nodiscard]] int executableComment() const { return m_executable; }
    /// Where a semicolon stands between two lexemes; -1: nowhere.
    [[nodiscard]] int innerDelimiter() const { return m_innerDelimiter; }

private:
    QStringView m_statement;
    std::vector<SqlLexeme> m_lexemes;
    int m_executable = -1;
    int m_innerDelimiter = -1;
};

} // namespace concord
