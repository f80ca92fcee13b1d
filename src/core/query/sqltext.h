// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "connection/dialect.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace concord {

/// A token of SQL text by a dialect's lexical rules. Comments and blanks are tokens too, so that the tokens of a text
/// joined are the text. An executable comment (/*! … */) is code: its opener with the version and its closer are Symbols.
/// A DELIMITER command is one Delimiter token to the end of its line. A semicolon is a Delimiter even inside a body.
struct SqlToken
{
    enum class Kind { Blank, Comment, Word, QuotedIdentifier, String, Number, Parameter, Symbol, Delimiter, Unterminated };
    Kind kind = Kind::Symbol;
    int offset = 0; ///< UTF-16
    int length = 0;
};
/// Of SQL alone: a dialect with a language of its own has no such tokens.
[[nodiscard]] QList<SqlToken> tokenize(QStringView text, const Dialect &dialect);

/// One statement of a script, without its delimiter and without blanks and comments at its ends, but with a hint
/// comment (/*+ … */) right before it; comments inside stay.
struct ScriptStatement
{
    QString text;
    int offset = 0; ///< where it begins in the script, UTF-16
    int line = 1;   ///< 1-based
    friend bool operator==(const ScriptStatement &, const ScriptStatement &) = default;
};
/// Splits by the dialect: strings, comments, dollar quotes, DELIMITER, BEGIN … END bodies. Statements of blanks and
/// comments only are left out. Error (Syntax, with position) for an unterminated string, comment or body.
[[nodiscard]] Result<QList<ScriptStatement>> splitScript(const QString &script, const Dialect &dialect);
/// The statement that holds the cursor (or that ends just before it); nullopt in an empty script. Unterminated text is
/// one statement to the end.
[[nodiscard]] std::optional<ScriptStatement> statementAt(const QString &script, int cursor, const Dialect &dialect);

enum class StatementKind { Empty, Read, Write, Ddl, TransactionControl, Session, Unknown };

/// What a statement would do, by tokens and structure, never by substrings.
struct StatementClass
{
    StatementKind kind = StatementKind::Unknown;
    QString verb;                       ///< "SELECT", "DELETE", "DROP TABLE"
    bool withoutWhere = false;          ///< UPDATE or DELETE with no WHERE of its own
    bool destructive = false;           ///< DROP, TRUNCATE, or ALTER … DROP
    /// Asks before it runs even where writes are allowed.
    [[nodiscard]] bool dangerous() const { return withoutWhere || destructive; }
    /// Anything that is not known to only read.
    [[nodiscard]] bool mayWrite() const { return kind != StatementKind::Read && kind != StatementKind::Empty; }
};
/// A WITH is what its main statement or any of its data-changing parts is; EXPLAIN ANALYZE is what it explains;
/// SELECT … INTO (table or file), COPY, CALL, DO and executable comments are not reads.
[[nodiscard]] StatementClass classify(const QString &statement, const Dialect &dialect);

/// The text part of holding read-only (the engine holds the rest): an allow-list of first words, no executable comments,
/// no INTO, one statement only. Error of kind ReadOnly that says which word was refused, with its position.
[[nodiscard]] Result<void> checkReadOnly(const QString &statement, const Dialect &dialect);

/// SET, RESET, USE, BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their like that change this session alone, as far as the text
/// tells, and neither lift read-only nor change how text is read (SET sql_mode, READ WRITE, SET ROLE, SET GLOBAL). One
/// statement; a driver decides whether a read-only session may run it.
[[nodiscard]] bool isSessionStatement(const QString &statement, const Dialect &dialect);

/// The names of `:name` parameters in order of first appearance; not inside strings, comments, identifiers or casts.
[[nodiscard]] QStringList parameterNames(const QString &statement, const Dialect &dialect);
/// Replaces `:name` by the dialect's placeholders and lists the values in their order. Error of kind Usage for a name
/// without a value, or for the engine's own placeholders beside named ones (with its position); values that the statement
/// does not name are ignored. A name used twice is one $1, or two ? with its value twice.
[[nodiscard]] Result<Statement> bindParameters(const QString &statement, const QList<Parameter> &values, const Dialect &dialect);
/// Where a position in the text that bindParameters() gave lies in the statement as typed; both UTF-16.
[[nodiscard]] int unboundOffset(const QString &statement, int boundOffset, const Dialect &dialect);
/// "k=v" from a command line or a form: 42 is Integer, 1.5 Decimal, true/false Boolean, NULL Null, 'quoted' and all else Text.
[[nodiscard]] Result<Parameter> parseParameter(const QString &assignment);

} // namespace concord
