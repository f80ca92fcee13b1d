// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/expressionrules.h"

#include "compare/expressionform.h"
#include "compare/expressions.h"
#include "connection/dialect.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

} // namespace

bool isEngineText(const QString &property)
{
    static const QSet<QString> expressions = {QStringLiteral("default"),       QStringLiteral("generation_expression"),
                                              QStringLiteral("expression"),    QStringLiteral("definition"),
                                              QStringLiteral("predicate"),     QStringLiteral("condition"),
                                              QStringLiteral("body"),          QStringLiteral("using"),
                                              QStringLiteral("check"),         QStringLiteral("parts"),
                                              QStringLiteral("on_update"),     QStringLiteral("arguments"),
                                              QStringLiteral("partition_key"), QStringLiteral("partition_bound")};
    return expressions.contains(property);
}

/// Engines that keep the author's text, not a canonical one, may hold one expression in two layouts.
std::optional<RuleAnswer> sameTokens(const RuleInput &in)
{
    if (!isEngineText(in.property) || in.left.isNull() || in.right.isNull() || !in.leftDialect || !in.rightDialect)
        return std::nullopt;
    // An index's columns stand there without quotes: where letters count, createdAt is not createdat.
    if (in.property == QStringLiteral("parts") && in.sameEngine() && in.leftDialect->folding != Dialect::Folding::None
        && !in.left.contains(u'(') // an expression
        && in.left.compare(in.right, Qt::CaseInsensitive) == 0)
        return std::nullopt;
    return sameExpression(in.left, *in.leftDialect, in.right, *in.rightDialect) ? equivalent(tr("the same tokens in another layout")) : std::nullopt;
}

/// "x IN ('a', 'b')" of varchar: read again as the server writes it, the cast of the list becomes one of each value.
std::optional<RuleAnswer> castOfList(const RuleInput &in)
{
    static const QString value = QStringLiteral("E?'(?:[^']|'')*'::character varying");
    static const QRegularExpression ofList(QStringLiteral("\\((ARRAY\\[%1(?:, %1)*\\])\\)::text\\[\\]").arg(value));
    static const QRegularExpression ofValue(QStringLiteral("\\((%1)\\)::text").arg(value));
    static const QRegularExpression values(QStringLiteral("ARRAY\\[\\(%1\\)::text(?:, \\(%1\\)::text)*\\]").arg(value));
    // A body is what a person wrote: there a cast may choose among functions.
    if (!in.sameEngine() || !isEngineText(in.property) || in.property == QStringLiteral("body") || in.left.isNull() || in.right.isNull())
        return std::nullopt;
    const auto form = [](QString sql) {
        sql.replace(ofList, QStringLiteral("\\1"));
        for (auto found = values.match(sql); found.hasMatch(); found = values.match(sql, found.capturedStart() + 1))
            sql.replace(found.capturedStart(), found.capturedLength(), found.captured().replace(ofValue, QStringLiteral("\\1")));
        return sql;
    };
    return form(in.left) == form(in.right) ? equivalent(tr("a list that is cast as a whole, or value by value")) : std::nullopt;
}

/// One expression, of which the rest is each engine's way of writing it.
std::optional<RuleAnswer> sameMeaning(const RuleInput &in)
{
    static const QSet<QString> read = {QStringLiteral("default"),    QStringLiteral("generation_expression"),
                                       QStringLiteral("expression"), QStringLiteral("predicate"),
                                       QStringLiteral("condition"),  QStringLiteral("using"),
                                       QStringLiteral("check")};
    if (in.sameEngine() || !read.contains(in.property) || in.left.isNull() || in.right.isNull() || !in.leftTable || !in.rightTable)
        return std::nullopt;
    const auto left = expressionForm(in.left, {in.leftEngine, in.leftDialect, &in.leftTable->columns, in.rightNames});
    const auto right = expressionForm(in.right, {in.rightEngine, in.rightDialect, &in.rightTable->columns});
    if (!left || !right)
        return std::nullopt;
    if (left == right)
        return equivalent(tr("the same expression in each engine's words"));
    return RuleAnswer{Verdict::CannotTell, tr("two expressions, neither of which is the other one in another spelling: only rows would tell"), {}};
}

} // namespace concord
