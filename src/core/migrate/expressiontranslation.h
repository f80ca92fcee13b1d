// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/engineterms.h"

#include <optional>

namespace concord {

struct Dialect;

/// Whose expression is read, and who is to understand it.
struct ExpressionScope
{
    const Dialect &from;
    const EngineTerms &fromTerms;
    const Dialect &to;
    const EngineTerms &toTerms;
    const std::vector<Column> &columns; ///< those that it may name, with the types that they have on the `to` side
};

/// The expression of one engine in another one's words: comparisons, logic, arithmetic, CASE, IN, LIKE, BETWEEN, literals,
/// columns and the functions that both sides' terms know. nullopt: something in it has no counterpart that is sure, so that a
/// person has to write it.
[[nodiscard]] std::optional<QString> translateExpression(const QString &sql, const ExpressionScope &scope);

} // namespace concord
