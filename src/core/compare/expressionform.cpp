// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressionform.h"

#include "compare/comparerules.h"
#include "compare/expressionpieces.h"
#include "compare/expressions.h"
#include "connection/dialect.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Kind = ExpressionPiece::Kind;
using Form = std::optional<QString>;

/// What a function's name means, and to whom.
struct FunctionWord
{
    QLatin1StringView word;
    const char *engines; ///< "": any
    QLatin1StringView meaning;
};

// Each engine's page on string and mathematical functions. MySQL's length() counts bytes and its concat() answers NULL for NULL, as || does.
constexpr std::array functionWords = {
    FunctionWord{"lower"_L1, "", "lower"_L1},
    FunctionWord{"lcase"_L1, "mysql mariadb duckdb", "lower"_L1},
    FunctionWord{"upper"_L1, "", "upper"_L1},
    FunctionWord{"ucase"_L1, "mysql mariadb duckdb", "upper"_L1},
    FunctionWord{"abs"_L1, "", "abs"_L1},
    FunctionWord{"round"_L1, "", "round"_L1},
    FunctionWord{"coalesce"_L1, "", "coalesce"_L1},
    FunctionWord{"ifnull"_L1, "mysql mariadb sqlite duckdb", "coalesce"_L1},
    FunctionWord{"nullif"_L1, "", "nullif"_L1},
    FunctionWord{"trim"_L1, "", "trim"_L1},
    FunctionWord{"btrim"_L1, "postgresql", "trim"_L1},
    FunctionWord{"ltrim"_L1, "", "ltrim"_L1},
    FunctionWord{"rtrim"_L1, "", "rtrim"_L1},
    FunctionWord{"replace"_L1, "", "replace"_L1},
    FunctionWord{"substr"_L1, "", "substr"_L1},
    FunctionWord{"substring"_L1, "", "substr"_L1},
    FunctionWord{"length"_L1, "postgresql sqlite duckdb oracle", "characters"_L1},
    FunctionWord{"char_length"_L1, "", "characters"_L1},
    FunctionWord{"character_length"_L1, "", "characters"_L1},
    FunctionWord{"concat"_L1, "mysql mariadb", "||"_L1},
};

bool isTruthColumn(const Column &column)
{
    return column.type.family == TypeFamily::Boolean || column.nativeType.startsWith("tinyint(1)"_L1, Qt::CaseInsensitive);
}

/// A parser by precedence; each function leaves m_at behind what it has read.
class FormReader
{
public:
    FormReader(ExpressionPieces pieces, const ExpressionOwner &owner) : m_pieces(std::move(pieces)), m_owner(owner) {}

    Form run()
    {
        Form form = either();
        return m_at == m_pieces.size() ? form : std::nullopt;
    }

private:
    [[nodiscard]] bool is(QLatin1StringView text, size_t ahead = 0) const { return isPiece(m_pieces, m_at + ahead, text); }
    bool take(QLatin1StringView text)
    {
        const bool found = is(text);
        m_at += found ? 1 : 0;
        return found;
    }

    static QString made(const QString &word, const QStringList &parts) { return u'(' + word + u' ' + parts.join(u' ') + u')'; }
    /// NOT of a comparison is the opposite comparison: of NULL both say nothing.
    static QString negated(const QString &form)
    {
        static constexpr std::array opposites{std::pair{"(> "_L1, "(<= "_L1}, std::pair{"(<= "_L1, "(> "_L1}, std::pair{"(< "_L1, "(>= "_L1},
                                              std::pair{"(>= "_L1, "(< "_L1}};
        for (const auto &[word, opposite] : opposites) {
            if (form.startsWith(word))
                return opposite + form.sliced(word.size());
        }
        const bool twice = form.startsWith("(not "_L1);
        return twice ? form.sliced(5, form.size() - 6) : made(u"not"_s, {form});
    }

    /// Operands of AND or OR: in any order, those of a nested one among them.
    static QString together(const QString &word, QStringList parts)
    {
        parts.sort();
        return parts.size() == 1 ? parts.front() : made(word, parts);
    }

    Form joined(QLatin1StringView word, const QString &form, Form (FormReader::*operand)())
    {
        QStringList parts;
        do {
            const size_t start = m_at;
            const Form part = (this->*operand)();
            if (!part)
                return std::nullopt;
            const bool nested = isPiece(m_pieces, start, "("_L1) && part->startsWith(u'(' + form + u' ');
            parts.append(nested ? operandsOf(*part) : QStringList{*part});
        } while (take(word));
        return together(form, parts);
    }

    /// "(and a (b c))" → a, (b c)
    static QStringList operandsOf(const QString &form)
    {
        QStringList parts;
        int depth = 0;
        QChar quote;
        qsizetype start = form.indexOf(u' ') + 1;
        for (qsizetype i = start; i < form.size(); ++i) {
            const QChar c = form[i];
            if (!quote.isNull() || c == u'\'' || c == u'"') {
                quote = quote.isNull() ? c : c == quote ? QChar() : quote;
                continue;
            }
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
            if ((c != u' ' || depth > 0) && depth >= 0)
                continue;
            parts.append(form.sliced(start, i - start));
            start = i + 1;
        }
        return parts;
    }

    Form either() { return joined("OR"_L1, u"or"_s, &FormReader::both); }
    Form both() { return joined("AND"_L1, u"and"_s, &FormReader::opposite); }

    Form opposite()
    {
        if (!take("NOT"_L1))
            return condition();
        const Form form = opposite();
        return form ? Form(negated(*form)) : std::nullopt;
    }

    /// A comparison, or what stands alone.
    Form condition()
    {
        const Form left = sum();
        if (!left)
            return std::nullopt;
        if (take("IS"_L1))
            return isCondition(*left);
        const bool reversed = take("NOT"_L1) || is("!~~"_L1);
        Form form = reversed || is("IN"_L1) || is("BETWEEN"_L1) || is("LIKE"_L1) || is("~~"_L1) ? listed(*left) : compared(*left);
        return form && reversed ? Form(negated(*form)) : form;
    }

    Form isCondition(const QString &left)
    {
        const bool reversed = take("NOT"_L1);
        QString form;
        if (take("NULL"_L1))
            form = made(u"null"_s, {left});
        else if (is("TRUE"_L1) || is("FALSE"_L1))
            form = made(u"is"_s, {left, m_pieces[m_at++].text.toLower()});
        if (form.isEmpty())
            return std::nullopt;
        return reversed ? negated(form) : form;
    }

    Form listed(const QString &left)
    {
        if (take("BETWEEN"_L1)) {
            const Form low = sum();
            const bool both = low && take("AND"_L1);
            const Form high = both ? sum() : std::nullopt;
            if (!high)
                return std::nullopt;
            return together(u"and"_s, {made(u">="_s, {left, *low}), made(u"<="_s, {left, *high})});
        }
        if (take("LIKE"_L1) || take("~~"_L1) || take("!~~"_L1)) {
            const Form pattern = sum();
            return pattern && !is("ESCAPE"_L1) ? Form(made(u"like"_s, {left, *pattern})) : std::nullopt;
        }
        if (!take("IN"_L1) || !take("("_L1))
            return std::nullopt;
        auto values = arguments();
        if (!values || values->isEmpty())
            return std::nullopt;
        values->sort(); // PostgreSQL keeps a list of one as an equation
        return values->size() == 1 ? made(u"="_s, {left, values->front()}) : made(u"in"_s, QStringList{left} + *values);
    }

    Form compared(const QString &left)
    {
        static constexpr std::array signs{"="_L1, "=="_L1, "<>"_L1, "!="_L1, "<="_L1, ">="_L1, "<"_L1, ">"_L1};
        const auto sign = std::ranges::find_if(signs, [this](QLatin1StringView one) { return is(one); });
        if (sign == signs.end())
            return left;
        ++m_at;
        const Form right = sum();
        if (!right)
            return std::nullopt;
        const bool unequal = *sign == "<>"_L1 || *sign == "!="_L1;
        const bool equal = *sign == "="_L1 || *sign == "=="_L1;
        if (equal || unequal) {
            if (const auto truth = isTruth(left) ? booleanOf(*right) : std::nullopt) // b = 1 is b
                return *truth == equal ? left : negated(left);
            if (const auto truth = isTruth(*right) ? booleanOf(left) : std::nullopt)
                return *truth == equal ? *right : negated(*right);
            const QString equation = made(u"="_s, {left, *right});
            return equal ? equation : negated(equation);
        }
        return made(QString(*sign), {left, *right});
    }

    /// True or false by itself: a boolean column, or a choice, whose branches MySQL only takes as a condition when it is compared.
    [[nodiscard]] bool isTruth(const QString &form) const
    {
        return form.startsWith("(case "_L1) || std::ranges::any_of(*m_owner.columns, [&](const Column &column) {
                   return isTruthColumn(column) && form == columnForm(column.name);
               });
    }

    // --- values

    Form sum()
    {
        Form form = product();
        while (form && (is("+"_L1) || is("-"_L1) || is("||"_L1))) {
            const QString sign = m_pieces[m_at].text;
            // Engines do not agree how tightly || binds, nor on what it is.
            const bool pipes = sign == u"||";
            const bool reckoned = form->startsWith("(+ "_L1) || form->startsWith("(- "_L1) || form->startsWith("(* "_L1);
            if (pipes && (reckoned || isAbout("mysql mariadb", m_owner.engine)))
                return std::nullopt;
            ++m_at;
            const Form right = pipes ? single() : product();
            if (!right)
                return std::nullopt;
            form = pipes && form->startsWith("(||"_L1) ? made(sign, operandsOf(*form) + QStringList{*right}) : made(sign, {*form, *right});
        }
        return form;
    }

    Form product()
    {
        Form form = single();
        while (form && is("*"_L1)) {
            ++m_at;
            const Form right = single();
            form = right ? Form(made(u"*"_s, {*form, *right})) : std::nullopt;
        }
        return is("/"_L1) || is("%"_L1) ? std::nullopt : form; // whole numbers divide in two ways
    }

    Form single()
    {
        if (take("-"_L1)) {
            const Form form = single();
            const auto number = form ? canonicalNumber(u'-' + *form) : std::nullopt;
            return number ? Form(*number) : form ? Form(made(u"-"_s, {*form})) : std::nullopt;
        }
        if (take("("_L1)) {
            const Form form = either();
            return form && take(")"_L1) ? form : std::nullopt;
        }
        return m_at < m_pieces.size() ? leaf() : std::nullopt;
    }

    Form leaf()
    {
        const ExpressionPiece &piece = m_pieces[m_at++];
        switch (piece.kind) {
        case Kind::Number: return canonicalNumber(piece.text);
        case Kind::Text: return u'\'' + QString(piece.text).replace(u'\'', u"''"_s) + u'\'';
        case Kind::Column: return columnForm(piece.text);
        case Kind::Word: return word(piece.text);
        case Kind::Symbol: break;
        }
        return std::nullopt;
    }

    Form word(const QString &text)
    {
        const QString upper = text.toUpper();
        if (upper == u"TRUE" || upper == u"FALSE" || upper == u"NULL")
            return upper.toLower();
        if (upper == u"CASE")
            return choice();
        return take("("_L1) ? call(text) : columnForm(text);
    }

    Form call(const QString &name)
    {
        const auto known = std::ranges::find_if(functionWords, [&](const FunctionWord &one) {
            return one.word.compare(name, Qt::CaseInsensitive) == 0 && isAbout(one.engines, m_owner.engine);
        });
        const auto parts = arguments();
        return known != functionWords.end() && parts ? Form(made(known->meaning, *parts)) : std::nullopt;
    }

    /// Up to the parenthesis that closes.
    std::optional<QStringList> arguments()
    {
        QStringList parts;
        if (take(")"_L1))
            return parts;
        do {
            const Form part = either();
            if (!part)
                return std::nullopt;
            parts.append(*part);
        } while (take(","_L1));
        return take(")"_L1) ? std::optional(parts) : std::nullopt;
    }

    Form choice()
    {
        QStringList parts;
        if (!is("WHEN"_L1)) {
            const Form subject = either();
            if (!subject)
                return std::nullopt;
            parts.append(*subject);
        }
        while (!take("END"_L1)) {
            const bool part = take("WHEN"_L1) || take("THEN"_L1) || take("ELSE"_L1);
            const QString lead = part ? m_pieces[m_at - 1].text.toLower() : QString();
            const Form form = part ? either() : std::nullopt;
            if (!form)
                return std::nullopt;
            parts.append(lead + u' ' + *form);
        }
        return made(u"case"_s, parts);
    }

    // --- columns

    [[nodiscard]] const Column *column(const QString &name) const
    {
        const auto found =
            std::ranges::find_if(*m_owner.columns, [&](const Column &one) { return one.name.compare(name, Qt::CaseInsensitive) == 0; });
        return found == m_owner.columns->end() ? nullptr : &*found;
    }

    [[nodiscard]] Form columnForm(const QString &name) const
    {
        if (!column(name))
            return std::nullopt;
        return u'"' + m_owner.names.value(name.toLower(), name.toLower()) + u'"';
    }

    ExpressionPieces m_pieces;
    const ExpressionOwner &m_owner;
    size_t m_at = 0;
};

} // namespace

std::optional<QString> expressionForm(const QString &sql, const ExpressionOwner &owner)
{
    if (!owner.dialect || !owner.columns)
        return std::nullopt;
    auto pieces = expressionPieces(sql, *owner.dialect, *owner.columns);
    return pieces && !pieces->empty() ? FormReader(std::move(*pieces), owner).run() : std::nullopt;
}

QStringList expressionColumns(const QString &sql, const ExpressionOwner &owner)
{
    if (!owner.dialect || !owner.columns)
        return {};
    const QStringList tokens = expressionTokens(sql, *owner.dialect);
    QStringList columns;
    for (const Column &column : *owner.columns) {
        const bool named = std::ranges::any_of(tokens, [&](const QString &token) {
            return token.compare(column.name, Qt::CaseInsensitive) == 0
                   || token.compare(owner.dialect->identifier(column.name), Qt::CaseInsensitive) == 0;
        });
        if (named)
            columns.append(owner.names.value(column.name.toLower(), column.name.toLower()));
    }
    columns.sort();
    return columns;
}

} // namespace concord
