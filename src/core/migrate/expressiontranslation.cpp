// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/expressiontranslation.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "query/sqllexer.h"

#include <QSet>

#include <algorithm>

namespace concord {

namespace {

using namespace Qt::StringLiterals;

/// One token with what it means, free of its engine's spelling.
struct Piece
{
    enum class Kind { Word, Column, Text, Number, Symbol } kind = Kind::Symbol;
    QString text; ///< of a column or text its value, else as it is written
};

class Translation
{
public:
    Translation(const QString &sql, const ExpressionScope &scope) : m_sql(sql), m_scope(scope) {}

    std::optional<QString> run()
    {
        if (!read() || m_pieces.empty())
            return std::nullopt;
        if (!dropCasts() || !listsAsIn())
            return std::nullopt;
        dropParentheses();
        if (!sayTruth())
            return std::nullopt;
        return write();
    }

private:
    using Kind = Piece::Kind;

    // --- reading

    bool read()
    {
        SqlLexer lexer(m_sql, m_scope.from, SqlLexer::Scope::Statement);
        SqlToken token;
        while (lexer.next(token)) {
            const QString text = m_sql.sliced(token.offset, token.length);
            switch (token.kind) {
            case SqlToken::Kind::Blank:
            case SqlToken::Kind::Comment: break;
            case SqlToken::Kind::Word: m_pieces.push_back({Kind::Word, text}); break;
            case SqlToken::Kind::QuotedIdentifier:
                m_pieces.push_back({Kind::Column, text.sliced(1, text.size() - 2).replace(QString(2, text.back()), QString(text.back()))});
                break;
            case SqlToken::Kind::String:
                if (!readText(text))
                    return false;
                break;
            case SqlToken::Kind::Number: m_pieces.push_back({Kind::Number, text}); break;
            case SqlToken::Kind::Symbol: m_pieces.push_back({Kind::Symbol, text}); break;
            default: return false;
            }
        }
        joinSymbols();
        return true;
    }

    bool readText(const QString &text)
    {
        // _utf8mb4'x': the character set is the connection's.
        if (!m_pieces.empty() && m_pieces.back().kind == Kind::Word && m_pieces.back().text.startsWith(u'_'))
            m_pieces.pop_back();
        const auto literal = literalOf(text, &m_scope.from);
        if (!literal || !literal->quoted || !text.startsWith(u'\''))
            return false;
        m_pieces.push_back({Kind::Text, literal->text});
        return true;
    }

    /// A lexer may give ":" ":" or "<" "=" one by one.
    void joinSymbols()
    {
        static const QSet<QString> known{u"::"_s, u"<="_s, u">="_s, u"<>"_s, u"!="_s, u"||"_s, u"~~"_s, u"!~~"_s};
        for (size_t i = 0; i + 1 < m_pieces.size();) {
            const QString both = m_pieces[i].text + m_pieces[i + 1].text;
            if (m_pieces[i].kind == Kind::Symbol && m_pieces[i + 1].kind == Kind::Symbol && known.contains(both)) {
                m_pieces[i].text = both;
                m_pieces.erase(m_pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            } else {
                ++i;
            }
        }
    }

    [[nodiscard]] bool is(size_t i, QLatin1StringView text) const
    {
        const bool bare = i < m_pieces.size() && (m_pieces[i].kind == Kind::Symbol || m_pieces[i].kind == Kind::Word);
        return bare && m_pieces[i].text.compare(text, Qt::CaseInsensitive) == 0;
    }
    void erase(size_t from, size_t count)
    {
        const auto first = m_pieces.begin() + static_cast<std::ptrdiff_t>(from);
        m_pieces.erase(first, first + static_cast<std::ptrdiff_t>(count));
    }

    // --- PostgreSQL's canonical spelling: casts, ANY (ARRAY[…])

    /// How many pieces the type name at `i` has: "character varying(20)[]"; 0: none.
    [[nodiscard]] size_t typeLength(size_t i) const
    {
        static const QSet<QString> second{u"VARYING"_s, u"PRECISION"_s, u"WITHOUT"_s, u"WITH"_s, u"TIME"_s, u"ZONE"_s};
        size_t end = i;
        if (end >= m_pieces.size() || (m_pieces[end].kind != Kind::Word && m_pieces[end].kind != Kind::Column))
            return 0;
        ++end;
        while (end < m_pieces.size() && m_pieces[end].kind == Kind::Word && second.contains(m_pieces[end].text.toUpper()))
            ++end;
        if (is(end, "("_L1)) {
            while (end < m_pieces.size() && !is(end, ")"_L1))
                ++end;
            ++end;
        }
        while (is(end, "["_L1) && is(end + 1, "]"_L1))
            end += 2;
        return end - i;
    }

    /// Casts of a literal, and of anything to text, change nothing that a comparison sees; others are a person's to judge.
    bool dropCasts()
    {
        static const QSet<QString> texts{u"TEXT"_s, u"CHARACTER"_s, u"VARCHAR"_s, u"BPCHAR"_s, u"CHAR"_s};
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            if (!is(i, "::"_L1))
                continue;
            const size_t length = typeLength(i + 1);
            if (i == 0 || length == 0)
                return false;
            const Kind before = m_pieces[i - 1].kind;
            const bool wrapped = i >= 3 && is(i - 1, ")"_L1) && is(i - 3, "("_L1);
            const Kind inner = wrapped ? m_pieces[i - 2].kind : before;
            const bool literal = inner == Kind::Text || inner == Kind::Number || is(i - 1, "]"_L1) || (is(i - 1, ")"_L1) && is(i - 2, "]"_L1));
            if (!literal && !texts.contains(m_pieces[i + 1].text.toUpper()))
                return false;
            erase(i, length + 1);
            --i;
        }
        return true;
    }

    /// = ANY (ARRAY[a, b]) is IN (a, b); <> ALL (ARRAY[…]) is NOT IN.
    bool listsAsIn()
    {
        for (size_t i = 0; i + 1 < m_pieces.size(); ++i) {
            const bool any = is(i, "="_L1) && is(i + 1, "ANY"_L1);
            const bool all = is(i, "<>"_L1) && is(i + 1, "ALL"_L1);
            if (!any && !all)
                continue;
            size_t open = i + 2;
            while (is(open, "("_L1))
                ++open;
            const size_t wraps = open - (i + 2);
            if (wraps == 0 || !is(open, "ARRAY"_L1) || !is(open + 1, "["_L1))
                return false;
            size_t close = open + 2;
            while (close < m_pieces.size() && !is(close, "]"_L1))
                ++close;
            for (size_t w = 1; w <= wraps; ++w) {
                if (!is(close + w, ")"_L1))
                    return false;
            }
            m_pieces[close] = {Kind::Symbol, u")"_s};
            erase(close + 1, wraps);
            m_pieces[open + 1] = {Kind::Symbol, u"("_s};
            erase(i, open + 1 - i);
            m_pieces.insert(m_pieces.begin() + static_cast<std::ptrdiff_t>(i), {Kind::Word, u"IN"_s});
            if (all)
                m_pieces.insert(m_pieces.begin() + static_cast<std::ptrdiff_t>(i), {Kind::Word, u"NOT"_s});
        }
        return true;
    }

    /// Around a single name or value, and around the whole.
    void dropParentheses()
    {
        for (size_t i = 0; i + 2 < m_pieces.size(); ++i) {
            const bool afterWord = i > 0 && m_pieces[i - 1].kind == Kind::Word;
            if (!afterWord && is(i, "("_L1) && is(i + 2, ")"_L1) && m_pieces[i + 1].kind != Kind::Symbol) {
                erase(i + 2, 1);
                erase(i, 1);
            }
        }
        while (isWrapped()) {
            m_pieces.pop_back();
            erase(0, 1);
        }
    }

    [[nodiscard]] bool isWrapped() const
    {
        int depth = 0;
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            depth += is(i, "("_L1) ? 1 : is(i, ")"_L1) ? -1 : 0;
            if (depth <= 0)
                return i > 0 && i + 1 == m_pieces.size() && depth == 0;
        }
        return false;
    }

    // --- booleans

    [[nodiscard]] const Column *column(const QString &name) const
    {
        const auto same = [&](const Column &c) { return c.name.compare(name, Qt::CaseInsensitive) == 0; };
        const auto found = std::ranges::find_if(m_scope.columns, same);
        return found == m_scope.columns.end() ? nullptr : &*found;
    }

    /// Where a boolean is no number, 1 beside one is true; anywhere else it stands alone.
    bool sayTruth()
    {
        static const QSet<QString> after{u"AND"_s, u"OR"_s, u"IS"_s, u")"_s, u"THEN"_s};
        const bool words = m_scope.toTerms.trueWord.compare(u"true", Qt::CaseInsensitive) == 0;
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            const bool named = m_pieces[i].kind == Kind::Column || m_pieces[i].kind == Kind::Word;
            const Column *found = named ? column(m_pieces[i].text) : nullptr;
            if (!found || !words || found->type.family != TypeFamily::Boolean)
                continue;
            const bool compared = is(i + 1, "="_L1) || is(i + 1, "<>"_L1) || is(i + 1, "!="_L1);
            if (compared && i + 2 < m_pieces.size() && m_pieces[i + 2].kind == Kind::Number) {
                const auto truth = booleanOf(m_pieces[i + 2].text);
                if (!truth)
                    return false;
                m_pieces[i + 2] = {Kind::Word, *truth ? u"TRUE"_s : u"FALSE"_s};
            } else if (!compared && i + 1 < m_pieces.size() && !after.contains(m_pieces[i + 1].text.toUpper())) {
                return false;
            }
        }
        return true;
    }

    // --- writing

    [[nodiscard]] std::optional<QString> writeWord(size_t i) const
    {
        static const QSet<QString> keywords{u"AND"_s,  u"OR"_s,   u"NOT"_s,  u"IN"_s,   u"IS"_s,  u"NULL"_s,   u"LIKE"_s,
                                            u"CASE"_s, u"WHEN"_s, u"THEN"_s, u"ELSE"_s, u"END"_s, u"BETWEEN"_s};
        const QString &text = m_pieces[i].text;
        const QString upper = text.toUpper();
        if (upper == u"TRUE")
            return m_scope.toTerms.trueWord;
        if (upper == u"FALSE")
            return m_scope.toTerms.falseWord;
        if (keywords.contains(upper))
            return upper;
        if (is(i + 1, "("_L1)) {
            const QString own = m_scope.toTerms.calls.value(m_scope.fromTerms.readCalls.value(text.toLower()));
            return own.isEmpty() ? std::nullopt : std::optional(own);
        }
        return writeColumn(text);
    }

    [[nodiscard]] std::optional<QString> writeColumn(const QString &name) const
    {
        const Column *found = column(name);
        return found ? std::optional(m_scope.to.identifier(found->name)) : std::nullopt;
    }

    [[nodiscard]] std::optional<QString> writeSymbol(const QString &text) const
    {
        static const QSet<QString> plain{u"("_s, u")"_s, u","_s, u"="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s, u"+"_s, u"-"_s, u"*"_s, u"%"_s};
        if (plain.contains(text))
            return text;
        if (text == u"!=")
            return u"<>"_s;
        if (text == u"~~")
            return u"LIKE"_s;
        if (text == u"!~~")
            return u"NOT LIKE"_s;
        if (text == u"||" && m_scope.fromTerms.pipesConcatenate && m_scope.toTerms.pipesConcatenate)
            return text;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<QString> writePiece(size_t i) const
    {
        switch (m_pieces[i].kind) {
        case Kind::Word: return writeWord(i);
        case Kind::Column: return writeColumn(m_pieces[i].text);
        case Kind::Text: return m_scope.to.literal(m_pieces[i].text);
        case Kind::Number: return m_pieces[i].text;
        case Kind::Symbol: break;
        }
        return writeSymbol(m_pieces[i].text);
    }

    [[nodiscard]] std::optional<QString> write() const
    {
        QString text;
        std::vector<bool> lists; // of each open parenthesis, whether it holds arguments or a list of IN; else a comma makes a row
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            const auto piece = writePiece(i);
            if (!piece || (*piece == u"," && (lists.empty() || !lists.back())))
                return std::nullopt;
            if (*piece == u"(")
                lists.push_back(i > 0 && m_pieces[i - 1].kind == Kind::Word);
            else if (*piece == u")" && !lists.empty())
                lists.pop_back();
            const bool call =
                i > 0 && *piece == u"(" && m_pieces[i - 1].kind == Kind::Word && m_scope.fromTerms.readCalls.contains(m_pieces[i - 1].text.toLower());
            const bool tight = text.isEmpty() || *piece == u")" || *piece == u"," || call || text.endsWith(u'(');
            text += (tight ? QString() : u" "_s) + *piece;
        }
        return text;
    }

    QString m_sql;
    const ExpressionScope &m_scope;
    std::vector<Piece> m_pieces;
};

} // namespace

std::optional<QString> translateExpression(const QString &sql, const ExpressionScope &scope)
{
    return Translation(sql, scope).run();
}

} // namespace concord
