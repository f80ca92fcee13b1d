// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace concord {

/// Whether PostgreSQL would have chosen `name` by itself for something of `table` over `columns`: "table_column_fkey", cut to
/// 63 bytes as the server cuts, perhaps with a number behind it. `label` is "fkey", "key", "check", "pkey", "excl", "idx",
/// "seq" or "not_null".
[[nodiscard]] bool isPgGeneratedName(const QString &name, const QString &table, const QStringList &columns, QLatin1StringView label);
/// A name of a constraint that the server seems to have chosen, with the number that parts it from others: "t_check1".
[[nodiscard]] bool isPgNumberedName(const QString &name);
/// Two such names, or one of them without a number, that are else the same.
[[nodiscard]] bool differByPgNumber(const QString &a, const QString &b);
/// The name itself, without a number.
[[nodiscard]] QString pgGeneratedName(const QString &table, const QStringList &columns, QLatin1StringView label);

} // namespace concord
