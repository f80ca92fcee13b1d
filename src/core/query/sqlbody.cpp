// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlbody.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

/// Longer words decide nothing here.
static constexpr int longestWord = 14;

void SqlBody::feed(const SqlToken &token, QStringView text)
{
    if (m_object != Object::Other)
        follow(token, text);
    else if (m_dialect.programUnits)
        feedProgramUnitWithin(token, text);
    if (token.kind == SqlToken::Kind::Symbol) {
        if (text == u"(")
            ++m_parentheses;
        else if (text == u")" && m_parentheses > 0)
            --m_parentheses;
    }
}

void SqlBody::follow(const SqlToken &token, QStringView text)
{
    const bool isWord = token.kind == SqlToken::Kind::Word && token.length <= longestWord;
    const QString word = isWord ? upperAscii(text) : QString();
    if (m_object == Object::Undecided)
        decide(word, token, text);
    if (m_object == Object::AtomicRoutine)
        feedAtomic(word, token.offset);
    else if (m_object == Object::Psql)
        feedPsql(word, token.offset);
    else if (m_object == Object::SqliteTrigger)
        feedSqliteTrigger(word, token.offset, text == u";");
    else if (m_object != Object::Other && m_object != Object::Undecided && m_object != Object::ProgramUnit)
        feedCompound(word, token, text);
    if (isWord)
        m_previous = word;
    else if (token.kind == SqlToken::Kind::Symbol || token.kind == SqlToken::Kind::Delimiter)
        m_previous = text.toString();
    else
        m_previous = token.kind == SqlToken::Kind::Word ? u"a"_s : u"'"_s;
}

/// What the statement makes: known by its first words.
void SqlBody::decide(const QString &word, const SqlToken &token, QStringView text)
{
    ++m_words;
    if (m_dialect.programUnits)
        return decideProgramUnit(word, text);
    if (m_psql)
        return decidePsql(word);
    if (m_words == 1)
        decideFirst(word, token);
    else if (!m_created)
        decideBlock(word, token, text);
    else
        decideCreated(word, token);
}

/// CREATE, what opens a block by itself, or something without a body.
void SqlBody::decideFirst(const QString &word, const SqlToken &token)
{
    const bool compound = m_dialect.compoundBodies;
    m_created = word == "CREATE"_L1 || (compound && word == "ALTER"_L1);
    if (!m_created && compound && token.kind == SqlToken::Kind::Word) {
        static const QSet<QString> openers{u"IF"_s, u"CASE"_s, u"LOOP"_s, u"WHILE"_s, u"REPEAT"_s, u"FOR"_s};
        if (openers.contains(word)) {
            m_object = Object::Compound;
            m_headerDone = true;
        }
        return; // BEGIN NOT ATOMIC, or a label
    }
    if (!m_created && !(m_dialect.triggerBodies && word == "EXPLAIN"_L1))
        m_object = Object::Other;
}

/// EXPLAIN [QUERY PLAN] CREATE …, label: …, BEGIN NOT ATOMIC …
void SqlBody::decideBlock(const QString &word, const SqlToken &token, QStringView text)
{
    const bool compound = m_dialect.compoundBodies;
    if (m_dialect.triggerBodies && word == "CREATE"_L1)
        m_created = true;
    else if (m_dialect.triggerBodies && (word == "QUERY"_L1 || word == "PLAN"_L1))
        return;
    else if (compound && m_words == 2 && text == u":")
        m_words = 0; // a label
    else if (compound && m_words == 2 && m_previous == "BEGIN"_L1 && word == "NOT"_L1)
        return;
    else if (compound && m_words == 3 && m_previous == "NOT"_L1 && word == "ATOMIC"_L1) {
        m_object = Object::Compound;
        push(Block::Begin, token.offset);
        m_skip = true;
    } else
        m_object = Object::Other;
}

/// What CREATE makes.
void SqlBody::decideCreated(const QString &word, const SqlToken &token)
{
    if (m_dialect.compoundBodies) {
        decideCompound(word, token);
    } else if (m_dialect.triggerBodies) {
        if (word == "TRIGGER"_L1)
            m_object = Object::SqliteTrigger;
        else if (word != "TEMP"_L1 && word != "TEMPORARY"_L1)
            m_object = Object::Other;
    } else if (m_dialect.atomicBodies && (word == "FUNCTION"_L1 || word == "PROCEDURE"_L1)) {
        m_object = Object::AtomicRoutine;
    } else if (word != "OR"_L1 && word != "REPLACE"_L1) {
        m_object = Object::Other;
    }
}

void SqlBody::decideCompound(const QString &word, const SqlToken &token)
{
    static const QSet<QString> others{u"TABLE"_s,     u"VIEW"_s,       u"INDEX"_s,    u"DATABASE"_s, u"SCHEMA"_s,
                                      u"USER"_s,      u"ROLE"_s,       u"SERVER"_s,   u"SEQUENCE"_s, u"UNIQUE"_s,
                                      u"TEMPORARY"_s, u"TABLESPACE"_s, u"FULLTEXT"_s, u"SPATIAL"_s,  u"RESOURCE"_s};
    if (word == "PROCEDURE"_L1 || word == "FUNCTION"_L1)
        m_object = Object::Procedure;
    else if (word == "TRIGGER"_L1)
        m_object = Object::Trigger;
    else if (word == "EVENT"_L1)
        m_object = Object::Event;
    else if (word == "PACKAGE"_L1) {
        m_object = Object::Package;
        push(Block::Package, token.offset);
        m_skip = true;
    } else if (others.contains(word))
        m_object = Object::Other;
}

/// [<<label>>] DECLARE|BEGIN …, CREATE [OR REPLACE] [[NON]EDITIONABLE] [AND …] PROCEDURE|…, WITH FUNCTION|PROCEDURE …
void SqlBody::decideProgramUnit(const QString &word, QStringView text)
{
    static const QSet<QString> units{u"PROCEDURE"_s, u"FUNCTION"_s, u"PACKAGE"_s, u"TRIGGER"_s, u"TYPE"_s, u"LIBRARY"_s, u"JAVA"_s};
    static const QSet<QString> before{u"OR"_s, u"REPLACE"_s, u"EDITIONABLE"_s, u"NONEDITIONABLE"_s, u"AND"_s, u"RESOLVE"_s, u"COMPILE"_s};
    if (m_words == 1) {
        m_created = word == "CREATE"_L1;
        if (word == "DECLARE"_L1 || word == "BEGIN"_L1 || text == u"<<")
            m_object = Object::ProgramUnit;
        else if (!m_created && word != "WITH"_L1)
            m_object = Object::Other;
    } else if (!m_created) {
        m_object = word == "FUNCTION"_L1 || word == "PROCEDURE"_L1 ? Object::ProgramUnit : Object::Other;
    } else if (!before.contains(word)) {
        m_object = units.contains(word) ? Object::ProgramUnit : Object::Other;
    }
}

/// A subquery or a view may begin with units too: INSERT /*+ WITH_PLSQL */ INTO t WITH FUNCTION …
void SqlBody::feedProgramUnitWithin(const SqlToken &token, QStringView text)
{
    const bool isWord = token.kind == SqlToken::Kind::Word && token.length <= longestWord;
    const QString word = isWord ? upperAscii(text) : u"'"_s;
    if (m_previous == "WITH"_L1 && (word == "FUNCTION"_L1 || word == "PROCEDURE"_L1))
        m_object = Object::ProgramUnit;
    m_previous = word;
}

/// EXECUTE BLOCK …, CREATE [OR ALTER]|RECREATE|ALTER PROCEDURE|FUNCTION|TRIGGER|PACKAGE …
void SqlBody::decidePsql(const QString &word)
{
    static const QSet<QString> units{u"PROCEDURE"_s, u"FUNCTION"_s, u"TRIGGER"_s, u"PACKAGE"_s};
    if (m_words == 1)
        m_created = word == "CREATE"_L1 || word == "RECREATE"_L1 || word == "ALTER"_L1;
    else if (units.contains(word) || (word == "BLOCK"_L1 && m_previous == "EXECUTE"_L1))
        m_object = m_created || word == "BLOCK"_L1 ? Object::Psql : Object::Other;
    else if (word != "OR"_L1 && word != "ALTER"_L1)
        m_object = Object::Other;
    if (m_words == 1 && !m_created && word != "EXECUTE"_L1)
        m_object = Object::Other;
}

/// After AS come declarations, of routines too, and then the body; END has no semicolon within it. BEGIN, CASE and END are no names here.
void SqlBody::feedPsql(const QString &word, int offset)
{
    if (word.isEmpty() || m_previous == "."_L1)
        return;
    if (!m_headerDone) {
        m_headerDone = m_declaring = word == "AS"_L1 && m_parentheses == 0;
    } else if (word == "BEGIN"_L1) {
        m_declaring = false;
        push(Block::Begin, offset);
    } else if (word == "CASE"_L1) {
        push(Block::CaseExpression, offset);
    } else if (word == "END"_L1 && !m_open.empty()) {
        m_open.pop_back();
    } else if (word == "DECLARE"_L1 && m_open.empty()) {
        m_declaring = true;
    }
}

/// Only BEGIN ATOMIC and CASE end with END here; what is in parentheses is in balance by itself.
void SqlBody::feedAtomic(const QString &word, int offset)
{
    if (m_parentheses > 0 || word.isEmpty() || m_previous == "."_L1 || m_previous == "AS"_L1)
        return;
    if (word == "ATOMIC"_L1 && m_previous == "BEGIN"_L1)
        push(Block::Begin, offset);
    else if (word == "CASE"_L1 && !m_open.empty())
        push(Block::CaseExpression, offset);
    else if (word == "END"_L1 && !m_open.empty())
        m_open.pop_back();
}

/// SQLite's own rule: a trigger ends with "; END ;". A CASE's END never follows a semicolon.
void SqlBody::feedSqliteTrigger(const QString &word, int offset, bool semicolon)
{
    if (m_open.empty()) {
        if (word == "BEGIN"_L1 && m_parentheses == 0 && !m_triggerEnded && m_previous != "."_L1 && m_previous != "TRIGGER"_L1)
            push(Block::Begin, offset);
    } else if (word == "END"_L1 && m_previous == ";"_L1) {
        m_open.clear();
        m_triggerEnded = true;
    } else if (semicolon) {
        m_parentheses = 0;
    }
}

void SqlBody::feedCompound(const QString &word, const SqlToken &token, QStringView text)
{
    if (std::exchange(m_skip, false))
        return;
    if (m_pendingEnd && endWord(word))
        return;
    if (text == u";") { // no Delimiter inside an executable comment
        m_atStart = true;
        m_innerVerb.clear();
        m_parentheses = 0;
        return;
    }
    if (m_open.empty())
        feedHeader(word, text, token.offset);
    else
        feedInside(word, text, token.offset);
}

/// Before the body: finds where it begins, and whether it is a block or a simple statement.
void SqlBody::feedHeader(const QString &word, QStringView text, int offset)
{
    if (!m_headerDone) {
        m_headerDone = (m_object == Object::Procedure && text == u")" && m_parentheses == 1)
                       || (m_object == Object::Trigger && word == "ROW"_L1 && m_previous == "EACH"_L1)
                       || (m_object == Object::Event && word == "DO"_L1);
        return;
    }
    if (m_plainBody || m_parentheses > 0 || word.isEmpty() || m_previous == "."_L1)
        return;
    static const QSet<QString> verbs{u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s,   u"REPLACE"_s, u"SET"_s,  u"CALL"_s,
                                     u"RETURN"_s, u"WITH"_s,   u"VALUES"_s, u"TRUNCATE"_s, u"CREATE"_s,  u"DROP"_s, u"ALTER"_s};
    const bool typeWord = m_previous == "CHARACTER"_L1 || m_previous == "RETURNS"_L1;
    if (verbs.contains(word) && !typeWord)
        m_plainBody = true;
    else if (!(word == "FOR"_L1 && m_object == Object::Trigger))
        opens(word, offset);
}

void SqlBody::feedInside(const QString &word, QStringView text, int offset)
{
    const bool start = std::exchange(m_atStart, false);
    if (start)
        m_innerVerb = word;
    if (text == u":" && m_previous != ")"_L1 && m_parentheses == 0) {
        m_atStart = true; // after a label
        return;
    }
    if (word.isEmpty() || m_previous == "."_L1)
        return;
    const bool inCase = topIs(Block::CaseExpression);
    if (word == "CASE"_L1 && !start && m_previous != "AS"_L1) {
        push(Block::CaseExpression, offset);
    } else if (word == "END"_L1 && inCase) {
        static const QSet<QString> beforeOperand{u"WHEN"_s, u"THEN"_s, u"ELSE"_s, u"CASE"_s, u"AND"_s, u"OR"_s, u"NOT"_s, u","_s, u"("_s};
        const bool operand = m_previous.isEmpty() || m_previous[0].isLetterOrNumber() || u"_'\")]"_s.contains(m_previous[0]);
        if (operand && !beforeOperand.contains(m_previous))
            m_open.pop_back();
    } else if (word == "END"_L1 && (start || (topIs(Block::Repeat) && m_innerVerb == "UNTIL"_L1))) {
        m_pendingEnd = true;
    } else if ((word == "THEN"_L1 || word == "ELSE"_L1) && !inCase) {
        m_atStart = true;
    } else if (word == "DO"_L1 && (topIs(Block::While) || topIs(Block::For))) {
        m_atStart = true;
    } else if (topIs(Block::Package) && (word == "PROCEDURE"_L1 || word == "FUNCTION"_L1)) {
        m_innerVerb = word;
    } else if (start) {
        opens(word, offset);
    } else if (word == "BEGIN"_L1 && m_parentheses == 0 && m_previous != "DECLARE"_L1 && m_previous != ","_L1) {
        // A handler's body, or that of a routine in a package.
        if (m_innerVerb == "DECLARE"_L1 || (topIs(Block::Package) && (m_innerVerb == "PROCEDURE"_L1 || m_innerVerb == "FUNCTION"_L1)))
            push(Block::Begin, offset);
    }
}

void SqlBody::opens(const QString &word, int offset)
{
    static const QHash<QString, Block> blocks{{u"BEGIN"_s, Block::Begin}, {u"CASE"_s, Block::CaseStatement}, {u"IF"_s, Block::If},
                                              {u"LOOP"_s, Block::Loop},   {u"WHILE"_s, Block::While},        {u"REPEAT"_s, Block::Repeat},
                                              {u"FOR"_s, Block::For}};
    const auto found = blocks.constFind(word);
    if (found != blocks.cend())
        push(*found, offset);
}

void SqlBody::push(Block block, int offset)
{
    m_open.push_back({block, offset});
    m_atStart = block == Block::Begin || block == Block::Loop || block == Block::Repeat || block == Block::Package;
}

/// After END: what it ends; true when the word belongs to it (END IF). What was opened inside goes with it, so that a misread IF cannot keep a body open.
bool SqlBody::endWord(const QString &next)
{
    m_pendingEnd = false;
    m_atStart = false;
    static const QHash<QString, bool (*)(Block)> enders{
        {u"IF"_s, [](Block b) { return b == Block::If; }},         {u"CASE"_s, [](Block b) { return b == Block::CaseStatement; }},
        {u"LOOP"_s, [](Block b) { return b == Block::Loop; }},     {u"WHILE"_s, [](Block b) { return b == Block::While; }},
        {u"REPEAT"_s, [](Block b) { return b == Block::Repeat; }}, {u"FOR"_s, [](Block b) { return b == Block::For; }}};
    const auto ender = enders.constFind(next);
    closeThrough(ender != enders.cend() ? *ender : [](Block b) { return b == Block::Begin || b == Block::Package; });
    m_plainBody = m_open.empty(); // nothing opens after the body
    return ender != enders.cend();
}

void SqlBody::closeThrough(bool (*matches)(Block))
{
    for (auto it = m_open.rbegin(); it != m_open.rend(); ++it) {
        if (matches(it->block)) {
            m_open.erase(std::prev(it.base()), m_open.end());
            return;
        }
        if (it->block == Block::Begin || it->block == Block::Package)
            return;
    }
}

bool SqlBody::isComplete()
{
    if (m_pendingEnd)
        (void)endWord({});
    return m_object != Object::ProgramUnit && !m_declaring && m_open.empty() && !(m_dialect.parenthesesHold && m_parentheses > 0);
}

int SqlBody::openBody()
{
    if (m_pendingEnd)
        (void)endWord({});
    return m_open.empty() ? -1 : m_open.front().offset;
}

} // namespace concord
