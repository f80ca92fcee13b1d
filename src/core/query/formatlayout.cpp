// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/formatlayout.h"

#include "query/sqllexer.h"

#include <QSet>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int lineWidth = 90;
constexpr int inlineQueryWidth = 60;
constexpr int deepestIndent = 20; ///< deeper nesting does not move further to the right, so that the text stays linear
constexpr int indentWidth = 4;

/// A token or comment with what stood before it, and what shall.
struct Item
{
    QStringView text;
    SqlToken::Kind kind = SqlToken::Kind::Symbol;
    bool gap = false;        ///< blanks stood before it
    bool lineBreak = false;  ///< with a line break among them
    int partner = -1;        ///< of a parenthesis
    int width = 0;           ///< of all items before it, written in one line
    enum class Break { None, Hard, Soft } before = Break::None;
    int indent = 0;
    int clause = -1;         ///< Soft: breaks when this clause is broken
};

class Layout
{
public:
    Layout(const QString &statement, const Dialect &dialect) : m_statement(statement), m_dialect(dialect) {}
    QString run();

private:
    /// What stands between two parentheses, or the whole statement.
    struct Context
    {
        int close = 0;     ///< index of the closing parenthesis; the number of items for the statement
        int indent = 0;
        int clause = -1;
        bool plain = false; ///< no query of its own: its lines do not break, but a query inside may
        int cases = 0;      ///< open CASE … END
        bool between = false;
        QString verb;       ///< of the query
        QString keyword;    ///< of the clause
    };
    struct Clause
    {
        int begin;
        int end;
        bool broken;
    };

    bool read();
    void plan();
    void planComment(int i, const Context &context);
    void planWord(int i, const QString &word, Context &context);
    [[nodiscard]] int clauseStart(int i, const QString &word, const Context &context) const;
    void beginClause(int i, const QString &word, Context &context);
    void endClause(const Context &context, int end);
    [[nodiscard]] Context inside(int i, const Context &outer);
    void breakBefore(int i, Item::Break kind, int indent, int clause);
    void measure();
    [[nodiscard]] bool breaksBefore(int i) const;
    [[nodiscard]] QString write() const;
    [[nodiscard]] bool opensQuery(int i) const;
    [[nodiscard]] bool mayGap(int i) const;
    [[nodiscard]] bool wantsGap(int i) const;
    [[nodiscard]] QString word(int i) const;
    [[nodiscard]] bool isLineComment(int i) const;
    [[nodiscard]] int size() const { return static_cast<int>(m_items.size()); }
    [[nodiscard]] Item &item(int i) { return m_items[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const Item &item(int i) const { return m_items[static_cast<std::size_t>(i)]; }

    const QString &m_statement;
    const Dialect &m_dialect;
    std::vector<Item> m_items;
    std::vector<Clause> m_clauses;
    int m_width = 0;
};

QString Layout::run()
{
    if (!read())
        return m_statement;
    plan();
    measure();
    return write();
}

/// False for what is left as it is: definitions, bodies, executable comments.
bool Layout::read()
{
    SqlLexer lexer(m_statement, m_dialect, SqlLexer::Scope::Statement);
    std::vector<int> open;
    bool gap = false;
    bool lineBreak = false;
    int width = 0;
    for (SqlToken token; lexer.next(token);) {
        const QStringView text = QStringView(m_statement).sliced(token.offset, token.length);
        if (token.kind == SqlToken::Kind::Blank) {
            gap = true;
            lineBreak = text.contains(u'\n') || text.contains(u'\r');
            continue;
        }
        if (token.kind == SqlToken::Kind::Delimiter || token.kind == SqlToken::Kind::Unterminated || lexer.executableComment() >= 0)
            return false;
        Item next;
        next.text = text;
        next.kind = token.kind;
        next.gap = gap;
        next.lineBreak = lineBreak;
        next.width = width;
        if (text == u"(" && token.kind == SqlToken::Kind::Symbol) {
            open.push_back(size());
        } else if (text == u")" && token.kind == SqlToken::Kind::Symbol) {
            if (open.empty())
                return false;
            next.partner = open.back();
            item(open.back()).partner = size();
            open.pop_back();
        }
        m_items.push_back(next);
        width += static_cast<int>(text.size()) + 1;
        gap = lineBreak = false;
    }
    m_width = width;
    static const QSet<QString> verbs{u"SELECT"_s, u"WITH"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"VALUES"_s};
    int first = 0;
    while (first < size() && (item(first).kind == SqlToken::Kind::Comment || item(first).text == u"("))
        ++first;
    return open.empty() && verbs.contains(word(first));
}

QString Layout::word(int i) const
{
    if (i < 0 || i >= size() || item(i).kind != SqlToken::Kind::Word || item(i).text.size() > 12 || (i > 0 && item(i - 1).text == u"."))
        return {};
    return upperAscii(item(i).text);
}

bool Layout::isLineComment(int i) const
{
    return item(i).kind == SqlToken::Kind::Comment && !item(i).text.startsWith(u"/*");
}

/// A parenthesis around a query that is too long for one line.
bool Layout::opensQuery(int i) const
{
    if (item(i).text != u"(" || item(i).kind != SqlToken::Kind::Symbol)
        return false;
    int first = i + 1;
    while (first < size() && item(first).kind == SqlToken::Kind::Comment)
        ++first;
    static const QSet<QString> verbs{u"SELECT"_s, u"WITH"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s};
    return verbs.contains(word(first)) && (first > i + 1 || item(item(i).partner).width - item(i).width > inlineQueryWidth);
}

/// Decides where lines may end: before clauses always, between items of a list when the clause is too long.
void Layout::plan()
{
    Context statement;
    statement.close = size();
    std::vector<Context> contexts{statement};
    for (int i = 0; i < size(); ++i) {
        Context &context = contexts.back();
        if (item(i).kind == SqlToken::Kind::Comment) {
            planComment(i, context);
        } else if (i == context.close) {
            if (!context.plain) {
                breakBefore(i, Item::Break::Hard, context.indent - 1, -1);
                endClause(context, i);
            }
            contexts.pop_back();
        } else if (item(i).partner > i) {
            contexts.push_back(inside(i, context));
            if (!contexts.back().plain)
                breakBefore(i + 1, Item::Break::Hard, contexts.back().indent, -1);
        } else if (i > 0 && item(i).text == u"," && !context.plain && context.clause >= 0 && context.cases == 0) {
            const bool parts = context.keyword == u"WITH";
            if (i + 1 < size() && item(i + 1).kind != SqlToken::Kind::Comment && !isLineComment(i - 1))
                breakBefore(i + 1, parts ? Item::Break::Hard : Item::Break::Soft, context.indent + (parts ? 0 : 1), context.clause);
        } else if (const QString keyword = word(i); !keyword.isEmpty() && !context.plain) {
            planWord(i, keyword, context);
        }
    }
    endClause(contexts.front(), size());
}

Layout::Context Layout::inside(int i, const Context &outer)
{
    Context context;
    context.close = item(i).partner;
    context.plain = !opensQuery(i);
    if (context.plain) {
        context.clause = outer.clause;
        context.indent = outer.indent;
        context.keyword = outer.keyword;
        return context;
    }
    if (outer.clause >= 0)
        m_clauses[static_cast<std::size_t>(outer.clause)].broken = true;
    const bool part = outer.keyword == u"WITH" || outer.keyword.isEmpty();
    context.indent = std::min(outer.indent + (part ? 1 : 2), deepestIndent);
    return context;
}

void Layout::planComment(int i, const Context &context)
{
    if (item(i).lineBreak)
        breakBefore(i, Item::Break::Hard, context.indent + (context.clause >= 0 ? 1 : 0), -1);
    if (isLineComment(i) && context.clause >= 0)
        m_clauses[static_cast<std::size_t>(context.clause)].broken = true;
}

void Layout::planWord(int i, const QString &word, Context &context)
{
    if (word == "CASE"_L1)
        ++context.cases;
    else if (word == "END"_L1 && context.cases > 0)
        --context.cases;
    else if (word == "BETWEEN"_L1)
        context.between = true;
    else if (word == "AND"_L1 && context.between)
        context.between = false;
    else if ((word == "AND"_L1 || word == "OR"_L1) && context.cases == 0 && context.clause >= 0)
        breakBefore(i, Item::Break::Soft, context.indent + 1, context.clause);
    else if (const int start = context.cases == 0 ? clauseStart(i, word, context) : -1; start >= 0)
        beginClause(start, word, context);
}

/// Where the clause begins that this word names (LEFT of LEFT JOIN); -1: it names none here.
int Layout::clauseStart(int i, const QString &word, const Context &context) const
{
    static const QSet<QString> plain{u"SELECT"_s, u"WHERE"_s, u"HAVING"_s, u"LIMIT"_s, u"RETURNING"_s, u"UNION"_s, u"INTERSECT"_s, u"EXCEPT"_s};
    static const QSet<QString> joins{u"INNER"_s, u"LEFT"_s, u"RIGHT"_s, u"FULL"_s, u"OUTER"_s, u"CROSS"_s, u"NATURAL"_s};
    static const QSet<QString> inserts{u"INSERT"_s, u"REPLACE"_s};
    const QString before = this->word(i - 1);
    const QString after = this->word(i + 1);
    const QString &keyword = context.keyword;
    if (context.verb.isEmpty() || context.verb == "WITH"_L1) {
        static const QSet<QString> verbs{u"WITH"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"VALUES"_s};
        if (verbs.contains(word) && (context.verb.isEmpty() || word != "WITH"_L1))
            return i;
    }
    bool begins = plain.contains(word);
    if (word == "FROM"_L1)
        begins = before != "DELETE"_L1 && before != "DISTINCT"_L1;
    else if (word == "GROUP"_L1 || word == "ORDER"_L1)
        begins = after == "BY"_L1;
    else if (word == "OFFSET"_L1)
        begins = keyword != "LIMIT"_L1;
    else if (word == "FETCH"_L1)
        begins = after == "FIRST"_L1 || after == "NEXT"_L1;
    else if (word == "FOR"_L1)
        begins = after == "UPDATE"_L1 || after == "SHARE"_L1;
    else if (word == "ON"_L1)
        begins = after == "CONFLICT"_L1 || after == "DUPLICATE"_L1;
    else if (word == "VALUES"_L1)
        begins = inserts.contains(keyword);
    else if (word == "SET"_L1)
        begins = inserts.contains(keyword) || keyword == "UPDATE"_L1 || keyword == "JOIN"_L1;
    else if (word == "JOIN"_L1 || word == "STRAIGHT_JOIN"_L1) {
        while (joins.contains(this->word(i - 1)))
            --i;
        return i;
    }
    return begins ? i : -1;
}

void Layout::beginClause(int i, const QString &word, Context &context)
{
    endClause(context, i);
    if (context.verb.isEmpty() || context.verb == "WITH"_L1)
        context.verb = word;
    context.keyword = word == "STRAIGHT_JOIN"_L1 ? u"JOIN"_s : word;
    context.between = false;
    context.clause = static_cast<int>(m_clauses.size());
    m_clauses.push_back({i, size(), false});
    breakBefore(i, Item::Break::Hard, context.indent, -1);
    if (word != "SELECT"_L1)
        return;
    int first = i + 1;
    while (first < size() && (item(first).kind == SqlToken::Kind::Comment || this->word(first) == "DISTINCT"_L1 || this->word(first) == "ALL"_L1))
        ++first;
    if (this->word(first) != "ON"_L1)
        breakBefore(first, Item::Break::Soft, context.indent + 1, context.clause);
}

void Layout::endClause(const Context &context, int end)
{
    if (context.clause >= 0)
        m_clauses[static_cast<std::size_t>(context.clause)].end = end;
}

void Layout::breakBefore(int i, Item::Break kind, int indent, int clause)
{
    if (i <= 0 || i >= size() || !mayGap(i) || item(i).before == Item::Break::Hard)
        return;
    item(i).before = kind;
    item(i).indent = indent;
    item(i).clause = clause;
}

void Layout::measure()
{
    for (Clause &clause : m_clauses) {
        const int end = clause.end < size() ? item(clause.end).width : m_width;
        clause.broken = clause.broken || end - item(clause.begin).width > lineWidth;
    }
}

/// Whether a blank before the item cannot make other tokens of it and what stands before it.
bool Layout::mayGap(int i) const
{
    const Item &before = item(i - 1);
    if (item(i).gap || before.kind == SqlToken::Kind::Comment)
        return true;
    return before.text == u"," || before.text == u"(" || before.text == u")" || item(i).text == u")";
}

bool Layout::wantsGap(int i) const
{
    if (item(i - 1).text == u",")
        return true;
    const bool tight = item(i - 1).text == u"(" || item(i).text == u")" || item(i).text == u",";
    return item(i).gap && (!tight || item(i - 1).kind == SqlToken::Kind::Comment || item(i).kind == SqlToken::Kind::Comment);
}

bool Layout::breaksBefore(int i) const
{
    const Item &at = item(i);
    if (at.before == Item::Break::Hard || isLineComment(i - 1))
        return true;
    // Strings on lines of their own are one string in PostgreSQL.
    if (at.kind == SqlToken::Kind::String && item(i - 1).kind == SqlToken::Kind::String && at.lineBreak)
        return true;
    return at.before == Item::Break::Soft && m_clauses[static_cast<std::size_t>(at.clause)].broken;
}

QString Layout::write() const
{
    QString text;
    int indent = 0;
    for (int i = 0; i < size(); ++i) {
        if (i > 0 && breaksBefore(i)) {
            if (item(i).before != Item::Break::None)
                indent = std::max(0, item(i).indent);
            text += u'\n';
            text += QString(indent * indentWidth, u' ');
        } else if (i > 0 && wantsGap(i)) {
            text += u' ';
        }
        text += item(i).text;
    }
    return text;
}

} // namespace

QString layOut(const QString &statement, const Dialect &dialect)
{
    return Layout(statement, dialect).run();
}

} // namespace concord
