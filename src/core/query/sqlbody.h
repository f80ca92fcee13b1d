// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqllexer.h"

#include <vector>

namespace concord {

/// Follows one statement's tokens and says whether a semicolon would end it, or lies inside a body: a stored program's
/// BEGIN … END (MySQL, MariaDB), a trigger's (SQLite), BEGIN ATOMIC … END or parentheses (PostgreSQL), AS … BEGIN … END
/// (Firebird), a program unit, which only a line of "/" ends (Oracle).
class SqlBody
{
public:
    explicit SqlBody(const Dialect &dialect)
        : m_dialect(dialect),
          m_psql(dialect.compoundBodies && dialect.clientCommands.contains(QStringLiteral("SET TERM")))
    {}

    /// Every token of the statement but blanks, comments and the marks of executable comments, in order. A semicolon
    /// that does not end the statement is fed too.
    void feed(const SqlToken &token, QStringView text);
    /// Whether the statement ends here, at a semicolon or at the end of the text.
    [[nodiscard]] bool isComplete();
    /// What :name stands for from here on is a variable of the body, not a parameter (Firebird).
    [[nodiscard]] bool holdsVariables() const { return m_object == Object::Psql && m_headerDone; }
    /// Where the body begins that is still open; -1: none. Open parentheses do not count: the server tells better.
    [[nodiscard]] int openBody();

private:
    enum class Block { Begin, CaseExpression, CaseStatement, If, Loop, While, Repeat, For, Package };
    enum class Object { Undecided, Other, Procedure, Trigger, Event, Package, Compound, SqliteTrigger, AtomicRoutine, ProgramUnit, Psql };
    struct Open
    {
        Block block;
        int offset;
    };

    void follow(const SqlToken &token, QStringView text);
    void decide(const QString &word, const SqlToken &token, QStringView text);
    void decideFirst(const QString &word, const SqlToken &token);
    void decideBlock(const QString &word, const SqlToken &token, QStringView text);
    void decideCreated(const QString &word, const SqlToken &token);
    void decideCompound(const QString &word, const SqlToken &token);
    void decideProgramUnit(const QString &word, QStringView text);
    void feedProgramUnitWithin(const SqlToken &token, QStringView text);
    void decidePsql(const QString &word);
    void feedPsql(const QString &word, int offset);
    void feedAtomic(const QString &word, int offset);
    void feedSqliteTrigger(const QString &word, int offset, bool semicolon);
    void feedCompound(const QString &word, const SqlToken &token, QStringView text);
    void feedHeader(const QString &word, QStringView text, int offset);
    void feedInside(const QString &word, QStringView text, int offset);
    void opens(const QString &word, int offset);
    void push(Block block, int offset);
    bool endWord(const QString &next);
    void closeThrough(bool (*matches)(Block));
    [[nodiscard]] bool topIs(Block block) const { return !m_open.empty() && m_open.back().block == block; }

    const Dialect &m_dialect;
    bool m_psql;                 ///< bodies as isql knows them: declarations between AS and BEGIN, no END IF
    bool m_declaring = false;    ///< PSQL: between AS and the body's own BEGIN
    Object m_object = Object::Undecided;
    int m_words = 0;             ///< tokens while undecided
    bool m_created = false;      ///< CREATE or ALTER was the first word
    int m_parentheses = 0;
    std::vector<Open> m_open;
    QString m_previous;          ///< the token before: upper-case word, or a symbol's text; "'" for strings and names
    QString m_innerVerb;         ///< first word of the statement inside the body
    bool m_atStart = false;      ///< a statement may begin here
    bool m_headerDone = false;   ///< the body may begin here
    bool m_plainBody = false;    ///< the body is a simple statement: its semicolon ends all
    bool m_skip = false;         ///< the token at hand opened the body itself
    bool m_pendingEnd = false;   ///< END was read; the next word tells what it ends
    bool m_triggerEnded = false; ///< SQLite: "; END" was read
};

} // namespace concord
