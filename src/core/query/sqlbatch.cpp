// SPDX-License-Identifier: GPL-3.0-or-later
// Batches of T-SQL. Words that begin a statement are reserved there, so that each of them that stands bare begins one, wherever it is;
// what begins with anything else is not known.
#include "query/sqlanalysis.h"

#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Kind = StatementKind;
using Reason = SqlAnalysis::Reason;

class BatchAnalysis
{
public:
    BatchAnalysis(const QString &statement, const Dialect &dialect) : m_statement(statement), m_dialect(dialect), m_tokens(statement, dialect) {}
    SqlAnalysis run();

private:
    [[nodiscard]] QString word(int i) const;
    [[nodiscard]] bool beginsHere(int i) const;
    void statement(int i);
    void execute(int i);
    void set(int i);
    void define(int i);
    void change(int i);
    void inside(int i);
    void find(Kind kind, const QString &verb, Reason reason, int at);
    void checkComments();

    const QString &m_statement;
    const Dialect &m_dialect;
    SqlLexemes m_tokens;
    SqlAnalysis m_result;
    bool m_wholeBody = false; ///< CREATE PROCEDURE and its like: all that follows is its text
};

int weight(Kind kind)
{
    static constexpr std::array order{Kind::Empty, Kind::Session, Kind::Read, Kind::TransactionControl, Kind::Unknown, Kind::Write, Kind::Ddl};
    return static_cast<int>(std::ranges::find(order, kind) - order.begin());
}

/// Bare words only: a reserved word is no name without quotes, not even after a dot or AS.
QString BatchAnalysis::word(int i) const
{
    if (i < 0 || i >= m_tokens.size() || m_tokens[i].kind != SqlToken::Kind::Word)
        return {};
    return upperAscii(m_tokens.text(i));
}

/// Keeps the heaviest, and the first reason.
void BatchAnalysis::find(Kind kind, const QString &verb, Reason reason, int at)
{
    if (weight(kind) > weight(m_result.what.kind)) {
        m_result.what.kind = kind;
        m_result.what.verb = verb;
    }
    const bool harmless = kind == Kind::Read || (kind == Kind::Session && reason == Reason::None);
    if (harmless || m_result.reason != Reason::None)
        return;
    m_result.reason = reason;
    if (at >= 0 && at < m_tokens.size()) {
        m_result.offset = m_tokens[at].offset;
        m_result.word = m_tokens.text(at).toString();
    }
}

SqlAnalysis BatchAnalysis::run()
{
    m_result.reason = Reason::None;
    m_result.what.kind = Kind::Empty;
    for (int i = 0; i < m_tokens.size() && !m_wholeBody; ++i) {
        if (m_tokens[i].kind == SqlToken::Kind::Unterminated)
            find(Kind::Unknown, {}, Reason::Unterminated, i);
        else if (beginsHere(i))
            statement(i);
        inside(i);
    }
    checkComments();
    if (m_result.what.kind == Kind::Session && m_result.reason == Reason::None) {
        m_result.reason = Reason::Verb;
        m_result.word = m_result.what.verb;
    }
    return m_result;
}

enum class Begins { Nothing, Read, Neutral, Write, Ddl, Transaction, Refused, Execute, Set, Begin, Declare, Merge, Fetch, End, Session };

const QHash<QString, Begins> &reservedStarts()
{
    static const QHash<QString, Begins> starts = {{u"SELECT"_s, Begins::Read},
                                                  {u"WITH"_s, Begins::Read},
                                                  {u"IF"_s, Begins::Neutral},
                                                  {u"ELSE"_s, Begins::Neutral},
                                                  {u"WHILE"_s, Begins::Neutral},
                                                  {u"BREAK"_s, Begins::Neutral},
                                                  {u"CONTINUE"_s, Begins::Neutral},
                                                  {u"RETURN"_s, Begins::Neutral},
                                                  {u"GOTO"_s, Begins::Neutral},
                                                  {u"PRINT"_s, Begins::Neutral},
                                                  {u"INSERT"_s, Begins::Write},
                                                  {u"UPDATE"_s, Begins::Write},
                                                  {u"DELETE"_s, Begins::Write},
                                                  {u"BULK"_s, Begins::Write},
                                                  {u"WRITETEXT"_s, Begins::Write},
                                                  {u"UPDATETEXT"_s, Begins::Write},
                                                  {u"READTEXT"_s, Begins::Refused},
                                                  {u"CREATE"_s, Begins::Ddl},
                                                  {u"ALTER"_s, Begins::Ddl},
                                                  {u"DROP"_s, Begins::Ddl},
                                                  {u"TRUNCATE"_s, Begins::Ddl},
                                                  {u"GRANT"_s, Begins::Ddl},
                                                  {u"REVOKE"_s, Begins::Ddl},
                                                  {u"DENY"_s, Begins::Ddl},
                                                  {u"BACKUP"_s, Begins::Write},
                                                  {u"RESTORE"_s, Begins::Write},
                                                  {u"DUMP"_s, Begins::Write},
                                                  {u"LOAD"_s, Begins::Write},
                                                  {u"COMMIT"_s, Begins::Transaction},
                                                  {u"ROLLBACK"_s, Begins::Transaction},
                                                  {u"SAVE"_s, Begins::Transaction},
                                                  {u"EXEC"_s, Begins::Execute},
                                                  {u"EXECUTE"_s, Begins::Execute},
                                                  {u"SET"_s, Begins::Set},
                                                  {u"BEGIN"_s, Begins::Begin},
                                                  {u"DECLARE"_s, Begins::Declare},
                                                  {u"MERGE"_s, Begins::Merge},
                                                  {u"FETCH"_s, Begins::Fetch},
                                                  {u"END"_s, Begins::End},
                                                  {u"USE"_s, Begins::Session},
                                                  {u"OPEN"_s, Begins::Refused},
                                                  {u"CLOSE"_s, Begins::Refused},
                                                  {u"DEALLOCATE"_s, Begins::Refused},
                                                  {u"CHECKPOINT"_s, Begins::Refused},
                                                  {u"DBCC"_s, Begins::Refused},
                                                  {u"KILL"_s, Begins::Refused},
                                                  {u"SHUTDOWN"_s, Begins::Refused},
                                                  {u"RECONFIGURE"_s, Begins::Refused},
                                                  {u"RAISERROR"_s, Begins::Refused},
                                                  {u"REVERT"_s, Begins::Refused},
                                                  {u"SETUSER"_s, Begins::Refused},
                                                  {u"WAITFOR"_s, Begins::Refused},
                                                  {u"ADD"_s, Begins::Refused}};
    return starts;
}

/// Statements whose first word is not reserved are told by two words; RECEIVE, which takes messages off a queue, by itself.
bool beginsByTwoWords(const QString &first, const QString &second)
{
    static const QHash<QString, QString> pairs = {{u"ENABLE"_s, u"TRIGGER"_s},   {u"DISABLE"_s, u"TRIGGER"_s},   {u"SEND"_s, u"ON"_s},
                                                  {u"GET"_s, u"CONVERSATION"_s}, {u"MOVE"_s, u"CONVERSATION"_s}, {u"RENAME"_s, u"OBJECT"_s}};
    return first == "RECEIVE"_L1 || (!second.isEmpty() && pairs.value(first) == second);
}

bool BatchAnalysis::beginsHere(int i) const
{
    const QString first = word(i);
    if (reservedStarts().contains(first) || beginsByTwoWords(first, word(i + 1)))
        return true;
    const bool open = m_tokens.isSymbol(i, u"(") || m_tokens.isSymbol(i, u";");
    int before = i - 1;
    while (before >= 0 && m_tokens.isSymbol(before, u"("))
        --before;
    const bool afterEnd = before < 0 || m_tokens.isSymbol(before, u";");
    return afterEnd && !open;
}

void BatchAnalysis::statement(int i)
{
    const QString verb = word(i);
    const QString next = word(i + 1);
    switch (reservedStarts().value(verb, Begins::Nothing)) {
    case Begins::Read: return find(Kind::Read, u"SELECT"_s, Reason::None, i);
    case Begins::Neutral: return find(Kind::Read, verb, Reason::None, i);
    case Begins::Write: return change(i);
    case Begins::Ddl: return define(i);
    case Begins::Transaction: return find(Kind::TransactionControl, verb, Reason::Verb, i);
    case Begins::Refused: return find(Kind::Unknown, verb, Reason::Verb, i);
    case Begins::Execute: return execute(i);
    case Begins::Set: return set(i);
    case Begins::Session: // OPTION (USE HINT ('…')), OPTION (USE PLAN N'…')
        return m_tokens[i].depth > 0 && (next == "HINT"_L1 || next == "PLAN"_L1) ? void() : find(Kind::Session, verb, Reason::Verb, i);
    case Begins::Begin:
        if (next == "TRAN"_L1 || next == "TRANSACTION"_L1 || next == "DISTRIBUTED"_L1)
            return find(Kind::TransactionControl, verb, Reason::Verb, i);
        if (next == "DIALOG"_L1 || next == "CONVERSATION"_L1)
            return find(Kind::Write, verb + u' ' + next, Reason::Verb, i);
        return find(Kind::Read, verb, Reason::None, i);
    case Begins::End:
        if (next == "CONVERSATION"_L1)
            return find(Kind::Write, verb + u' ' + next, Reason::Verb, i);
        return;
    case Begins::Declare:
        if (m_tokens.text(i + 1).startsWith(u'@'))
            return find(Kind::Session, verb, Reason::None, i);
        return find(Kind::Unknown, verb, Reason::Verb, i);
    case Begins::Merge: // INNER MERGE JOIN, OPTION (MERGE UNION) are hints
        return next == "JOIN"_L1 || next == "UNION"_L1 ? void() : change(i);
    case Begins::Fetch: // OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY
        return word(i - 1) == "ROWS"_L1 || word(i - 1) == "ROW"_L1 ? void() : find(Kind::Unknown, verb, Reason::Verb, i);
    case Begins::Nothing: break;
    }
    if (verb.isEmpty() || !beginsByTwoWords(verb, next))
        return execute(i - 1); // a procedure's name alone, at the beginning of a batch
    find(Kind::Write, verb, Reason::Verb, i);
}

/// EXEC [@result =] name …: only the procedures on the dialect's list, by their own or the system's name.
void BatchAnalysis::execute(int i)
{
    int name = i + 1;
    if (m_tokens.text(name).startsWith(u'@') && m_tokens.isSymbol(name + 1, u"="))
        name += 2;
    if (word(name) == "SYS"_L1 && m_tokens.isSymbol(name + 1, u"."))
        name += 2;
    QString procedure = m_tokens.text(name).toString().toLower();
    if (name < m_tokens.size() && m_tokens[name].kind == SqlToken::Kind::QuotedIdentifier && procedure.size() > 2)
        procedure = procedure.sliced(1, procedure.size() - 2);
    const bool known = m_dialect.readProcedures.contains(procedure) && !m_tokens.isSymbol(name + 1, u".") && !m_tokens.isSymbol(name + 1, u";");
    if (known)
        return find(Kind::Read, u"EXEC"_s, Reason::None, i);
    find(Kind::Unknown, i >= 0 && word(i).startsWith("EXEC"_L1) ? u"EXEC"_s : m_tokens.text(name).toString(), Reason::Verb, std::max(i, 0));
}

/// SET @x = …, or an option; the SET of an UPDATE is read here too, and weighs nothing beside it.
void BatchAnalysis::set(int i)
{
    if (m_result.what.kind == Kind::Write || m_tokens.text(i + 1).startsWith(u'@'))
        return find(Kind::Session, u"SET"_s, Reason::None, i);
    const bool isolation = word(i + 1) == "TRANSACTION"_L1 && word(i + 2) == "ISOLATION"_L1;
    if (isolation || m_dialect.readSettings.contains(word(i + 1)))
        return find(Kind::Session, u"SET"_s, Reason::None, i);
    find(Kind::Unknown, u"SET"_s, Reason::Verb, i);
}

void BatchAnalysis::define(int i)
{
    static const QSet<QString> objects{u"TABLE"_s,   u"VIEW"_s,     u"INDEX"_s,      u"TRIGGER"_s, u"FUNCTION"_s,      u"PROCEDURE"_s, u"PROC"_s,
                                       u"SCHEMA"_s,  u"DATABASE"_s, u"SEQUENCE"_s,   u"TYPE"_s,    u"ROLE"_s,          u"USER"_s,      u"LOGIN"_s,
                                       u"SYNONYM"_s, u"RULE"_s,     u"STATISTICS"_s, u"SERVER"_s,  u"AUTHORIZATION"_s, u"PARTITION"_s, u"ASSEMBLY"_s};
    static const QSet<QString> modules{u"VIEW"_s, u"TRIGGER"_s, u"FUNCTION"_s, u"PROCEDURE"_s, u"PROC"_s};
    const QString verb = word(i);
    QString object;
    for (int k = i + 1; k < std::min(i + 6, m_tokens.size()) && object.isEmpty(); ++k) {
        if (objects.contains(word(k)))
            object = word(k) == "PROC"_L1 ? u"PROCEDURE"_s : word(k);
    }
    const bool named = verb == "CREATE"_L1 || verb == "ALTER"_L1 || verb == "DROP"_L1;
    find(Kind::Ddl, named && !object.isEmpty() ? verb + u' ' + object : verb, Reason::Verb, i);
    m_wholeBody = (verb == "CREATE"_L1 || verb == "ALTER"_L1) && modules.contains(object);
    m_result.what.destructive = m_result.what.destructive || verb == "DROP"_L1 || verb == "TRUNCATE"_L1;
}

/// INSERT, UPDATE, DELETE, MERGE …; its own WHERE stands before the next statement begins.
void BatchAnalysis::change(int i)
{
    const QString verb = word(i);
    find(Kind::Write, verb, Reason::Verb, i);
    // In a trigger UPDATE (column) asks; WHEN MATCHED THEN DELETE of a MERGE has its condition there.
    if ((verb != "UPDATE"_L1 && verb != "DELETE"_L1) || m_tokens.isSymbol(i + 1, u"(") || word(i - 1) == "THEN"_L1)
        return;
    const int depth = m_tokens[i].depth;
    for (int k = i + 1; k < m_tokens.size() && m_tokens[k].depth >= depth; ++k) {
        const QString at = m_tokens[k].depth == depth ? word(k) : QString();
        if (at == "WHERE"_L1)
            return;
        if (m_tokens.isSymbol(k, u";") || (at != "SET"_L1 && at != "WITH"_L1 && reservedStarts().contains(at)))
            break;
    }
    m_result.what.withoutWhere = true;
}

/// What makes a SELECT more than a read.
void BatchAnalysis::inside(int i)
{
    const QString at = word(i);
    // ODBC's {call p} is EXEC p for FreeTDS's driver, wherever it stands, and although it is told to leave {…} to the server.
    static const QSet<QString> escapes{u"D"_s, u"T"_s, u"TS"_s, u"FN"_s, u"OJ"_s, u"GUID"_s};
    if (m_tokens.isSymbol(i, u"{") && !escapes.contains(word(i + 1)))
        return find(Kind::Unknown, u"EXEC"_s, Reason::Verb, i + 1 < m_tokens.size() ? i + 1 : i);
    static const QSet<QString> locks{u"UPDLOCK"_s, u"XLOCK"_s, u"TABLOCKX"_s, u"TABLOCK"_s, u"HOLDLOCK"_s};
    static const QSet<QString> reaches{u"OPENQUERY"_s, u"OPENROWSET"_s, u"OPENDATASOURCE"_s, u"OPENXML"_s};
    static const QSet<QString> insertions{u"INSERT"_s, u"MERGE"_s};
    if (at == "INTO"_L1 && !insertions.contains(word(i - 1)) && m_result.what.kind != Kind::Write)
        return find(Kind::Ddl, u"SELECT INTO"_s, Reason::Into, i);
    if (locks.contains(at))
        return find(Kind::Unknown, u"SELECT"_s, Reason::Lock, i);
    if (reaches.contains(at) || (at == "NEXT"_L1 && word(i + 1) == "VALUE"_L1 && word(i + 2) == "FOR"_L1))
        return find(Kind::Unknown, u"SELECT"_s, Reason::Function, i);
    if (i >= m_tokens.size() || !m_tokens.isSymbol(i + 1, u"("))
        return;
    QString function = m_tokens.text(i).toString().toLower();
    if (m_tokens[i].kind == SqlToken::Kind::QuotedIdentifier && function.size() > 2)
        function = function.sliced(1, function.size() - 2);
    if (m_dialect.writingFunctions.contains(function))
        find(Kind::Unknown, u"SELECT"_s, Reason::Function, i);
}

/// Where the server might end a comment elsewhere than we do, nobody knows what it hides.
void BatchAnalysis::checkComments()
{
    SqlLexer lexer(m_statement, m_dialect, SqlLexer::Scope::Statement);
    for (SqlToken token; lexer.next(token);) {
        QStringView text = QStringView(m_statement).sliced(token.offset, token.length);
        if (token.kind != SqlToken::Kind::Comment || !text.startsWith(u"--"))
            continue;
        if (text.endsWith(u'\r'))
            text.chop(1);
        const auto odd = [](QChar c) { return (c < u' ' && c != u'\t') || c.unicode() == 0x85 || c.unicode() == 0x2028 || c.unicode() == 0x2029; };
        if (std::ranges::any_of(text, odd) && m_result.reason == Reason::None) {
            m_result.reason = Reason::Unterminated;
            m_result.offset = token.offset;
            if (m_result.what.kind != Kind::Empty)
                m_result.what.kind = Kind::Unknown;
        }
    }
}

} // namespace

SqlAnalysis analyseBatch(const QString &statement, const Dialect &dialect)
{
    return BatchAnalysis(statement, dialect).run();
}

} // namespace concord
