// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

struct Dialect;

[[nodiscard]] const Dialect &sqliteDialect();
/// Quoted where the name is any of SQLite's keywords, also of those that could stand bare, or has odd characters.
[[nodiscard]] QString sqliteIdentifier(const QString &name);

} // namespace concord
