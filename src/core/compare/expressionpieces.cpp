// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressionpieces.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "query/sqllexer.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Kind = ExpressionPiece::Kind;

class PieceReader
{
public:
    PieceReader(const QString &sql, const Dialect &dialect, const std::vector<Column> &columns) : m_sql(sql), m_dialect(dialect), m_columns(columns)
    {}

    std::optional<ExpressionPieces> run()
    {
        if (!read() || !castsBehind() || !dropCasts() || !listsAsIn())
            return std::nullopt;
        return std::move(m_pieces);
    }

private:
    bool read()
    {
        SqlLexer lexer(m_sql, m_dialect, SqlLexer::Scope::Statement);
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
        const auto literal = literalOf(text, &m_dialect);
        if (!literal || !literal->quoted || !(text.startsWith(u'\'') || text.startsWith(u'_')))
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
                erase(i + 1, 1);
            } else {
                ++i;
            }
        }
    }

    [[nodiscard]] bool is(size_t i, QLatin1StringView text) const { return isPiece(m_pieces, i, text); }
    void erase(size_t from, size_t count)
    {
        const auto first = m_pieces.begin() + static_cast<std::ptrdiff_t>(from);
        m_pieces.erase(first, first + static_cast<std::ptrdiff_t>(count));
    }

    /// The parenthesis that closes the one at `open`; the end: none does.
    [[nodiscard]] size_t closing(size_t open) const
    {
        int depth = 0;
        for (size_t i = open; i < m_pieces.size(); ++i) {
            depth += is(i, "("_L1) ? 1 : is(i, ")"_L1) ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return m_pieces.size();
    }

    // --- casts

    /// CAST (x AS type) as (x)::type.
    bool castsBehind()
    {
        for (size_t i = 0; i + 1 < m_pieces.size(); ++i) {
            if (!is(i, "CAST"_L1) || !is(i + 1, "("_L1))
                continue;
            const size_t close = closing(i + 1);
            size_t as = i + 2;
            for (; as < close && !is(as, "AS"_L1); ++as) {
                if (is(as, "("_L1))
                    as = closing(as);
            }
            if (as >= close)
                return false;
            m_pieces[as] = {Kind::Symbol, u")"_s};
            erase(close, 1);
            m_pieces.insert(m_pieces.begin() + static_cast<std::ptrdiff_t>(as) + 1, {Kind::Symbol, u"::"_s});
            erase(i, 1);
        }
        return true;
    }

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

    /// Casts that change nothing that a comparison sees; others are a person's to judge.
    bool dropCasts()
    {
        static const QSet<QString> texts{u"TEXT"_s, u"CHARACTER"_s, u"VARCHAR"_s, u"BPCHAR"_s, u"CHAR"_s};
        for (size_t i = 0; i < m_pieces.size(); ++i) {
            if (!is(i, "::"_L1))
                continue;
            const size_t length = typeLength(i + 1);
            if (i == 0 || length == 0)
                return false;
            const QString type = m_pieces[i + 1].text.toUpper();
            const bool wrapped = i >= 3 && is(i - 1, ")"_L1) && is(i - 3, "("_L1);
            ExpressionPiece &inner = m_pieces[wrapped ? i - 2 : i - 1];
            const bool list = is(i - 1, "]"_L1) || (is(i - 1, ")"_L1) && is(i - 2, "]"_L1));
            const bool literal = inner.kind == Kind::Text || inner.kind == Kind::Number;
            if (!literal && !list && !texts.contains(type) && !widensNumber(inner, type, length))
                return false;
            if (inner.kind == Kind::Text)
                sayValue(inner, type);
            erase(i, length + 1);
            --i;
        }
        return true;
    }

    [[nodiscard]] static bool isNumberType(const QString &type)
    {
        static const QSet<QString> numbers{u"INTEGER"_s, u"INT"_s,     u"BIGINT"_s, u"SMALLINT"_s, u"TINYINT"_s,
                                           u"NUMERIC"_s, u"DECIMAL"_s, u"DOUBLE"_s, u"REAL"_s,     u"FLOAT"_s};
        return numbers.contains(type);
    }

    /// '-5'::integer is the number, 't'::boolean the truth value.
    static void sayValue(ExpressionPiece &literal, const QString &type)
    {
        const auto truth = booleanOf(literal.text);
        if (isNumberType(type) && canonicalNumber(literal.text))
            literal.kind = Kind::Number;
        else if (type.startsWith("BOOL"_L1) && truth)
            literal = {Kind::Word, *truth ? u"TRUE"_s : u"FALSE"_s};
    }

    /// A whole number beside an exact one, as PostgreSQL writes it: only a division would tell.
    [[nodiscard]] bool widensNumber(const ExpressionPiece &inner, const QString &type, size_t typePieces) const
    {
        const bool divides = std::ranges::any_of(m_pieces, [](const ExpressionPiece &piece) { return piece.text == u"/" || piece.text == u"%"; });
        const auto column =
            std::ranges::find_if(m_columns, [&](const Column &one) { return one.name.compare(inner.text, Qt::CaseInsensitive) == 0; });
        if (divides || column == m_columns.end() || (inner.kind != Kind::Word && inner.kind != Kind::Column))
            return false;
        const bool whole = column->type.family == TypeFamily::Integer;
        return (whole && typePieces == 1 && (type == u"NUMERIC" || type == u"DECIMAL")) || (whole && type == u"DOUBLE");
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

    const QString &m_sql;
    const Dialect &m_dialect;
    const std::vector<Column> &m_columns;
    ExpressionPieces m_pieces;
};

} // namespace

bool isPiece(const ExpressionPieces &pieces, size_t i, QLatin1StringView text)
{
    const bool bare = i < pieces.size() && (pieces[i].kind == Kind::Symbol || pieces[i].kind == Kind::Word);
    return bare && pieces[i].text.compare(text, Qt::CaseInsensitive) == 0;
}

std::optional<ExpressionPieces> expressionPieces(const QString &sql, const Dialect &dialect, const std::vector<Column> &columns)
{
    return PieceReader(sql, dialect, columns).run();
}

} // namespace concord
