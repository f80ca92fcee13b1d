// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <optional>
#include <vector>

namespace concord {

struct Dialect;

/// One token of an expression with what it means, free of its engine's spelling.
struct ExpressionPiece
{
    enum class Kind { Word, Column, Text, Number, Symbol } kind = Kind::Symbol;
    QString text; ///< of a column or text its value, else as it is written
};
using ExpressionPieces = std::vector<ExpressionPiece>;

/// Whether there is such a word, in any case, or symbol at `i`.
[[nodiscard]] bool isPiece(const ExpressionPieces &pieces, size_t i, QLatin1StringView text);

/// An expression over `columns` without what only its server's canonical spelling adds: casts of literals and to text, casts of
/// whole numbers where nothing is divided, = ANY (ARRAY[…]) for IN, the character set before a text. nullopt: it casts something
/// else, or holds what is no token of an expression.
[[nodiscard]] std::optional<ExpressionPieces> expressionPieces(const QString &sql, const Dialect &dialect, const std::vector<Column> &columns);

} // namespace concord
