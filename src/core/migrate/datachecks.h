// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/engineterms.h"

namespace concord {

struct Dialect;

/// A condition on a row of LEFT's, in RIGHT's dialect: the value of `expression`, of column `from`, does not go into `to`, or not as it is.
/// Empty: all values do, as far as types tell.
[[nodiscard]] QString misfitCondition(const EngineTerms &terms, const Dialect &dialect, const QString &expression, const Column &from,
                                      const Column &to);

/// A condition on a row of `table`: another one has the same values in `columns`, both as names that are quoted where they must be.
[[nodiscard]] QString doubledCondition(const QString &table, const QStringList &columns);

} // namespace concord
