// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/statementlanguage.h"

namespace concord {

/// Statements of MongoDB, JSON or like mongosh's, as core/query asks about a language.
[[nodiscard]] const StatementLanguage &mongoLanguage();
/// The dialect that names it.
[[nodiscard]] const Dialect &mongoDialect();

} // namespace concord
