// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqllexer.h"

namespace concord {

/// splitScript(), but for a text that goes to the server as it is when `scope` is Statement.
[[nodiscard]] Result<QList<ScriptStatement>> splitText(const QString &text, const Dialect &dialect, SqlLexer::Scope scope);

} // namespace concord
