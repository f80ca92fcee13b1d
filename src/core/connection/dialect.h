// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace concord {

class StatementLanguage;

/// How an engine writes SQL, as data: core splits, classifies and quotes by these values and never asks which engine it is.
struct Dialect
{
    QString engine;        ///< "postgresql"
    QString displayName;   ///< "PostgreSQL"
    const StatementLanguage *language =
        nullptr; ///< of an engine that does not speak SQL (query/statementlanguage.h): the rules below are then not asked
    QString highlighting;  ///< name of the KSyntaxHighlighting definition: "SQL (PostgreSQL)"

    // Lexical rules.
    bool backslashEscapes = false;      ///< 'it\'s' (MySQL)
    bool escapeStrings = false;         ///< E'…' has backslash escapes (PostgreSQL)
    bool dollarQuotes = false;          ///< $tag$ … $tag$
    bool nestedComments = false;        ///< /* /* */ */
    bool hashComments = false;          ///< # to the end of the line
    bool dashDashNeedsSpace = false;    ///< "--x" is not a comment (MySQL)
    bool executableComments = false;    ///< /*! … */ and /*M! … */ are code (MySQL, MariaDB)
    bool backtickIdentifiers = false;   ///< `name`
    bool bracketIdentifiers = false;    ///< [name]
    bool bracketEscapes = false;        ///< ]] within [name] is one bracket (SQL Server, not SQLite)
    bool letterWords = false;           ///< words hold @ and # too and may begin with #; beyond ASCII only letters and digits (SQL Server)
    bool batches = false;               ///< a statement is all up to a line that says GO, the client's own command; within it statements
                                        ///< follow each other, with or without semicolons (SQL Server)
    bool doubleQuotedStrings = false;   ///< "text" is a string, not an identifier (MySQL without ANSI_QUOTES)
    bool delimiterCommand = false;      ///< DELIMITER // as the client's own command
    bool castOperator = false;          ///< :: is an operator, so that "::name" is no parameter; a[1:n] is a slice
    bool customOperators = false;       ///< an operator is any run of +-*/<>=~!@#%^&|`? (PostgreSQL)
    bool userVariables = false;         ///< @name and @@name are variables (MySQL)
    bool namedPlaceholders = false;     ///< @name and $name are placeholders as well (SQLite)
    bool carriageReturnEndsLine = false; ///< a lone CR ends a line comment, as LF does (PostgreSQL)
    bool parenthesesHold = false;       ///< a semicolon inside parentheses does not end the statement (PostgreSQL)
    bool atomicBodies = false;          ///< CREATE FUNCTION … BEGIN ATOMIC … END (PostgreSQL 14)
    bool compoundBodies = false;        ///< CREATE PROCEDURE|FUNCTION|TRIGGER|EVENT … BEGIN … END holds semicolons
    bool triggerBodies = false;         ///< only CREATE TRIGGER … BEGIN … END holds semicolons (SQLite)
    bool alternativeQuotes = false;     ///< q'[it's]' and nq'{…}' (Oracle)
    bool programUnits = false;          ///< DECLARE, BEGIN and CREATE PROCEDURE|FUNCTION|PACKAGE|TRIGGER|TYPE hold semicolons up to a line
                                        ///< of "/" alone, which ends every statement; :new.x is no parameter (Oracle)
    QSet<QString> clientCommands;       ///< a statement that begins with one is the client's own and ends with its line: PROMPT, SPOOL
                                        ///< (SQL*Plus), upper case
    bool emptyTextIsNull = false;       ///< '' is NULL (Oracle)
    QChar identifierQuote = u'"'; ///< '[' closes with ']'

    // How a bound parameter is written.
    enum class Placeholder { Question, DollarNumber } placeholder = Placeholder::Question;

    // Names.
    enum class Folding { None, Lower, Upper } folding = Folding::None; ///< of unquoted names
    QSet<QString> reservedWords;        ///< upper case; a name among them is quoted
    bool schemas = false;               ///< a database has schemas (PostgreSQL); else the database is the schema

    // Statements whose first word only reads and that a read-only connection may run, upper case.
    QSet<QString> readKeywords;
    QSet<QString> writingFunctions;     ///< functions with effects or reach beyond the database's rows, lower case
    QStringList writingPackages;        ///< beginnings of packages whose functions have effects: "dbms_" (Oracle), lower case
    QSet<QString> readPackages;         ///< packages among those that only read, lower case
    QSet<QString> writingPseudocolumns; ///< x.NEXTVAL takes a number (Oracle), upper case
    QSet<QString> readPragmas;          ///< PRAGMA name; only reads, lower case
    QSet<QString> readPragmasWithArgument; ///< PRAGMA name(argument) only reads, lower case
    QSet<QString> readProcedures;       ///< procedures that only read, for EXEC on a read-only connection, lower case
    QSet<QString> readSettings;         ///< SET name … changes only what this session is shown, upper case
    QString explainPrefix;              ///< "EXPLAIN "; SQLite: "EXPLAIN QUERY PLAN "

    /// Quoted always: "a""b", `a``b`, [a]]b].
    [[nodiscard]] QString quoted(const QString &name) const;
    /// Quoted where the name would not survive bare (reserved, upper case under folding, odd characters).
    [[nodiscard]] QString identifier(const QString &name) const;
    /// A text literal in this dialect's own escapes; for scripts shown to people, never instead of binding.
    [[nodiscard]] QString literal(const QString &text) const;
    /// The statement as a script for the engine's own client holds it: with its semicolon, or wrapped so that a body's semicolons do not
    /// end it (DELIMITER, GO). Ends without a line break.
    [[nodiscard]] QString inScript(const QString &statement) const;
};

} // namespace concord
