// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbcreatetext.h"

#include "duckdb/duckdbdialect.h"
#include "query/sqllexer.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// The tokens of a statement without blanks and comments, with the text of each.
class Tokens
{
public:
    explicit Tokens(const QString &text) : m_text(text)
    {
        SqlLexer lexer(m_text, duckdbDialect(), SqlLexer::Scope::Statement);
        for (SqlToken token; lexer.next(token);) {
            if (token.kind != SqlToken::Kind::Blank && token.kind != SqlToken::Kind::Comment && token.kind != SqlToken::Kind::Delimiter)
                m_tokens.append(token);
        }
    }
    [[nodiscard]] qsizetype size() const { return m_tokens.size(); }
    [[nodiscard]] QStringView text(qsizetype i) const
    {
        return i < size() ? QStringView(m_text).sliced(m_tokens[i].offset, m_tokens[i].length) : QStringView();
    }
    [[nodiscard]] bool is(qsizetype i, QLatin1StringView word) const
    {
        return i < size() && m_tokens[i].kind != SqlToken::Kind::QuotedIdentifier && text(i).compare(word, Qt::CaseInsensitive) == 0;
    }
    [[nodiscard]] bool isSymbol(qsizetype i, QChar symbol) const { return text(i) == QStringView(&symbol, 1); }
    /// Behind the group that opens at i.
    [[nodiscard]] qsizetype afterGroup(qsizetype i) const
    {
        int depth = 0;
        for (; i < size(); ++i) {
            depth += isSymbol(i, u'(') ? 1 : isSymbol(i, u')') ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }
        return i;
    }
    /// The text from token `first` up to token `end`.
    [[nodiscard]] QString between(qsizetype first, qsizetype end) const
    {
        if (first >= end)
            return {};
        const int from = m_tokens[first].offset;
        return m_text.sliced(from, m_tokens[end - 1].offset + m_tokens[end - 1].length - from);
    }
    [[nodiscard]] qsizetype find(QChar symbol, qsizetype i = 0) const
    {
        while (i < size() && !isSymbol(i, symbol))
            ++i;
        return i;
    }
    /// The items between the commas of the group that opens at i.
    [[nodiscard]] QList<std::pair<qsizetype, qsizetype>> items(qsizetype open) const
    {
        QList<std::pair<qsizetype, qsizetype>> items;
        const qsizetype end = afterGroup(open) - 1;
        qsizetype first = open + 1;
        for (qsizetype i = first; i <= end; ++i) {
            if (isSymbol(i, u'(')) {
                i = afterGroup(i) - 1;
            } else if (i == end || isSymbol(i, u',')) {
                items.append({first, i});
                first = i + 1;
            }
        }
        return items;
    }

private:
    QString m_text;
    QList<SqlToken> m_tokens;
};

/// Of (a + b), ((a + b)): what stands within.
QString withoutParentheses(const Tokens &tokens, qsizetype first, qsizetype end)
{
    while (tokens.isSymbol(first, u'(') && tokens.afterGroup(first) == end) {
        ++first;
        --end;
    }
    return tokens.between(first, end);
}

DuckdbColumnText columnText(const Tokens &tokens, qsizetype first, qsizetype end)
{
    DuckdbColumnText column;
    for (qsizetype i = first + 1; i < end; ++i) {
        if (tokens.is(i, "GENERATED"_L1)) {
            const qsizetype open = tokens.find(u'(', i);
            column.isGenerated = true;
            column.expression = withoutParentheses(tokens, open, tokens.afterGroup(open));
            i = tokens.afterGroup(open) - 1;
        } else if (tokens.isSymbol(i, u'(')) {
            i = tokens.afterGroup(i) - 1;
        } else if (tokens.is(i, "COLLATE"_L1)) {
            qsizetype last = i + 2;
            while (tokens.isSymbol(last, u'.'))
                last += 2;
            column.collation = tokens.between(i + 1, last);
            i = last - 1;
        }
    }
    return column;
}

} // namespace

QString duckdbUnquoted(QStringView name)
{
    if (name.size() < 2 || !name.startsWith(u'"') || !name.endsWith(u'"'))
        return name.toString();
    return name.sliced(1, name.size() - 2).toString().replace("\"\""_L1, "\""_L1);
}

QHash<QString, DuckdbColumnText> duckdbColumnTexts(const QString &createTable)
{
    QHash<QString, DuckdbColumnText> columns;
    const Tokens tokens(createTable);
    const qsizetype open = tokens.find(u'(');
    if (open >= tokens.size())
        return columns;
    const auto items = tokens.items(open);
    for (const auto &[first, end] : items) {
        // A name that is one of these words is quoted.
        const bool constraint = tokens.is(first, "PRIMARY"_L1) || tokens.is(first, "UNIQUE"_L1) || tokens.is(first, "CHECK"_L1)
                                || tokens.is(first, "FOREIGN"_L1) || tokens.is(first, "CONSTRAINT"_L1);
        if (!constraint)
            columns.insert(duckdbUnquoted(tokens.text(first)), columnText(tokens, first, end));
    }
    return columns;
}

std::vector<IndexPart> duckdbIndexParts(const QString &createIndex)
{
    std::vector<IndexPart> parts;
    const Tokens tokens(createIndex);
    const qsizetype open = tokens.find(u'(');
    if (open >= tokens.size())
        return parts;
    const auto items = tokens.items(open);
    for (const auto &[first, end] : items) {
        IndexPart &part = parts.emplace_back();
        if (end == first + 1)
            part.column = duckdbUnquoted(tokens.text(first));
        else
            part.expression = withoutParentheses(tokens, first, end);
    }
    return parts;
}

DuckdbViewText duckdbViewText(const QString &createView)
{
    DuckdbViewText view;
    const Tokens tokens(createView);
    qsizetype i = 0;
    while (i < tokens.size() && !tokens.is(i, "AS"_L1)) {
        if (tokens.isSymbol(i, u'(')) {
            const qsizetype end = tokens.afterGroup(i);
            view.columns = tokens.between(i + 1, end - 1);
            i = end;
        } else {
            ++i;
        }
    }
    view.query = tokens.between(i + 1, tokens.size());
    return view;
}

ObjectRef duckdbNameParts(const QString &qualified)
{
    const Tokens tokens(qualified);
    QStringList names;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (!tokens.isSymbol(i, u'.'))
            names.append(duckdbUnquoted(tokens.text(i)));
    }
    return {names.size() > 1 ? names[names.size() - 2] : QString(), names.isEmpty() ? QString() : names.last()};
}

} // namespace concord
