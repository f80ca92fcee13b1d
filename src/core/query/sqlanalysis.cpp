// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlanalysis.h"

#include "query/sqlexplain.h"
#include "query/sqlsplit.h"
#include "query/sqlverbs.h"
#include "query/statementlanguage.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Kind = StatementKind;
using Reason = SqlAnalysis::Reason;

/// One statement, analysed once.
class Analysis
{
public:
    Analysis(QStringView statement, const Dialect &dialect) : m_dialect(dialect), m_tokens(statement, dialect) {}
    SqlAnalysis run();

private:
    int skipPrefixes(int i);
    int explain(int i);
    void checkExplained(int i);
    void decide(int i);
    void with(int i);
    void select(int i);
    void pragma(int i);
    void set(int i);
    void define(int i);
    void other(int i);
    void parts(int main);
    void into(int i);
    void called(int i);
    void finish();

    void become(Kind kind, const QString &verb, Reason reason, int at);
    void blame(Reason reason, int at);
    [[nodiscard]] bool isUnit(int i) const { return m_tokens.isWord(i, "FUNCTION"_L1) || m_tokens.isWord(i, "PROCEDURE"_L1); }
    [[nodiscard]] bool isRead(const QString &verb) const { return m_dialect.readKeywords.contains(verb); }
    [[nodiscard]] bool locks(int i) const;
    [[nodiscard]] bool callsWritingFunction(int i) const;
    [[nodiscard]] bool reachesOut(int i) const;
    [[nodiscard]] QString plainName(int i) const;
    [[nodiscard]] bool beginsPart(int i) const;

    const Dialect &m_dialect;
    SqlLexemes m_tokens;
    SqlAnalysis m_result;
    QString m_prefix;        ///< "EXPLAIN ANALYZE "
    bool m_decided = false;
    bool m_unread = false;   ///< something in it is not a read
};

SqlAnalysis Analysis::run()
{
    m_result.reason = Reason::None;
    if (m_tokens.size() == 0 && m_tokens.executableComment() < 0) {
        m_result.what.kind = Kind::Empty;
        return m_result;
    }
    const int begin = skipPrefixes(m_tokens.first(0));
    if (!m_decided)
        decide(begin);
    finish();
    return m_result;
}

void Analysis::become(Kind kind, const QString &verb, Reason reason, int at)
{
    m_result.what.kind = kind;
    m_result.what.verb = m_prefix + verb;
    if (kind != Kind::Read)
        blame(reason, at);
}

/// Keeps the first reason.
void Analysis::blame(Reason reason, int at)
{
    if (m_result.reason != Reason::None)
        return;
    m_result.reason = reason;
    if (at >= 0 && at < m_tokens.size()) {
        m_result.offset = m_tokens[at].offset;
        m_result.word = m_tokens.text(at).toString();
    }
}

/// Past what only says how the statement runs: EXPLAIN ANALYZE, ANALYZE FORMAT=JSON, SET STATEMENT … FOR.
int Analysis::skipPrefixes(int i)
{
    while (!m_decided) {
        const QString word = m_tokens.word(i);
        if (word == "EXPLAIN"_L1 || ((word == "DESCRIBE"_L1 || word == "DESC"_L1) && isRead(word))) {
            i = explain(i);
        } else if (word == "ANALYZE"_L1) {
            int inner = i + 1;
            if (m_tokens.isWord(inner, "FORMAT"_L1))
                inner += 3;
            static const QSet<QString> explainable{u"SELECT"_s, u"WITH"_s, u"UPDATE"_s, u"DELETE"_s, u"INSERT"_s, u"REPLACE"_s};
            if (!explainable.contains(m_tokens.word(inner)))
                return i;
            m_prefix += u"ANALYZE "_s;
            i = inner;
        } else if (word == "SET"_L1 && m_tokens.isWord(i + 1, "STATEMENT"_L1)) {
            blame(Reason::Verb, i);
            m_unread = true;
            const int depth = m_tokens[i].depth;
            while (i < m_tokens.size() && !(m_tokens.isWord(i, "FOR"_L1) && m_tokens[i].depth == depth))
                ++i;
            m_prefix += u"SET STATEMENT "_s;
            i = m_tokens.first(i + 1);
        } else {
            return i;
        }
    }
    return i;
}

/// Where the statement begins that EXPLAIN executes; decides at once where it executes nothing.
int Analysis::explain(int i)
{
    const SqlExplain explained = readExplain(m_tokens, i);
    if (explained.executes) {
        m_prefix += u"EXPLAIN ANALYZE "_s;
        return explained.inner;
    }
    const QString keyword = m_tokens.word(i);
    become(isRead(keyword) ? Kind::Read : Kind::Unknown, keyword, Reason::Verb, i);
    checkExplained(explained.inner);
    m_decided = true;
    return explained.inner;
}

/// What EXPLAIN does not execute may be any statement; an INTO of its own (MySQL's EXPLAIN … INTO @v) still sets something.
void Analysis::checkExplained(int i)
{
    static const QSet<QString> ownInto{u"INSERT"_s, u"REPLACE"_s, u"MERGE"_s, u"CREATE"_s};
    if (ownInto.contains(m_tokens.word(i)) || (m_tokens.isWord(i, "WITH"_L1) && ownInto.contains(m_tokens.word(m_tokens.mainOfWith(i)))))
        return;
    for (; i < m_tokens.size(); ++i) {
        static const QSet<QString> insertions{u"INSERT"_s, u"MERGE"_s, u"IGNORE"_s};
        if (m_tokens.isWord(i, "INTO"_L1) && !insertions.contains(m_tokens.word(i - 1))) {
            m_unread = true;
            blame(Reason::Into, i);
            return;
        }
    }
}

void Analysis::decide(int i)
{
    const QString word = m_tokens.word(i);
    if (word == "WITH"_L1)
        with(i);
    else if (word == "SELECT"_L1 || word == "TABLE"_L1 || word == "VALUES"_L1)
        select(i);
    else if (word == "SHOW"_L1)
        become(isRead(word) ? Kind::Read : Kind::Unknown, word, Reason::Verb, i);
    else if (word == "PRAGMA"_L1 && isRead(word))
        pragma(i);
    else if (word == "SET"_L1)
        set(i);
    else
        other(i);
    if (m_result.what.kind != Kind::Ddl)
        parts(i);
}

void Analysis::select(int i)
{
    const QString verb = m_tokens.word(i);
    become(isRead(verb) ? Kind::Read : Kind::Unknown, verb, Reason::Verb, i);
}

void Analysis::with(int i)
{
    if (m_dialect.programUnits && isUnit(i + 1))
        return become(Kind::Unknown, u"WITH "_s + m_tokens.word(i + 1), Reason::Verb, i + 1); // its body may do anything
    const int main = m_tokens.mainOfWith(i);
    const QString verb = m_tokens.word(main);
    static const QSet<QString> writes{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"MERGE"_s, u"REPLACE"_s};
    if (writes.contains(verb))
        become(Kind::Write, verb, Reason::Verb, main);
    else if (isRead(u"WITH"_s) && (verb == "SELECT"_L1 || verb == "VALUES"_L1 || verb == "TABLE"_L1))
        become(Kind::Read, verb, Reason::None, main);
    else
        become(Kind::Unknown, u"WITH"_s, Reason::Verb, i);
}

void Analysis::pragma(int i)
{
    int name = i + 1;
    if (m_tokens.isSymbol(name + 1, u"."))
        name += 2;
    const QString pragma = m_tokens.text(name).toString().toLower();
    const int next = name + 1;
    bool reads = false;
    if (next >= m_tokens.size())
        reads = m_dialect.readPragmas.contains(pragma);
    else if (m_tokens.isSymbol(next, u"("))
        reads = m_dialect.readPragmasWithArgument.contains(pragma) && m_tokens.afterGroup(next) == m_tokens.size();
    const Kind other = isSessionPragma(pragma) ? Kind::Session : Kind::Write;
    become(reads ? Kind::Read : other, u"PRAGMA"_s, Reason::Pragma, name);
}

void Analysis::set(int i)
{
    const QString what = m_tokens.word(i + 1);
    Kind kind = Kind::Session;
    if (what == "TRANSACTION"_L1 || what == "CONSTRAINTS"_L1)
        kind = Kind::TransactionControl;
    else if (what == "PASSWORD"_L1 || (what == "DEFAULT"_L1 && m_tokens.isWord(i + 2, "ROLE"_L1)))
        kind = Kind::Ddl;
    for (int k = i + 1; k < m_tokens.size() && kind == Kind::Session; ++k) {
        const QString word = m_tokens.word(k);
        const bool starts = k == i + 1 || m_tokens.isSymbol(k - 1, u",");
        const bool scope = word == "GLOBAL"_L1 || word == "PERSIST"_L1 || word == "PERSIST_ONLY"_L1;
        if ((starts && scope) || word.startsWith("@@GLOBAL"_L1) || word.startsWith("@@PERSIST"_L1))
            kind = Kind::Write; // the whole server's
    }
    become(kind, u"SET"_s, Reason::Verb, i);
}

/// CREATE, ALTER, DROP and their like: the verb with the kind of object.
void Analysis::define(int i)
{
    const QString verb = m_tokens.word(i);
    QString object;
    const int reach = std::min(i + 16, m_tokens.size());
    for (int k = i + 1; k < reach && object.isEmpty(); ++k) {
        if (isObjectKind(m_tokens.word(k)))
            object = m_tokens.word(k);
    }
    const bool named = verb == "CREATE"_L1 || verb == "ALTER"_L1 || verb == "DROP"_L1;
    become(Kind::Ddl, named && !object.isEmpty() ? verb + u' ' + object : verb, Reason::Verb, i);
    bool &destructive = m_result.what.destructive;
    if (verb == "DROP"_L1 && object == "PREPARE"_L1) {
        m_result.what.kind = Kind::Session;
    } else if (verb == "DROP"_L1 || verb == "TRUNCATE"_L1 || verb == "RECREATE"_L1 || verb == "PURGE"_L1 || verb == "FLASHBACK"_L1) {
        destructive = true;
    } else if (verb == "CREATE"_L1) {
        destructive = m_tokens.isWord(i + 1, "OR"_L1) && m_tokens.isWord(i + 2, "REPLACE"_L1) && object == "TABLE"_L1;
    } else if (verb == "ALTER"_L1) {
        static const QSet<QString> harmless{u"DEFAULT"_s, u"NOT"_s, u"EXPRESSION"_s, u"IDENTITY"_s};
        for (int k = i + 1; k < m_tokens.size() && !destructive; ++k) {
            destructive = (m_tokens.isWord(k, "DROP"_L1) && !harmless.contains(m_tokens.word(k + 1)))
                          || (m_tokens.isWord(k, "TRUNCATE"_L1) && m_tokens.isWord(k + 1, "PARTITION"_L1));
        }
    }
}

void Analysis::other(int i)
{
    const QString verb = m_tokens.word(i);
    const QString next = m_tokens.word(i + 1);
    Kind kind = kindOfVerb(verb);
    static const QSet<QString> serverResets{u"MASTER"_s, u"SLAVE"_s, u"REPLICA"_s, u"BINARY"_s, u"PERSIST"_s, u"QUERY"_s};
    if (verb == "ALTER"_L1 && next == "SESSION"_L1) // Oracle
        kind = Kind::Session;
    if (kind == Kind::Ddl)
        return define(i);
    const bool unit = m_dialect.programUnits && (verb == "BEGIN"_L1 || verb == "DECLARE"_L1);
    if (unit || (verb == "START"_L1 && next != "TRANSACTION"_L1) || (verb == "BEGIN"_L1 && next == "NOT"_L1)
        || (verb == "RESET"_L1 && serverResets.contains(next)))
        kind = Kind::Unknown;
    else if (verb == "LOAD"_L1 && (next == "DATA"_L1 || next == "XML"_L1))
        kind = Kind::Write;
    else if (verb == "PREPARE"_L1 && next == "TRANSACTION"_L1)
        kind = Kind::TransactionControl;
    become(kind, verb, Reason::Verb, i);
}

/// DELETE FROM …, UPDATE t … right after a parenthesis: a data-changing part of a WITH.
bool Analysis::beginsPart(int i) const
{
    if (!m_tokens.isSymbol(i - 1, u"("))
        return false;
    const QString word = m_tokens.word(i);
    if (word == "DELETE"_L1)
        return m_tokens.isWord(i + 1, "FROM"_L1);
    if (word == "INSERT"_L1 || word == "MERGE"_L1)
        return m_tokens.isWord(i + 1, "INTO"_L1);
    if (word != "UPDATE"_L1 || i + 1 >= m_tokens.size())
        return false;
    return m_tokens[i + 1].kind == SqlToken::Kind::Word || m_tokens[i + 1].kind == SqlToken::Kind::QuotedIdentifier;
}

bool Analysis::locks(int i) const
{
    if (m_tokens.isWord(i, "LOCK"_L1))
        return m_tokens.isWord(i + 1, "IN"_L1) && m_tokens.isWord(i + 2, "SHARE"_L1);
    static const QSet<QString> strengths{u"UPDATE"_s, u"SHARE"_s, u"NO"_s, u"KEY"_s};
    return m_tokens.isWord(i, "FOR"_L1) && strengths.contains(m_tokens.word(i + 1));
}

/// The name at i without quotes, lower case; empty: none.
QString Analysis::plainName(int i) const
{
    if (i < 0 || i >= m_tokens.size())
        return {};
    const SqlToken::Kind kind = m_tokens[i].kind;
    const QStringView name = m_tokens.text(i);
    if (kind == SqlToken::Kind::QuotedIdentifier)
        return name.sliced(1, std::max<qsizetype>(0, name.size() - 2)).toString().toLower();
    return kind == SqlToken::Kind::Word ? name.toString().toLower() : QString();
}

/// DBMS_LOCK.SLEEP, with or without parentheses; SEQ.NEXTVAL.
bool Analysis::reachesOut(int i) const
{
    if (m_dialect.writingPackages.isEmpty())
        return false;
    const QString name = plainName(i);
    if (m_tokens.isSymbol(i - 1, u".") && m_dialect.writingPseudocolumns.contains(name.toUpper()))
        return true;
    if (!m_tokens.isSymbol(i + 1, u".") || name.isEmpty() || m_dialect.readPackages.contains(name))
        return false;
    return std::ranges::any_of(m_dialect.writingPackages, [&](const QString &package) { return name.startsWith(package); });
}

bool Analysis::callsWritingFunction(int i) const
{
    if (reachesOut(i))
        return true;
    if (!m_tokens.isSymbol(i + 1, u"("))
        return m_tokens.isWord(i, "NEXT"_L1) && m_tokens.isWord(i + 1, "VALUE"_L1) && m_tokens.isWord(i + 2, "FOR"_L1);
    const SqlToken::Kind kind = m_tokens[i].kind;
    QStringView name = m_tokens.text(i);
    if (kind == SqlToken::Kind::QuotedIdentifier) {
        if (name.startsWith(u'u') || name.startsWith(u'U'))
            return true; // U&"…" may spell any name
        name = name.sliced(1, std::max<qsizetype>(0, name.size() - 2));
    } else if (kind != SqlToken::Kind::Word) {
        return false;
    }
    return m_dialect.writingFunctions.contains(name.toString().toLower());
}

/// A read or a SET that calls a function with effects is nothing that is known to only read or to stay in the session.
void Analysis::called(int i)
{
    if (m_result.what.kind == Kind::Session) {
        m_result.what.kind = Kind::Unknown;
        m_result.reason = Reason::None;
    }
    m_unread = true;
    blame(Reason::Function, i);
}

/// One pass over all tokens: WHERE of the main statement and of data-changing parts, INTO, locks, functions with effects.
void Analysis::parts(int main)
{
    struct Part
    {
        int depth;
        bool needsWhere;
        bool hasWhere;
    };
    const auto close = [this](const Part &part) { m_result.what.withoutWhere = m_result.what.withoutWhere || (part.needsWhere && !part.hasWhere); };
    const auto needsWhere = [this](int i) { return m_tokens.isWord(i, "UPDATE"_L1) || m_tokens.isWord(i, "DELETE"_L1); };
    const int start = m_tokens.isWord(main, "WITH"_L1) ? m_tokens.mainOfWith(main) : main;
    const bool reads = m_result.what.kind == Kind::Read;
    std::vector<Part> open;
    for (int i = main; i < m_tokens.size(); ++i) {
        const int depth = m_tokens[i].depth;
        while (!open.empty() && depth < open.back().depth) {
            close(open.back());
            open.pop_back();
        }
        const SqlToken::Kind kind = m_tokens[i].kind;
        if (kind == SqlToken::Kind::QuotedIdentifier && callsWritingFunction(i))
            called(i);
        const bool call = m_tokens.isCallEscape(i);
        const bool unit = m_dialect.programUnits && m_tokens.isWord(i, "WITH"_L1) && isUnit(i + 1);
        if (call || unit) // drivers call for ODBC's escape wherever it stands; the body of a unit may do anything
            blame(Reason::Verb, i + 1);
        m_unread = m_unread || call || unit;
        if (kind != SqlToken::Kind::Word)
            continue;
        const bool part = i != start && beginsPart(i);
        if (i == start || part)
            open.push_back({depth, needsWhere(i), false});
        if (part) {
            if (m_result.what.kind == Kind::Read)
                become(Kind::Write, m_tokens.word(i), Reason::Part, i);
        } else if (m_tokens.isWord(i, "WHERE"_L1)) {
            if (!open.empty() && open.back().depth == depth && !m_tokens[i].conditional)
                open.back().hasWhere = true;
        } else if (reads && m_tokens.isWord(i, "INTO"_L1)) {
            into(i);
        } else if (reads && locks(i)) {
            if (m_result.what.kind == Kind::Read)
                become(Kind::Write, m_tokens.word(start) + (m_tokens.isWord(i + 1, "UPDATE"_L1) ? u" FOR UPDATE"_s : u" FOR SHARE"_s), Reason::Lock,
                       i);
        } else if (callsWritingFunction(i)) {
            called(i);
        }
    }
    for (const Part &part : open)
        close(part);
}

/// SELECT … INTO: a table, a file or a variable; INSERT INTO inside a part is that part's own.
void Analysis::into(int i)
{
    static const QSet<QString> insertions{u"INSERT"_s, u"MERGE"_s};
    if (insertions.contains(m_tokens.word(i - 1)) || m_result.what.kind != Kind::Read)
        return;
    const QString target = m_tokens.word(i + 1);
    Kind kind = Kind::Ddl;
    if (target == "OUTFILE"_L1 || target == "DUMPFILE"_L1)
        kind = Kind::Write;
    else if (m_dialect.userVariables)
        kind = Kind::Session;
    become(kind, u"SELECT INTO"_s, Reason::Into, i);
}

void Analysis::finish()
{
    if (m_tokens.executableComment() >= 0) {
        m_unread = true;
        m_result.reason = Reason::ExecutableComment;
        m_result.offset = m_tokens.executableComment();
        m_result.word = u"/*!"_s;
    }
    Kind &kind = m_result.what.kind;
    if (kind == Kind::Read && m_tokens.innerDelimiter() >= 0) {
        kind = Kind::Unknown;
        m_result.reason = Reason::Several;
        m_result.offset = m_tokens.innerDelimiter();
        m_result.word = u";"_s;
    }
    if (m_unread && (kind == Kind::Read || kind == Kind::Empty))
        kind = Kind::Unknown;
}

int weight(Kind kind)
{
    static constexpr std::array order{Kind::Empty, Kind::Read, Kind::Session, Kind::TransactionControl, Kind::Unknown, Kind::Write, Kind::Ddl};
    return static_cast<int>(std::ranges::find(order, kind) - order.begin());
}

} // namespace

SqlAnalysis analyse(const QString &statement, const Dialect &dialect)
{
    if (!dialect.clientCommands.isEmpty()) {
        if (std::optional<SqlAnalysis> command = analyseClientCommand(statement, dialect))
            return *command;
    }
    if (dialect.batches)
        return analyseBatch(statement, dialect);
    const auto pieces = splitText(statement, dialect, SqlLexer::Scope::Statement);
    if (!pieces || pieces->size() <= 1) {
        SqlAnalysis result = Analysis(statement, dialect).run();
        if (!pieces && result.what.kind == Kind::Read)
            result.what.kind = Kind::Unknown;
        if (!pieces && result.reason == Reason::None) {
            result.reason = Reason::Unterminated;
            result.offset = pieces.error().offset;
        }
        return result;
    }
    // Several statements are what the heaviest of them is.
    SqlAnalysis heaviest;
    heaviest.what.kind = Kind::Empty;
    bool withoutWhere = false;
    bool destructive = false;
    for (const ScriptStatement &piece : *pieces) {
        SqlAnalysis one = Analysis(piece.text, dialect).run();
        withoutWhere = withoutWhere || one.what.withoutWhere;
        destructive = destructive || one.what.destructive;
        if (weight(one.what.kind) > weight(heaviest.what.kind))
            heaviest = std::move(one);
    }
    heaviest.what.withoutWhere = withoutWhere;
    heaviest.what.destructive = destructive;
    heaviest.reason = Reason::Several;
    heaviest.offset = pieces->at(1).offset;
    heaviest.word = pieces->at(1).text.left(20);
    return heaviest;
}

StatementClass classify(const QString &statement, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->classify(statement);
    return analyse(statement, dialect).what;
}

} // namespace concord
