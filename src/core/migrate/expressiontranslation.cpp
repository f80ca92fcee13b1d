// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/expressiontranslation.h"

#include "compare/expressionpieces.h"
#include "compare/expressions.h"
#include "connection/dialect.h"

#include <QSet>

#include <algorithm>

namespace concord {

namespace {

using namespace Qt::StringLiterals;

class Translation
{
public:
    Translation(const QString &sql, const ExpressionScope &scope) : m_sql(sql), m_scope(scope) {}

    std::optional<QString> run()
    {
        auto pieces = expressionPieces(m_sql, m_scope.from, m_scope.columns);
        if (!pieces || pieces->empty())
            return std::nullopt;
        m_pieces = std::move(*pieces);
        dropParentheses();
        dropTruthOfChoice();
        turnTruth();
        if (!sayTruth())
            return std::nullopt;
        return write();
    }

private:
    using Kind = ExpressionPiece::Kind;

    [[nodiscard]] bool is(size_t i, QLatin1StringView text) const { return isPiece(m_pieces, i, text); }
    void erase(size_t from, size_t count)
    {
        const auto first = m_pieces.begin() + static_cast<std::ptrdiff_t>(from);
        m_pieces.erase(first, first + static_cast<std::ptrdiff_t>(count));
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

    /// (CASE … END) <> 0, as MySQL wants a choice that is a condition.
    void dropTruthOfChoice()
    {
        const size_t size = m_pieces.size();
        const bool compared = size > 4 && is(0, "("_L1) && is(1, "CASE"_L1) && is(size - 3, ")"_L1) && is(size - 2, "<>"_L1);
        if (!compared || m_pieces.back().text != u"0" || !is(size - 4, "END"_L1))
            return;
        erase(size - 3, 3);
        erase(0, 1);
    }

    /// 0 <> b, as MySQL keeps a bare b: b <> 0.
    void turnTruth()
    {
        for (size_t i = 0; i + 2 < m_pieces.size(); ++i) {
            const bool compared = is(i + 1, "="_L1) || is(i + 1, "<>"_L1) || is(i + 1, "!="_L1);
            const bool named = m_pieces[i + 2].kind == Kind::Column || m_pieces[i + 2].kind == Kind::Word;
            const Column *found = compared && named && m_pieces[i].kind == Kind::Number ? column(m_pieces[i + 2].text) : nullptr;
            if (found && found->type.family == TypeFamily::Boolean)
                std::swap(m_pieces[i], m_pieces[i + 2]);
        }
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
    ExpressionPieces m_pieces;
};

} // namespace

std::optional<QString> translateExpression(const QString &sql, const ExpressionScope &scope)
{
    return Translation(sql, scope).run();
}

} // namespace concord
