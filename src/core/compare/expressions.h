// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace concord {

struct Dialect;

/// The tokens of an expression without blanks and comments: keywords in upper case, names without their quotes as that
/// engine folds them, everything else as it is. Two texts of equal tokens are one expression.
[[nodiscard]] QStringList expressionTokens(const QString &sql, const Dialect &dialect);
/// Whether two expressions have equal tokens, redundant parentheses around the whole aside.
[[nodiscard]] bool sameExpression(const QString &left, const Dialect &leftDialect, const QString &right, const Dialect &rightDialect);

/// A literal's value: 'abc' → abc, 1.50 → 1.50, also with PostgreSQL's cast ('abc'::text) and in parentheses; nullopt: no literal. TRUE and
/// FALSE are true and false. Backslashes are escapes where the dialect says so.
struct Literal
{
    QString text;
    bool quoted = false;
};
[[nodiscard]] std::optional<Literal> literalOf(const QString &sql, const Dialect *dialect = nullptr);
/// 1, t and true, 0, f and false; nullopt: no truth value. Of a literal's text.
[[nodiscard]] std::optional<bool> booleanOf(const QString &text);
/// Canonical digits: "1.50" → "1.5", "-0" → "0"; nullopt: no number.
[[nodiscard]] std::optional<QString> canonicalNumber(const QString &text);
/// Functions that engines spell in their own ways: "now", "today", "time", "uuid", "user"; empty: none of these.
[[nodiscard]] QString wellKnownFunction(const QString &sql);

} // namespace concord
