// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QHash>

#include <optional>

namespace concord {

struct Dialect;

/// Whose expression it is, and what its columns are called on the side that it is compared with.
struct ExpressionOwner
{
    QString engine;
    const Dialect *dialect = nullptr;     ///< null: nothing can be read
    const std::vector<Column> *columns = nullptr; ///< those that it may name; null: nothing can be read
    QHash<QString, QString> names{};      ///< lower case; those that are not in it keep their names
};

/// What the expression says, in a spelling that is no engine's: operators by their precedence instead of parentheses, one word for
/// each function that several engines know, no order where there is none (AND, OR, IN). Two expressions of one form say the same.
/// nullopt: something in it is read by its own engine alone (division, other functions, collations …).
[[nodiscard]] std::optional<QString> expressionForm(const QString &sql, const ExpressionOwner &owner);

/// The columns that it names, sorted, in the other side's words: what checks of one matter have in common though they say two things.
[[nodiscard]] QStringList expressionColumns(const QString &sql, const ExpressionOwner &owner);

} // namespace concord
