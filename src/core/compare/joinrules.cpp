// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/joinrules.h"

#include "compare/expressions.h"

#include <QCoreApplication>
#include <QSet>

namespace concord {

namespace {

/// Where the list of tables that begins at `from` joins two; empty: it does not, or says more than JOIN. `end` becomes its end.
QList<qsizetype> plainJoins(const QStringList &tokens, qsizetype from, qsizetype &end)
{
    static const QSet<QString> ends{QStringLiteral("WHERE"), QStringLiteral("GROUP"),  QStringLiteral("HAVING"),   QStringLiteral("ORDER"),
                                    QStringLiteral("LIMIT"), QStringLiteral("WINDOW"), QStringLiteral("UNION"),    QStringLiteral("EXCEPT"),
                                    QStringLiteral("WITH"),  QStringLiteral("INTO"),   QStringLiteral("INTERSECT")};
    static const QSet<QString> more{QStringLiteral("ON"),      QStringLiteral("USING"),         QStringLiteral("LEFT"), QStringLiteral("RIGHT"),
                                    QStringLiteral("NATURAL"), QStringLiteral("STRAIGHT_JOIN"), QStringLiteral("FOR"),  QStringLiteral(",")};
    QList<qsizetype> joins;
    int depth = 0;
    for (end = from; end < tokens.size(); ++end) {
        const QString &token = tokens[end];
        depth += token == u"(" ? 1 : token == u")" ? -1 : 0;
        if (depth < 0 || (depth == 0 && ends.contains(token)))
            break;
        if (depth == 0 && more.contains(token.toUpper()))
            return {};
        if (depth == 0 && token == u"JOIN")
            joins.append(end);
    }
    return joins;
}

/// The text as the server writes it when it has read it: each list of tables as joins, from the left.
QStringList withJoinsInParentheses(QStringList tokens)
{
    for (qsizetype i = tokens.size() - 1; i >= 0; --i) { // what is within a list comes behind it
        qsizetype end = 0;
        const QList<qsizetype> joins = tokens[i] == u"FROM" ? plainJoins(tokens, i + 1, end) : QList<qsizetype>();
        if (joins.isEmpty())
            continue;
        tokens.insert(end, QStringLiteral(")"));
        for (qsizetype n = joins.size() - 1; n > 0; --n)
            tokens.insert(joins[n], QStringLiteral(")"));
        for (qsizetype n = 0; n < joins.size(); ++n)
            tokens.insert(i + 1, QStringLiteral("("));
    }
    return tokens;
}

} // namespace

std::optional<RuleAnswer> listedJoin(const RuleInput &in)
{
    if (!in.sameEngine() || in.kind != u"view" || in.left.isNull() || in.right.isNull() || !in.leftDialect || !in.rightDialect)
        return std::nullopt;
    const QStringList left = withJoinsInParentheses(expressionTokens(in.left, *in.leftDialect));
    const QStringList right = withJoinsInParentheses(expressionTokens(in.right, *in.rightDialect));
    return left == right ? equivalent(QCoreApplication::translate(
                               "CompareRule", "tables in a list, or joined: the server writes both alike once it reads them again"))
                         : std::nullopt;
}

} // namespace concord
